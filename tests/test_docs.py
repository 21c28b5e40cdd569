"""The documents tell what there is: every question, every setting, every part of an answer, every exit code.

`make redraw` writes the table of questions in the README anew.
"""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command

from adapters.console.app import Exit
from adapters.main import commands
from bot.commands import COMMANDS, Command
from bot.model import PrintedDate, Quote, Retelling, Source, Span, Speaker, Utterance
from bot.reply import SHAPE, Choice, Part, Reply

ROOT = Path(__file__).resolve().parent.parent
TABLE = re.compile(r"(?<=<!-- commands -->\n).*?(?=<!-- /commands -->)", re.DOTALL)


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _settings() -> list[str]:
    return re.findall(r'environment\.get\("([A-Z_]+)"\)|environment\.get\("([A-Z_]+)", ', _read("bot/settings.py"))


def command_table() -> str:
    """The questions as a Markdown table: how each is typed, what it answers, its options and an example."""
    return "\n".join(
        ("| Question | Answer | Options | For example |", "|---|---|---|---|", *map(_row, COMMANDS.values()), "")
    )


def _row(command: Command) -> str:
    options = " ".join(f"`{option.name}:`" for option in command.options)
    return f"| `/{command.name} {command.subject.value}` | {command.about} | {options} | `{command.examples[0]}` |"


def test_the_readme_lists_the_questions_as_they_are(request: pytest.FixtureRequest) -> None:
    readme = _read("README.md")
    if request.config.getoption("--redraw"):
        readme = TABLE.sub(lambda _: command_table(), readme)
        (ROOT / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    found = TABLE.search(readme)
    assert found
    assert found[0] == command_table()


@pytest.mark.parametrize("document", ["README.md", ".env.example"])
def test_every_setting_is_told(document: str) -> None:
    names = {name for pair in _settings() for name in pair if name}
    assert len(names) >= 6
    assert not [name for name in names if name not in _read(document)]


def test_every_command_of_the_shell_is_told() -> None:
    told = _read("README.md") + _read("docs/terminal.md")
    group = get_command(commands)
    names = getattr(group, "commands", {})
    assert {"quote", "ingest", "remove"} <= set(names)
    assert not [name for name in names if f"quotedesk {name}" not in told and f"/{name} " not in told]


def test_every_exit_code_is_told() -> None:
    assert not [ending for ending in Exit if f"| {ending.value} |" not in _read("docs/terminal.md")]


@pytest.mark.parametrize("part", get_args(Part))
def test_every_part_and_field_of_the_json_is_told(part: type) -> None:
    told = _read("docs/json.md")
    row = next(line for line in told.splitlines() if line.startswith(f"| `{part.__name__.lower()}` |"))
    assert not [field.name for field in fields(part) if f"`{field.name}`" not in row]


@pytest.mark.parametrize("made_of", [Reply, Choice, Utterance, Quote, Speaker, Source, PrintedDate, Retelling, Span])
def test_what_the_parts_of_the_json_are_made_of_is_told(made_of: type) -> None:
    told = _read("docs/json.md")
    assert f"## Shape {SHAPE}\n" in told
    assert not [field.name for field in fields(made_of) if f"`{field.name}`" not in told]
