"""A question of COMMANDS as a command of the shell, so that no question is written down twice."""

from collections.abc import Callable, Sequence
from inspect import Parameter, Signature
from typing import Annotated, Any

import typer

from adapters.console import read
from bot.commands.command import Command, Option
from bot.commands.typed import question_from
from bot.request import Question


def put(command: Command, ask: Callable[[typer.Context, Question, bool], int]) -> Callable[..., int]:
    """A shell command that puts one question and gives how it ended; each of the question's options is a flag.

    Args:
        command: The question's row in COMMANDS.
        ask: Puts the question, as JSON or not, and prints the answer.
    """

    def asked(context: typer.Context, words: list[str] | None, as_json: bool, **flags: str | bool | None) -> int:
        given = {option.name: _value(option, flags[_identifier(option)]) for option in command.options}
        return ask(context, read.flagged(command, words or [], given), as_json)

    asked.__signature__ = Signature(_parameters(command))  # type: ignore[attr-defined]
    return asked


def told(command: Command) -> str:
    """What the question answers, as a sentence."""
    return f"{command.about[0].upper()}{command.about[1:]}."


def examples(command: Command) -> str:
    """The question's examples as shell commands, to stand below its help."""
    lines = (read.shell(question_from(line)) for line in command.examples)
    return "\b\nFor example:\n" + "\n".join(f"  {line}" for line in lines)


def _parameters(command: Command) -> Sequence[Parameter]:
    subject = typer.Argument(metavar=command.subject.value, help=command.subject.about)
    as_json = typer.Option("--json", help="print the answer as JSON")
    return (
        _parameter("context", typer.Context),
        _parameter("words", Annotated[list[str] | None, subject], None),
        *(_flag(option) for option in command.options),
        _parameter("as_json", Annotated[bool, as_json], False),
    )


def _flag(option: Option) -> Parameter:
    name = f"--{option.name}"
    if read.is_switch(option):
        return _parameter(_identifier(option), Annotated[bool, typer.Option(name, help=option.about)], False)
    kind = Annotated[str | None, typer.Option(name, metavar=option.value, help=option.about)]
    return _parameter(_identifier(option), kind, None)


def _parameter(name: str, kind: Any, default: Any = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=kind)


def _identifier(option: Option) -> str:
    return option.name.replace("-", "_")


def _value(option: Option, given: str | bool | None) -> str | None:
    if isinstance(given, bool):
        return option.value if given else None
    return given
