"""What a button carries in its custom_id: a question with its options, or what is to be shared. Never whose it is.

A custom_id has 100 characters, which discord.py does not check. A longer question is sealed with a key of its own, kept sealed
in the vault for seven days, and only the button holds the key: who has the archive's database can't read it.
Source: https://discord.com/developers/docs/components/reference#anatomy-of-a-component (custom_id)
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import assert_never, cast

from cryptography.fernet import Fernet, InvalidToken

from adapters.discord.layout import Ask, Choose, Dismiss, Do, Does, Drawn, Mine, ShareItem, TakeBack, Turn, payload
from bot.commands import COMMANDS
from bot.errors import AskError
from bot.ledger import Vault
from bot.request import Question

LIMIT = 100
KEPT = timedelta(days=7)
KIND = "discord question"

WORN = AskError("This button can't be read any more.", "Ask again.")

_SEALED = "~"
"""What a sealed question begins with; an open one begins with a bracket."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Packs questions into so many characters, with the help of a vault where they are longer."""

    vault: Vault

    def packed(self, question: Question, room: int, *, now: datetime) -> str:
        """A question in at most `room` characters (at least 62 of them)."""
        open_text = _open(question)
        return open_text if len(open_text) <= room else self.sealed(open_text, now)

    def named(self, does: Does, *, now: datetime) -> str:
        """What a button does, as its custom_id."""
        match does:
            case Turn(question):
                return f"t|{self.packed(question, LIMIT - 2, now=now)}"
            case Ask(question):
                return f"a|{self.packed(question, LIMIT - 2, now=now)}"
            case Do(question):
                return f"o|{self.packed(question, LIMIT - 2, now=now)}"
            case Mine(user, question):
                return f"m|{user}|{self.sealed(_open(question), now)}"
            case Choose(server, question):
                return f"c|{server}|{self.packed(question, LIMIT - 23, now=now)}"
            case ShareItem(version, quote):
                return f"s|{version}|{quote or ''}"
            case TakeBack(share):
                return f"u|{share}"
            case Dismiss():
                return "d|"
            case _:
                assert_never(does)

    def done(self, custom_id: str, *, now: datetime) -> Does:
        """What a button does, read back from its custom_id.

        Raises:
            AskError: we did not name it, or its question is not kept any more.
        """
        kind, _, rest = custom_id.partition("|")
        first, _, second = rest.partition("|")
        match kind:
            case "t":
                return Turn(self.question_of(rest, now=now))
            case "a":
                return Ask(self.question_of(rest, now=now))
            case "o":
                return Do(self.question_of(rest, now=now))
            case "m":
                return Mine(_number(first), self.question_of(second, now=now))
            case "c":
                return Choose(_number(first), self.question_of(second, now=now))
            case "s":
                return ShareItem(_number(first), _number(second) if second else None)
            case "u":
                return TakeBack(_number(rest))
            case "d":
                return Dismiss()
            case _:
                raise WORN

    def names(self, drawn: Drawn, *, now: datetime) -> dict[Does, str]:
        """The custom_id of everything that can be pressed in a message."""
        names: dict[Does, str] = {}
        payload(drawn, lambda does: names.setdefault(does, self.named(does, now=now)))
        return names

    def sealed(self, text: str, now: datetime) -> str:
        """The text in 61 characters: where it lies, and the key that opens it."""
        place, key = token_urlsafe(12), Fernet.generate_key()
        self.vault.put(KIND, place, Fernet(key).encrypt(text.encode()), now=now, until=now + KEPT)
        return f"{_SEALED}{place}{key.decode()}"

    def question_of(self, packed: str, *, now: datetime) -> Question:
        """The question that was packed.

        Raises:
            AskError: it was not packed by us, or so long ago that it is not kept any more.
        """
        match _read(self._opened(packed, now) if packed.startswith(_SEALED) else packed):
            case [str(command), dict(options)] if command in COMMANDS and _texts(cast("dict[object, object]", options)):
                return Question(command, cast("dict[str, str]", options))
            case _:
                raise WORN

    def _opened(self, packed: str, now: datetime) -> str:
        place, key = packed[1:17], packed[17:]
        try:
            kept = self.vault.get(KIND, place, now=now)
            return Fernet(key).decrypt(kept).decode() if kept else ""
        except (ValueError, InvalidToken) as error:
            raise WORN from error


def _open(question: Question) -> str:
    # A lone surrogate can't be sent; written as an escape, it can.
    text = json.dumps([question.command, dict(question.options)], ensure_ascii=False, separators=(",", ":"))
    return text if text.isprintable() else json.dumps([question.command, dict(question.options)], separators=(",", ":"))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise WORN
    return int(text)


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _texts(options: Mapping[object, object]) -> bool:
    return all(isinstance(name, str) and isinstance(value, str) for name, value in options.items())
