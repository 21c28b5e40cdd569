"""Block quotes: words that a page sets apart as quoted, without marks, are a quotation where the text says whose they are."""

import json
from pathlib import Path

import pytest

from bot.model import Document, Grade, Quotation
from bot.order import Ingest, Input
from bot.quoting import extract, extract_article
from bot.reading import read
from bot.reply import Pull
from tests.newsroom import HARBOUR, ask, opened, parts

LED = "In a statement, Ana Ruiz said:"
WORDS = "The quay will be closed in June. Nobody will be left behind."
MORE = "We regret this."
AFTER = "The board met on Monday. It heard the mayor and the fishers, and did not comment."
PAGE = f"""<html><head><title>Quay to close</title></head><body><article><h1>Quay to close</h1>
<p>By Ines Okafor</p><p>{AFTER}</p><p>{LED}</p><blockquote><p>{WORDS}</p><p>{MORE}</p></blockquote>
<p>The ferry will leave from the north pier until then, which is a walk of ten minutes.</p><p>{AFTER} Nobody left.</p></article></body></html>"""
MARKDOWN = f"# Quay to close\n\nBy Ines Okafor\n\n{AFTER}\n\n{LED}\n\n> {WORDS}\n>\n> {MORE}\n\nThe ferry will leave from the north pier until then.\n\n{AFTER}\n"
POST = {
    "id": 1,
    "title": {"rendered": "Quay to close"},
    "content": {"rendered": f"<p>{AFTER}</p><p>{LED}</p><blockquote><p>{WORDS}</p><p>{MORE}</p></blockquote><p>{AFTER}</p><p>{AFTER} No.</p>"},
    "link": "https://example.com/quay",
}  # fmt: skip


def read_one(text: str) -> Document:
    (document,) = read(text.encode(), name="a page")
    return document


def told(found: tuple[Quotation, ...], text: str) -> list[tuple[str, str | None]]:
    return [(one.span.cut(text), one.attribution.name) for one in found if one.speech]


@pytest.mark.parametrize("page", [PAGE, MARKDOWN, json.dumps(POST)], ids=["html", "markdown", "wordpress"])
def test_what_a_page_sets_apart_is_said_by_whoever_leads_to_it(page: str) -> None:
    document = read_one(page)
    assert told(extract_article(document).quotations, document.text) == [(WORDS, "Ana Ruiz"), (MORE, "Ana Ruiz")]


def test_its_paragraphs_are_one_utterance_and_its_inner_marks_belong_to_it() -> None:
    text = f"{LED}\n\nThe quay is “closed” in June.\n\n{MORE}\n\n{AFTER}"
    found = extract(text, block_quotes=(2, 3)).quotations
    assert told(found, text) == [("The quay is “closed” in June.", "Ana Ruiz"), (MORE, "Ana Ruiz")]
    assert {one.utterance for one in found} == {0}


def test_a_line_below_it_tells_whose_it_is() -> None:
    text = f"{AFTER}\n\n{WORDS}\n\n— Ana Ruiz (@anaruiz) June 3, 2025\n\n{AFTER}"
    (quotation,) = extract(text, block_quotes=(2, 3)).quotations
    assert (quotation.attribution.name, quotation.attribution.grade) == ("Ana Ruiz", Grade.WORKED_OUT)
    assert quotation.attribution.because == "“Ana Ruiz” stands below the words"


@pytest.mark.parametrize("before", [AFTER, "Read the rules of the house."])
def test_what_nothing_leads_to_is_only_set_apart(before: str) -> None:
    assert extract(f"{before}\n\n{WORDS}\n\n{AFTER}", block_quotes=(2,)).quotations == ()


def test_where_nobody_is_said_to_speak_it_is_not_attributed() -> None:
    text = f"{AFTER}\n\nHere is the whole text:\n\n{WORDS}\n\n{AFTER}"
    (quotation,) = extract(text, block_quotes=(3,)).quotations
    assert (quotation.speech, quotation.attribution.grade) == (True, Grade.NONE)


def test_in_marks_it_goes_by_its_marks() -> None:
    text = f"{LED}\n\n“{WORDS}”\n\n{AFTER}"
    assert extract(text, block_quotes=(2,)).quotations[0].span.cut(text) == WORDS


def test_a_number_that_no_paragraph_has_does_no_harm() -> None:
    assert extract(f"{LED}\n\n{WORDS}", block_quotes=(-1, 0, 2, 3, 99)).quotations[0].attribution.name == "Ana Ruiz"


def test_a_page_that_is_set_apart_as_a_whole_quotes_nobody() -> None:
    page = f"# Quay to close\n\n> {LED}\n>\n> {WORDS}\n>\n> {AFTER}\n"
    assert read_one(page).block_quotes == ()


def test_a_pull_quote_without_marks_that_repeats_the_text_is_left_out() -> None:
    page = PAGE.replace(f"<p>{LED}</p>", "").replace(
        f"<p>{AFTER}</p>", f"<p>{AFTER} {WORDS} {MORE} That was all.</p>", 1
    )
    assert read_one(page).block_quotes == ()
    assert read_one(page).text.count(WORDS) == 1


def test_it_is_filed_and_found_as_said(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    desk.do(Ingest((Input.pasted(MARKDOWN),)), newsroom=HARBOUR)
    said = {pull.utterance.lead.exact for pull in parts(ask(desk, "/quote ana ruiz"), Pull)}
    assert WORDS in said
