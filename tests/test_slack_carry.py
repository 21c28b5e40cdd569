"""A button in Slack carries a question or what is to be shared, never whose it is; what was not packed by us asks nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.carry import LIMIT, Shareable, number_of, packed, packed_share, question_of, shareable_of
from bot.commands import COMMANDS
from bot.errors import AskError
from bot.request import Question
from tests.replies import HOSTILE_TEXT

QUESTIONS = st.builds(
    Question,
    st.sampled_from(list(COMMANDS)),
    st.dictionaries(st.text(max_size=20), st.text(max_size=200) | st.just(HOSTILE_TEXT), max_size=4),
)
NUMBERS = st.integers(0, 10**17)
NESTED = "[" * 100_000


@given(QUESTIONS)
def test_a_button_asks_what_it_was_given(question: Question) -> None:
    value = packed(question)
    assert value is not None
    assert question_of(value) == question


@given(QUESTIONS)
def test_a_button_carries_no_sign_that_slack_hands_back_changed(question: Question) -> None:
    value = packed(question) or ""
    assert not set(value) & set("&<>")
    assert value.encode().decode() == value


@given(st.text(min_size=LIMIT))
def test_a_question_too_long_for_a_button_is_not_cut_to_another_one(words: str) -> None:
    assert packed(Question("lookup", {"words": words})) is None


@given(st.builds(Shareable, NUMBERS, st.none() | NUMBERS))
def test_what_is_shared_is_what_the_button_stands_below(item: Shareable) -> None:
    assert shareable_of(packed_share(item)) == item


@pytest.mark.parametrize(
    "value",
    [
        "",
        "quote",
        "{}",
        "[]",
        '["quote"]',
        '["quote",[]]',
        '["nothing",{}]',
        '["quote",{"name":1}]',
        NESTED,
        "1" * 5000,
    ],
)
def test_a_value_that_holds_no_question_asks_for_another_press(value: str) -> None:
    with pytest.raises(AskError, match="can't be read"):
        question_of(value)


@pytest.mark.parametrize("value", ["", "4", "[4]", '["4",57]', "[true,57]", "[4,false]", "[4.0,57]", "{}", NESTED])
def test_a_value_that_holds_nothing_to_share_shares_nothing(value: str) -> None:
    with pytest.raises(AskError, match="can't be read"):
        shareable_of(value)


@pytest.mark.parametrize("value", ["", "-1", "1.0", "٣", "seven", "9" * 19])
def test_a_value_that_is_no_number_takes_nothing_back(value: str) -> None:
    with pytest.raises(AskError, match="can't be read"):
        number_of(value)


@given(st.text() | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_whatever_a_button_sends_is_a_question_or_a_sentence(value: str) -> None:
    for read in (question_of, shareable_of, number_of):
        try:
            read(value)
        except AskError:
            continue
