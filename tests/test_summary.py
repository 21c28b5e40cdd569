"""/summary gives an article in its own sentences: whole quotations, no pronoun without its person, in reading order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import Desk
from bot.model import Entity, Extraction, Kind, Span, paragraphs
from bot.quoting import extract
from bot.reply import Choices, Facts, Heading, Masthead, Note, Passage, Section, Tone, Typed
from bot.summary import FEWEST, MOST, sentences, summary_of
from tests.newsroom import BRIDGE, COLUMN, RETRACTED, ask, parts, put

# --- which article


@pytest.mark.parametrize(
    "typed",
    [
        "harbour bridge",
        "Harbour bridge to close for a year",
        "harbour brigde",
        "hrabour clsoe year",
        "close a year",
        "“harbour bridge”",
        "#1",
        "1",
        "https://ledger.example/bridge",
        "https://ledger.example/bridge?utm_source=wire",
    ],
)
def test_an_article_is_found_by_title_part_slip_number_or_address(desk: Desk, typed: str) -> None:
    (head,) = parts(ask(desk, f"/summary {typed}"), Masthead)
    assert head.source.headline == BRIDGE.headline


def test_latest_is_what_was_printed_last(desk: Desk) -> None:
    (head,) = parts(ask(desk, "/summary latest"), Masthead)
    assert head.source.headline == COLUMN.headline


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("latest outlet:courier", 2),
        ("by:kane since:2025", 1),
        ("latest until:2024-01", 6),
        ("bridge outlet:post", 3),
        ("bridge about:natarajan", 1),
    ],
)
def test_options_narrow_which_article_is_meant(desk: Desk, typed: str, number: int) -> None:
    reply = ask(desk, f"/summary {typed}")
    (head,) = parts(reply, Masthead)
    assert head.source.article_id == number
    assert any(note.text.startswith("Limits: ") for note in parts(reply, Note))


def test_exact_takes_no_slip_for_a_title(desk: Desk) -> None:
    assert parts(ask(desk, "/summary brigde exact:yes"), Masthead) == []
    assert parts(ask(desk, "/summary close for a year exact:yes"), Masthead)


def test_it_is_asked_which_article_where_several_titles_fit(desk: Desk) -> None:
    reply = ask(desk, "/summary bridge")
    assert parts(reply, Heading)[0].text == "Which article?"
    (choices,) = parts(reply, Choices)
    assert len(choices.options) == 3
    (head,) = parts(put(desk, choices.options[0].question), Masthead)
    assert head.source.headline == choices.options[0].label


@pytest.mark.parametrize("typed", ["zeppelin", "#99", "https://ledger.example/zeppelin"])
def test_no_article_found_says_what_was_searched(desk: Desk, typed: str) -> None:
    reply = ask(desk, f"/summary {typed}")
    assert reply.found == 0
    assert parts(reply, Typed)[0].text == typed
    assert any(note.text.startswith("Searched 6 articles") for note in parts(reply, Note))


def test_a_title_that_is_only_near_is_offered_and_not_taken(desk: Desk) -> None:
    reply = ask(desk, "/summary harbour bridge zeppelin")
    assert parts(reply, Passage) == []
    assert BRIDGE.headline in [choice.label for part in parts(reply, Choices) for choice in part.options]


# --- what it shows


def test_the_sentences_are_verbatim_and_stand_in_their_paragraphs(desk: Desk) -> None:
    passages = parts(ask(desk, "/summary harbour bridge"), Passage)
    assert FEWEST <= len(passages) <= MOST
    whole = paragraphs(BRIDGE.text)
    assert all(one.text in whole[one.paragraph - 1].cut(BRIDGE.text) for one in passages)
    assert [one.paragraph for one in passages] == sorted(one.paragraph for one in passages)


def test_who_is_quoted_and_how_often_stands_below(desk: Desk) -> None:
    reply = ask(desk, "/summary harbour bridge")
    (facts,) = parts(reply, Facts)
    assert facts.rows == (
        ("Ana Ruiz", "2 quoted passages"),
        ("Elizabeth Kane", "2 quoted passages"),
        ("one former harbour official", "1 quoted passage"),
        ("speaker not stated", "1 quoted passage"),
    )
    assert reply.parts.index(parts(reply, Section)[0]) < reply.parts.index(facts)


def test_a_short_article_is_shown_whole(desk: Desk) -> None:
    passages = parts(ask(desk, "/summary #4"), Passage)
    assert " ".join(one.text for one in passages) == COLUMN.text


def test_a_retelling_is_never_passed_off_as_the_outlets_wording(desk: Desk) -> None:
    reply = ask(desk, "/summary #4")
    assert any("only the words in quotation marks are as printed" in note.text for note in parts(reply, Note))
    assert all(one.source.retold_from for one in parts(reply, Passage))


def test_a_retraction_is_said_above_the_sentences(desk: Desk) -> None:
    reply = ask(desk, "/summary #3")
    (warning,) = [note for note in parts(reply, Note) if note.tone is Tone.WARNING]
    assert RETRACTED in warning.text


# --- choosing sentences

KANE = Entity("Elizabeth Kane", Kind.PERSON, ("Kane",))


def told(text: str) -> list[str]:
    return [one.span.cut(text) for one in summary_of(text, extract(text))]


def long(*middle: str) -> str:
    """An article long enough that sentences must be chosen; the middle is what it uses its words most on."""
    first = "Elizabeth Kane opened the new ferry line on Monday before a crowd of three hundred people."
    filler = [f"Weather report number {number} from the outer islands spoke of fog and rain." for number in range(6)]
    return "\n\n".join((first, *middle, *filler))


def test_a_quotation_of_several_sentences_is_never_cut() -> None:
    text = "Elizabeth Kane was brief. “The ferry line is open. The ferry line stays open,” Kane said. Then it rained."
    assert "“The ferry line is open. The ferry line stays open,” Kane said." in [
        one.span.cut(text) for one in sentences(text)
    ]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    text = "Sen. E. J. Kane of the U.S. Senate met Dr. Hale at 5 p.m. on Monday. They spoke for an hour."
    assert [one.span.cut(text) for one in sentences(text)][-1] == "They spoke for an hour."


PRAISE = "She praised the ferry line, the ferry crew, the ferry harbour and the ferry once more."


def test_a_pronoun_brings_the_sentence_with_its_person() -> None:
    shown = told(long(f"Elizabeth Kane paid for it all. {PRAISE}"))
    assert shown[shown.index(PRAISE) - 1] == "Elizabeth Kane paid for it all."


def test_a_pronoun_whose_person_is_not_near_stays_out_however_much_its_sentence_tells() -> None:
    assert PRAISE not in told(long(f"The sky was clear. The sea was calm. The quay was full. {PRAISE}"))


def test_a_quotation_alone_brings_the_sentence_that_says_whose_it_is() -> None:
    alone = "“The ferry line, the ferry crew and the ferry harbour stay a ferry line.”"
    shown = told(long(f"“It is done,” Kane said. {alone}"))
    assert shown[shown.index(alone) - 1] == "“It is done,” Kane said."


@given(
    st.lists(
        st.sampled_from(["Kane", "She", "said", "“the", "line”", "it", "ferry", ".", "?", "\n\n", "U.S.", "But"]),
        max_size=80,
    )
)
def test_any_text_gives_whole_sentences_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces).strip()
    shown = summary_of(text, Extraction(entities=(KANE,)))
    assert list(shown) == sorted(shown, key=lambda one: one.span)
    assert set(shown) <= set(sentences(text))
    assert len(shown) <= MOST or list(shown) == sentences(text)


@given(st.text(max_size=200))
def test_sentences_cover_only_their_text(text: str) -> None:
    assert all(Span(0, len(text)).holds(one.span) for one in sentences(text))


def test_a_long_article_is_told_in_as_few_sentences_as_a_short_one() -> None:
    text = long(*(f"Elizabeth Kane spoke of ferry number {number} and of its crew." for number in range(400)))
    assert FEWEST <= len(told(text)) <= MOST
