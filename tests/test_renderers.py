"""Every surface draws every part, and nothing that was stored or typed becomes anything but words.

`tests/golden/` shows what each surface makes of the replies in `tests/replies.py`; `make redraw` rewrites it.
"""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from rich.console import Console

from adapters.console import plain, render
from adapters.discord import render as discord
from adapters.discord.layout import Does, Drawn, payload
from adapters.slack import render as slack
from bot.errors import AskError
from bot.phrasing import UNSAFE, visible, ways_on
from bot.reply import Part, Pull, Reply, Typed, as_data
from bot.request import Question
from tests.replies import HOSTILE_TEXT, LEDGER, REPLIES, SAMPLES, TEXTS

GOLDEN = Path(__file__).parent / "golden"
SGR = re.compile(r"\x1b\[[0-9;]*m")


def _ask(question: Question) -> str:
    return " ".join((question.command, *question.options.values()))


def _terminal(reply: Reply, width: int = 100) -> str:
    page = io.StringIO()
    console = Console(
        file=page, force_terminal=True, color_system="standard", width=width, highlight=False, legacy_windows=False
    )
    console.print(render.terminal(reply))
    return page.getvalue()


def _plain(reply: Reply) -> str:
    return plain.text(reply, _ask)


def _as_json(message: dict[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False, indent=2) + "\n"


def _discord(drawn: Drawn) -> str:
    return _as_json(payload(drawn, _does))


def _does(does: Does) -> str:
    """What a button does, where its custom_id would stand."""
    return f"{type(does).__name__} {json.dumps(as_data(does))}"


SURFACES: dict[str, Callable[[Reply], str]] = {
    "terminal.txt": lambda reply: _terminal(reply).replace("\x1b", "␛"),
    "plain.txt": _plain,
    "json": plain.as_json,
    "slack.json": lambda reply: _as_json(slack.message(reply)),
    "posted.slack.json": lambda reply: _as_json(slack.posted(reply)),
    "discord.json": lambda reply: _discord(discord.message(reply)),
    "posted.discord.json": lambda reply: _discord(discord.posted(reply)),
}


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_surface_draws_a_reply_as_a_person_has_read_and_approved_it(
    name: str, surface: str, request: pytest.FixtureRequest
) -> None:
    drawn = SURFACES[surface](SAMPLES[name])
    golden = GOLDEN / f"{name}.{surface}"
    if request.config.getoption("--redraw"):
        golden.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn == golden.read_text(encoding="utf-8")


def test_the_golden_files_show_every_part_there_is() -> None:
    shown = {type(part) for reply in SAMPLES.values() for part in reply.parts}
    assert shown == set(get_args(Part))


@given(REPLIES)
def test_a_terminal_gets_colours_and_words_and_no_other_control_character(reply: Reply) -> None:
    words = SGR.sub("", _terminal(reply))
    assert not UNSAFE.search(words.replace("\n", ""))


@given(REPLIES)
def test_a_pipe_gets_words_and_line_breaks_only(reply: Reply) -> None:
    assert not UNSAFE.search(_plain(reply).replace("\n", ""))


@given(REPLIES)
def test_json_holds_every_character_yet_none_that_acts_on_a_terminal(reply: Reply) -> None:
    written = plain.as_json(reply)
    assert not UNSAFE.search(written.replace("\n", ""))
    assert json.loads(written)["shape"] == 1


@given(TEXTS)
def test_brackets_and_colons_in_a_text_are_words_and_no_markup(text: str) -> None:
    drawn = SGR.sub("", _terminal(Reply((Typed(text),)), width=10_000))
    assert f"you typed: {visible(text)}".strip() in drawn


@given(REPLIES)
def test_quotation_marks_hold_exactly_the_words_of_each_quote(reply: Reply) -> None:
    drawn = _plain(reply)
    for pull in (part for part in reply.parts if isinstance(part, Pull)):
        assert " … ".join(f"“{visible(quote.exact)}”" for quote in pull.utterance.quotes) in drawn


@given(REPLIES)
def test_every_way_on_has_a_number_of_its_own_in_reading_order(reply: Reply) -> None:
    lines = _plain(reply).splitlines()
    at = -1
    for number, way in enumerate(ways_on(reply), 1):
        at = next(i for i, line in enumerate(lines) if i > at and line.startswith(visible(f"{number}. {way.label}")))


def test_marked_words_are_underlined_so_that_they_show_without_colour() -> None:
    assert "\x1b[1;4mnot" in _terminal(SAMPLES["quote"])


def test_piped_words_that_matched_are_listed_below_so_that_a_quotation_stays_to_the_letter() -> None:
    assert "matched: Drivers, Friday" in _plain(SAMPLES["summary"])


def test_what_was_typed_never_stands_in_quotation_marks() -> None:
    drawn = _plain(SAMPLES["quote"])
    assert "you typed: ruis" in drawn
    assert "“ruis”" not in drawn


def test_a_mistake_is_told_with_its_remedy() -> None:
    assert plain.fault(AskError("Whose words?", "/quote ruiz")) == "Whose words?\n/quote ruiz\n"


def test_a_control_character_is_shown_as_a_stand_in_so_that_nothing_vanishes_unseen() -> None:
    assert visible("a\x1b[31mb\tc\u202ed") == "a�[31mb cd"
    assert not UNSAFE.search(visible(HOSTILE_TEXT))
    assert LEDGER.headline is not None
    assert visible(LEDGER.headline) == LEDGER.headline
