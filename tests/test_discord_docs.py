"""docs/discord.md names whatever a newsroom's admin meets: steps, commands, permissions, settings, and the sentences for what is wrong."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from adapters.discord.doctor import SHARDED
from adapters.discord.invite import PERMISSIONS
from adapters.discord.settings import NAMES
from adapters.discord.tree import LANGUAGES, declared
from adapters.discord_setup import commands
from adapters.main import commands as shell
from bot.settings import CHAT_INGEST

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs/discord.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    """What stands under a heading."""
    return GUIDE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def table(name: str) -> dict[str, str]:
    """The table under a heading, by its first column."""
    rows = [line.strip("| ").split(" | ", maxsplit=1) for line in section(name).splitlines() if line.startswith("| ")]
    return {row[0]: row[-1] for row in rows}


def test_it_takes_ten_steps_to_the_first_answer() -> None:
    steps = re.findall(r"^(\d+)\. ", section("From nothing to an answer in a channel in ten steps"), re.MULTILINE)
    assert steps == [str(number) for number in range(1, 11)]


def test_every_permission_is_told_with_its_reason_and_no_other() -> None:
    told = table("What it may do, and why")
    told.pop("Permission")
    assert {name: why for name, why in told.items() if "---" not in name} == {one.name: one.why for one in PERMISSIONS}


@pytest.mark.parametrize("name", [*NAMES, "QUOTEDESK_CHAT_INGEST", "QUOTEDESK_WORKERS", "QUOTEDESK_GRACE_DAYS"])
def test_every_setting_is_told_with_what_a_missing_one_does(name: str) -> None:
    row = next(line for line in section("Settings").splitlines() if line.startswith("| `") and f"`{name}`" in line)
    assert all(cell.strip() for cell in row.strip("|").split(" | "))
    for document in ("README.md", ".env.example"):
        assert name in (ROOT / document).read_text(encoding="utf-8")


def test_every_command_of_discord_is_told_and_every_menu() -> None:
    for one in declared():
        told = f"*{one['name']}*" if one["type"] == 3 else f"`/{one['name']}`"
        assert told in section("How to ask"), told


def test_no_command_is_told_that_discord_does_not_know() -> None:
    known = {one["name"] for one in declared()}
    assert set(re.findall(r"`/(\w+)", GUIDE)) <= known


def test_every_language_is_told() -> None:
    assert {"de": "German", "fr": "French", "es": "Spanish"}.keys() == set(LANGUAGES.values())
    assert all(name in section("How to ask") for name in ("English", "German", "French", "Spanish"))


def test_every_command_of_the_shell_is_told() -> None:
    names = getattr(get_command(commands), "commands", {})
    assert {"invite", "doctor"} <= set(names)
    assert not [name for name in names if f"quotedesk discord {name}" not in GUIDE]


def test_no_command_of_the_shell_is_told_that_is_none() -> None:
    known = getattr(get_command(shell), "commands", {})
    assert set(re.findall(r"`quotedesk (\w[\w-]*)", GUIDE)) <= set(known)


def test_the_line_that_starts_it_is_in_the_procfile() -> None:
    assert "`python -m adapters.discord`" in GUIDE
    assert "discord: python -m adapters.discord" in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()


def test_from_when_it_is_split_is_told() -> None:
    assert f"{SHARDED:,} servers" in section("Limits and manners")


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
