"""Reply -> the words that a notification shows and a screen reader says: the whole answer in brief. Pure."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from bot import phrasing
from bot.phrasing import SEPARATOR, shortened_text, visible
from bot.reply import (
    Actions,
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
    Section,
    Shared,
    Tone,
    Typed,
    Usage,
)

LIMIT = 3_000
"""Characters of it all: Slack takes 4,000 where a message is edited.

Source: https://docs.slack.dev/reference/methods/chat.update
"""

BRIEF = 300
"""Characters of one quotation, passage or sentence: a notification shows the first few words only."""

_REST = "The answer itself says more."


def text(parts: Iterable[Part]) -> str:
    """The answer a line a fact; whatever could begin a mention or a link is an entity.

    Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    said: list[str] = []
    left = LIMIT - len(_REST)
    for line in (escaped(visible(words)) for part in parts for words in _lines(part)):
        left -= len(line) + 1
        if left < 0:
            return "\n".join([*said, _REST])
        said += [line] if line.strip() else []
    return "\n".join(said) or _REST


def escaped(words: str) -> str:
    """The three signs that begin Slack's markup of mentions and links, as entities."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(words: str) -> str:
    """What was escaped."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _lines(part: Part) -> Iterator[str]:
    for line in _said(part):
        yield shortened_text(line, BRIEF)


def _said(part: Part) -> Iterator[str]:
    match part:
        case Heading() | Section():
            yield part.text
        case Note():
            yield f"Warning: {part.text}" if part.tone is Tone.WARNING else part.text
        case Typed():
            yield phrasing.typed_text(part.text)
        case Pull():
            yield phrasing.citation_text(part, BRIEF)
        case Passage():
            yield "".join(words for _, words in phrasing.passage_words(part, BRIEF))
        case Diff():
            yield from (f"{what}: {words}" for what, words in phrasing.diff_rows(part))
        case Masthead():
            yield phrasing.headline_text(part.source)
            yield SEPARATOR.join(phrasing.masthead_facts(part))
            yield from phrasing.caveats(part.source)
        case Facts():
            yield from (f"{name}: {value}" for name, value in part.rows)
        case Choices() | Actions():
            yield part.prompt
            yield ", ".join(way.label for way in part.options)
        case Pager():
            yield phrasing.page_text(part)
        case Usage():
            yield f"{part.form}: {part.about}"
        case Filing():
            yield from (f"{name}: {value}" for name, value in phrasing.filing_rows(part))
        case Copy():
            yield part.label
        case Shared():
            yield "shared from the archive"
        case _:
            assert_never(part)
