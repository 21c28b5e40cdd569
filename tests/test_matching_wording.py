"""Two wordings are told apart word by word: a dropped "not" is a difference however alike they look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.folding import words_of
from bot.matching import wording
from bot.matching.headlines import meant
from bot.matching.wording import Change, changes, wording_of
from bot.model import Source, Status


def differences(here: str, there: str) -> tuple[Change, ...]:
    return wording.differences(wording_of(here), wording_of(there))


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("We will not raise the tolls", "We will raise the tolls", Change("not", "")),
        ("The bridge must stay open until then", "The bridge may stay open until then", Change("must", "may")),
        ("We warned all of them in May", "We warned them in May, all", None),
        ("I saw ten ships in the harbour", "I saw 10 ships in the harbour", Change("ten", "10")),
    ],
)
def test_a_changed_dropped_or_added_word_is_told(here: str, there: str, expected: Change | None) -> None:
    found = differences(here, there)
    assert expected is None or found == (expected,)
    assert found


def test_case_marks_and_dashes_are_no_difference() -> None:
    assert differences("“We won’t raise the tolls — ever,”", "we won't raise the tolls - ever") == ()


def test_a_wording_that_only_goes_on_is_no_other_wording() -> None:
    assert differences("We will not raise the tolls", "We will not raise the tolls, not this year") == ()
    assert differences("We will not raise the tolls", "Believe me: we will not raise the tolls") == ()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("I have that on good authority", "I have that on a stick"),
        ("The harbour comes first", "The bridge must stay open until the ferries are ready"),
        ("No comment", "No remorse"),
        ("", "We will not raise the tolls"),
    ],
)
def test_two_sayings_are_not_called_wordings_of_one(here: str, there: str) -> None:
    assert differences(here, there) == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_changes_are_cut_out_of_the_texts_and_nothing_changed_means_the_same_words(here: str, there: str) -> None:
    found = changes(here, there)
    assert all(change.here in here and change.there in there for change in found)
    assert (not found) == (words_of(here) == words_of(there))
    assert len(differences(here, there)) <= len(found)


# --- titles


def source(number: int, headline: str) -> Source:
    return Source(number, number, 1, True, headline, False, None, None, None, None, None, Status.USABLE)


BRIDGE, FERRY, FERRIES = (
    source(1, "Harbour bridge to close for a year"),
    source(2, "A year of the ferry"),
    source(3, "Ferry to close"),
)
TITLES = (BRIDGE, FERRY, FERRIES)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("harbour bridge to close for a year", [BRIDGE]),
        ("ferry", [FERRY, FERRIES]),
        ("to close", [BRIDGE, FERRIES]),
        ("the bridge", [BRIDGE]),
        ("brigde", [BRIDGE]),
        ("ferry to close", [FERRIES]),
        ("ferry zeppelin", []),
    ],
)
def test_a_title_is_meant_where_all_its_telling_words_are_met(typed: str, expected: list[Source]) -> None:
    assert list(meant(words_of(typed), TITLES)) == expected
