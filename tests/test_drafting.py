"""A draft is read whole, whatever it is written in, each paragraph knows where it stands, and nothing of it leaks."""

import pytest

from bot.drafting import Draft
from bot.drafting.files import LONGEST, read_draft
from bot.errors import AskError
from bot.model import Span
from bot.quoting import extract
from bot.reading import LARGEST
from tests.pdf_files import locked, pdf_file, set_lines
from tests.word_files import box, paragraph, run, word_file, zip_file

HEAD = "“A scandal,” says mayor"
LEAD_LINES = ("The harbour bridge will be closed to all traffic", "from Monday, the council said.")
LEAD = " ".join(LEAD_LINES)
QUOTE = "“We could not wait another year,” said Council Leader Ines Okafor."
TEXT = f"{HEAD}\n\n{LEAD}\n\n{QUOTE}"

FORMS = {
    "plain": TEXT.encode(),
    "markdown": f"# {HEAD}\n\n{LEAD}\n\n> {QUOTE}\n".encode(),
    "html": f"<html><body><nav>Home</nav><h1>{HEAD}</h1><p>{LEAD}</p><blockquote>{QUOTE}</blockquote></body></html>".encode(),
    "word": word_file(*(paragraph(run(text)) for text in (HEAD, LEAD, QUOTE))),
    "pdf": pdf_file([*set_lines(HEAD, size=20), *set_lines(*LEAD_LINES, top=700), *set_lines(QUOTE, top=660)]),
}


def refusal(data: bytes) -> AskError:
    with pytest.raises(AskError) as caught:
        read_draft(data, "draft")
    assert caught.value.message.endswith(".")
    assert caught.value.hint
    return caught.value


def phrase_of(draft: Draft, words: str) -> str:
    start = draft.text.index(words)
    return draft.place_of(Span(start, start + len(words))).phrase


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_is_read_whole_in_every_form_so_that_no_quotation_goes_unchecked(form: str) -> None:
    draft = read_draft(FORMS[form], "draft")
    assert draft.text == TEXT
    assert [quotation.span.cut(draft.text) for quotation in extract(draft.text).quotations] == [
        "A scandal,",
        "We could not wait another year,",
    ]


def test_a_draft_that_says_it_is_something_else_is_told_by_its_content_so_that_a_name_can_not_mislead() -> None:
    assert read_draft(FORMS["word"], "draft.txt").text == TEXT
    assert read_draft(FORMS["plain"], "draft.docx").text == TEXT


def test_a_paragraph_knows_its_number_so_that_an_editor_finds_it() -> None:
    draft = read_draft(FORMS["plain"])
    assert phrase_of(draft, "A scandal") == "paragraph 1"
    assert phrase_of(draft, "We could not wait") == "paragraph 3"


def test_a_paragraph_of_a_pdf_knows_its_page_so_that_an_editor_finds_it() -> None:
    draft = read_draft(pdf_file(set_lines(LEAD, "It was late, and"), set_lines("dark.", QUOTE)))
    assert phrase_of(draft, "It was") == "page 1, paragraph 1"
    assert phrase_of(draft, "dark") == "page 2, paragraph 1"
    assert phrase_of(draft, "We could not wait") == "page 2, paragraph 2"


def test_a_note_and_a_box_are_called_so_so_that_an_editor_finds_them() -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    foot = f'<w:footnote w:id="1">{paragraph(run("In the footnote."))}</w:footnote>'
    draft = read_draft(word_file(paragraph(run(LEAD), note, box(paragraph(run("In the box.")))), footnotes=foot))
    assert phrase_of(draft, "In the footnote") == "footnote 1"
    assert phrase_of(draft, "In the box") == "text box"


def test_pages_without_text_are_told_so_that_nobody_takes_them_for_checked() -> None:
    assert read_draft(pdf_file([], set_lines(QUOTE))).unread == (1,)


def test_a_draft_shows_nothing_of_itself_so_that_it_never_stands_in_a_log() -> None:
    draft = read_draft(FORMS["word"], "secret.docx")
    assert "scandal" not in repr(draft)
    assert "secret" not in repr(draft)


def test_a_file_name_is_shown_on_one_line_so_that_it_can_not_draw_over_what_stands_beside_it() -> None:
    assert read_draft(FORMS["plain"], "a\u202eb\n\x1b[2Jc" + "d" * 500).name == ("ab c" + "d" * 500)[:100]


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", "… — “”!".encode(), b"<html><body></body></html>", b"\xef\xbb\xbf"])
def test_a_draft_without_words_is_refused_so_that_silence_is_not_taken_for_a_clean_draft(data: bytes) -> None:
    assert "no words" in refusal(data).message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "an image"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Word document"),
        (b'{"headline": "one"}', "JSON"),
        (b"<?xml version='1.0'?><rss/>", "XML"),
        (bytes(range(256)) * 20, "binary"),
        (zip_file({"word/document.xml": b"0" * (65 << 20)}), "larger"),
        (FORMS["word"][:-400], "cut short"),
        (FORMS["pdf"][:-400], "cut short"),
        (locked(FORMS["pdf"], "secret"), "locked"),
        (b"x" * (LARGEST + 1), "20 MB"),
        (b"word " * (LONGEST // 4), "characters"),
        (b"<p>" * 300_000, "tags"),
    ],
)
def test_what_is_no_draft_is_refused_in_one_sentence_so_that_one_knows_what_to_do(data: bytes, what: str) -> None:
    assert what in refusal(data).message


def test_a_hundred_thousand_words_are_read_so_that_a_whole_book_can_be_checked() -> None:
    assert len(read_draft(("word " * 20 + "\n\n").encode() * 5_000).places) == 5_000
