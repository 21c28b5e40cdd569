"""A reader's page shows an article as it was printed, every quotation marked, and of other people's articles no more than that."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.archive import Archive, Month, open_archive
from bot.desk import Desk, open_desk
from bot.model import Status, paragraphs
from bot.order import SetStatus
from bot.reader import ArticlePage, bars_of
from bot.reply import Note
from bot.request import Question
from tests.newsroom import BOARD, BRIDGE, ELSEWHERE, HARBOUR, NOW, article, opened, put, said, settings

LATER = BRIDGE.text.replace("for a year from September", "for two years from October").replace(
    "“We will not raise the tolls,” Ruiz said. “Not this year and not next.”", "The mayor did not speak of tolls."
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened(tmp_path).close()
    archive = open_archive(settings(tmp_path))
    yield archive
    archive.close()


@pytest.fixture
def desk(archive: Archive, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(replace(settings(tmp_path), own_outlets=("the brackwater ledger",)), lambda: NOW)
    yield desk
    desk.close()


def page(desk: Desk, version: int) -> ArticlePage:
    found = desk.article_page(HARBOUR, version)
    assert found
    return found


def file_later(archive: Archive) -> int:
    """The bridge's second version, in which the mayor is not quoted any more."""
    quoted = said("The bridge must stay open until the ferries are ready,", by="Elizabeth Kane")
    (filed,) = archive.file(HARBOUR, [article(replace(BRIDGE, text=LATER), quoted)], now=NOW)
    return filed.version_id


def test_an_own_article_stands_whole_and_as_it_was_printed(desk: Desk) -> None:
    shown = page(desk, 1)
    assert shown.whole
    words = ["".join(stretch.text for stretch in one.stretches) for one in shown.paragraphs]
    assert words == [span.cut(BRIDGE.text) for span in paragraphs(BRIDGE.text)]


def test_of_other_articles_only_the_paragraphs_stand_in_which_somebody_is_quoted(
    archive: Archive, tmp_path: Path
) -> None:
    others = open_desk(settings(tmp_path), lambda: NOW)
    shown = page(others, 1)
    assert not shown.whole
    assert [one.number for one in shown.paragraphs] == [2, 3, 4, 5]
    assert shown.paragraphs[0].skipped == 1
    assert not any("carried twice its load" in stretch.text for one in shown.paragraphs for stretch in one.stretches)


def test_what_is_told_in_our_own_words_stands_whole(desk: Desk) -> None:
    assert page(desk, 4).whole


def test_every_quotation_is_marked_where_its_words_stand_and_scare_quotes_are_not(desk: Desk) -> None:
    marked = [
        (stretch.marks[-1].number, stretch.text)
        for one in page(desk, 1).paragraphs
        for stretch in one.stretches
        if stretch.marks
    ]
    assert marked[0] == (1, "We will not raise the tolls,")
    assert [number for number, _ in marked] == [1, 2, 3, 4, 5, 6]
    assert "soup bowl," not in [words for _, words in marked]


def test_its_number_stands_behind_the_closing_mark(desk: Desk) -> None:
    closed = [stretch.text for one in page(desk, 1).paragraphs for stretch in one.stretches if stretch.closes]
    assert closed == ["”"] * 6


def test_who_is_quoted_is_listed_as_they_are_heard(desk: Desk) -> None:
    voices = page(desk, 1).voices
    assert [(one.number, one.name, one.marks) for one in voices] == [
        (1, "Ana Ruiz", (1, 2)),
        (2, "one former harbour official", (3,)),
        (3, "Elizabeth Kane", (4, 5)),
        (4, "speaker not stated", (6,)),
    ]


def test_an_earlier_version_shows_which_words_went(archive: Archive, desk: Desk) -> None:
    file_later(archive)
    old = page(desk, 1)
    assert [mark.number for mark in old.marks if not mark.stands] == [1, 2]
    assert any("later one is on file" in note.text for note in old.notes)


def test_words_that_still_stand_are_not_said_to_be_gone_where_they_are_read_as_nobodys_quotation(
    archive: Archive, desk: Desk
) -> None:
    newest = page(desk, file_later(archive))
    assert "She was not amused," not in [mark.quote.exact for mark in newest.marks]
    assert "She was not amused," not in [pull.utterance.lead.exact for pull in newest.fallen]


