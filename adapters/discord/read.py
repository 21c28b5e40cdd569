"""Discord's payloads -> what they ask, who asks, and whether it came before. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.commands import COMMANDS
from bot.commands.typed import question_for, question_from
from bot.request import Member, Question

_NAMED = re.compile(r"<(?:@[!&]?|#|id:|/[^:<>]*:|a?:\w+:|t:)\d*(?::\w)?>")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the server that they ask from, themselves, and by which delivery.

    Attributes:
        guild: The server's id; 0 in a direct message, and where only the user installed the bot.
        admin: Whether they may manage that server.
        delivery: Discord's id of the interaction or message; the same when it is delivered again.
    """

    guild: int
    user: int
    delivery: str
    admin: bool = False

    @property
    def tenant(self) -> str:
        """The server, as the desk knows it."""
        return f"discord:{self.guild}"

    @property
    def member(self) -> Member:
        """The asker, as the desk knows them."""
        return Member(f"{self.tenant}:{self.user}", self.admin)


def command(name: str, given: Mapping[str, Any]) -> Question:
    """What a slash command asks: its subject and options came apart, as text.

    Raises:
        AskError: it can't be asked so.
    """
    known = COMMANDS[name]
    options = {key.replace("_", "-"): plain(str(value)) for key, value in given.items() if value is not None}
    subject = options.pop(known.subject.name, "")
    return question_for(known, subject).but(**options) if subject else Question(known.name, options)


def message(text: str, bot: int) -> Question:
    """What a message to the bot asks, without the bot's own name.

    Raises:
        AskError: it can't be asked so.
    """
    return question_from(plain(re.sub(rf"<@!?{bot}>", " ", text, count=1)).strip())


def finding(text: str) -> Question:
    """*Find this quote*: the message's words, one after another."""
    return Question("lookup", {"words": plain(text), "exact": "yes"})


def checking(text: str) -> Question:
    """*Quotes in this message*."""
    return Question("check", {"text": plain(text)})


def plain(text: str) -> str:
    """A text of Discord's without the marks that stand for people, channels and pictures.

    Source: https://discord.com/developers/docs/reference#message-formatting
    """
    return _NAMED.sub("", text)
