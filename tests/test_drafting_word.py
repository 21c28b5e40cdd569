"""A comment stands at each quotation, and the document around it stays as its writer left it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting import Draft, Remark, RemarkTone
from bot.drafting.files import read_draft
from bot.drafting.word import annotated_word
from bot.model import Span
from tests.pdf_files import pdf_file, set_lines
from tests.word_files import STRICT, box, paragraph, run, word_file

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BOLD, ITALIC = "<w:b/>", "<w:i/>"
MIXED = word_file(
    paragraph(run("“We could "), run("not wait another", BOLD), run(" year,” said Ines Okafor. "), properties=BOLD),
    paragraph(run("“They told us,” said Maud Ferris.", ITALIC)),
)


def remark(draft: Draft, words: str, **said: str) -> Remark:
    start = draft.text.index(words)
    told = {"verdict": "altered", "sentence": "One word differs.", "source": "The Tidewater Post"} | said
    return Remark(Span(start, start + len(words)), tone=RemarkTone.WRONG, **told)


def commented(data: bytes, *words: str) -> WordDocument:
    draft = read_draft(data, "bridge")
    return docx.Document(BytesIO(annotated_word(draft, [remark(draft, each) for each in words], now=NOW)))


def ranges(document: WordDocument) -> dict[str, str]:
    """What each comment stands at: its number, and the words between the signs of its range."""
    texts: dict[str, str] = {}
    open_now: set[str] = set()
    for element in document.element.iter():
        number = str(element.get(qn("w:id")))
        if element.tag == qn("w:commentRangeStart"):
            open_now.add(number)
            texts[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            open_now.discard(number)
        elif element.tag == qn("w:t"):
            for each in open_now:
                texts[each] += element.text or ""
    assert not open_now
    return texts


def test_a_comment_stands_at_its_quotation_to_the_letter_so_that_nobody_has_to_look_for_it() -> None:
    document = commented(MIXED, "We could not wait another year,", "They told us,")
    assert ranges(document) == {"0": "We could not wait another year,", "1": "They told us,"}
    first, _ = document.comments
    assert first.text == "✗ wrong: altered\nOne word differs.\nThe Tidewater Post"
    assert (first.author, first.initials, first.timestamp) == ("Quotedesk", "Q", NOW)


def test_formatting_is_kept_so_that_the_copy_is_the_draft() -> None:
    document = commented(MIXED, "not wait", "told")
    runs = [(each.text, each.bold, each.italic) for each in document.paragraphs[0].runs if each.text]
    assert runs == [
        ("“We could ", None, None),
        ("not wait", True, None),
        (" another", True, None),
        (" year,” said Ines Okafor. ", None, None),
    ]
    assert [(each.text, each.italic) for each in document.paragraphs[1].runs if each.text] == [
        ("“They ", True),
        ("told", True),
        (" us,” said Maud Ferris.", True),
    ]


def test_tracked_changes_are_kept_so_that_nothing_is_accepted_behind_its_writers_back() -> None:
    change = 'w:id="9" w:author="Desk"'
    data = word_file(
        paragraph(
            run("“We could "),
            f"<w:del {change}><w:r><w:delText>gladly</w:delText></w:r></w:del>",
            f"<w:ins {change}>{run('not wait')}</w:ins>",
            run(",” she said."),
        )
    )
    document = commented(data, "We could not")
    assert ranges(document) == {"0": "We could not"}
    assert document.element.findall(f".//{qn('w:delText')}")[0].text == "gladly"
    assert len(document.element.findall(f".//{qn('w:ins')}")) == 1


def test_comments_that_are_there_stay_so_that_colleagues_are_not_overwritten() -> None:
    draft = read_draft(MIXED)
    once = annotated_word(draft, [remark(draft, "We could")], now=NOW)
    document = commented(once, "They told")
    assert [comment.comment_id for comment in document.comments] == [0, 1]
    assert ranges(document) == {"0": "We could", "1": "They told"}


def test_quotations_in_and_over_one_another_keep_their_own_words_so_that_none_shifts_another() -> None:
    document = commented(MIXED, "We could not wait another year,", "not wait", "wait another year", "not")
    assert sorted(ranges(document).values()) == [
        "We could not wait another year,",
        "not",
        "not wait",
        "wait another year",
    ]


def test_a_remark_on_a_note_or_a_box_stands_where_that_belongs_so_that_word_can_show_it() -> None:
    note = '<w:r><w:t>closed</w:t><w:footnoteReference w:id="1"/></w:r>'
    foot = f'<w:footnote w:id="1">{paragraph(run("“Not true,” she said."))}</w:footnote>'
    data = word_file(paragraph(run("It is "), note, box(paragraph(run("“A scandal,” he said.")))), footnotes=foot)
    document = commented(data, "Not true,", "A scandal,")
    said = [comment.text.split("\n")[1] for comment in document.comments]
    assert said == ["text box: A scandal,", "footnote 1: Not true,"]
    assert ranges(document)["1"] == "closed"


def test_a_draft_in_another_form_becomes_a_plain_document_so_that_comments_are_never_refused() -> None:
    for data in (
        "“They told us,” said Maud Ferris.\n\nNobody else spoke.\n".encode(),
        pdf_file(set_lines("“They told us,” said Maud Ferris.")),
        word_file(paragraph(run("“They told us,” said Maud Ferris.")), space=STRICT),
        MIXED.replace(b"[Content_Types].xml", b"[Content_Typos].xml"),
    ):
        document = commented(data, "They told us,")
        assert ranges(document) == {"0": "They told us,"}
        assert document.core_properties.title == "bridge"


def test_characters_that_xml_can_not_hold_are_replaced_so_that_the_copy_opens() -> None:
    draft = read_draft("“They told us\uffff,” said Maud Ferris.".encode(), "a\ufffeb")
    said = remark(draft, "They told us", sentence="\x00It\x1b[2J \ufffediffers.", source="")
    document = docx.Document(BytesIO(annotated_word(draft, [said], now=NOW)))
    assert ranges(document) == {"0": "They told us"}
    assert next(iter(document.comments)).text == "✗ wrong: altered\nIt \ufffddiffers."


@given(
    st.lists(
        st.lists(st.text("ab “”\u00ad\u200b\t\n", min_size=1, max_size=8), min_size=1, max_size=5),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=5),
)
def test_however_runs_are_cut_the_text_stays_the_same_so_that_no_comment_costs_a_letter(
    paragraphs: list[list[str]], places: Sequence[tuple[int, int]]
) -> None:
    body = [
        paragraph(*(run(text, BOLD if number % 2 else "") for number, text in enumerate(texts))) for texts in paragraphs
    ]
    draft = read_draft(word_file(paragraph(run("begin")), *body))
    length = len(draft.text)
    spans = [Span(min(at, length - 1), min(at + size, length)) for at, size in places]
    shown = [span for span in spans if span.cut(draft.text).strip()]
    remarks = [Remark(span, "exact", RemarkTone.FINE, "Matches.") for span in shown]
    copy = annotated_word(draft, remarks, now=NOW)
    assert read_draft(copy).text == draft.text
    assert len(ranges(docx.Document(BytesIO(copy)))) == len(shown)
