"""App Home and the forms in Slack: what they show, and that Slack takes them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import views
from bot.commands import COMMANDS
from bot.commands.completion import Offer
from bot.reply import Note, Passage, Reply
from tests.replies import LEDGER, REPLIES, SAMPLES, TEXTS
from tests.slack_rules import drawn, elements, options_faults, view_faults

WELCOME = Reply((Note("Searched 6 articles with 20 quotes."), *SAMPLES["help"].parts))


def test_home_tells_what_is_on_file_how_to_ask_and_what_one_shared() -> None:
    home = views.home(WELCOME, [SAMPLES["shared"]])
    assert view_faults(home) == []
    assert "6 articles" in drawn(home)
    assert "/quote ruiz" in drawn(home)
    assert "“We will not raise the tolls,”" in drawn(home)


def test_who_shared_nothing_yet_is_told_how() -> None:
    home = views.home(WELCOME, [])
    assert view_faults(home) == []
    assert "Nothing yet." in drawn(home)


@given(st.lists(REPLIES, max_size=5))
def test_slack_takes_the_home_of_anybody(shared: list[Reply]) -> None:
    assert view_faults(views.home(WELCOME, shared)) == []


def test_a_share_that_home_has_no_room_for_is_left_out_whole() -> None:
    long = Reply(tuple(Passage("Nobody was told why.", number, LEDGER) for number in range(40)))
    home = views.home(WELCOME, [long, long, SAMPLES["shared"]])
    assert view_faults(home) == []
    assert drawn(home).count("paragraph 39") == 1
    assert "“We will not raise the tolls,”" in drawn(home)


def test_the_form_for_asking_offers_every_question_that_can_be_asked_in_it() -> None:
    form = views.ask()
    assert view_faults(form) == []
    offered = [option["value"] for option in _input(form, "question")["options"]]
    assert set(offered) == set(COMMANDS) - {"help", "cite", "explain"}


def test_names_and_articles_complete_from_the_first_character() -> None:
    form = views.ask()
    assert [_input(form, name)["min_query_length"] for name in ("offer:name", "offer:article")] == [1, 1]


@pytest.mark.parametrize("form", [views.ingest(), views.check()])
def test_the_forms_for_filing_and_checking_take_a_text_or_files(form: dict[str, Any]) -> None:
    assert view_faults(form) == []
    assert {element["type"] for element in elements(form)} == {"plain_text_input", "file_input"}
    assert all(block["optional"] for block in form["blocks"])


def test_an_offer_shows_what_tells_it_from_another() -> None:
    offered = views.offered([Offer("Ana Ruiz", "#12", "mayor, 3 quotes"), Offer("Tomas Ruiz", "#13")])
    assert options_faults({"options": offered}) == []
    assert offered[0]["description"]["text"] == "mayor, 3 quotes"
    assert offered[1]["value"] == "#13"


@given(st.lists(st.builds(Offer, TEXTS, st.just("#1"), TEXTS), max_size=25))
def test_slack_takes_whatever_is_offered(offers: list[Offer]) -> None:
    assert options_faults({"options": views.offered(offers)}) == []


def test_an_offer_whose_value_would_be_cut_is_not_made() -> None:
    assert views.offered([Offer("An outlet", "x" * 151)]) == []


def _input(form: dict[str, Any], action: str) -> dict[str, Any]:
    return next(element for element in elements(form) if element["action_id"] == action)
