"""A typed line as a question: "/quote isaacman since:2025"."""

import re
from collections.abc import Mapping, Sequence

from bot.commands import COMMANDS
from bot.commands.command import Command
from bot.errors import AskError
from bot.model import Span
from bot.phrasing import count
from bot.request import Question

LINE_LIMIT = 6_000
"""Characters that a line may have: no question needs them, and reading its marks takes their square."""

_PROTECTED = re.compile(
    r"\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|‹[^›]*›|「[^」]*」"
    r"|(?<![^\s:])['‘][^'’]*(?:['’](?=\w)[^'’]*)*['’](?!\w)"
)


def question_from(text: str) -> Question:
    """The question that a typed line asks; a line that begins with no command looks its words up, an empty one is help.

    Raises:
        AskError: the line begins with a slash and no command of that name, or an option is given twice or empty.
    """
    first, rest = _parted(text)
    command = COMMANDS.get(first.removeprefix("/").casefold())
    if command:
        return question_for(command, rest)
    if first.startswith("/"):
        raise AskError("There is no such question.", "/help")
    return question_for(COMMANDS["lookup" if first else "help"], text)


def question_for(command: Command, text: str) -> Question:
    """The question that a command and what was typed after it ask: options by their keys, the rest its subject.

    A value runs to the next key that this command knows; marks of any shape protect what they enclose, and a value in
    marks ends with them.

    Raises:
        AskError: an option is given twice or without a value.
    """
    if len(text) > LINE_LIMIT:
        raise AskError(f"That is {count(len(text), 'character')} long.", "Ask with the few words that matter.")
    keys = _keys(command, text)
    ends = [*(key.start() for key in keys), len(text)]
    subject = [text[: ends[0]]]
    options: dict[str, str] = {}
    for key, end in zip(keys, ends[1:], strict=True):
        value, left = _value(text[key.end() : end].strip())
        _add(options, key.group(1).casefold(), value)
        subject.append(left)
    words = " ".join(part for part in (piece.strip() for piece in subject) if part)
    return Question(command.name, {command.subject.name: words, **options} if words else options)


def as_typed(question: Question) -> str:
    """The line that asks a question: `question_from` makes the question of it again."""
    command = COMMANDS[question.command]
    subject = question.options.get(command.subject.name, "")
    known = {option.name for option in command.options}
    given = [f"{name}:{_protected(value)}" for name, value in question.options.items() if name in known]
    return " ".join(part for part in (f"/{command.name}", subject, *given) if part)


def _parted(text: str) -> tuple[str, str]:
    first, *rest = text.split(maxsplit=1) or [""]
    return first, rest[0] if rest else ""


def _keys(command: Command, text: str) -> Sequence[re.Match[str]]:
    names = "|".join(option.name for option in command.options)
    if not names:
        return []
    protected = [Span(*match.span()) for match in _PROTECTED.finditer(text)]
    keys = re.finditer(rf"(?<!\S)({names}):", text, re.IGNORECASE)
    return [key for key in keys if not any(span.start <= key.start() < span.end for span in protected)]


def _value(text: str) -> tuple[str, str]:
    """A value without its marks, and what stands after them."""
    marks = _PROTECTED.match(text)
    return (marks.group()[1:-1].strip(), text[marks.end() :]) if marks else (text, "")


def _protected(value: str) -> str:
    return f'"{value}"' if " " in value and '"' not in value else value


def _add(options: dict[str, str], name: str, value: str) -> None:
    if name in options:
        raise AskError(f"{name}: is given twice.", "Give each option once.")
    if not value:
        raise AskError(f"{name}: is given without a value.", _EXAMPLES.get(name, f"{name}:2"))
    options[name] = value


_EXAMPLES: Mapping[str, str] = {
    "by": "by:musk",
    "about": "about:musk",
    "since": 'since:"June 2025"',
    "until": "until:2025-06-07",
    "outlet": 'outlet:"The Daily Example"',
    "exact": "exact:yes",
    "quote": "quote:#57",
}
