"""Two versions of a text are told as one, word by word, and either can be read out of it again."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.versions import MOST, Paragraph, Tag, paragraphs_between
from bot.model import PARAGRAPH_BREAK

TEXTS = st.lists(
    st.lists(st.sampled_from(["a", "b", "the", "not", "12", "“We", "will”", "end.", "ü"]), min_size=1, max_size=8).map(
        " ".join
    ),
    max_size=5,
).map(PARAGRAPH_BREAK.join)


def words(told: tuple[Paragraph, ...], *tags: Tag) -> list[str]:
    return " ".join(stretch.text for one in told for stretch in one.stretches if stretch.tag in tags).split()


def tags(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.tag, one.text) for paragraph in paragraphs_between(before, after) for one in paragraph.stretches]


@given(TEXTS, TEXTS)
def test_either_text_can_be_read_out_of_it(before: str, after: str) -> None:
    told = paragraphs_between(before, after)
    assert words(told, "kept", "added") == after.split()
    assert words(told, "kept", "dropped") == before.split()


@given(TEXTS, TEXTS)
def test_a_paragraph_knows_where_it_stands_in_either_text(before: str, after: str) -> None:
    for one in paragraphs_between(before, after):
        mine = [stretch for stretch in one.stretches if stretch.tag != "dropped"]
        assert one.after.cut(after).split() == " ".join(stretch.text for stretch in mine).split()


@given(TEXTS)
def test_a_text_beside_itself_has_no_change(text: str) -> None:
    assert not any(one.changed for one in paragraphs_between(text, text))


def test_a_change_is_told_in_whole_words() -> None:
    assert tags("We will not raise tolls.", "We will raise tolls.") == [
        ("kept", "We will "),
        ("dropped", "not "),
        ("kept", "raise tolls."),
    ]


def test_a_lone_word_between_two_changes_is_told_with_them() -> None:
    assert tags("It was a grey and cold day.", "It was a warm and sunny day.") == [
        ("kept", "It was a "),
        ("dropped", "grey and cold "),
        ("added", "warm and sunny "),
        ("kept", "day."),
    ]


def test_a_long_text_is_compared_by_its_paragraphs() -> None:
    long = PARAGRAPH_BREAK.join(f"Paragraph {number} has seven words in it." for number in range(MOST // 7 + 1))
    told = [
        one
        for one in paragraphs_between(long, re.sub(r"^Paragraph 5 has", "Paragraph 5 had", long, flags=re.MULTILINE))
        if one.changed
    ]
    assert [stretch.tag for one in told for stretch in one.stretches] == ["dropped", "added"]
