"""docs/slack.md names whatever a newsroom's admin meets: steps, commands, scopes, settings, and the sentences for what is wrong."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from typer.main import get_command

from adapters.slack.manifest import SHORTCUTS, manifest
from adapters.slack.scopes import SCOPES
from adapters.slack.settings import EVENTS, INSTALL, NAMES
from adapters.slack_setup import commands
from bot.settings import CHAT_INGEST

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs/slack.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    """What stands under a heading."""
    return GUIDE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def table(name: str) -> dict[str, str]:
    """The table under a heading, by its first column."""
    rows = [line.strip("| ").split(" | ", maxsplit=1) for line in section(name).splitlines() if line.startswith("| ")]
    return {row[0]: row[-1] for row in rows}


def test_it_takes_ten_steps_to_the_first_question() -> None:
    steps = re.findall(r"^(\d+)\. ", section("From nothing to the first `/quote` in ten steps"), re.MULTILINE)
    assert steps == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("scope", SCOPES)
def test_every_scope_is_told_with_its_reason(scope: str) -> None:
    assert table("What it may do, and why")[f"`{scope}`"].replace("`", "") == SCOPES[scope]


def test_no_scope_is_told_that_is_not_asked_for() -> None:
    told = {name.strip("`") for name in table("What it may do, and why") if name.startswith("`")}
    assert told == set(SCOPES)


@pytest.mark.parametrize("name", [*NAMES, "QUOTEDESK_CHAT_INGEST", "QUOTEDESK_WEB_ADDRESS", "QUOTEDESK_GRACE_DAYS"])
def test_every_setting_is_told_with_what_a_missing_one_does(name: str) -> None:
    row = next(line for line in section("Settings").splitlines() if line.startswith("| `") and f"`{name}`" in line)
    assert all(cell.strip() for cell in row.strip("|").split(" | "))
    assert name in (ROOT / ".env.example").read_text(encoding="utf-8")


def test_every_command_of_slack_is_told() -> None:
    assert not [one["command"] for one in manifest()["features"]["slash_commands"] if f"`{one['command']}" not in GUIDE]
    assert not [name for _, _, name, _ in SHORTCUTS if f"*{name}*" not in GUIDE]


def test_every_command_of_the_shell_is_told() -> None:
    names = getattr(get_command(commands), "commands", {})
    assert {"manifest", "doctor", "key"} <= set(names)
    assert not [name for name in names if f"quotedesk slack {name}" not in GUIDE]


def test_the_addresses_that_slack_asks_are_told() -> None:
    assert f"`{EVENTS}`" in GUIDE
    assert f"{INSTALL}`" in GUIDE


def test_who_may_file_is_told() -> None:
    assert all(f"`{who}`" in section("Who may file") for who in CHAT_INGEST)


def test_every_sentence_that_it_explains_is_one_that_is_said() -> None:
    rooms = [*(ROOT / "adapters").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]
    said = "\n".join(file.read_text(encoding="utf-8") for file in rooms)
    quoted = [name[1:-1] for name in table("When something is wrong") if name.startswith('"')]
    assert len(quoted) >= 3
    assert not [sentence for sentence in quoted if sentence not in said]


def test_its_pictures_and_headings_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\((pictures/[^)]+)\)", GUIDE)
    assert len(pictures) == 2
    assert all((ROOT / "docs" / picture).is_file() for picture in pictures)
    headings = {
        re.sub(r"[^\w\- ]", "", line).strip().lower().replace(" ", "-")
        for line in GUIDE.splitlines()
        if line[:2] == "##"
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= headings


class TestDependencies:
    """Each library that Slack needs is told, with what it brings along; none binds who uses it."""

    def brought_along(self) -> set[str]:
        extra = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
        found: set[str] = set()
        left = [_name(need) for need in extra["slack"]]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += [_name(need) for need in metadata.requires(name) or () if ";" not in need]
        return found

    def test_each_is_told_with_its_licence(self) -> None:
        told = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
        assert not [name for name in self.brought_along() if not re.search(rf"\b{re.escape(name)}\b", told)]

    def test_none_is_under_the_gpl(self) -> None:
        for name in self.brought_along():
            about = metadata.metadata(name)
            licence = [
                line for said in ("License-Expression", "License", "Classifier") for line in about.get_all(said, [])
            ]
            assert licence, name
            assert not re.search(r"GPL|GNU", " ".join(licence)), name


def _name(need: str) -> str:
    found = re.match(r"[\w.-]+", need)
    assert found
    return found[0].lower().replace("_", "-")
