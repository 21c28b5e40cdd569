"""/said tells what somebody said over time, /variants in which wordings, /compare lays two side by side: never which is right."""

import random
from collections.abc import Iterator

import pytest

from bot.archive import open_archive
from bot.desk import Desk, open_desk
from bot.errors import AskError
from bot.model import Status
from bot.order import SetStatus
from bot.reply import Choices, Heading, Note, Pager, Pull, Reply, Section
from bot.request import Request
from bot.settings import Settings
from tests.archives import NOW, Line, Story, submissions
from tests.newsroom import ask, parts

ROOM = "city-desk"
WILL = "We will raise the tolls on the harbour bridge before the autumn"
WILL_NOT = "We will not raise the tolls on the harbour bridge before the autumn"
TAX = "Nobody in this town wants another tax on ferries and tourists"


def story(name: str, date: str | None, *lines: Line) -> Story:
    return Story(lines, f"/{name}", outlet=name, headline=name, published=date)


STORIES = (
    story("Post", "2025-03-07", Line("Ana Ruiz", WILL_NOT)),
    story("Mail", "2025-06-05", Line("Ana Ruiz", WILL)),
    story("Sun", "2025-06-06", Line("Ana Ruiz", WILL_NOT), Line("Tom Berg", TAX)),
    story("Echo", "2025-07-01", Line("Ana Ruiz", TAX, about=("Tom Berg",))),
    story("Star", None, Line("Ana Ruiz", "That is a question for the board of the harbour")),
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


def put(desk: Desk, line: str) -> Reply:
    return ask(desk, line, ROOM)


def said(reply: Reply) -> list[str]:
    return [pull.utterance.lead.exact for pull in parts(reply, Pull)]


def sections(reply: Reply) -> list[str]:
    return [section.text for section in parts(reply, Section)]


# --- said


def test_what_was_said_comes_in_order_each_wording_where_it_was_printed_first(desk: Desk) -> None:
    reply = put(desk, "/said ruiz")
    assert said(reply) == [WILL_NOT, WILL, TAX, STORIES[4].lines[0].words]
    assert sections(reply) == ["March 2025: the earliest on file", "June 2025", "July 2025", "Undated"]
    assert [pull.also_in for pull in parts(reply, Pull)] == [1, 0, 0, 0]
    assert reply.found == 4


def test_only_what_concerns_somebody_is_shown_where_that_was_asked(desk: Desk) -> None:
    assert said(put(desk, "/said ruiz about:berg")) == [TAX]


def test_a_year_alone_is_not_called_the_earliest(archive_settings: Settings) -> None:
    file(
        archive_settings,
        story("Post", "2025", Line("Ana Ruiz", WILL)),
        story("Mail", "2025-06-05", Line("Ana Ruiz", TAX)),
    )
    desk = open_desk(archive_settings, lambda: NOW)
    assert sections(put(desk, "/said ruiz")) == ["2025, no month stated", "June 2025"]
    desk.close()


def test_what_is_withheld_was_not_said_here(desk: Desk) -> None:
    (first, *_) = parts(put(desk, "/said ruiz"), Pull)
    desk.do(SetStatus(first.utterance.source.article_id, Status.WITHHELD), newsroom=ROOM)
    reply = put(desk, "/said ruiz")
    assert sections(reply)[0] == "June 2025: the earliest on file"


def test_a_long_list_has_pages_and_no_later_one_claims_the_earliest(archive_settings: Settings) -> None:
    many = [story(f"P{n}", f"2025-06-{n:02}", Line("Ana Ruiz", f"Saying number{n} of many")) for n in range(1, 13)]
    file(archive_settings, *many)
    desk = open_desk(archive_settings, lambda: NOW)
    pages = [put(desk, f"/said ruiz page:{page}") for page in (1, 2, 3)]
    desk.close()
    assert [words for page in pages for words in said(page)] == [one.lines[0].words for one in many]
    assert [section for page in pages for section in sections(page)] == [
        "June 2025: the earliest on file",
        "June 2025",
        "June 2025",
    ]
    assert parts(pages[0], Pager)[0].total == 12


@pytest.mark.parametrize("line", ["/said", "/variants", "/compare #1", "/compare beside:#1"])
def test_what_is_missing_is_asked_for(desk: Desk, line: str) -> None:
    with pytest.raises(AskError):
        put(desk, line)


@pytest.mark.parametrize("line", ["/said nobody", "/variants no such words", "/compare #1 beside:#999999"])
def test_nothing_found_says_what_was_searched(desk: Desk, line: str) -> None:
    reply = put(desk, line)
    assert reply.found == 0
    assert any("Searched 5 articles" in note.text for note in parts(reply, Note))


def test_another_newsroom_sees_none_of_it(desk: Desk) -> None:
    for line in ("/said ruiz", "/variants raise the tolls", "/compare #1 beside:#2"):
        assert ask(desk, line, "elsewhere").found == 0


# --- compare


def test_what_may_be_a_change_of_mind_is_offered_to_compare_and_nothing_is_said_of_it(desk: Desk) -> None:
    (offered,) = parts(put(desk, "/said ruiz"), Choices)
    (choice,) = offered.options
    reply = desk.answer(Request(choice.question, ROOM))
    assert set(said(reply)) == {WILL, WILL_NOT}
    told = " ".join(note.text for note in parts(reply, Note)).casefold()
    assert "“not”" in told
    for word in ("contradict", "changed", "lie", "false", "wrong"):
        assert word not in f"{told} {offered.prompt.casefold()}"


def test_sayings_about_different_things_are_not_laid_side_by_side(archive_settings: Settings) -> None:
    file(
        archive_settings,
        story("Post", "2025-03-07", Line("Ana Ruiz", WILL)),
        story("Mail", "2025-03-08", Line("Ana Ruiz", TAX)),
    )
    desk = open_desk(archive_settings, lambda: NOW)
    assert parts(put(desk, "/said ruiz"), Choices) == []
    desk.close()


def test_another_person_s_words_are_never_offered_beside_somebody_s(archive_settings: Settings) -> None:
    file(
        archive_settings,
        story("Post", "2025-03-07", Line("Ana Ruiz", WILL)),
        story("Mail", "2025-03-08", Line("Tom Berg", WILL_NOT)),
    )
    desk = open_desk(archive_settings, lambda: NOW)
    assert parts(put(desk, "/said ruiz"), Choices) == []
    desk.close()


# --- variants


def test_wordings_of_one_saying_stand_together_with_counts_and_what_differs(desk: Desk) -> None:
    reply = put(desk, "/variants raise the tolls")
    assert [heading.text for heading in parts(reply, Heading)] == ["2 wordings on file"]
    assert sections(reply) == ["Ana Ruiz: 2 wordings, printed 3 times"]
    most, other = parts(reply, Pull)
    assert (most.utterance.lead.exact, most.also_in, most.differs) == (WILL_NOT, 1, "")
    assert other.utterance.lead.exact == WILL
    assert "“not”" in other.differs


def test_the_same_words_by_another_are_another_saying(desk: Desk) -> None:
    assert sorted(sections(put(desk, "/variants another tax on ferries"))) == [
        "Ana Ruiz: 1 wording, printed 1 time",
        "Tom Berg: 1 wording, printed 1 time",
    ]


def test_a_variant_without_the_words_themselves_is_found_beside_one_that_has_them(desk: Desk) -> None:
    assert set(said(put(desk, "/variants will not raise"))) == {WILL, WILL_NOT}
