"""A token stands where it says, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Span
from bot.quoting.layout import paragraph_spans
from bot.quoting.tokens import LONGEST, sentences, words

PIECES = st.lists(
    st.sampled_from(
        ["etc", "Mr", "U.S.", "Lee", "’s", "n’t", ".", "...", " ", "\n", "1,000", "--", "_", "İ", "http://a.b"]
    )
)


@given(st.one_of(st.text(), PIECES.map("".join)))
def test_every_token_stands_where_it_says(text: str) -> None:
    tokens = words(text, 0, len(text))
    assert [token.text for token in tokens] == [text[token.start : token.end] for token in tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lee left.", ["Mr.", "Lee", "left", "."]),
        ("Nets, etc... and so on", ["Nets", ",", "etc.", "and", "so", "on"]),
        ("Lee’s 1,000 boats", ["Lee", "’s", "1,000", "boats"]),
        ("in the U.S. on", ["in", "the", "U.S.", "on"]),
    ],
)
def test_a_text_is_cut_into_words_and_marks(text: str, expected: list[str]) -> None:
    assert [token.text for token in words(text, 0, len(text))] == expected


def test_a_text_without_full_stops_is_cut_all_the_same() -> None:
    text = "a " * 1000
    assert [len(one.tokens) for one in sentences(text, [Span(0, len(text))], [])] == [LONGEST + 1] * 6 + [94]


def test_a_paragraph_without_line_breaks_is_taken_as_it_stands() -> None:
    text = "One here\n\nTwo is\nbroken. Here\n\nThree."
    assert [span.cut(text) for span in paragraph_spans(text)] == ["One here", "Two is\nbroken. Here", "Three."]
