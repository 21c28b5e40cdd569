"""Typed words and words on file meet because both are folded by one rule, however many texts are folded at once."""

from hypothesis import given
from hypothesis import strategies as st

from bot.folding import Folding, words_of

TEXTS = st.text(
    st.one_of(st.sampled_from("aB1. ,'’-–\n\t\u00a0\u0301\u00ad\u200b\u2009王$_%é"), st.characters()), max_size=60
)


@given(st.lists(TEXTS, max_size=5))
def test_many_texts_are_folded_as_each_by_itself(texts: list[str]) -> None:
    folding = Folding()
    assert [folding.words_of(text) for text in texts * 2] == [words_of(text) for text in texts * 2]
