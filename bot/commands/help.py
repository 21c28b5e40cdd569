"""/help: what can be asked, and how, with examples that can be typed as they stand."""

from collections.abc import Mapping

from bot.commands.command import Ask, Command, Option
from bot.reply import Heading, Note, Part, Reply, Tone, Usage


def help_on(commands: Mapping[str, Command]) -> Command:
    """The question that tells of all the others, and of itself."""

    def answer(ask: Ask) -> Reply:
        known = {**commands, command.name: command}
        typed = ask.typed("question").removeprefix("/").casefold()
        if typed in known:
            return Reply((Heading(f"/{typed}"), _usage(known[typed])), 1, ask.question)
        unknown = (Note("There is no such question; these can be asked."),) if typed else ()
        return Reply(
            (*_introduction(), *unknown, *(_brief(one) for one in known.values()), _more()), len(known), ask.question
        )

    command = Command(
        name="help",
        about="what can be asked; with the name of a question, all about that one",
        subject=Option("question", "the name of a question", "QUESTION"),
        options=(),
        examples=("/help", "/help quote"),
        answer=answer,
    )
    return command


def _introduction() -> tuple[Part, ...]:
    return (Heading("What was said, by whom, and where it was printed"),)


def _brief(command: Command) -> Usage:
    return Usage(f"/{command.name} {command.subject.value}", command.about, (), command.examples[:1])


def _more() -> Note:
    return Note("/help quote tells all about one of them.", Tone.HINT)


def _usage(command: Command) -> Usage:
    options = (
        (command.subject.value, command.subject.about),
        *((f"{one.name}:{one.value}", one.about) for one in command.options),
    )
    return Usage(command.form, command.about, options, command.examples)
