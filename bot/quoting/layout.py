"""Where the paragraphs of a text lie, also in a text that breaks its lines in other ways than ours; the entries of a live blog."""

import re
from collections.abc import Sequence
from itertools import accumulate

from bot.model import Span

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_LINE_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*\Z|[\"”»]\s?[-–—―]\s?\w[^\"“”«»\n]{0,50}\Z")
_TAIL = 60
"""Characters of a line that tell how it ends."""

TIME_STAMP = re.compile(
    r"[*_\[(]{0,3}(?:(?:Updated?|UPDATED?):? )?"
    r"(?:\d{1,2}[:.]\d{2} ?[ap]\.?m\b\.?|\d{1,2} ?[ap]\.?m\b\.?|[0-2]?\d:[0-5]\d(?!\d))(?: [A-Z]{2,4}\b)?"
)
"""The time of day at the start of a paragraph: "9:41 a.m.", "[14:05]", "Update: 3 p.m. EST"."""

FEWEST_STAMPS = 3
"""Paragraphs beginning with a time of day from which a text is taken for a live blog."""


def entry_numbers(text: str, paragraphs: Sequence[Span]) -> list[int]:
    """For each paragraph the entry of a live blog that it belongs to; 0 for all where there are too few time stamps."""
    stamped = [TIME_STAMP.match(text, paragraph.start, paragraph.end) is not None for paragraph in paragraphs]
    if sum(stamped) < FEWEST_STAMPS:
        return [0] * len(stamped)
    return list(accumulate(stamped))


def paragraph_spans(text: str) -> list[Span]:
    """The paragraphs in order, without the blank space around them.

    A blank line always ends one; a single line break does where the line before it ends like a sentence,
    or with a credit: a quotation, a dash and a name.
    """
    found: list[Span] = []
    for block in _pieces(text, 0, len(text), _BLANK_LINE):
        if text.find("\n", block.start, block.end) < 0 and not text[block.end - 1 : block.end].isspace():
            found.append(block)
            continue
        start = block.start
        lines = _pieces(text, block.start, block.end, _LINE_BREAK)
        for line in lines:
            tail = text[max(start, line.end - _TAIL) : line.end]
            if _LINE_ENDS_SENTENCE.search(tail) or line is lines[-1]:
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
