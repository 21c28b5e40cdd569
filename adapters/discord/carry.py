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
from typing import cast

from cryptography.fernet import Fernet, InvalidToken

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
        open_text = json.dumps([question.command, dict(question.options)], ensure_ascii=False, separators=(",", ":"))
        return open_text if len(open_text) <= room else self.sealed(open_text, now)

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


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _texts(options: Mapping[object, object]) -> bool:
    return all(isinstance(name, str) and isinstance(value, str) for name, value in options.items())
