"""A pasted page is taken apart by form: what stood around the article goes, what tells of it is kept, the rest is the text."""

import json
from pathlib import Path

import pytest

from bot.model import PARAGRAPH_BREAK, Document, PrintedDate
from bot.reading import read

SAMPLES = Path(__file__).parent / "samples"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
LEAD = "The harbour bridge will be closed to all traffic from Monday, the council said."
QUOTE = "“We could not wait another year,” said Council Leader Ines Okafor."


def pasted(*lines: str, date_order: str | None = None) -> Document:
    (document,) = read("\n".join(lines).encode(), name="pasted", date_order=date_order)
    return document


def parts(document: Document) -> list[str]:
    return document.text.split(PARAGRAPH_BREAK)


def test_a_whole_pasted_page_gives_its_article_so_that_nothing_around_it_is_quoted() -> None:
    (document,) = read((SAMPLES / "pasted.txt").read_bytes(), name="pasted.txt")
    assert document.headline == "Harbour bridge to close for a year"
    assert not document.headline_derived
    assert document.standfirst == "Council votes seven to two for the works."
    assert document.byline == "Maud Ferris, Transport Correspondent"
    assert document.published == PrintedDate("2025-06-07")
    assert document.updated == PrintedDate("2025-06-08")
    assert document.outlet is None
    assert document.lost == ()
    assert [part[:16] for part in parts(document)] == [
        "The harbour brid",
        "“We could not wa",
        "What comes next",
        "A ferry will run",
    ]


def test_the_line_printed_twice_is_the_headline_so_that_slogans_above_it_are_not() -> None:
    document = pasted(
        "Sections", "The paper for people who read", "", "A bridge to close", "", "A bridge to close", LEAD
    )
    assert document.headline == "A bridge to close"
    assert document.text == LEAD


def test_without_a_headline_one_is_made_of_the_first_words_and_said_to_be_so_that_none_is_invented() -> None:
    document = pasted(LEAD, QUOTE)
    assert document.headline_derived
    assert document.headline == LEAD
    long = pasted(
        "It was a long night by the water for the men and the women of the old and tired harbour town, he said.", QUOTE
    )
    assert (long.headline or "").endswith("…")
    assert (long.headline or "").rstrip("…") in long.text
    assert len(long.headline or "") <= 81


def test_a_title_with_a_full_stop_is_a_headline_so_that_it_is_not_read_as_a_paragraph() -> None:
    assert (
        pasted("Harbour Bridge To Close For A Whole Year.", "", LEAD).headline
        == "Harbour Bridge To Close For A Whole Year."
    )


def test_a_question_above_a_byline_is_a_headline_so_that_it_is_not_read_as_a_paragraph() -> None:
    document = pasted("Can they mend the old bridge?", "By Maud Ferris", "", LEAD)
    assert document.headline == "Can they mend the old bridge?"
    assert document.text == LEAD


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By Maud Ferris", "Maud Ferris"),
        ("BY MAUD FERRIS", "MAUD FERRIS"),
        ("By Maud Ferris and Ola Brandt", "Maud Ferris and Ola Brandt"),
        ("Written by Maud van der Ferris", "Maud van der Ferris"),
        ("By Maud Ferris | 7 June 2025", "Maud Ferris"),
        ("Par Maude Ferrand", "Maude Ferrand"),
        ("Von Maud Ferris", "Maud Ferris"),
    ],
)
def test_a_byline_is_read_where_it_stands_so_that_its_author_is_no_speaker(line: str, who: str) -> None:
    document = pasted("Bridge to close for a year", line, "", LEAD)
    assert document.byline == who
    assert document.text == LEAD


@pytest.mark.parametrize(
    "line", ["By the river stood a house.", "By Monday the bridge will be shut.", "By 2030 all is paid."]
)
def test_a_sentence_with_by_is_no_byline_so_that_nobody_is_named_as_its_author(line: str) -> None:
    document = pasted("Bridge to close for a year", "", LEAD, "", line)
    assert document.byline is None
    assert line in parts(document)


def test_a_biographical_last_line_gives_the_byline_so_that_an_unsigned_piece_has_its_author() -> None:
    document = pasted(
        LEAD, QUOTE, "Maud Ferris is a writer and sailor who lives by the water. Her work appears in The Post."
    )
    assert document.byline == "Maud Ferris"
    assert parts(document) == [LEAD, QUOTE]


def test_a_last_line_on_a_figure_of_the_story_stays_so_that_no_official_becomes_its_author() -> None:
    last = "Ines Okafor is a professor and the first woman to lead the council."
    document = pasted(LEAD, QUOTE, last)
    assert document.byline is None
    assert parts(document)[-1] == last


def test_a_credit_is_no_outlet_so_that_nothing_is_said_to_be_printed_where_it_was_not() -> None:
    document = pasted("Bridge to close for a year", "", LEAD, "", "(Source: www.wire.example)", "", "Maud Ferris")
    assert document.credit == "www.wire.example"
    assert document.outlet is None
    assert document.byline == "Maud Ferris"
    assert document.text == LEAD


def test_a_dateline_is_told_and_stays_in_the_text_so_that_the_paragraph_is_as_printed() -> None:
    lead = f"TIDEWATER, June 7 (Coastal Wire) — {LEAD}"
    document = pasted("Bridge to close for a year", "", lead)
    assert document.text == lead
    assert document.credit == "Coastal Wire"
    assert (document.dateline or "").startswith("TIDEWATER, June 7")


