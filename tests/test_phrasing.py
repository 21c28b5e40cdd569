"""A date, a source, a speaker and a page are said in the same words on every surface, and nothing unknown is made up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import phrasing
from bot.model import Grade, PrintedDate, Retelling, Span, Status, Utterance
from bot.reply import Filing, Masthead, Pager, Pull
from bot.request import Question
from tests.replies import LEDGER, PASTED, QUOTE, RETOLD, quote


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (None, "undated"),
        (PrintedDate("2025"), "2025"),
        (PrintedDate("2025-06"), "June 2025"),
        (PrintedDate("2025-06-07"), "7 June 2025"),
        (PrintedDate("2025-06-07", "07/06/2025"), "7 June 2025 (printed 07/06/2025)"),
        (PrintedDate("2025-06-07T14:05:00+00:00"), "7 June 2025, 14:05 UTC"),
        (PrintedDate("2025-06-07T14:05:00-04:00"), "7 June 2025, 14:05 UTC-0400"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(date: PrintedDate | None, said: str) -> None:
    assert phrasing.date_text(date) == said


def test_what_an_article_does_not_say_is_said_to_be_missing() -> None:
    unknown = replace(LEDGER, headline=None, outlet=None, published=None)
    assert phrasing.headline_text(unknown) == "no headline"
    assert phrasing.printed_in(unknown) == ("outlet not stated", "undated")


def test_a_credit_is_never_the_outlet() -> None:
    assert phrasing.printed_in(PASTED) == ("outlet not stated", "credits wire.example", "undated")


def test_a_retelling_names_the_original_in_place_of_its_own_date_and_outlet() -> None:
    assert phrasing.printed_in(RETOLD) == ("retold by Quotedesk from Tom Vale, The Evening Post, June 2025",)
    nothing_known = replace(RETOLD, retold_from=Retelling(None, None, None))
    assert phrasing.printed_in(nothing_known) == (
        "retold by Quotedesk from author not stated, outlet not stated, undated",
    )


def test_status_age_and_gaps_of_a_version_are_said_with_its_words() -> None:
    assert phrasing.caveats(LEDGER) == ()
    assert phrasing.caveats(replace(LEDGER, status=Status.CORRECTED)) == ("corrected",)
    said = " / ".join(phrasing.caveats(PASTED))
    assert "retracted: the meeting was on another day" in said
    assert "a later version is on file" in said
    assert "extraction incomplete" in said


@pytest.mark.parametrize("grade", [Grade.NONE, Grade.NAMED, Grade.WORKED_OUT])
def test_a_pronoun_is_never_given_as_the_speaker(grade: Grade) -> None:
    assert phrasing.speaker_text(quote("No.", speaker=None, printed="he", grade=grade)) == "speaker not stated"


def test_an_unnamed_source_is_given_as_printed() -> None:
    said = quote("No.", speaker=None, printed="one former official", grade=Grade.DESCRIBED)
    assert phrasing.speaker_text(said) == "one former official"
    assert phrasing.grade_text(said, LEDGER) == "described, not named"


def test_a_masthead_gives_no_byline_of_ours_for_a_retelling() -> None:
    assert "by Retold by Quotedesk" not in phrasing.masthead_facts(Masthead(RETOLD))
    assert "by Ines Okafor" in phrasing.masthead_facts(Masthead(LEDGER))


def test_a_page_says_where_it_stands() -> None:
    assert phrasing.page_text(Pager(1, 5, 1200, "quotes by Ana Ruiz")) == "1–5 of 1,200 quotes by Ana Ruiz"
    assert phrasing.page_text(Pager(6, 6, 6, "quotes")) == "6 of 6 quotes"


def test_ways_on_are_counted_over_the_whole_answer() -> None:
    assert [way.label for way in phrasing.ways_on(QUOTE)] == ["Next page", "Search these words instead"]
    head = Masthead(LEDGER, open=Question("article"))
    assert [way.label for way in phrasing.ways(head)] == ["Open the article"]


def test_only_a_list_that_runs_by_date_calls_its_pages_newer_and_older() -> None:
    pager = Pager(6, 10, 20, "quotes", Question("quote"), Question("quote", {"page": "3"}))
    assert [way.label for way in phrasing.ways(pager)] == ["Page before", "Next page"]
    assert [way.label for way in phrasing.ways(replace(pager, dated=True))] == ["Newer", "Older"]


def test_a_quote_leads_to_its_context_and_its_citation_by_its_number() -> None:
    pull = Pull(Utterance((quote("No,"), quote("never.", id=12)), LEDGER))
    assert phrasing.context_of(pull) == Question("article", {"quote": "#11"})
    assert phrasing.citation_of(pull) == Question("cite", {"quote": "#11"})


@given(st.text(max_size=60), st.data())
def test_marking_words_changes_none_of_them(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda ends: Span(*sorted(ends)))
    marked = data.draw(st.lists(spans, max_size=4))
    assert "".join(words for _, words in phrasing.pieces(text, marked)) == text


def test_a_quote_number_stands_behind_the_closing_mark() -> None:
    text = "“No,” she said."
    cut = list(phrasing.pieces(text, (Span(1, 4),), (7,)))
    assert cut == [("text", "“"), ("marked", "No,"), ("text", "”"), ("number", "[7]"), ("text", " she said.")]


def test_each_quote_of_an_utterance_stands_in_marks_of_its_own() -> None:
    pull = Pull(Utterance((quote("No,"), quote("never.")), LEDGER))
    assert "".join(words for _, words in phrasing.words_of(pull)) == "“No,” … “never.”"


def test_what_is_the_same_for_many_files_is_said_once() -> None:
    names = [f"{number}.txt" for number in range(40)]
    filing = Filing(failed=(("gone.txt", "No such file."),), notes=tuple((name, "No headline.") for name in names))
    assert list(phrasing.filing_details(filing)) == [
        ("failed", "gone.txt", "No such file."),
        ("note", "0.txt and 39 more", "No headline."),
    ]


def test_a_retellings_own_words_stand_in_no_quotation_marks() -> None:
    said = quote("He was tired", because="“He” is Tom Vale, whom “the captain” called")
    assert phrasing.cited(said.because, said, LEDGER) == said.because
    assert phrasing.cited(said.because, said, RETOLD) == "“He” is Tom Vale, whom the captain called"


def test_words_said_in_one_breath_tell_how_each_was_attributed_and_where_each_stands() -> None:
    later = quote("and we will not.", paragraph=4, grade=Grade.WORKED_OUT, because="“she” is Ana Ruiz")
    pull = Pull(Utterance((quote("We can’t"), later), LEDGER))
    said = dict(phrasing.told(pull))
    assert said["grade"] == "named in the sentence; then worked out from the article: “she” is Ana Ruiz"
    assert said["source"].endswith("paragraph 2 to 4 · quote #11")
