"""What was typed -> a question, and a question -> the shell command for it. Pure; the core parses the line itself."""

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from bot.commands import COMMANDS
from bot.commands.command import Command, Option
from bot.commands.typed import question_for, question_from
from bot.reply import Choice
from bot.request import Question

Suggest = Callable[[str], Iterable[tuple[int, str]]]
"""Of a half-typed line, what may stand at its end: how many characters to replace, and by what."""


def next_question(typed: str, ways: Sequence[Choice]) -> Question:
    """The question that a typed line puts; the number of a way on that was offered asks that."""
    chosen = {str(number): way.question for number, way in enumerate(ways, 1)}
    return chosen.get(typed.strip()) or question_from(typed)


def flagged(command: Command, words: Sequence[str], flags: Mapping[str, str | None]) -> Question:
    """The question of a shell command: its words are read as a typed line is; a flag that was given goes first."""
    given = {name: value for name, value in flags.items() if value is not None}
    return question_for(command, " ".join(words)).but(**given)


def shell(question: Question, before: Sequence[str] = ()) -> str:
    """The shell command that puts a question; `before` are the global options it needs, such as the archive."""
    command = COMMANDS[question.command]
    known = {option.name: option for option in command.options}
    flags = [
        [f"--{name}"] if is_switch(known[name]) else [f"--{name}", value]
        for name, value in question.options.items()
        if name in known
    ]
    subject = question.options.get(command.subject.name, "")
    words = (["--"] if subject.startswith("-") else []) + ([subject] if subject else [])
    return shlex.join(["quotedesk", *before, command.name, *chain.from_iterable(flags), *words])


def is_switch(option: Option) -> bool:
    """Whether an option is either on or off, so that its flag takes no value."""
    return option.value == "yes"
