"""Why a quotation is attributed as it is. It is so that …"""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.quoting import extract
from bot.quoting.explain import Part, chance, explain

NAMED = "Tom Hale, who advised Sen. Ruth Kane in 2016, said the plan was “a gift.”"


def told(text: str, number: int = 0) -> str:
    return " ".join(explain(text, extract(text).quotations[number]).sentences)


def test_the_speaker_the_word_of_saying_and_the_rivals_are_told() -> None:
    words = told(NAMED)
    assert "Said by Tom Hale, named in the sentence." in words
    assert "with “said”" in words
    assert "next came" in words
    assert "“Sen. Ruth Kane”" in words


def test_their_places_are_marked_in_reading_order_and_never_overlap() -> None:
    marks = explain(NAMED, extract(NAMED).quotations[0]).marks
    assert {(span.cut(NAMED), part) for span, part in marks} >= {
        ("Tom Hale", Part.SPEAKER),
        ("said", Part.CUE),
        ("a gift.", Part.WORDS),
    }
    spans = [span for span, _ in marks]
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_a_pronoun_says_whom_it_was_taken_for() -> None:
    text = "Ellen Park arrived late. “The trains were down,” she said."
    assert "“she” is Ellen Park" in told(text)


def test_what_is_not_attributed_says_why() -> None:
    assert told("“It was close,” she said.").startswith("Not attributed: whom “she” means could not be worked out.")


def test_what_is_no_speech_says_so() -> None:
    assert told("The so-called “freedom tax” cost the town $2 million, auditors found.").startswith(
        "Not taken for speech"
    )


@given(st.floats(allow_nan=False))
def test_a_chance_is_never_nothing_and_never_certain(trust: float) -> None:
    assert 1 <= chance(trust) <= 99