def test_lines_wrapped_by_hand_are_joined_so_that_a_quotation_is_in_one_piece() -> None:
    document = pasted(
        '"We could not wait another year for the works to be',
        'begun," said Council Leader Ines Okafor, who had asked',
        "for the vote on Monday.",
        "",
        "The ferry runs.",
    )
    assert parts(document)[0].startswith('"We could not wait another year for the works to be begun," said')
    assert parts(document)[1] == "The ferry runs."


def test_short_last_sentences_and_subheads_stay_so_that_the_text_is_whole() -> None:
    document = pasted("Bridge to close for a year", "", LEAD, "", "What comes next", "", QUOTE, "", "It was late.")
    assert parts(document) == [LEAD, "What comes next", QUOTE, "It was late."]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share this article",
        "5 min read",
        "Home | News | Sport | Opinion",
        "The bridge at dusk. Photo: A. Stone",
        "Protesters hold up signs. (AP Photo/Ann Stone)",
        "Sign up for our daily newsletter and never miss a story.",
        "© 2025 The Tidewater Post",
        "Read more: Mayor says “never again” after the flood",
        "\u00a0",
    ],
)
def test_buttons_captions_and_notices_go_so_that_they_are_not_taken_for_the_article(line: str) -> None:
    assert parts(pasted("Bridge to close for a year", "", LEAD, line, QUOTE)) == [LEAD, QUOTE]


@pytest.mark.parametrize(
    "line",
    [
        "Listen to the workers.",
        "He works for Reuters/AP and lives in Rome.",
        "He sent her a photo: it was of the harbour.",
        "The mayor said “sign up for our newsletter” and left.",
        "Follow her advice and you will win, he said.",
    ],
)
def test_sentences_that_look_like_furniture_stay_so_that_no_quotation_is_thrown_out(line: str) -> None:
    assert line in parts(pasted("Bridge to close for a year", "", LEAD, line, QUOTE))


def test_readers_comments_go_so_that_they_are_not_quoted() -> None:
    document = pasted(
        "Bridge to close for a year",
        LEAD,
        QUOTE,
        "It was late that night.",
        "Comments",
        "Jo wrote: “I told you all so.”",
    )
    assert "told you" not in document.text


def test_a_correction_is_told_apart_so_that_the_wrong_words_are_not_quoted_again() -> None:
    note = "Correction: An earlier version quoted her as saying “We could wait.”"
    document = pasted("Bridge to close for a year", "", LEAD, "", note)
    assert document.correction == note
    assert document.status == "corrected"
    assert document.text == LEAD


def test_words_nobody_recognised_are_reported_where_they_held_a_quotation_so_that_no_loss_is_silent() -> None:
    document = pasted("He said “never ever again”", "", "Sections", "", "Bridge to close for a year", "", LEAD)
    assert document.headline == "Bridge to close for a year"
    assert document.lost == ("never ever again",)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the original articles are not beside the project")
def test_the_originals_give_what_was_fixed_by_hand_so_that_the_first_answers_are_true() -> None:
    for gold in json.loads((SEEDS / "gold.json").read_text("utf-8"))["articles"]:
        (document,) = read((SEEDS / gold["file"]).read_bytes(), name=gold["file"], date_order="DMY")
        assert document.byline == gold["byline"]
        assert document.credit == gold.get("credited_source")
        assert document.section == gold.get("section")
        assert document.headline_derived == (gold["title"] is None)
        assert gold["title"] in (None, document.headline)
        assert (document.published.iso if document.published else None) == gold["published"]
        assert not set(gold.get("not_body", ())) & set(parts(document))
        assert all(quote["text"] in document.text for quote in gold["quotes"])
        assert document.lost == ()


def test_a_correction_under_a_label_of_its_own_goes_whole_so_that_none_of_it_is_quoted() -> None:
    wrong = "An earlier version quoted her as saying “We could wait.”"
    document = pasted(
        "Bridge to close for a year",
        "",
        LEAD,
        QUOTE,
        "It was late that night.",
        "CORRECTION:",
        wrong,
        "It ran on Monday.",
    )
    assert document.correction == f"CORRECTION: {wrong} It ran on Monday."
    assert parts(document) == [LEAD, QUOTE, "It was late that night."]


def test_a_label_alone_in_the_middle_takes_one_paragraph_so_that_the_rest_of_the_article_is_kept() -> None:
    rest = [f"{QUOTE} It was part {number} of the debate." for number in range(8)]
    wrong = "An earlier version quoted her as saying “We could wait.”"
    document = pasted(
        "Bridge to close for a year", "", LEAD, QUOTE, "It was late that night.", "Correction:", wrong, *rest
    )
    assert document.correction == f"Correction: {wrong}"
    assert parts(document) == [LEAD, QUOTE, "It was late that night.", *rest]


def test_a_name_alone_is_a_byline_only_beside_a_date_so_that_a_columns_title_is_no_author() -> None:
    assert pasted("Bridge to close for a year", "Harbour Scene", "", LEAD).byline is None
    assert pasted("Bridge to close for a year", "Maud Ferris", "7 June 2025", "", LEAD).byline == "Maud Ferris"
