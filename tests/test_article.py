"""/article shows an article as it was printed, its quotes marked and numbered, and every version it had."""

from pathlib import Path

import pytest

from bot.archive import open_archive
from bot.desk import Desk
from bot.errors import AskError
from bot.model import paragraphs
from bot.reply import Choices, Facts, Masthead, Note, Pager, Passage, Tone
from tests.newsroom import ANSWERS, BRIDGE, ELSEWHERE, HARBOUR, NOW, ask, corrected, opened, parts, put, settings


def test_every_paragraph_stands_as_it_was_printed(desk: Desk) -> None:
    passages = parts(ask(desk, "/article harbour bridge"), Passage)
    assert [one.text for one in passages] == [span.cut(BRIDGE.text) for span in paragraphs(BRIDGE.text)]
    assert [one.paragraph for one in passages] == [1, 2, 3, 4, 5]


def test_quotes_are_marked_and_numbered_and_scare_quotes_are_not(desk: Desk) -> None:
    passages = parts(ask(desk, "/article harbour bridge"), Passage)
    marked = [
        (number, span.cut(one.text)) for one in passages for number, span in zip(one.numbers, one.marked, strict=True)
    ]
    assert marked[0] == (1, "We will not raise the tolls,")
    assert marked[-1] == (6, "nothing is settled yet.")
    assert "soup bowl," not in [words for _, words in marked]


def test_who_said_each_and_how_that_is_known_stands_below(desk: Desk) -> None:
    (facts,) = parts(ask(desk, "/article harbour bridge"), Facts)
    assert facts.rows[2] == ("[3]", "one former harbour official, described, not named")
    assert facts.rows[5] == ("[6]", "speaker not stated, not attributed")


def test_pages_follow_each_other_and_numbers_go_on(desk: Desk) -> None:
    first = ask(desk, "/article twelve questions")
    (pager,) = parts(first, Pager)
    assert pager.older
    second = put(desk, pager.older)
    shown = [*parts(first, Passage), *parts(second, Passage)]
    assert [one.numbers for one in shown] == [(number,) for number in range(1, len(ANSWERS) + 1)]


def test_a_page_or_version_that_there_is_not_is_sent_back(desk: Desk) -> None:
    with pytest.raises(AskError, match="no page 3"):
        ask(desk, "/article twelve questions page:3")
    with pytest.raises(AskError, match="no version"):
        ask(desk, "/article harbour bridge version:2")


def test_an_article_of_another_newsroom_is_not_there(desk: Desk) -> None:
    (head,) = parts(ask(desk, "/article latest", ELSEWHERE), Masthead)
    assert parts(ask(desk, f"/article #{head.source.article_id}"), Masthead) == []


def test_an_earlier_version_stays_readable_and_is_said_to_be_one(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    archive = open_archive(settings(tmp_path))
    archive.file(HARBOUR, [corrected(BRIDGE, "The harbour bridge will close for two years.")], now=NOW)
    newest = ask(desk, "/article harbour bridge")
    assert [one.text for one in parts(newest, Passage)] == ["The harbour bridge will close for two years."]
    (choices,) = parts(newest, Choices)
    (way,) = choices.options
    earlier = put(desk, way.question)
    assert parts(earlier, Passage)[0].text.startswith("The harbour bridge will close for a year from September")
    assert any(note.tone is Tone.WARNING and "version 1" in note.text for note in parts(earlier, Note))
