"""The pieces that answers are drawn with: Block Kit, built with Slack's own models. Pure.

Whatever is stored or typed enters as a `text` element of rich_text or as plain_text without emoji, through `visible`:
Slack reads no markup, mention or emoji out of either. A link is drawn as the host that it really leads to.
Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block,
https://docs.slack.dev/reference/block-kit/composition-objects/text-object
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    PlainTextObject,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextListElement,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
)

from adapters.addresses import host_of
from bot.phrasing import shortened_text, visible

HEADER = 150
"""Characters of a header. Source: https://docs.slack.dev/reference/block-kit/blocks/header-block"""

LABEL = 75
"""Characters of a button's label, and of what a screen reader says of it.

Source: https://docs.slack.dev/reference/block-kit/block-elements/button-element
"""

SMALL = 3_000
"""Characters of a text in small letters. Source: https://docs.slack.dev/reference/block-kit/composition-objects/text-object"""

ROW = 5
"""Buttons in a row, of 25 that Slack takes. Source: https://docs.slack.dev/reference/block-kit/blocks/actions-block"""

Run = RichTextElement
"""A few words in one style."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on a line of their own."""

    runs: Sequence[Run]


Piece = Block | RichTextElement | Line
"""What a part is drawn with: a block, or a paragraph or line, which shares a block with its neighbours."""

_BREAK = RichTextElementParts.Text(text="\n")

_USER = re.compile(r"slack:[^:]+:(?P<id>[UW][A-Z0-9]+)", re.ASCII)


def plain(text: str, limit: int) -> PlainTextObject:
    """Words as they stand, shortened after a whole word; a dash where there are none."""
    return PlainTextObject(text=shortened_text(visible(text), limit).strip() or "–", emoji=False)


def run(text: str, *styles: str) -> Run:
    """Words of a paragraph, "bold", "italic" or in "code"."""
    return RichTextElementParts.Text(text=visible(text), style=dict.fromkeys(styles, True) or None)


def person(member: str) -> Run:
    """Somebody, by the name that they have in Slack; `member` is "slack:T024BE7LD:U012AB3CD"."""
    known = _USER.fullmatch(member)
    return RichTextElementParts.User(user_id=known["id"]) if known else run(member)


def address(url: str) -> Run:
    """A link that shows the host it leads to; the bare words where it is no plain address of the web."""
    host = host_of(url)
    return RichTextElementParts.Link(url=url, text=host) if host else run(url)


def line(*runs: Run) -> Line:
    """Words on a line of their own."""
    return Line(_said(runs))


def quoted(runs: Iterable[Run]) -> RichTextElement:
    """A paragraph with a bar at its side."""
    return RichTextQuoteElement(elements=_said(runs))


def listed(items: Iterable[Sequence[Run]]) -> RichTextElement:
    """Paragraphs with a dot before each."""
    return RichTextListElement(
        style="bullet", elements=[RichTextSectionElement(elements=_said(runs)) for runs in items]
    )


def copied(text: str) -> RichTextElement:
    """Words in a box, to be copied in one piece."""
    return RichTextPreformattedElement(elements=_said([run(text)]))


def _said(runs: Iterable[Run]) -> list[Run]:
    """Without the empty ones, which Slack refuses."""
    return [one for one in runs if getattr(one, "text", None) != ""] or [run("–")]


def header(text: str) -> Block:
    """A line in large letters."""
    return HeaderBlock(text=plain(text, HEADER))


def small(text: str) -> Block:
    """A line in small letters."""
    return ContextBlock(elements=[plain(text, SMALL)])


def button(label: str, action: str, value: str | None = None, heard: str = "") -> ButtonElement:
    """A button; `heard` is what a screen reader says, where the label alone does not tell it from its neighbours."""
    spoken = plain(heard, LABEL).text if heard else None
    return ButtonElement(text=plain(label, LABEL), action_id=action, value=value, accessibility_label=spoken)


def rows(buttons: Sequence[ButtonElement]) -> list[Piece]:
    """Buttons, a few in a row."""
    return [ActionsBlock(elements=list(buttons[at : at + ROW])) for at in range(0, len(buttons), ROW)]


def joined(pieces: Iterable[Piece]) -> list[Block]:
    """The pieces as blocks: paragraphs that follow one another stand in one."""
    blocks: list[Block] = []
    paragraphs: list[RichTextElement] = []
    for piece in _sections(pieces):
        if isinstance(piece, RichTextElement):
            paragraphs.append(piece)
        else:
            blocks += [*_rich(paragraphs), piece]
            paragraphs = []
    return [*blocks, *_rich(paragraphs)]


def _rich(paragraphs: Sequence[RichTextElement]) -> list[Block]:
    return [RichTextBlock(elements=paragraphs)] if paragraphs else []


def _sections(pieces: Iterable[Piece]) -> Iterator[Block | RichTextElement]:
    """Lines that follow one another become one paragraph: not every client begins a new line for the next."""
    lines: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Line):
            lines.append(piece)
        else:
            yield from (*_section(lines), piece)
            lines = []
    yield from _section(lines)


def _section(lines: Sequence[Line]) -> list[RichTextElement]:
    runs = [one for each in lines for one in (_BREAK, *each.runs)]
    return [RichTextSectionElement(elements=runs[1:])] if runs else []


def words_in(value: object) -> int:
    """How many characters are drawn in blocks, links and what is said of their buttons included."""
    match value:
        case str():
            return len(value)
        case dict():
            return sum(words_in(inner) for name, inner in value.items() if name in _DRAWN)
        case list():
            return sum(map(words_in, value))
        case _:
            return 0


_DRAWN = ("elements", "text", "url", "accessibility_label")
