"""Typed words beside printed ones: the verdict comes from the words themselves, one by one, and what differs is told."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.wording import WHOLE, Claimed, Comparison, Flag, Kind, Printed, Verdict, compared, joined
from bot.wording.spelling import spelled
from bot.wording.words import words_in

HARBOUR = "We won’t leave the harbour until the last boat is in, and they don’t have the money to stop us."


def laid(typed: str, *printed: str) -> Comparison:
    return compared(Claimed(typed), Printed(printed or (HARBOUR,)))


def test_the_words_as_printed_are_exact_whole_or_in_part() -> None:
    assert laid(HARBOUR).verdict is Verdict.EXACT
    part = laid("leave the harbour until the last boat")
    assert part.verdict is Verdict.EXACT
    assert [span.cut(HARBOUR) for span in part.spans if span] == ["leave the harbour until the last boat"]


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("we won't leave the harbour – until the last boat is in!", Verdict.PUNCTUATION),
        ("WE WON’T LEAVE THE HARBOUR", Verdict.PUNCTUATION),
        ("We won't leave the harbor until the last boat is in", Verdict.SPELLING),
        ("they dont have the money", Verdict.SPELLING),
        ("[W]e won’t leave the harbour", Verdict.MARKED),
        ("We won’t leave the harbour … and they don’t have the money to stop us", Verdict.MARKED),
        ("We won’t leave the harbour ... and they don’t have the money", Verdict.MARKED),
        ("We won’t leave the harbour [...] and they don’t have the money", Verdict.MARKED),
        ("[The fishers] won’t leave the harbour until the last boat is in", Verdict.MARKED),
        ("[The fishers] will never leave the harbour", Verdict.DIFFERENT),
        ("We won’t leave the [port] until the last boat is in", Verdict.MARKED),
        ("We won’t leave the harbour [of Brack] until the last boat is in", Verdict.MARKED),
        ("We won’t leave the harbour until the final boat is in", Verdict.ALTERED),
        ("We leave the harbour until the last boat is in", Verdict.ALTERED),
        ("they have the money", Verdict.DIFFERENT),
        ("they do have the money to stop us", Verdict.DIFFERENT),
        ("The weather was fine and nobody had anything to say of it at all", Verdict.DIFFERENT),
        ("… …", Verdict.DIFFERENT),
        ("", Verdict.DIFFERENT),
    ],
)
def test_each_way_of_wording_has_its_verdict(typed: str, verdict: Verdict) -> None:
    assert laid(typed).verdict is verdict


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("We’re leaving", "were leaving"),
        ("It’s over now", "its over now"),
        ("Ann’s boat sank", "Ann boat sank"),
        ("It cost $5 a day", "It cost 5 a day"),
        ("It rose by 5% a year", "It rose by 5 a year"),
        ("I’ll be there", "ill be there"),
        ("The prize is mine", "The prise is mine"),
        ("It fell by -5 degrees", "It fell by 5 degrees"),
    ],
)
def test_what_only_looks_alike_is_not_the_same(printed: str, typed: str) -> None:
    assert laid(typed, printed).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("printed", "typed", "flag"),
    [
        ("won’t leave", "will leave", Flag.NEGATION),
        ("is legal", "is illegal", Flag.NEGATION),
        ("three million boats", "three billion boats", Flag.NUMBER),
        ("five boats", "six boats", Flag.NUMBER),
        ("told Marsh", "told Lind", Flag.NAME),
        ("may leave", "must leave", Flag.MODAL),
        ("was ready", "is ready", Flag.TENSE),
        ("wanted it", "wants it", Flag.TENSE),
    ],
)
def test_a_change_of_the_sense_is_flagged(printed: str, typed: str, flag: Flag) -> None:
    frame = "They said again that the harbour {} on that long and windy day in May"
    found = laid(frame.format(typed), frame.format(printed))
    assert found.verdict is Verdict.ALTERED
    assert flag in found.flags


def test_a_slip_of_the_keys_is_no_flag() -> None:
    found = laid("We won’t leave the harbuor until the last boat is in, and they don’t have the money")
    assert (found.verdict, found.flags) == (Verdict.ALTERED, ())


def test_an_ellipsis_that_swallows_a_negation_is_flagged() -> None:
    found = laid("We won’t leave the harbour … the money to stop us")
    assert (found.verdict, found.flags) == (Verdict.MARKED, (Flag.NEGATION,))


def test_words_that_were_moved_are_told_as_moved() -> None:
    found = laid(
        "In May the ferry will sail again from the north pier of the old harbour",
        "The ferry will sail again from the north pier of the old harbour in May",
    )
    assert Kind.MOVED in {step.kind for step in found.steps}
    assert "In May" in {step.typed for step in found.steps if step.kind is Kind.MOVED}


def test_words_printed_in_two_parts_are_told_as_apart() -> None:
    found = laid("We go. Until June", "We go,", "until June.")
    assert (found.verdict, found.apart) == (Verdict.PUNCTUATION, True)
    assert [span.cut(part) for span, part in zip(found.spans, ("We go,", "until June."), strict=True) if span] == [
        "We go",
        "until June",
    ]


def test_two_quotes_run_into_one_are_shown_as_two() -> None:
    passages = [Printed((HARBOUR,)), Printed(("The ferry is late again this year.",)), Printed(("Nothing.",))]
    found = joined(Claimed("We won’t leave the harbour. The ferry is late again"), passages)
    assert found is not None
    assert [(number, one.verdict) for number, one in found] == [(0, Verdict.EXACT), (1, Verdict.EXACT)]
    assert joined(Claimed("We won’t leave the harbour until the last boat"), passages) is None
    assert joined(Claimed("We won’t leave. The ferry is"), passages) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("colour", "color"), ("organised", "organized"), ("centre", "center"), ("travelled", "traveled"), ("defence", "defense"), ("résumé", "resume"),
     ("grey", "gray"), ("ten", "10"), ("catalogue", "catalog"), ("analysed", "analyzed"), ("paediatric", "pediatric")],
)  # fmt: skip
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("hour", "hor"), ("prise", "prize"), ("rise", "rize"), ("were", "we're"), ("its", "it's"), ("cant", "can't"), ("metal", "mettle")],
)  # fmt: skip
def test_two_words_are_not_one_for_their_spelling(one: str, other: str) -> None:
    assert spelled(one) != spelled(other)


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "boat",
            "harbour",
            "late",
            "never",
            "money",
            "fishers",
            "said",
            "in",
            "of",
            "May",
            "ferry",
            "we",
            "five",
            "north",
            "quay",
        ]
    ),
    min_size=1,
    max_size=30,
)


@given(words=WORDS)
def test_whatever_is_printed_is_exact_for_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert laid(text, text).verdict is Verdict.EXACT


@given(text=st.text(max_size=80))
def test_any_text_with_a_word_in_it_is_exact_for_itself(text: str) -> None:
    assume(words_in(" ".join(text.split())))
    assert laid(text, " ".join(text.split())).verdict is Verdict.EXACT


@given(words=WORDS, at=st.integers(0, 29), other=st.sampled_from(["lantern", "seven", "was", "not"]))
def test_one_changed_word_is_never_exact(words: list[str], at: int, other: str) -> None:
    typed = [*words]
    typed[at % len(words)] = other
    assume(other not in words)
    assert laid(" ".join(typed), " ".join(words)).verdict > Verdict.MARKED


@given(printed=WORDS, typed=WORDS)
def test_the_steps_lead_from_the_printed_words_to_the_typed_ones(printed: list[str], typed: list[str]) -> None:
    text, given = " ".join(printed), " ".join(typed)
    found = laid(given, text)
    assert " ".join(step.typed for step in found.steps if step.typed) == given
    standing = " ".join(step.printed for step in found.steps if step.printed)
    assert standing == "".join(span.cut(text) for span in found.spans if span)


@given(printed=WORDS, typed=WORDS)
def test_fewer_than_nine_words_are_found_only_word_after_word(printed: list[str], typed: list[str]) -> None:
    few = typed[: WHOLE - 1]
    found = laid(" ".join(few), " ".join(printed)).verdict.found
    assert found == (f" {' '.join(few)} ".casefold() in f" {' '.join(printed)} ".casefold())


@given(typed=st.text(max_size=60), printed=st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_any_two_texts_can_be_laid_beside_each_other(typed: str, printed: list[str]) -> None:
    found = laid(typed, *printed)
    assert 0.0 <= found.kept <= 1.0
    for span, part in zip(found.spans, printed, strict=True):
        assert span is None or 0 <= span.start < span.end <= len(part)
