"""Of some wordings the nearest comes first, whatever became of one of its words; a pair outlives a word between."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.archive.nearness import Typed, Wording, nearest
from bot.archive.pairs import pairs_of
from bot.model import Grade

WORDS = st.sampled_from(
    ["the", "toll", "was", "never", "raised", "on", "northern", "bridges", "before", "winter", "came", "over", "us"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=30)


def wordings(*sentences: list[str]) -> list[Wording]:
    return [Wording(number, tuple(words), Grade.NAMED, None) for number, words in enumerate(sentences)]


@given(SENTENCES, st.lists(SENTENCES, max_size=5))
def test_words_come_first_to_a_wording_that_holds_them_all_in_a_row(words: list[str], others: list[list[str]]) -> None:
    sentences = [[*words, "and", "more"], *others]
    [first] = nearest(words, wordings(*sentences), 1)
    assert Typed(words).nearness(sentences[0]) == 100
    assert Typed(words).nearness(sentences[first]) == 100


@given(SENTENCES, st.lists(SENTENCES, max_size=5), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_the_wordings(
    words: list[str], others: list[list[str]], chance: Random
) -> None:
    given_ = wordings(*others)
    shuffled = chance.sample(given_, len(given_))
    assert nearest(words, given_, 9) == nearest(words, shuffled, 9)


@given(SENTENCES, SENTENCES)
def test_nearness_stays_between_0_and_100(words: list[str], others: list[str]) -> None:
    assert 0 <= Typed(words).nearness(others) <= 100


@given(st.lists(WORDS, min_size=2, max_size=30), st.data())
def test_a_word_left_out_or_put_in_keeps_the_pair_around_it_if_the_longer_of_both_has_four_to_seven_letters(
    words: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(words) - 1))
    around = set(pairs_of(words[at - 1 : at + 1]))
    kept = around <= set(pairs_of([*words[:at], "really", *words[at:]]))
    assert kept or max(len(words[at - 1]), len(words[at])) not in range(4, 8)


def test_neighbours_are_pairs_however_short_or_long_and_others_only_where_that_tells() -> None:
    assert set(pairs_of(["of", "it"])) <= set(pairs_of(["one", "of", "it"]))
    assert set(pairs_of(["of", "it"])).isdisjoint(pairs_of(["of", "all", "it"]))
    assert set(pairs_of(["government", "is"])).isdisjoint(pairs_of(["government", "now", "is"]))


def test_the_order_of_two_words_counts() -> None:
    assert set(pairs_of(["not", "only"])).isdisjoint(pairs_of(["only", "not"]))


@given(st.lists(st.text(max_size=70), max_size=9))
def test_a_pair_is_one_character_that_no_white_space_is(words: list[str]) -> None:
    assert all(len(pair) == 1 and not pair.isspace() for pair in pairs_of(words))
