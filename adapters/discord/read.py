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
        guild: The server's id; 0 where there is none.
        delivery: "discord:" and its id of the interaction or message; the same when it is delivered again.
        admin: Whether they may manage that server.
        alone: Whether they brought the bot along themselves, or write to it alone: then any server of theirs counts.
    """

    guild: int
    user: int
    delivery: str
    admin: bool = False
    alone: bool = False

    @property
    def tenants(self) -> tuple[str, ...]:
        """The server, as the desk knows it."""
        return (tenant(self.guild),) if self.guild else ()

    @property
    def member(self) -> Member:
        """The asker, as the desk knows them."""
        return Member(f"{tenant(self.guild)}:{self.user}", self.admin)


def tenant(guild: int) -> str:
    """A server, as the desk knows it."""
    return f"discord:{guild}"


def delivery(number: int) -> str:
    """An interaction or a message, as the desk knows what it answered."""
    return f"discord:{number}"


def command(name: str, given: Mapping[str, Any]) -> Question:
    """What a slash command asks: its subject and options came apart, as text.

    Raises:
        AskError: it can't be asked so.
    """
    known = COMMANDS[name]
    options = {key.replace("_", "-"): plain(str(value)) for key, value in given.items() if value is not None}
    subject = options.pop(known.subject.name, "")
    return question_for(known, subject).but(**options) if subject else Question(known.name, options)


def addressed(text: str, bot: int) -> bool:
    """Whether a message names the bot itself. An answer to a message of the bot's mentions it, too, but asks nothing."""
    return bool(_naming(bot).search(text))


def message(text: str, bot: int) -> Question:
    """What a message to the bot asks, without the bot's own name.

    Raises:
        AskError: it can't be asked so.
    """
    return question_from(plain(_naming(bot).sub(" ", text, count=1)).strip())


def _naming(bot: int) -> re.Pattern[str]:
    return re.compile(rf"<@!?{bot}>")


def finding(text: str) -> Question:
    """*Find this quote*: the message's words, one after another."""
    return Question("lookup", {"words": plain(text), "exact": "yes"})


def plain(text: str) -> str:
    """A text of Discord's without the marks that stand for people, channels and pictures.

    Source: https://discord.com/developers/docs/reference#message-formatting
    """
    return _NAMED.sub("", text)
