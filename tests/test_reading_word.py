"""A Word document is read as its reader sees it with every change accepted, and a file made to do harm is refused."""

import pytest

from bot.reading import NotAnArticle, read
from bot.reading.word import word_paragraphs
from tests.word_files import STRICT, box, paragraph, run, word_file, zip_file

LEAD = "The harbour bridge will be closed to all traffic from Monday, the council said."
QUOTE = "“We could not wait another year,” said Council Leader Ines Okafor."


def texts(data: bytes) -> list[str]:
    return [each.text for each in word_paragraphs(data)]


def refusal(data: bytes) -> str:
    with pytest.raises(NotAnArticle) as caught:
        read(data, name="draft.docx")
    assert caught.value.message.endswith(".")
    assert caught.value.hint
    return caught.value.message


def test_a_word_document_is_an_article_so_that_it_can_be_filed() -> None:
    data = word_file(*(paragraph(run(text)) for text in ("Bridge to close", "By Maud Ferris", LEAD, QUOTE)))
    (document,) = read(data, name="bridge.docx")
    assert document.format == "word"
    assert document.headline == "Bridge to close"
    assert document.byline == "Maud Ferris"
    assert document.text == f"{LEAD}\n\n{QUOTE}"


def test_runs_are_joined_so_that_a_word_in_bold_does_not_cut_a_quotation() -> None:
    data = word_file(paragraph(run("“We could "), run("no", "<w:b/>"), run("t wait,” she said.")))
    assert texts(data) == ["“We could not wait,” she said."]


def test_inserted_words_count_and_deleted_ones_do_not_so_that_what_is_checked_is_what_will_be_printed() -> None:
    change = 'w:id="1" w:author="Desk"'
    data = word_file(
        paragraph(
            run("“We could "),
            f"<w:ins {change}>{run('not ')}</w:ins>",
            f"<w:del {change}><w:r><w:delText>gladly </w:delText></w:r></w:del>",
            f"<w:moveFrom {change}>{run('long ')}</w:moveFrom>",
            run("wait"),
            f"<w:moveTo {change}>{run(' long')}</w:moveTo>",
            run(",” she said."),
        )
    )
    assert texts(data) == ["“We could not wait long,” she said."]


def test_a_deleted_paragraph_end_joins_two_so_that_a_quotation_across_it_stays_whole() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="Desk"/></w:rPr>'
    data = word_file(paragraph(run("“We could "), properties=deleted), paragraph(run("not wait,” she said.")))
    assert texts(data) == ["“We could not wait,” she said."]


def test_a_deleted_table_row_is_left_out_so_that_nothing_struck_is_checked() -> None:
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{paragraph(run(text))}</w:tc></w:tr>"

    data = word_file(f"<w:tbl>{row('kept')}{row('struck', '<w:del/>')}</w:tbl>")
    assert texts(data) == ["kept"]


def test_hidden_text_is_left_out_so_that_nobody_wonders_where_it_stands() -> None:
    data = word_file(paragraph(run("seen "), run("hidden ", "<w:vanish/>"), run("too", '<w:vanish w:val="0"/>')))
    assert texts(data) == ["seen too"]


def test_tables_and_links_are_read_in_order_so_that_no_quotation_in_them_is_missed() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('one'))}</w:tc><w:tc>{paragraph(run('two'))}</w:tc></w:tr></w:tbl>"
    link = f"<w:hyperlink>{run('linked')}</w:hyperlink>"
    frame = f"<w:sdt><w:sdtContent>{paragraph(run('framed'))}</w:sdtContent></w:sdt>"
    assert texts(word_file(paragraph(run("first")), table, paragraph(link), frame)) == [
        "first",
        "one",
        "two",
        "linked",
        "framed",
    ]


def test_signs_that_word_keeps_as_elements_are_characters_so_that_no_two_words_run_together() -> None:
    data = word_file(paragraph(run("one"), "<w:r><w:br/><w:t>two</w:t><w:tab/><w:t>co</w:t><w:noBreakHyphen/></w:r>"))
    assert texts(data) == ["one two co‑"]


