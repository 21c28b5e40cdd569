"""What a browser sends -> a question, or the number of what is asked for. Pure."""

from collections.abc import Sequence

from bot.commands import COMMANDS
from bot.commands.typed import question_from
from bot.errors import AskError
from bot.request import Question

LONGEST = 18
"""Digits of a number that anything on file may have."""


def question_at(command: str, given: Sequence[tuple[str, str]]) -> Question:
    """The question that an address asks; options that it does not have, or has twice, are refused.

    Raises:
        AskError: there is no such question, or not with these options.
    """
    asked = COMMANDS.get(command)
    if asked is None:
        raise AskError("There is no such question.", "Ask /help what there is.")
    known = {asked.subject.name, *(option.name for option in asked.options)}
    options = {name: value for name, value in given if value.strip()}
    if not known.issuperset(options) or len({name for name, _ in given}) < len(given):
        raise AskError("This address asks with options that the question has not.", f"Its form is {asked.form}")
    return Question(command, options)


def question_typed(line: str) -> Question:
    """The question in a typed line; one that begins with no slash asks whose words these are, or where they stand.

    Raises:
        AskError: as for any typed line.
    """
    words = line.strip()
    return question_from(words if words.startswith("/") or not words else f"/quote {words}")


def number(text: str) -> int | None:
    """A number as an address holds it; None for anything else."""
    well_formed = text.isascii() and text.isdigit() and len(text) <= LONGEST and not text.startswith("0")
    return int(text) if well_formed else None
