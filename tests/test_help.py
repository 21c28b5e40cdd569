"""/help tells what can be asked, with examples that can be typed as they stand."""

from pathlib import Path

import pytest

from bot.bundled import seed_inputs
from bot.commands import COMMANDS
from bot.commands.typed import question_from
from bot.desk import Desk, open_desk
from bot.order import Ingest
from bot.reply import Note, Usage
from tests.newsroom import HARBOUR, NOW, ask, parts, settings


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = settings(tmp_path_factory.mktemp("seeds"))
    desk = open_desk(made, lambda: NOW)
    desk.do(Ingest(seed_inputs(made)), newsroom=HARBOUR)
    return desk


def test_every_question_is_told_with_an_example(desk: Desk) -> None:
    usages = parts(ask(desk, "/help"), Usage)
    assert [usage.form.split()[0] for usage in usages] == [f"/{name}" for name in COMMANDS]
    assert all(usage.about and usage.examples for usage in usages)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_on_one_question_tells_all_its_options(desk: Desk, name: str) -> None:
    (usage,) = parts(ask(desk, f"/help {name}"), Usage)
    command = COMMANDS[name]
    assert usage.form == command.form
    assert [key.split(":")[0] for key, _ in usage.options[1:]] == [option.name for option in command.options]
    assert usage.examples == command.examples


NOT_THERE = {"following", "unfollow", "why", "copies"}
"""Questions about what the asker follows, who is nobody here, and about papers that print one story, of which none are bundled."""

EXAMPLES = [example for command in COMMANDS.values() if command.name not in NOT_THERE for example in command.examples]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_finds_something_among_the_bundled_articles(desk: Desk, example: str) -> None:
    assert question_from(example).command == example.split(maxsplit=1)[0].removeprefix("/")
    assert ask(desk, example).found


def test_help_on_what_is_no_question_tells_what_can_be_asked(desk: Desk) -> None:
    reply = ask(desk, "/help zeppelin")
    assert any("no such question" in note.text for note in parts(reply, Note))
    assert len(parts(reply, Usage)) == len(COMMANDS)


def test_a_question_is_known_with_or_without_its_slash(desk: Desk) -> None:
    assert ask(desk, "/help /quote").parts == ask(desk, "/help QUOTE").parts


def test_each_command_says_itself_in_one_line() -> None:
    assert not any("\n" in command.about or len(command.about) > 100 for command in COMMANDS.values())


def test_a_folder_of_its_own_stands_in_for_the_bundled_articles(tmp_path: Path) -> None:
    from dataclasses import replace

    (item,) = seed_inputs(replace(settings(tmp_path), seeds=tmp_path))
    assert item.path == tmp_path
