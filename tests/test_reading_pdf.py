"""A PDF is read as it was set, page by page, and one that can't be read whole, or was made to do harm, is refused."""

import zlib

import pytest

from bot.reading import NotAnArticle, read
from bot.reading.pdf import pdf_text
from bot.reading.typeset import SetLine, paragraphs_of
from tests.pdf_files import LEFT, SIZE, STEP, TOP, Placed, locked, pdf_file, pdf_of, set_lines

LEAD = ("The harbour bridge will be closed to all traffic from Monday, the council said,", "and a ferry will run.")
QUOTE = ("“We could not wait another year,” said Council Leader Ines Okafor, who has led", "the council for years.")


def texts(*pages: list[Placed]) -> list[str]:
    set_pages = [[SetLine(text, number, *place) for text, *place in page] for number, page in enumerate(pages, 1)]
    return [paragraph.text for paragraph in paragraphs_of(set_pages)]


def refusal(data: bytes) -> str:
    with pytest.raises(NotAnArticle) as caught:
        read(data, name="draft.pdf")
    assert caught.value.message.endswith(".")
    assert caught.value.hint
    return caught.value.message


def below(lines: list[Placed], gap: float = 2 * STEP) -> float:
    return lines[-1][2] - gap


def test_a_pdf_is_an_article_so_that_it_can_be_filed() -> None:
    head = set_lines("Bridge to close", size=20)
    lead = set_lines(*LEAD, top=below(head))
    (document,) = read(pdf_file([*head, *lead, *set_lines(*QUOTE, top=below(lead))]), name="bridge.pdf")
    assert document.format == "pdf"
    assert document.headline == "Bridge to close"
    assert document.text == f"{' '.join(LEAD)}\n\n{' '.join(QUOTE)}"


def test_each_paragraph_knows_its_page_so_that_it_can_be_found_in_print() -> None:
    data = pdf_file(set_lines(*LEAD), set_lines(*QUOTE))
    assert [each.pages for each in pdf_text(data).paragraphs] == [((0, 1),), ((0, 2),)]


def test_a_paragraph_knows_where_its_page_turns_so_that_what_stands_behind_is_found_there() -> None:
    (paragraph,) = pdf_text(pdf_file(set_lines(LEAD[0], "and every con-"), set_lines("nection is cut."))).paragraphs
    assert [(paragraph.text[at:].split()[0], page) for at, page in paragraph.pages] == [("The", 1), ("nection", 2)]


def test_a_gap_an_indent_or_larger_letters_begin_a_paragraph_so_that_what_two_people_said_stays_apart() -> None:
    lead = set_lines(*LEAD)
    apart = set_lines(*QUOTE, top=below(lead))
    assert len(texts([*lead, *apart])) == 2
    indented = [(QUOTE[0], LEFT + 12, below(lead, STEP), SIZE), (QUOTE[1], LEFT, below(lead, 2 * STEP), SIZE)]
    assert texts([*lead, *indented]) == [" ".join(LEAD), " ".join(QUOTE)]
    assert len(texts([*set_lines("A heading", size=14), *set_lines(*LEAD, top=TOP - STEP)])) == 2


def test_a_line_that_ended_early_ends_a_paragraph_so_that_a_text_set_without_gaps_is_not_one_paragraph() -> None:
    assert texts(set_lines(*LEAD, *QUOTE)) == [" ".join(LEAD), " ".join(QUOTE)]


def test_a_sentence_across_two_pages_is_joined_so_that_no_quotation_is_cut_by_a_page() -> None:
    foot = ("Tidewater Post, page 1", LEFT, 40.0, 8.0)
    again = ("Tidewater Post, page 2", LEFT, 40.0, 8.0)
    first, second = set_lines("“We could not wait another year for the bridge to be"), set_lines("mended,” she said.")
    assert texts([*first, foot], [again, *second]) == [
        "“We could not wait another year for the bridge to be mended,” she said."
    ]


