"""Words are cut for want of room only after a whole word, outside their marks, and never so that their sense turns."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import phrasing
from bot.folding import words_of
from bot.model import Span, Utterance
from bot.phrasing import LEAST
from bot.reply import Passage, Pull
from bot.shortening import TURNING, shown_parts, turns
from tests.replies import LEDGER, quote

PLAIN = ("bridge", "ferry", "tolls", "harbour", "mayor", "council", "open", "raise", "we", "will", "the")
WORDS = st.sampled_from([*PLAIN, *sorted(TURNING), "don’t", "isn't", "U.S.", "Mr.", "“we", "will”", "But", "1,000"])
ENDS = st.sampled_from(["", "", "", ",", ".", "!", "?", "…", " –"])
SAYINGS = st.lists(st.builds("{}{}".format, WORDS | WORDS.map(str.capitalize), ENDS), min_size=1, max_size=60).map(
    " ".join
)
LIMITS = st.integers(LEAST, 300)


def drawn(pull: Pull, limit: int | None = None) -> str:
    return "".join(words for _, words in phrasing.words_of(pull, limit))


def pulled(*exacts: str) -> Pull:
    return Pull(Utterance(tuple(quote(exact) for exact in exacts), LEDGER))


@given(st.lists(SAYINGS, min_size=1, max_size=3), LIMITS)
def test_words_are_never_over_the_limit_and_those_that_fit_are_shown_whole(exacts: list[str], limit: int) -> None:
    whole, cut = drawn(pulled(*exacts)), drawn(pulled(*exacts), limit)
    assert len(cut) <= limit
    assert cut == whole if len(whole) <= limit else "more]" in cut


@given(st.lists(SAYINGS | st.text(min_size=1, max_size=200), min_size=1, max_size=3), LIMITS)
def test_what_is_shown_of_each_quote_is_its_beginning_up_to_a_words_end(exacts: list[str], limit: int) -> None:
    shown, hidden = shown_parts(exacts, "” … “", limit)
    assert all(exact.startswith(words) for exact, words in zip(exacts, shown, strict=False))
    assert list(shown[:-1]) == exacts[: max(0, len(shown) - 1)]
    if shown and shown[-1] != exacts[len(shown) - 1]:
        assert re.fullmatch(r"\S", shown[-1][-1])
        assert exacts[len(shown) - 1][len(shown[-1])].isspace()
        assert hidden


@example("bridge " * 16 + "bridge. 1,000 bridge aint", 135)
@given(SAYINGS, LIMITS)
def test_what_is_left_out_of_the_last_sentence_shown_never_turns_it(exact: str, limit: int) -> None:
    shown, hidden = shown_parts([exact], "", limit)
    if hidden and shown:
        rest = exact[len(shown[0]) :]
        ended = re.search(r"[.!?][”’\"]*\Z", shown[0]) and rest[:2].strip()[:1].isupper()
        assert ended or not turns(re.split(r"[.!?]", rest)[0])


@given(SAYINGS, LIMITS)
def test_words_shown_close_every_mark_they_open(exact: str, limit: int) -> None:
    shown, hidden = shown_parts([exact], "", limit)
    if hidden and shown:
        assert shown[0].count("“") <= shown[0].count("”")


@given(SAYINGS)
def test_words_shown_and_words_left_out_are_all_words(exact: str) -> None:
    shown, hidden = shown_parts([exact], "", LEAST)
    left = len(words_of(exact)) - sum(len(words_of(words)) for words in shown)
    assert hidden == (left or 1) or (not hidden and shown == (exact,))


LONG = "We will raise the tolls and open the bridge in September"


@pytest.mark.parametrize(
    ("exact", "limit", "shown"),
    [
        (f"{LONG} and the ferries will run.", 62, "“We will raise the tolls and open the bridge” [7 words more]"),
        (f"{LONG} and the ferries will not run.", 60, "[17 words more]"),
        (f"{LONG} but only at night.", 60, "[15 words more]"),
        (f"{LONG} unless the council votes.", 60, "[15 words more]"),
        (f"The harbour is first. {LONG}, never before.", 60, "“The harbour is first.” [13 words more]"),
        ("We will open it again in May of next year. But the tolls will rise then, for all.", 60, "[18 words more]"),
        (
            "We thank Mr. Vale of the U.S. Navy and his men for what they did.",
            55,
            "“We thank Mr. Vale of the U.S. Navy” [7 words more]",
        ),
        ("We thank the council of the town, and I don’t mean it as a joke to anybody.", 55, "[17 words more]"),
    ],
)
def test_a_cut_hides_nothing_that_turns_the_sense(exact: str, limit: int, shown: str) -> None:
    assert drawn(pulled(exact), limit) == shown


def test_a_sentence_goes_on_in_the_next_quote_of_an_utterance() -> None:
    long = "and that is what the council of this town has decided"
    assert drawn(pulled("We will raise the tolls,", f"but not this year, {long}."), 50) == "[20 words more]"
    shown = "“We will raise the tolls.” [15 words more]"
    assert drawn(pulled("We will raise the tolls.", f"This year and next, {long}."), 60) == shown


def test_the_end_of_a_sentence_is_the_better_place_to_stop() -> None:
    exact = "The bridge will close in May for a year. The ferries will run every ten minutes from then on."
    assert drawn(pulled(exact), 75) == "“The bridge will close in May for a year.” [10 words more]"


def test_marks_of_a_search_end_with_the_words_that_are_shown() -> None:
    exact = f"{LONG} and the ferries will run."
    pull = Pull(Utterance((quote(exact),), LEDGER), marked=((Span(3, 7), Span(20, 80)),))
    cut = list(phrasing.words_of(pull, 60))
    assert ("marked", "will") in cut
    assert "".join(words for _, words in cut) == drawn(pulled(exact), 60)


def test_a_passage_is_cut_like_a_quotation_and_never_inside_one() -> None:
    passage = Passage("The mayor spoke first. She said “we will raise the tolls” at noon on Monday.", 2, LEDGER)
    cut = "".join(words for _, words in phrasing.passage_words(passage, 60))
    assert cut == "The mayor spoke first. [11 words more]"


@given(SAYINGS, LIMITS, st.booleans())
def test_a_passage_with_its_numbers_is_never_over_the_limit(text: str, limit: int, numbered: bool) -> None:
    marked = (Span(0, 3), Span(5, len(text))) if len(text) > 5 else ()
    passage = Passage(text, 2, LEDGER, marked, (10, 11) if numbered and marked else ())
    drawn_words = [f" {words}" if kind == "number" else words for kind, words in phrasing.passage_words(passage, limit)]
    assert len("".join(drawn_words)) <= limit


@given(SAYINGS, st.integers(2 * LEAST, 200))
def test_a_citation_is_never_over_its_limit_either(exact: str, limit: int) -> None:
    assert len(phrasing.citation_text(pulled(exact), limit)) <= limit


@given(SAYINGS, LIMITS)
def test_a_citation_keeps_its_source_when_its_words_are_cut(exact: str, limit: int) -> None:
    pull = pulled(exact)
    cited = phrasing.citation_text(pull, limit + 200)
    assert len(cited) <= limit + 200
    assert cited.endswith("https://ledger.example/bridge")


@given(st.text(max_size=200), st.integers(3, 120))
def test_a_plain_text_is_cut_to_its_limit(text: str, limit: int) -> None:
    assert len(phrasing.shortened_text(text, limit)) <= limit


def test_a_plain_text_is_cut_outside_of_its_marks() -> None:
    text = "Worded otherwise in article 7: “must” for “may stay open”."
    assert phrasing.shortened_text(text, 50) == "Worded otherwise in article 7: “must” for …"
