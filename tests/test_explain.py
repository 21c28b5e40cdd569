"""/explain: why a quotation has its speaker, in words and places of its article; and where reading it again would differ."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from adapters.console import render
from bot.archive import open_archive
from bot.desk import Desk
from bot.errors import AskError
from bot.model import Document
from bot.order import Ingest, Input
from bot.reply import Facts, Heading, Note, Passage, Pull, Reply
from tests.newsroom import HARBOUR, NOW, Said, article, ask, opened, parts, settings

PAGE = (
    "Ferry to run all night\n\nBy Ines Okafor\n\nBo Lind, who steers the boat for Mayor Ana Ruiz, was pleased.\n\n"
    "“Nobody will be left on the quay,” Lind said on Monday.\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = opened(tmp_path)
    desk.do(Ingest((Input.pasted(PAGE),)), newsroom=HARBOUR)
    return desk


def quote_of(desk: Desk, name: str) -> int:
    return parts(ask(desk, f"/quote {name}"), Pull)[0].utterance.lead.id


def said(reply: Reply) -> str:
    return " ".join(note.text for note in parts(reply, Note))


def test_the_reasons_are_told_in_words_and_marked_in_the_text(desk: Desk) -> None:
    reply = ask(desk, f"/explain #{quote_of(desk, 'bo lind')}")
    assert "Said by Bo Lind, named in the sentence." in said(reply)
    marked = {
        role: span.cut(passage.text)
        for passage in parts(reply, Passage)
        for span, role in zip(passage.marked, passage.roles, strict=True)
    }
    assert marked["the quotation"] == "Nobody will be left on the quay,"
    assert marked["the speaker"] == "Lind"
    assert marked["the word of saying"] == "said"


def test_every_mark_has_its_number_in_the_legend(desk: Desk) -> None:
    reply = ask(desk, f"/explain #{quote_of(desk, 'bo lind')}")
    numbers = [f"[{number}]" for passage in parts(reply, Passage) for number in passage.numbers]
    assert [name for name, _ in parts(reply, Facts)[0].rows] == numbers


def test_the_places_are_marked_in_colours_in_a_terminal(desk: Desk) -> None:
    drawn = StringIO()
    reply = ask(desk, f"/explain #{quote_of(desk, 'bo lind')}")
    Console(file=drawn, force_terminal=True, color_system="standard", width=200).print(render.terminal(reply))
    assert "\x1b[1;4;36mNobody will be left on the quay," in drawn.getvalue()
    assert "\x1b[1;4;32mLind" in drawn.getvalue()


def test_where_reading_it_again_differs_that_is_said(desk: Desk, tmp_path: Path) -> None:
    words = "The ferry is late again,"
    document = Document(f"Bo Lind was there. “{words}” Lind said.\n\nAnn Lee left.", "plain", headline="Late")
    archive = open_archive(settings(tmp_path))
    archive.file(HARBOUR, [article(document, Said((words,), by="Ann Lee", printed="Ann Lee"))], now=NOW)
    archive.close()
    reply = ask(desk, f"/explain #{quote_of(desk, 'ann lee')}")
    assert "it would be told otherwise who said this" in said(reply)
    assert "quotedesk reread brings the archive in step." in said(reply)
    assert "Said by Bo Lind" in said(reply)


def test_another_newsrooms_quotes_are_not_explained(desk: Desk) -> None:
    number = quote_of(desk, "bo lind")
    told = ask(desk, f"/explain #{number}", "elsewhere")
    assert parts(told, Pull) == []
    assert parts(told, Heading)[0].text == "No quote of this number is on file"


def test_a_number_is_needed(desk: Desk) -> None:
    with pytest.raises(AskError):
        ask(desk, "/explain")
