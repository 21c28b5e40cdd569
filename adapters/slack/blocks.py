"""The pieces that answers are drawn with: Block Kit, built with Slack's own models. Pure.

Whatever is stored or typed enters as a `text` element of rich_text or as plain_text without emoji, through `visible`:
Slack reads no markup, no mention and no link out of either.
Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block,
https://docs.slack.dev/reference/block-kit/composition-objects/text-object
"""

from collections.abc import Iterable, Sequence

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
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
)

from bot.phrasing import shortened_text, visible

HEADER = 150
"""Characters of a header. Source: https://docs.slack.dev/reference/block-kit/blocks/header-block"""

LABEL = 75
"""Characters of a button's label and accessibility_label. Source: https://docs.slack.dev/reference/block-kit/block-elements/button-element"""

CONTEXT = 2_000
"""Characters of a text in a context block. Source: https://docs.slack.dev/reference/block-kit/composition-objects/text-object (3,000)"""

ROW = 5
"""Buttons in a row: more are hard to tell apart. Slack takes 25. Source: https://docs.slack.dev/reference/block-kit/blocks/actions-block"""

Text = RichTextElementParts.Text

_BREAK = Text(text="\n")


def plain(text: str, limit: int) -> PlainTextObject:
    """Words as they stand; a colon between two words makes no picture of them."""
    return PlainTextObject(text=shortened_text(visible(text), limit).strip() or "–", emoji=False)


def run(text: str, *styles: str) -> Text:
    """Words in a rich text, with "bold", "italic" or "strike"."""
    return Text(text=visible(text) or " ", style=dict.fromkeys(styles, True) or None)


def header(text: str) -> Block:
    """A line in large letters."""
    return HeaderBlock(text=plain(text, HEADER))


def rich(elements: Iterable[RichTextElement]) -> Block:
    """A rich text; screen readers read it in this order."""
    return RichTextBlock(elements=list(elements))


def lines(rows: Iterable[Sequence[RichTextElement]]) -> RichTextElement:
    """A paragraph of a rich text: rows of words, each on a line of its own."""
    runs = [element for row in rows for element in (_BREAK, *row)]
    return RichTextSectionElement(elements=runs[1:])


def quoted(runs: Sequence[RichTextElement]) -> RichTextElement:
    """A paragraph with a bar at its side."""
    return RichTextQuoteElement(elements=list(runs))


def copied(text: str) -> RichTextElement:
    """Words that are marked and copied in one piece."""
    return RichTextPreformattedElement(elements=[run(text)])


def context(text: str) -> Block:
    """A line in small letters."""
    return ContextBlock(elements=[plain(text, CONTEXT)])


def button(label: str, action: str, value: str, heard: str = "", *, style: str | None = None) -> ButtonElement:
    """A button; `heard` is what a screen reader says, where its label alone tells it from no other."""
    return ButtonElement(
        text=plain(label, LABEL),
        action_id=action,
        value=value,
        accessibility_label=shortened_text(visible(heard), LABEL) if heard else None,
        style=style,
    )


def rows(buttons: Sequence[ButtonElement]) -> list[Block]:
    """Buttons, few in a row."""
    return [ActionsBlock(elements=list(buttons[at : at + ROW])) for at in range(0, len(buttons), ROW)]
