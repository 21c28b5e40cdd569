"""The annotated page shows the draft unchanged, says what matters first, and can neither run, load nor send anything."""

import re
from base64 import b64encode
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from bot.drafting import Draft, Remark, RemarkTone
from bot.drafting.files import read_draft
from bot.drafting.page import annotated_page
from bot.model import PARAGRAPH_BREAK, Span
from tests.pdf_files import pdf_file, set_lines

TEXT = "“We could not wait another year,” she said.\n\n“They ‘told’ us,” said Maud Ferris.\n\nNobody else spoke."


def remark(draft: Draft, words: str, tone: RemarkTone = RemarkTone.FINE, **said: str) -> Remark:
    start = draft.text.index(words)
    told = {"verdict": "exact", "sentence": "Matches the wording.", "source": "The Tidewater Post"} | said
    return Remark(Span(start, start + len(words)), tone=tone, **told)


def drawn(draft: Draft, *remarks: Remark) -> HtmlElement:
    return document_fromstring(annotated_page(draft, remarks).encode())


def body_of(page: HtmlElement) -> str:
    """The draft as the page shows it, without the numbers that were set into it."""
    for note in page.xpath("//main//a"):
        note.drop_tree()
    return PARAGRAPH_BREAK.join(paragraph.text_content() for paragraph in page.xpath("//main/p"))


def test_the_worst_stand_first_and_are_counted_so_that_an_editor_begins_with_them() -> None:
    draft = read_draft(TEXT.encode(), "bridge.txt")
    page = drawn(
        draft,
        remark(draft, "We could not wait another year,"),
        remark(draft, "They ‘told’ us,", RemarkTone.WRONG, verdict="altered"),
    )
    assert [item.text_content().split() for item in page.xpath("//ul/li")] == [["✗", "1", "wrong"], ["✓", "1", "fine"]]
    assert [item.get("id") for item in page.xpath("//ol/li")] == ["remark-2", "remark-1"]
    assert "altered" in page.xpath("//ol/li[1]/h3")[0].text_content()
    assert "paragraph 2" in page.xpath("//ol/li[1]/h3")[0].text_content()


def test_every_link_leads_to_its_place_on_the_page_so_that_one_click_goes_there_and_back() -> None:
    draft = read_draft(TEXT.encode())
    page = drawn(draft, remark(draft, "We could not"), remark(draft, "They ‘told’ us,"), remark(draft, "told"))
    links = [link.removeprefix("#") for link in page.xpath("//@href")]
    ids = page.xpath("//@id")
    assert len(links) == 6
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_tone_is_told_by_sign_and_word_so_that_it_is_seen_without_colour() -> None:
    draft = read_draft(TEXT.encode())
    for tone in RemarkTone:
        page = drawn(draft, remark(draft, "We could not wait", tone))
        assert tone.sign in page.xpath("//main//a")[0].text_content()
        assert tone.phrase in page.xpath("//ol/li/h3")[0].text_content()


def test_nothing_can_run_load_or_leave_so_that_a_draft_stays_where_it_is() -> None:
    page = annotated_page(read_draft(TEXT.encode()), ())
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in page
    assert "<script" not in page
    assert "://" not in page
    assert "url(" not in page


def test_hostile_words_are_shown_as_characters_so_that_none_becomes_markup() -> None:
    evil = "<script>alert(1)</script>\"'><img src=x>"
    draft = read_draft(f"She said “{evil} no” {{{{ 7 * 7 }}}}.".encode(), evil)
    page = drawn(draft, remark(draft, f"{evil} no", verdict=evil, sentence=evil, source=evil))
    assert page.xpath("//script | //img | //title/*") == []
    assert page.xpath("//h1")[0].text_content() == evil
    assert body_of(page) == draft.text


def test_a_quotation_in_a_quotation_and_one_across_paragraphs_are_both_marked_so_that_none_hides_another() -> None:
    draft = read_draft(TEXT.encode())
    across = Span(draft.text.index("They"), draft.text.index("Nobody") + len("Nobody"))
    page = drawn(
        draft,
        Remark(across, "exact", RemarkTone.FINE, "Matches."),
        remark(draft, "told", RemarkTone.WRONG, verdict="altered"),
    )
    marked = [(mark.get("class"), mark.text_content()) for mark in page.xpath("//main//mark")]
    assert marked == [
        ("fine", "They ‘"),
        ("wrong", "told"),
        ("fine", "’ us,” said Maud Ferris."),
        ("fine", "Nobody"),
    ]


def test_pages_without_text_are_told_on_top_so_that_nobody_takes_them_for_checked() -> None:
    draft = read_draft(pdf_file(set_lines("She said “no” to all of it."), [], []))
    assert "Pages 2, 3: no text" in drawn(draft).xpath("//header")[0].text_content()


def test_a_draft_without_quotations_says_so_so_that_an_empty_list_is_not_a_riddle() -> None:
    assert "No quotation was found" in drawn(read_draft(TEXT.encode())).xpath("//header")[0].text_content()


@given(
    st.lists(st.text(st.sampled_from("ab <&>\"'“”‘’{%}-"), min_size=1, max_size=30), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 150), st.integers(1, 60), st.sampled_from(RemarkTone)), max_size=6),
)
def test_whatever_is_remarked_the_words_stay_as_they_are_so_that_the_copy_can_be_trusted(
    lines: list[str], places: list[tuple[int, int, RemarkTone]]
) -> None:
    draft = read_draft("\n\n".join(["begin", *lines]).encode())
    length = len(draft.text)
    spans = [(Span(min(at, length - 1), min(at + size, length)), tone) for at, size, tone in places]
    page = drawn(draft, *(Remark(span, "exact", tone, "Matches.") for span, tone in spans))
    assert body_of(page) == draft.text
