"""A file becomes an article, or a sentence on why it is none; its format is told by its content alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import PARAGRAPH_BREAK, Document
from bot.reading import LARGEST, NotAnArticle, read, readings

SAMPLES = Path(__file__).parent / "samples"
SENTENCE = "“We could not wait another year,” said Council Leader Inès Okafor — and the café’s owner agreed."
PASTED = f"Harbour bridge to close for a year\n\n{SENTENCE}\n\nA ferry will run every quarter of an hour, the council said.\n"


def one(data: bytes | str, **options: str | None) -> Document:
    (document,) = read(data.encode() if isinstance(data, str) else data, name="a file", **options)
    return document


def refusal(data: bytes) -> str:
    with pytest.raises(NotAnArticle) as caught:
        read(data, name="a file")
    return caught.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_an_encoding_is_told_from_the_bytes_so_that_quotations_keep_their_letters(encoding: str) -> None:
    assert SENTENCE in one(PASTED.encode(encoding)).text


def test_latin_1_is_read_so_that_accents_of_old_exports_survive() -> None:
    text = 'La alcaldesa no vino\n\n"Mañana será otro día", dijo José Núñez, el dueño del café, al salir del puerto.\n'
    assert '"Mañana será otro día", dijo José Núñez' in one(text.encode("latin-1")).text


def test_other_alphabets_are_told_from_western_letters_so_that_cyrillic_is_no_gibberish() -> None:
    text = "Мост закрыт на год\n\n«Мы не могли больше ждать», — сказала глава совета Инесса Окафор в понедельник вечером.\n"
    assert "«Мы не могли больше ждать»" in one(text.encode("cp1251")).text


def test_a_page_that_declares_its_charset_is_believed_so_that_its_letters_come_out() -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body><article><h1>Most</h1><p>{"Zażółć gęślą jaźń, powiedział premier. " * 5}</p></article></body></html>'
    assert "Zażółć gęślą jaźń" in one(page.encode("iso-8859-2")).text


def test_one_damaged_byte_does_not_turn_a_utf_8_file_into_gibberish_so_that_the_rest_stays_as_printed() -> None:
    data = PASTED.encode() + "Élan très ".encode() + b"\xff" + " naïf, dit-elle à la fin.\n".encode()
    assert SENTENCE in one(data).text


@pytest.mark.parametrize("data", [b"", b"   \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\n\u200b\n".encode()])
def test_an_empty_file_is_called_empty_so_that_nobody_looks_for_its_article(data: bytes) -> None:
    assert "empty" in refusal(data) or "no article" in refusal(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n...", "PDF is damaged"),
        (b"PK\x03\x04word/document.xml", "damaged"),
        (b"{\\rtf1 words}", "a rich-text document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "an image"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "an image"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00" * 500 + b"abc", "binary"),
        (b"some text with \x00\x00\x00\x00\x00\x00\x00 in it", "binary"),
    ],
)
def test_what_is_no_text_is_named_so_that_one_knows_what_to_do_with_it(data: bytes, what: str) -> None:
    assert what in refusal(data)


def test_a_stray_nul_is_dropped_so_that_a_good_article_is_not_lost_for_it() -> None:
    text = one(PASTED.replace("another", "ano\0ther").encode() * 1).text
    assert "\0" not in text
    assert SENTENCE in text


def test_a_huge_file_is_refused_with_its_size_so_that_the_limit_is_known() -> None:
    message = refusal(b"a" * (60 << 20))
    assert "60 MB" in message
    assert f"{LARGEST >> 20} MB" in message


@pytest.mark.parametrize(
    "text",
    [
        "1,2,3\n4,5,6\n",
        "Home\nNews\nSport\n",
        "404",
        "name;price\npump;12\nvalve;3\n",
        "-----\n=====\n",
        "Page not found",
    ],
)
def test_a_file_without_running_text_is_no_article_so_that_lists_and_tables_stay_out(text: str) -> None:
    assert "not one sentence" in refusal(text.encode())


def test_a_nesting_bomb_in_json_is_refused_so_that_no_file_stops_the_desk() -> None:
    assert "too deeply" in refusal(b"[" * 200_000)
    assert refusal(b'{"a":' * 200_000)


def test_a_yaml_bomb_is_refused_so_that_front_matter_cannot_fill_the_memory() -> None:
    bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b]\n---\n" + PASTED
    assert "aliases" in refusal(bomb.encode())
    assert refusal(f"---\na: {'[' * 20_000}\n---\n{PASTED}".encode())
    assert "too long" in refusal(f"---\na: {'x' * 100_000}\n---\n{PASTED}".encode())


def test_pathological_nesting_in_html_is_refused_so_that_no_page_stops_the_desk() -> None:
    assert "nested too deeply" in refusal(b"<html><body>" + b"<div>" * 100_000 + PASTED.encode())
    deep = (
        "<html><body><article>" + "<div>" * 300 + f"<p>{SENTENCE}</p>" * 3 + "</div>" * 300 + "</article></body></html>"
    )
    assert SENTENCE in one(deep).text


def test_xml_entities_are_never_expanded_so_that_a_billion_laughs_is_no_joke() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss>&b;</rss>'
    assert "XML" in refusal(bomb.encode())
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><article><p>{SENTENCE} It was &x; late.</p></article></body></html>'
    assert "root:" not in one(page).text


def test_half_a_surrogate_pair_in_json_is_replaced_so_that_every_text_can_be_stored() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "A \\ud800 B \\u0000 C", "articleBody": "'
        + SENTENCE
        + ' It was \\udfff late."}'
    )
    document = one(data)
    assert (document.headline or "").encode() == "A \ufffd B C".encode()
    assert document.text.encode()


def test_json_that_breaks_off_is_called_json_so_that_it_is_not_filed_as_prose() -> None:
    assert "JSON" in refusal(('{"@type": "NewsArticle", "articleBody": "' + SENTENCE).encode())


def test_prose_in_square_brackets_is_prose_so_that_an_update_line_is_no_broken_json() -> None:
    assert SENTENCE in one(f"[Update, 3 pm]\n\n{SENTENCE}\n").text


def test_json_of_another_kind_says_which_forms_are_read_so_that_one_can_export_again() -> None:
    assert "ninjs" in refusal(b'{"temperature": 21}')


def test_a_list_gives_its_articles_and_one_refusal_so_that_good_ones_are_not_lost_with_bad_ones() -> None:
    good = {"@type": "NewsArticle", "headline": "One", "articleBody": SENTENCE}
    assert len(read(json.dumps([good, {"x": 1}, 7]).encode(), name="list")) == 1
    lines = "\n".join(json.dumps({**good, "headline": f"Number {n}"}) for n in range(3))
    assert [document.headline for document in read(lines.encode(), name="lines")] == [
        "Number 0",
        "Number 1",
        "Number 2",
    ]


def test_commands_to_a_terminal_go_whole_so_that_no_rest_of_one_stands_among_the_words() -> None:
    text = "“We are \x1b[31;1mnot\x1b[0m going,\x1b]8;;https://x.example\x07” said Maud Ferris, who runs the ferry."
    more = "\n\nThe ferry has run for sixty years, and nobody on the island can remember a day without it." * 5
    assert one(text + more).text.startswith("“We are not going,” said Maud Ferris, who runs the ferry.\n\n")


def test_invisible_characters_go_and_printed_ones_stay_so_that_quotations_are_verbatim() -> None:
    text = "Bridge to close for long\n\n\u202e“It\u200b’s\u00a0a  ‘good’ day — truly… 👨‍👩‍👧” she said to everybody\u2069 there."
    assert one(text).text == "“It’s a ‘good’ day — truly… 👨‍👩‍👧” she said to everybody there."


def test_every_format_is_told_by_content_so_that_file_names_may_lie() -> None:
    formats = {path.name: one(path.read_bytes()).format for path in sorted(SAMPLES.iterdir())}
    assert formats == {
        "newsarticle.json": "newsarticle",
        "ninjs-1.json": "ninjs",
        "ninjs-3.json": "ninjs",
        "page.html": "html",
        "pasted.txt": "plain",
        "retold.md": "markdown",
        "wordpress.json": "wordpress",
    }


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_articles_or_one_sentence_so_that_nothing_ends_in_a_traceback(data: bytes) -> None:
    found = list(readings(data))
    assert found
    for item in found:
        if isinstance(item, NotAnArticle):
            assert item.message.endswith(".")
        else:
            assert item.document.text
            assert item.document.headline


@settings(max_examples=100)
@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60), max_size=12))
def test_paragraphs_hold_no_line_break_so_that_their_numbers_mean_something(lines: list[str]) -> None:
    document = one("\n\n".join([SENTENCE, *lines, SENTENCE, PASTED]))
    assert all(len(part.splitlines()) == 1 and part == part.strip() for part in document.text.split(PARAGRAPH_BREAK))
    assert document.text.encode()
