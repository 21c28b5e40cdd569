"""A button on Discord carries a question, however long, in a hundred characters; what was not packed by us asks nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.carry import KEPT, KIND, LIMIT, Carrier
from adapters.discord.layout import Ask, Choose, Dismiss, Does, Mine, ShareItem, TakeBack, Turn
from bot.commands import COMMANDS
from bot.errors import AskError
from bot.ledger import open_vault
from bot.request import Question
from tests.newsroom import settings
from tests.replies import HOSTILE_TEXT

NOW = datetime(2025, 7, 2, 12, 0, tzinfo=UTC)
LARGEST = 2**64 - 1
"""Discord's ids have 64 bits. Source: https://discord.com/developers/docs/reference#snowflakes"""

NESTED = "[" * 100_000
LONG = "Was it 🎣 or the bridge? " * 125

TEXTS = st.text(max_size=200) | st.sampled_from([HOSTILE_TEXT, "🎣" * 60, "\ud800", "|~[]", LONG])
QUESTIONS = st.builds(
    Question, st.sampled_from(list(COMMANDS)), st.dictionaries(st.text(max_size=20), TEXTS, max_size=4)
)
IDS = st.integers(1, LARGEST)
NUMBERS = st.integers(1, 10**17)
DOES = st.one_of(
    st.builds(Turn, QUESTIONS),
    st.builds(Ask, QUESTIONS),
    st.builds(Mine, IDS, QUESTIONS),
    st.builds(Choose, IDS, QUESTIONS),
    st.builds(ShareItem, NUMBERS, st.none() | NUMBERS),
    st.builds(TakeBack, NUMBERS),
    st.just(Dismiss()),
)


@pytest.fixture(scope="module")
def carrier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Carrier]:
    vault = open_vault(settings(tmp_path_factory.mktemp("vault")))
    yield Carrier(vault)
    vault.close()


@given(does=DOES)
def test_a_button_does_what_it_was_named_for(carrier: Carrier, does: Does) -> None:
    assert carrier.done(carrier.named(does, now=NOW), now=NOW) == does


@given(does=DOES)
def test_its_name_has_room_at_discord_and_can_be_sent(carrier: Carrier, does: Does) -> None:
    name = carrier.named(does, now=NOW)
    assert 0 < len(name) <= LIMIT
    assert name.encode().decode() == name
    assert name.isprintable()


@pytest.mark.parametrize(
    "kind", [Turn, Ask, lambda question: Mine(LARGEST, question), lambda question: Choose(LARGEST, question)]
)
def test_a_question_of_three_thousand_characters_comes_back_whole(carrier: Carrier, kind: type[Turn]) -> None:
    assert len(LONG) >= 3_000
    does = kind(Question("lookup", {"words": LONG}))
    assert carrier.done(carrier.named(does, now=NOW), now=NOW) == does


def test_it_comes_back_after_a_restart(carrier: Carrier) -> None:
    does = Ask(Question("lookup", {"words": LONG}))
    assert Carrier(carrier.vault).done(carrier.named(does, now=NOW), now=NOW) == does


def test_a_long_question_is_kept_for_seven_days_and_no_longer(carrier: Carrier) -> None:
    name = carrier.named(Ask(Question("lookup", {"words": LONG})), now=NOW)
    assert carrier.done(name, now=NOW + KEPT * 0.99)
    with pytest.raises(AskError, match="can't be read"):
        carrier.done(name, now=NOW + KEPT)


def test_a_short_question_needs_nothing_that_is_kept(carrier: Carrier) -> None:
    does = Ask(Question("quote", {"name": "ruiz"}))
    assert carrier.done(carrier.named(does, now=NOW), now=NOW + KEPT * 100) == does


def test_what_is_kept_can_be_read_with_the_button_alone(carrier: Carrier) -> None:
    sealed = carrier.sealed('["lookup",{"words":"toll"}]', NOW)
    kept = carrier.vault.get(KIND, sealed[1:17], now=NOW)
    assert kept
    assert b"toll" not in kept
    assert carrier.question_of(sealed, now=NOW) == Question("lookup", {"words": "toll"})
    with pytest.raises(AskError, match="can't be read"):
        carrier.question_of(f"{sealed[:17]}{sealed[17:][::-1]}", now=NOW)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "t",
        "t|",
        "x|1",
        "t|{}",
        "t|[]",
        't|["quote"]',
        't|["quote",[]]',
        't|["nothing",{}]',
        't|["quote",{"name":1}]',
        f"t|{NESTED}",
        f"t|{'1' * 5000}",
        "t|~",
        "t|~short",
        f"t|~{'A' * 60}",
        f"t|~{'ä' * 60}",
        "m|1|",
        'm|x|["quote",{}]',
        "c|",
        "s|",
        "s|-1|",
        "s|1|x",
        "s|٣|",
        "u|",
        "u|seven",
        f"u|{'9' * 21}",
    ],
)
def test_a_name_that_we_did_not_give_asks_for_another_press(carrier: Carrier, name: str) -> None:
    with pytest.raises(AskError, match="can't be read"):
        carrier.done(name, now=NOW)


@given(name=st.text() | st.builds("{}|{}".format, st.sampled_from("tamcsud"), st.text()))
def test_whatever_a_button_sends_is_something_to_do_or_a_sentence(carrier: Carrier, name: str) -> None:
    try:
        carrier.done(name, now=NOW)
    except AskError as error:
        assert error.hint == "Ask again."  # noqa: PT017 - either is right
