"""What articles report without quoting: offered apart from quotes, in the articles' own words, and never as a quotation."""

from pathlib import Path

import pytest

from bot.desk import Desk
from bot.model import Status
from bot.order import Ingest, Input, Remove, SetStatus
from bot.reply import Choices, Copy, Heading, Masthead, Note, Pager, Passage, Pull, Reply
from tests.newsroom import ELSEWHERE, HARBOUR, ask, opened, parts, put

PAGE = """Ferry to run all night

By Ines Okafor
30 June 2025

“Nobody will be left on the quay,” said Bo Lind, who steers the boat.

Bo Lind said that the ferry had carried ten thousand people in May.
"""
SENTENCE = "Bo Lind said that the ferry had carried ten thousand people in May."
CLAUSE = "the ferry had carried ten thousand people in May"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = opened(tmp_path)
    desk.do(Ingest((Input.pasted(PAGE),)), newsroom=HARBOUR)
    return desk


def offered(reply: Reply) -> list[str]:
    return [
        way.label for choices in parts(reply, Choices) if "Also reported" in choices.prompt for way in choices.options
    ]


def reported(desk: Desk, newsroom: str = HARBOUR) -> list[Passage]:
    return parts(ask(desk, "/quote bo lind reported:yes", newsroom), Passage)


def test_it_is_offered_below_the_quotes_and_is_none_of_them(desk: Desk) -> None:
    reply = ask(desk, "/quote bo lind")
    assert offered(reply) == ["1 passage"]
    assert [pull.utterance.lead.exact for pull in parts(reply, Pull)] == ["Nobody will be left on the quay,"]


def test_pressed_it_shows_the_articles_own_sentence_with_its_source(desk: Desk) -> None:
    first = ask(desk, "/quote bo lind")
    way = next(choices for choices in parts(first, Choices) if "Also reported" in choices.prompt).options[0]
    reply = put(desk, way.question)
    (passage,) = parts(reply, Passage)
    assert passage.text == SENTENCE
    assert [span.cut(passage.text) for span in passage.marked] == [CLAUSE]
    assert parts(reply, Masthead)[0].source.headline == "Ferry to run all night"
    assert "must not be put in quotation marks" in parts(reply, Note)[-1].text
    assert parts(reply, Pull) == []


def test_it_is_never_cited_checked_or_searched_as_a_quotation(desk: Desk) -> None:
    checked = ask(desk, f"/check “{CLAUSE}” Bo Lind said.")
    assert parts(checked, Pull) == []
    assert parts(ask(desk, f'/quote "{CLAUSE}"'), Pull) == []
    assert parts(ask(desk, "/quote bo lind reported:yes"), Copy) == []


def test_another_newsroom_sees_none_of_it(desk: Desk) -> None:
    assert reported(desk, ELSEWHERE) == []


def test_what_is_withheld_or_taken_down_is_not_shown(desk: Desk) -> None:
    article = reported(desk)[0].source.article_id
    desk.do(SetStatus(article, Status.WITHHELD), newsroom=HARBOUR)
    assert reported(desk) == []
    desk.do(SetStatus(article, Status.USABLE), newsroom=HARBOUR)
    assert len(reported(desk)) == 1
    desk.do(Remove(article), newsroom=HARBOUR)
    assert reported(desk) == []


def test_a_later_version_that_reports_it_no_more_takes_it_out(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ferry.txt").write_text(PAGE, encoding="utf-8")
    desk.do(Ingest((Input("in", folder),)), newsroom=HARBOUR)
    assert len(reported(desk)) == 1
    (folder / "ferry.txt").write_text(PAGE.replace(SENTENCE, "The ferry is full."), encoding="utf-8")
    desk.do(Ingest((Input("in", folder),)), newsroom=HARBOUR)
    assert reported(desk) == []


def test_what_narrows_quotes_narrows_it_too(desk: Desk) -> None:
    assert parts(ask(desk, "/quote bo lind reported:yes since:2025-06"), Passage)
    assert parts(ask(desk, "/quote bo lind reported:yes since:2025-07"), Passage) == []
    assert offered(ask(desk, "/quote bo lind since:2025-07")) == []


def test_who_is_reported_nowhere_gets_a_sentence(desk: Desk) -> None:
    reply = ask(desk, "/quote ana ruiz reported:yes")
    assert parts(reply, Heading)[0].text == "Ana Ruiz"
    assert any("No article on file reports Ana Ruiz without quoting." in note.text for note in parts(reply, Note))


def test_many_passages_come_page_by_page(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    told = "\n\n".join(f"Bo Lind said that the ferry had made {number} trips in May." for number in range(1, 8))
    desk.do(Ingest((Input.pasted(f"Trips\n\nBy Ines Okafor\n\n{told}\n"),)), newsroom=HARBOUR)
    first = ask(desk, "/quote bo lind reported:yes")
    (pager,) = parts(first, Pager)
    assert (pager.first, pager.last, pager.total) == (1, 3, 7)
    assert pager.older
    assert parts(put(desk, pager.older), Passage)[0].text == "Bo Lind said that the ferry had made 4 trips in May."


def test_a_retelling_reports_nothing(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    page = "---\nheadline: Retold\nbyline: Retold by Quotedesk\nretold_from:\n  author: Tom Vale\n  outlet: The Post\n  date: June 2025\n---\n"
    desk.do(Ingest((Input.pasted(f"{page}\n{SENTENCE} “It was full,” Lind said.\n"),)), newsroom=HARBOUR)
    assert reported(desk) == []
