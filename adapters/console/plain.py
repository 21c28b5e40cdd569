"""Reply -> plain text for a pipe, a file or a screen reader, or JSON for scripts: no colours, no boxes, no wrapping. Pure.

One fact a line, the quotation first; the wording is that of every other surface.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import assert_never

from bot import phrasing
from bot.errors import QuotedeskError
from bot.phrasing import SEPARATOR, UNSAFE, visible
from bot.reply import (
    Actions,
    Choice,
    Choices,
    Copy,
    Diff,
    Facts,
    Filing,
    Heading,
    Masthead,
    Note,
    Pager,
    Part,
    Passage,
    Pull,
    Reply,
    Section,
    Shared,
    Tone,
    Typed,
    Usage,
    as_data,
)
from bot.request import Question

Put = Callable[[Question], str]
"""How a question is put here, as words to type."""

_TONES = {Tone.PLAIN: "", Tone.WARNING: "Warning: ", Tone.HINT: ""}


def text(reply: Reply, put: Put) -> str:
    """The whole reply, its parts an empty line apart, ending in a line break.

    `put` makes of a question the words that put it here, which stand behind each way on.
    """
    blocks: list[str] = []
    number = 1
    for part in reply.parts:
        blocks.append("\n".join(visible(line) for line in _lines(part, number, put)))
        number += len(phrasing.ways(part))
    return "\n\n".join(block for block in blocks if block) + "\n"


def as_json(reply: Reply) -> str:
    """The reply as docs/json.md describes it. What could act on a terminal stands escaped; the rest is legible."""
    written = json.dumps(as_data(reply), ensure_ascii=False, indent=2)
    return UNSAFE.sub(_escaped, written) + "\n"


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}"


def fault(error: QuotedeskError) -> str:
    """What was wrong, and below it what to do."""
    return "\n".join(visible(line) for line in (*error.message.splitlines(), error.hint) if line) + "\n"


def _lines(part: Part, number: int, put: Put) -> Iterator[str]:
    match part:
        case Heading() | Section():
            yield part.text
        case Note():
            yield _TONES[part.tone] + part.text
        case Typed():
            yield phrasing.typed_text(part.text)
        case Pull():
            yield from _pull(part)
        case Passage():
            yield from _passage(part)
        case Diff():
            yield from (f"{what}: {words}" for what, words in phrasing.diff_rows(part))
        case Masthead():
            yield from _masthead(part)
            yield from _ways(part, number, put)
        case Facts():
            yield from (f"{name}: {value}" for name, value in part.rows)
        case Choices():
            yield part.prompt
            yield from _ways(part, number, put)
        case Actions():
            yield phrasing.actions_text(part)
        case Pager():
            yield phrasing.page_text(part)
            yield from _ways(part, number, put)
        case Usage():
            yield from _usage(part)
        case Filing():
            yield from (f"{name}: {value}" for name, value in phrasing.filing_rows(part))
            yield from (f"{what}: {name}: {why}" for what, name, why in phrasing.filing_details(part))
        case Copy():
            yield part.label
            yield part.text
        case Shared():
            yield phrasing.shared_text(part)
        case _:
            assert_never(part)


def _pull(pull: Pull) -> Iterator[str]:
    if pull.lead_in:
        yield phrasing.lead_in_text(pull)
    number = "" if pull.number is None else f"[{pull.number}] "
    yield number + "".join(piece for _, piece in phrasing.words_of(pull))
    (_, speaker), (_, grade), *rest = phrasing.told(pull)
    yield f"  {speaker}{SEPARATOR}{grade}"
    yield from (f"  {words}" for _, words in rest)


def _passage(passage: Passage) -> Iterator[str]:
    cut = list(phrasing.pieces(passage.text, passage.marked, passage.numbers))
    words = "".join(f" {piece}" if kind == "number" else piece for kind, piece in cut)
    yield f"{words} ({phrasing.paragraph_text(passage.paragraph)})"
    if passage.marked and not passage.numbers:
        yield f"  matched: {', '.join(dict.fromkeys(piece for kind, piece in cut if kind == 'marked'))}"


def _masthead(head: Masthead) -> Iterator[str]:
    yield phrasing.headline_text(head.source)
    if head.standfirst:
        yield head.standfirst
    yield SEPARATOR.join(phrasing.masthead_facts(head))
    if head.source.url:
        yield head.source.url
    yield from phrasing.caveats(head.source)


def _ways(part: Part, number: int, put: Put) -> Iterator[str]:
    for order, way in enumerate(phrasing.ways(part), number):
        yield f"{order}. {_label(way)}: {put(way.question)}"


def _label(way: Choice) -> str:
    return f"{way.label} ({way.hint})" if way.hint else way.label


def _usage(usage: Usage) -> Iterator[str]:
    yield usage.form
    yield usage.about
    yield from (f"  {name}: {meaning}" for name, meaning in usage.options)
    yield from (f"  for example: {example}" for example in usage.examples)
