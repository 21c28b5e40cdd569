"""/first tells the earliest printing on file of some words, then the others in order; what can't be ordered stands apart."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.archive import open_archive
from bot.archive.index import COUNTED
from bot.desk import Desk, open_desk
from bot.errors import AskError
from bot.model import Status
from bot.order import SetStatus
from bot.reply import Heading, Note, Pager, Pull, Reply, Section
from bot.settings import Settings
from tests.archives import NOW, Line, Story, submissions
from tests.newsroom import ask, parts

ROOM = "city-desk"
WORDS = "We will not raise the tolls"
DATES = {
    "Post": "2025-06-07",
    "Mail": "2025-06-05",
    "Sun": "2025-06-05T21:00:00+00:00",
    "Echo": "2025-06",
    "Star": None,
}
STORIES = tuple(
    Story((Line("Ana Ruiz", f"{WORDS} before autumn."),), f"/{outlet}", outlet=outlet, published=date)
    for outlet, date in DATES.items()
)


@pytest.fixture
def desk(archive_settings: Settings) -> Iterator[Desk]:
    file(archive_settings, *random.sample(STORIES, len(STORIES)))
    desk = open_desk(archive_settings, lambda: NOW)
    yield desk
    desk.close()


def file(settings: Settings, *stories: Story) -> None:
    archive = open_archive(settings)
    archive.file(ROOM, submissions(stories), now=NOW)
    archive.catch_up()
    archive.close()


def first(desk: Desk, words: str = WORDS) -> Reply:
    return ask(desk, f"/first {words}", ROOM)


def outlets(reply: Reply) -> list[str | None]:
    return [pull.utterance.source.outlet for pull in parts(reply, Pull)]


def sections(reply: Reply) -> list[str]:
    return [section.text for section in parts(reply, Section)]


def test_the_earliest_comes_first_and_what_is_not_dated_to_the_day_last(desk: Desk) -> None:
    reply = first(desk)
    assert outlets(reply)[:3] == ["Mail", "Sun", "Post"]
    assert set(outlets(reply)[3:]) == {"Echo", "Star"}
    assert sections(reply) == [
        "Earliest on file, 5 June 2025",
        "Later",
        "Not dated to the day, so not in this order",
    ]
    assert reply.found == 5


def test_of_several_on_the_first_day_none_is_called_the_first(desk: Desk) -> None:
    notes = [note.text for note in parts(first(desk), Note)]
    assert "They bear the same day: which of them was first is not known." in notes
    assert any(note.startswith("Others may have printed them before") for note in notes)


def test_the_words_are_marked_and_stand_one_after_another(desk: Desk) -> None:
    pull = parts(first(desk, "raise the tolls before"), Pull)[0]
    ((span, *rest),) = pull.marked
    assert span.cut(pull.utterance.lead.exact) == "raise the tolls before"
    assert not rest
    assert parts(first(desk, "tolls the raise"), Heading)[0].text.startswith("No quote on file")


def test_an_article_is_told_once_however_often_it_prints_the_words(archive_settings: Settings) -> None:
    twice = (Line("Ana Ruiz", f"{WORDS}."), Line("Tom Vale", f"{WORDS}, she told me."))
    file(archive_settings, Story(twice, outlet="Mail", published="2025-06-05"))
    desk = open_desk(archive_settings, lambda: NOW)
    assert len(parts(first(desk), Pull)) == 1
    desk.close()


def test_what_may_not_be_shown_is_no_printing(desk: Desk) -> None:
    number = parts(first(desk), Pull)[0].utterance.source.article_id
    desk.do(SetStatus(number, Status.WITHHELD), newsroom=ROOM)
    assert outlets(first(desk))[:2] == ["Sun", "Post"]
    assert ask(desk, f"/first {WORDS}", "elsewhere").found == 0


def test_it_is_narrowed_and_the_limits_are_told(desk: Desk) -> None:
    reply = ask(desk, f"/first {WORDS} since:2025-06-06", ROOM)
    assert outlets(reply) == ["Post"]
    assert any("undated articles are left out" in note.text for note in parts(reply, Note))


def test_later_pages_go_on_in_the_same_order_and_call_nothing_the_earliest(archive_settings: Settings) -> None:
    file(archive_settings, *(STORIES[0].but(origin=f"/{day}", published=f"2025-06-{day:02}") for day in range(1, 13)))
    desk = open_desk(archive_settings, lambda: NOW)
    (pager,) = parts(first(desk), Pager)
    assert pager.total == 12
    later = ask(desk, f"/first {WORDS} page:3", ROOM)
    assert sections(later) == ["Further printings"]
    assert [pull.utterance.source.published for pull in parts(later, Pull)][-1] is not None
    days = [
        pull.utterance.source.published.iso
        for page in (1, 2, 3)
        for pull in parts(ask(desk, f"/first {WORDS} page:{page}", ROOM), Pull)
        if pull.utterance.source.published
    ]
    assert days == sorted(days)
    assert len(days) == 12
    desk.close()


def test_where_too_many_have_the_words_no_printing_is_called_the_earliest(tmp_path: Path) -> None:
    lines = tuple(
        Line(f"Speaker {number}", f"We will not raise toll number {number}.") for number in range(COUNTED + 1)
    )
    where = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    file(where, Story(lines, outlet="Mail", published="2025-06-05"))
    desk = open_desk(where, lambda: NOW)
    reply = first(desk, "we will not raise")
    assert (parts(reply, Pull), reply.found) == ([], 0)
    assert "Too many" in parts(reply, Heading)[0].text
    desk.close()


@pytest.mark.parametrize("line", ["/first", "/first by:ruiz"])
def test_without_words_it_asks_for_some(desk: Desk, line: str) -> None:
    with pytest.raises(AskError, match="Which words"):
        ask(desk, line, ROOM)


def test_words_that_are_only_marks_are_nothing(desk: Desk) -> None:
    assert first(desk, "“…”").found == 0
