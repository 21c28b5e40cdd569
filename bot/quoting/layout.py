"""Where the paragraphs of a text lie, also in a text that breaks its lines in other ways than ours."""

import re

from bot.model import Span

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_LINE_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*\Z|[\"”»]\s?[-–—―]\s?\w[^\"“”«»\n]{0,50}\Z")
_TAIL = 60
"""Characters of a line that tell how it ends."""


def paragraph_spans(text: str) -> list[Span]:
    """The paragraphs in order, without the blank space around them.

    A blank line always ends one; a single line break does where the line before it ends like a sentence,
    or with a credit: a quotation, a dash and a name.
    """
    found: list[Span] = []
    for block in _pieces(text, 0, len(text), _BLANK_LINE):
        start = block.start
        for line in _pieces(text, block.start, block.end, _LINE_BREAK):
            tail = text[max(start, line.end - _TAIL) : line.end]
            if _LINE_ENDS_SENTENCE.search(tail) or line.end == block.end:
                found.append(Span(start, line.end))
                start = _skip_blank(text, line.end, block.end)
    return [span for span in found if span.start < span.end]


def _pieces(text: str, start: int, end: int, gap: re.Pattern[str]) -> list[Span]:
    pieces: list[Span] = []
    at = _skip_blank(text, start, end)
    for match in gap.finditer(text, at, end):
        pieces.append(Span(at, match.start()))
        at = match.end()
    stop = end
    while stop > at and text[stop - 1].isspace():
        stop -= 1
    return [*pieces, Span(at, stop)]


def _skip_blank(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
