"""What a button carries, as text: a question with its options, or what is to be shared. Never whose it is. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from bot.commands import COMMANDS
from bot.errors import AskError
from bot.request import Question

LIMIT = 2_000
"""Characters of a button's value. Source: https://docs.slack.dev/reference/block-kit/block-elements/button-element"""

_CHANGED = re.compile("[&<>\ud800-\udfff]")
"""What may come back as something else: the signs for which Slack has entities, and halves of characters.

Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

WORN = AskError("This button can't be read any more.", "Ask again.")


@dataclass(frozen=True, slots=True)
class Shareable:
    """A quote of a version, or the summary of the version where `quote` is None."""

    version: int
    quote: int | None = None


def packed(question: Question) -> str | None:
    """A question as a button's value; None where it is too long for one."""
    value = json.dumps([question.command, dict(question.options)], ensure_ascii=False, separators=(",", ":"))
    value = _CHANGED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", value)
    return value if len(value) <= LIMIT else None


def question_of(value: str) -> Question:
    """The question that was packed.

    Raises:
        AskError: it was not packed by us.
    """
    match _read(value):
        case [str(command), dict(options)] if command in COMMANDS and _texts(cast("dict[object, object]", options)):
            return Question(command, cast("dict[str, str]", options))
        case _:
            raise WORN


def packed_share(item: Shareable) -> str:
    """What is to be shared as a button's value."""
    return json.dumps([item.version, item.quote])


def shareable_of(value: str) -> Shareable:
    """What was packed to be shared.

    Raises:
        AskError: it was not packed by us.
    """
    match _read(value):
        case [int(version), int() | None as quote] if not isinstance(version, bool) and not isinstance(quote, bool):
            return Shareable(version, quote)
        case _:
            raise WORN


def number_of(value: str) -> int:
    """The number of a share.

    Raises:
        AskError: it is none.
    """
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise WORN
    return int(value)


def _read(value: str) -> object:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _texts(options: Mapping[object, object]) -> bool:
    return all(isinstance(name, str) and isinstance(value, str) for name, value in options.items())