def test_the_newest_version_lists_the_words_that_it_lost(archive: Archive, desk: Desk) -> None:
    newest = page(desk, file_later(archive))
    assert [pull.utterance.lead.exact for pull in newest.fallen] == [
        "We will not raise the tolls,",
        "Not this year and not next.",
    ]
    assert {pull.utterance.source.version for pull in newest.fallen} == {1}
    assert [source.version for source in newest.versions] == [1, 2]


def test_what_became_of_an_article_stands_at_its_head(desk: Desk) -> None:
    desk.do(SetStatus(1, Status.UPDATED, "The ferries’ hours were added"), newsroom=HARBOUR)
    assert "Updated: The ferries’ hours were added." in [note.text for note in page(desk, 1).notes]
    assert any(note.text.startswith("Retracted: ") for note in page(desk, 3).notes)


@pytest.mark.parametrize("version", [7, 8, 2**63, 2**80])
def test_another_newsrooms_page_is_as_little_there_as_none(desk: Desk, version: int) -> None:
    assert desk.article_page(HARBOUR, version) is None
    assert desk.changes_page(HARBOUR, version) is None
    assert desk.article_page(ELSEWHERE, 1) is None


def test_what_is_withheld_has_no_page(desk: Desk) -> None:
    desk.do(SetStatus(1, Status.WITHHELD), newsroom=HARBOUR)
    assert desk.article_page(HARBOUR, 1) is None


def test_what_changed_is_told_from_the_version_before(archive: Archive, desk: Desk) -> None:
    changes = desk.changes_page(HARBOUR, file_later(archive))
    assert changes
    told = [(stretch.tag, stretch.text) for stretch in changes.shown[0].stretches]
    assert told[1:3] == [("dropped", "a year from September, "), ("added", "two years from October, ")]
    assert (changes.changed, len(changes.shown)) == (2, 2)
    assert desk.changes_page(HARBOUR, 1) is None


def test_of_other_articles_a_change_is_shown_only_where_somebody_is_or_was_quoted(
    archive: Archive, tmp_path: Path
) -> None:
    others = open_desk(settings(tmp_path), lambda: NOW)
    changes = others.changes_page(HARBOUR, file_later(archive))
    assert changes
    assert changes.changed == 2
    assert [stretch.text for one in changes.shown for stretch in one.stretches if stretch.tag == "added"] == [
        "The mayor did not speak of tolls."
    ]


# --- speakers and the list


def test_somebodys_page_has_the_answer_to_quote_and_every_year_between_the_first_and_the_last(desk: Desk) -> None:
    found = desk.speaker_page(HARBOUR, 5)
    assert found
    assert found.reply == put(desk, Question("quote", {"name": "#5"}))
    assert [(bar.iso, bar.by, bar.about) for bar in found.bars] == [("2023", 12, 0), ("2024", 1, 0)]


def test_whoever_is_named_but_not_quoted_has_a_page_that_says_so(desk: Desk) -> None:
    board = desk.speaker_page(HARBOUR, 6)
    assert board
    assert (board.speaker.name, board.reply.found, board.bars) == (BOARD, 0, ())
    assert Note(f"The archive holds no quote by {BOARD}.") in board.reply.parts


def test_where_every_date_has_a_month_months_are_told_until_they_are_too_many() -> None:
    months = (Month("2024-11", 1, 0), Month("2025-02", 2, 3))
    assert [(bar.iso, bar.by, bar.about) for bar in bars_of(months)] == [
        ("2024-11", 1, 0),
        ("2024-12", 0, 0),
        ("2025-01", 0, 0),
        ("2025-02", 2, 3),
    ]
    assert [bar.iso for bar in bars_of((Month("1955-11", 1, 0), Month("2025-02", 1, 0)))][:2] == ["1955", "1956"]
    assert bars_of(()) == ()


def test_a_speaker_of_another_newsroom_has_no_page(desk: Desk) -> None:
    assert desk.speaker_page(HARBOUR, 7) is None
    assert desk.speaker_page(ELSEWHERE, 7)


def test_the_list_has_every_article_once_and_ends(desk: Desk) -> None:
    found = desk.list_page(HARBOUR, 1)
    assert found
    assert (found.total, found.pages, len({head.source.article_id for head in found.heads})) == (6, 1, 6)
    assert desk.list_page(HARBOUR, 2) is None
    empty = desk.list_page("nobody", 1)
    assert empty
    assert (empty.total, empty.heads) == (0, ())
