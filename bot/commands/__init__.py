"""The questions. COMMANDS is the one table of them: a new one is a module and a line here."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.commands import (
    article,
    check,
    cite,
    compare,
    copies,
    explain,
    first,
    follow,
    following,
    lookup,
    note,
    quote,
    said,
    summary,
    variants,
    verify,
    why,
)
from bot.commands.command import Ask, Command, Option
from bot.commands.help import help_on

_QUESTIONS = (
    quote.COMMAND,
    summary.COMMAND,
    lookup.COMMAND,
    said.COMMAND,
    first.COMMAND,
    variants.COMMAND,
    article.COMMAND,
    copies.COMMAND,
    verify.COMMAND,
    check.COMMAND,
    compare.COMMAND,
    cite.COMMAND,
    explain.COMMAND,
    note.COMMAND,
    follow.COMMAND,
    following.FOLLOWING,
    following.UNFOLLOW,
    why.COMMAND,
)
_BY_NAME = {command.name: command for command in _QUESTIONS}

COMMANDS: Mapping[str, Command] = MappingProxyType({**_BY_NAME, "help": help_on(_BY_NAME)})
"""Every question by its name, in the order in which help tells of them."""

__all__ = ["COMMANDS", "Ask", "Command", "Option"]
