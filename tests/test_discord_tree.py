"""What Discord is told of the commands keeps its limits, agrees with the questions there are, and speaks every language whole."""

import json
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from adapters.discord.tree import DESCRIBED, FILE, FIND, LANGUAGES, LONGEST, QUOTES, completes, declared
from bot.commands import COMMANDS

TOLD = {one["name"]: one for one in declared()}
SLASH = {name: one for name, one in TOLD.items() if one["type"] == 1}
MENUS = {name: one for name, one in TOLD.items() if one["type"] == 3}
OURS = {"ingest", "newsroom", "pages"}

ALTOGETHER = 8_000
"""Characters of names, descriptions and values, in the longest language of each. Discord means each command; ours keep it together.

Source: https://discord.com/developers/docs/interactions/application-commands#slash-commands
"""

EACH_PART = ("name", "description")


def words(language: str) -> dict[str, str]:
    """Descriptions in a language, as they are packed."""
    file = resources.files("adapters.discord") / "words" / f"{language}.json"
    read: dict[str, str] = json.loads(file.read_text("utf-8"))
    return read


def described() -> Iterator[dict[str, Any]]:
    """Everything that has a description: commands, and their options."""
    for command in SLASH.values():
        yield command
        yield from command["options"]


def size(one: dict[str, Any]) -> int:
    """What a command or an option counts."""
    localised = (one.get(f"{part}_localizations") or {} for part in EACH_PART)
    longest = (
        max(len(one[part]), *map(len, spoken.values()), 0) for part, spoken in zip(EACH_PART, localised, strict=True)
    )
    return sum(longest) + sum(map(size, one.get("options", ())))


def test_every_question_has_its_command_and_there_is_no_other() -> None:
    assert set(SLASH) == {*COMMANDS, *OURS}
    assert set(MENUS) == {FIND, QUOTES, FILE}


def test_there_are_no_more_menus_than_the_library_takes() -> None:
    assert len(MENUS) <= 5


@pytest.mark.parametrize("command", COMMANDS.values(), ids=str)
def test_options_are_those_of_the_question(command: Any) -> None:
    expected = [command.subject, *command.options]
    told = [one for one in SLASH[command.name]["options"] if one["type"] == 3]
    assert [one["name"] for one in told] == [option.name.replace("-", "_") for option in expected]
    for one, option in zip(told, expected, strict=True):
        assert one["max_length"] == min(option.limit, LONGEST)
        assert one.get("autocomplete", False) == completes(option)
        assert not one["required"]


def test_a_draft_is_checked_as_a_text_or_as_a_file() -> None:
    assert [(one["name"], one["type"]) for one in SLASH["check"]["options"]] == [("text", 3), ("file", 11)]


@pytest.mark.parametrize("command", TOLD.values(), ids=TOLD)
def test_it_can_be_used_wherever_discord_has_commands_however_it_was_installed(command: dict[str, Any]) -> None:
    assert sorted(command["contexts"]) == [0, 1, 2]
    assert sorted(command["integration_types"]) == [0, 1]


def test_names_are_such_as_discord_takes() -> None:
    for one in described():
        assert re.fullmatch(r"[-_a-z0-9]{1,32}", one["name"])
    assert all(1 <= len(name) <= 32 for name in MENUS)


@pytest.mark.parametrize("command", SLASH.values(), ids=SLASH)
def test_an_option_stands_once_and_there_are_no_more_than_discord_takes(command: dict[str, Any]) -> None:
    names = [one["name"] for one in command["options"]]
    assert len(names) == len(set(names)) <= 25


def test_all_commands_together_have_room() -> None:
    assert sum(map(size, SLASH.values())) <= ALTOGETHER


@pytest.mark.parametrize("language", sorted(set(LANGUAGES.values())))
def test_a_language_says_all_that_is_described_and_nothing_else(language: str) -> None:
    assert set(words(language)) == {one["description"] for one in described()}


@pytest.mark.parametrize("language", sorted(set(LANGUAGES.values())))
def test_what_a_language_says_has_room(language: str) -> None:
    assert all(1 <= len(said.strip()) <= DESCRIBED for said in words(language).values())


def test_every_language_reaches_discord() -> None:
    for one in described():
        assert set(one["description_localizations"]) == {locale.value for locale in LANGUAGES}
        assert 1 <= len(one["description"]) <= DESCRIBED