def test_running_heads_are_dropped_and_other_first_lines_are_not_so_that_only_furniture_goes() -> None:
    first, second = ([("The Tidewater Post", LEFT, 780.0, 8.0), *set_lines(*texts)] for texts in (LEAD, QUOTE))
    assert texts(first, second) == [" ".join(LEAD), " ".join(QUOTE)]
    assert texts(first) == ["The Tidewater Post", " ".join(LEAD)]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("It was con-", "tinued."), "It was continued."),
        (("It was con\u00ad", "tinued."), "It was continued."),
        (("It was well-", "known, very well, and known to all."), "It was well-known, very well, and known to all."),
        (("They under-", "stand; she does understand."), "They understand; she does understand."),
        (("The counter-", "claim, a counter-claim."), "The counter-claim, a counter-claim."),
        (("The Anglo-", "Irish deal."), "The Anglo-Irish deal."),
        (("In 2024-", "25 it was."), "In 2024-25 it was."),
        (("It ended—", "at last."), "It ended—at last."),
        (("It ended –", "at last."), "It ended – at last."),
        (("A ﬁrst oﬃce", "ﬂat."), "A first office flat."),
    ],
)
def test_a_divided_word_is_made_whole_and_a_compound_stays_one_so_that_words_are_as_written(
    lines: tuple[str, str], whole: str
) -> None:
    assert texts(set_lines(*lines)) == [whole]


def test_a_paragraph_without_end_is_joined_so_that_a_long_text_takes_no_longer_a_line() -> None:
    page = [("ends no sentence and goes on", LEFT, TOP - number, 1.0) for number in range(30_000)]
    assert len(texts(page)) == 1


def test_a_second_column_follows_the_first_so_that_columns_are_not_read_across() -> None:
    first, second = (
        set_lines("“We could not wait", "another year for"),
        set_lines("the bridge,” she", "said.", left=320),
    )
    assert texts([*first, *second]) == ["“We could not wait another year for the bridge,” she said."]


def test_pages_without_text_are_told_so_that_nobody_takes_them_for_checked() -> None:
    data = pdf_file(set_lines(*LEAD), [], set_lines(*QUOTE))
    assert pdf_text(data).unread == (2,)


def test_a_scan_is_said_to_be_one_so_that_silence_is_not_taken_for_a_clean_draft() -> None:
    assert "scan" in refusal(pdf_of([b"0 0 m 100 100 l S", b""]))


def test_a_locked_pdf_is_refused_and_one_open_to_all_is_read_so_that_only_a_real_lock_stops_it() -> None:
    data = pdf_file(set_lines(*LEAD))
    assert "locked" in refusal(locked(data, "secret"))
    assert pdf_text(locked(data, "")).paragraphs[0].text == " ".join(LEAD)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.95])
def test_a_file_cut_short_is_refused_so_that_half_a_text_is_never_taken_for_all_of_it(share: float) -> None:
    data = pdf_file(*[set_lines(*LEAD * 10)] * 10)
    assert "cut short" in refusal(data[: int(len(data) * share)])


def test_nonsense_in_a_pdf_is_refused_so_that_it_ends_in_a_sentence() -> None:
    assert "damaged" in refusal(b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF")


def test_a_pdf_that_grows_without_end_is_refused_so_that_it_takes_no_memory() -> None:
    page = zlib.compress(b"BT /F 12 Tf (word) Tj ET\n" * 8_000_000, 9)
    data = pdf_of([b"X"])
    bomb = data.replace(
        b"<</Length 1>>stream\nX\n", b"<</Length %d/Filter/FlateDecode>>stream\n%s\n" % (len(page), page)
    )
    assert len(bomb) < 1_000_000
    assert "too much" in refusal(bomb)


def test_more_pages_than_any_draft_are_refused_so_that_reading_stays_bounded() -> None:
    assert "longer" in refusal(pdf_of([b""] * 501))