def test_notes_and_boxes_follow_the_body_so_that_none_cuts_a_passage_in_two() -> None:
    note = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    data = word_file(
        paragraph(run("One"), note, box(paragraph(run("Boxed"))), run(" sentence.")),
        paragraph(run("Two."), end),
        footnotes=f'<w:footnote w:id="7">{paragraph(run("In the footnote."))}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{paragraph(run("In the endnote."))}</w:endnote>',
    )
    assert [(each.text, each.where) for each in word_paragraphs(data)] == [
        ("One sentence.", ""),
        ("Two.", ""),
        ("Boxed", "text box"),
        ("In the footnote.", "footnote 1"),
        ("In the endnote.", "endnote 1"),
    ]


def test_a_note_referred_to_many_times_is_read_once_so_that_a_small_file_can_not_become_a_long_text() -> None:
    notes = "".join(f'<w:footnote w:id="{name}">{paragraph(run(name))}</w:footnote>' for name in ("7", "8"))
    seven, eight = (f'<w:r><w:footnoteReference w:id="{name}"/></w:r>' for name in ("7", "8"))
    data = word_file(paragraph(seven, eight, seven * 1_000, run("One.")), footnotes=notes)
    assert texts(data) == ["One.", "7", "8"]


def test_a_box_that_repeats_the_body_is_left_out_of_an_article_so_that_no_quote_is_filed_twice() -> None:
    boxes = box(paragraph(run("“We could not wait another year”")), paragraph(run("A ferry will run, she added.")))
    (document,) = read(word_file(paragraph(run(LEAD)), paragraph(run(QUOTE), boxes)), name="bridge.docx")
    assert document.text == f"{LEAD}\n\n{QUOTE}\n\nA ferry will run, she added."


def test_a_strict_document_is_read_too_so_that_it_does_not_matter_how_it_was_saved() -> None:
    assert texts(word_file(paragraph(run(QUOTE)), space=STRICT)) == [QUOTE]


def test_a_document_that_grows_without_end_is_refused_so_that_it_takes_no_memory() -> None:
    bomb = zip_file({"word/document.xml": b"0" * (65 << 20)})
    assert len(bomb) < 200_000
    assert "larger" in refusal(bomb)


def test_a_part_larger_than_it_says_is_refused_so_that_what_a_file_says_of_itself_is_not_believed() -> None:
    honest = zip_file({"word/document.xml": b"0" * 4_000_000})
    lying = honest.replace((4_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != honest
    assert "damaged" in refusal(lying)


def test_far_too_many_tags_or_parts_are_refused_so_that_parsing_stays_bounded() -> None:
    assert "larger" in refusal(word_file("<w:p/>" * 2_100_000))
    assert "larger" in refusal(zip_file({f"{number}.xml": b"" for number in range(5_001)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_an_xml_bomb_is_refused_so_that_no_entity_is_ever_expanded(encoding: str) -> None:
    lol = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {one} "{f"&{two};" * 10}">' for two, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    bomb = f"<!DOCTYPE w [{lol}]><w>&i;</w>".encode(encoding)
    assert "entities" in refusal(word_file(document=bomb))


def test_markup_nested_without_end_is_refused_so_that_no_reader_falls_over_it() -> None:
    assert "damaged" in refusal(word_file("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused_so_that_half_a_text_is_never_taken_for_all_of_it(share: float) -> None:
    whole = word_file(*(paragraph(run(f"{number}. {LEAD}")) for number in range(200)))
    assert "cut short" in refusal(whole[: int(len(whole) * share)])


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"xl/workbook.xml": ""}, "a spreadsheet"),
        ({"ppt/presentation.xml": ""}, "a presentation"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "an OpenDocument file"),
        ({"pictures/one.png": ""}, "a zipped file"),
        ({"_rels/.rels": "<Relationships/>", "word/document.xml": "<w/>"}, "a zipped file"),
    ],
)
def test_another_zipped_file_is_named_so_that_one_knows_what_to_do_with_it(
    parts: dict[str, str | bytes], what: str
) -> None:
    assert what in refusal(zip_file(parts))


def test_a_locked_part_is_said_to_be_locked_so_that_it_is_not_taken_for_damage() -> None:
    data = bytearray(zip_file({"word/document.xml": "x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(bytes(data))


def test_an_old_document_is_refused_with_what_to_do_so_that_nobody_is_left_with_half_an_answer() -> None:
    assert "old Word document, or one locked" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000)
