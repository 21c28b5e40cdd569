"""No row of one newsroom ever answers another's question, and nothing hidden shows, whatever is asked and however."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.archive import Archive, Filters, Words, open_archive
from bot.archive.backups import back_up
from bot.archive.names import slips
from bot.model import Source, Speaker, Status
from bot.settings import Settings
from tests.archives import NOW, Line, Story

ROOMS = ("north", "south")
FATES = ("shown", "withheld", "embargoed", "removed", "superseded", "retracted")


@dataclass(frozen=True)
class Case:
    """One article of one newsroom and what became of it; `mark` stands in every text it has."""

    room: str
    number: int
    fate: str

    @property
    def mark(self) -> str:
        return f"{self.room}{self.fate}{self.number}mark"

    @property
    def is_shown(self) -> bool:
        return self.fate in {"shown", "retracted"}

    @property
    def story(self) -> Story:
        own = self.mark
        lines = (
            Line("Ada Okafor", f"Common words and {own}.", about=("Tom Brandt", f"About {own}")),
            Line(f"Speaker {own}", "Common words by many.", about=("Ada Okafor",)),
            Line(f"one aide {own}", "Common words by an aide of the mayor.", unnamed=True, about=("Tom Brandt",)),
        )
        later = {"embargo_until": NOW + timedelta(seconds=1)} if self.fate == "embargoed" else {}
        return Story(
            lines,
            origin=f"https://example.net/{own}",
            named=(f"Named {own}",),
            aliases={"Ada Okafor": (f"Alias {own}", "Okafor")},
            headline=f"Common headline {own}",
            outlet=f"Outlet {own}",
            published=f"{2000 + self.number}",
            extra={"standfirst": f"Common standfirst {own}", "url": f"https://example.net/{own}", **later},
        )

    def file(self, archive: Archive) -> int:
        [filed] = archive.file(self.room, [self.story.submission], now=NOW)
        if self.fate == "withheld":
            archive.set_status(self.room, filed.article_id, Status.WITHHELD, self.mark, now=NOW)
        if self.fate == "retracted":
            archive.set_status(self.room, filed.article_id, Status.RETRACTED, self.mark, now=NOW)
        if self.fate == "removed":
            archive.remove(self.room, filed.article_id, now=NOW)
        if self.fate == "superseded":
            archive.file(self.room, [Story(origin=self.story.origin, headline="Emptied").submission], now=NOW)
        return filed.article_id


def everything(archive: Archive, room: str, cases: list[Case]) -> list[object]:
    """All that any reading method answers a newsroom, asked with every id, name and word there is."""
    ids = list(range(1, 2 * len(cases) + 2))
    people = list(range(1, 100))
    marks = [case.mark for case in cases]
    words = [Words((word,)) for word in ("common", "speaker", "aide", *marks)] + [Words(phrases=(("common", "words"),))]
    filters = [
        Filters(),
        *(Filters(article=number) for number in ids[:3]),
        Filters(by=tuple(people)),
        Filters(about=tuple(people)),
    ]
    names = ["okafor", "a", "speaker", "named", "alias", "about", "brandt", *marks]
    return [
        archive.holdings(room, now=NOW),
        archive.latest(room, now=NOW),
        archive.listing(room, offset=0, limit=99, now=NOW),
        *(archive.utterances_by(room, people, each, offset=0, limit=99, now=NOW) for each in filters),
        *(archive.utterances_about(room, people[:4], each, offset=0, limit=99, now=NOW) for each in filters),
        *(
            search(room, typed, each, offset=0, limit=99, now=NOW)
            for search in (archive.utterances_matching, archive.articles_matching)
            for typed in words
            for each in (filters[0], filters[-1])
        ),
        *(
            archive.utterances_near(room, f"common words and {mark}", each, limit=99, now=NOW)
            for mark in ["by many", *marks]
            for each in filters
        ),
        *(archive.reported_by(room, people, each, offset=0, limit=99, now=NOW) for each in filters),
        *(
            archive.titles_begun(room, [word], slips=slip, limit=99, now=NOW)
            for word in ["headline", *marks]
            for slip in (False, True)
        ),
        *(archive.article(room, number, now=NOW) for number in ids),
        *(archive.version(room, number, now=NOW) for number in ids if number not in superseded(cases)),
        *(
            found
            for found in (archive.utterance(room, number, now=NOW) for number in range(1, 3 * len(cases) + 2))
            if found and found.source.version_id not in superseded(cases)
        ),
        *(archive.speaker(room, number, now=NOW) for number in people[:20]),
        *(archive.article_at(room, case.story.origin, now=NOW) for case in cases),
        *(archive.headlines(room, [word], limit=99, now=NOW) for word in ("common", "headline", *marks)),
        *(archive.speakers_named(room, [name], slips=slip, now=NOW) for name in names for slip in (False, True)),
    ]


def test_a_newsroom_lost_with_an_older_backup_is_not_answered_from_the_one_that_has_its_number_now(
    tmp_path: Path,
) -> None:
    kept = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    running = open_archive(kept)
    cases = [Case(room, number, "shown") for number, room in enumerate(("north", "south", "west"))]
    cases[0].file(running)
    back_up(kept, tmp_path / "copy.db")
    cases[1].file(running)
    assert running.holdings("south", now=NOW).articles == 1
    running.catch_up()
    assert running.names_begun("south", ["speaker"], limit=9, now=NOW)
    with (
        closing(sqlite3.connect(tmp_path / "copy.db")) as copy,
        closing(sqlite3.connect(tmp_path / "archive.db")) as live,
    ):
        copy.backup(live)
    another = open_archive(kept)
    another.file("west", [replace(cases[2].story, origin="later").submission], now=NOW + timedelta(seconds=1))
    assert running.holdings("south", now=NOW).articles == 0
    assert running.holdings("west", now=NOW).outlets == ("Outlet westshown2mark",)
    assert not running.utterances_matching("south", Words(("common",)), Filters(), offset=0, limit=9, now=NOW).items
    assert running.utterances_matching("west", Words(("common",)), Filters(), offset=0, limit=9, now=NOW).items
    assert running.latest("south", now=NOW) is None
    running.catch_up()
    assert running.names_begun("west", ["speaker"], limit=9, now=NOW)
    assert not running.names_begun("south", ["speaker"], limit=9, now=NOW)
    running.close()
    another.close()


def superseded(cases: list[Case]) -> set[int]:
    """Version ids that stay readable by permalink on purpose: the old one comes just before the new one."""
    ids: set[int] = set()
    at = 0
    for case in cases:
        at += 1
        if case.fate == "superseded":
            ids.add(at)
            at += 1
    return ids


def parts(value: object) -> Iterator[object]:
    """A value and all that is in it."""
    yield value
    if is_dataclass(value):
        for item in fields(value):
            yield from parts(getattr(value, item.name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from parts(each)


def check(archive: Archive, cases: list[Case]) -> None:
    filed = [(case, case.file(archive)) for case in cases]
    for room in ROOMS:
        own = {
            number for case, number in filed if case.room == room and case.fate in {"shown", "retracted", "superseded"}
        }
        answers = everything(archive, room, cases)
        seen = list(parts(answers))
        assert {part.article_id for part in seen if isinstance(part, Source)} <= own
        hidden = [case.mark for case in cases if case.room != room or not case.is_shown]
        told = [part.casefold() for part in seen if isinstance(part, str)]
        assert not [mark for mark in hidden if any(mark in text for text in told)]
        assert archive.holdings(room, now=NOW).articles == len(own)
        assert archive.listing(room, offset=0, limit=0, now=NOW).total == len(own)
        assert archive.holdings(room, now=NOW).quotes == 3 * sum(case.room == room and case.is_shown for case in cases)
    theirs = [
        {part.id for part in parts(everything(archive, room, cases)) if isinstance(part, Speaker)} for room in ROOMS
    ]
    assert not theirs[0] & theirs[1]


@st.composite
def some_cases(draw: st.DrawFn) -> list[Case]:
    chosen = draw(st.lists(st.tuples(st.sampled_from(ROOMS), st.sampled_from(FATES)), min_size=1, max_size=6))
    return [Case(room, number, fate) for number, (room, fate) in enumerate(chosen)]


@given(some_cases())
@settings(max_examples=6)
def test_whatever_is_asked_only_shown_articles_of_the_own_newsroom_answer_so_that_no_source_is_exposed(
    cases: list[Case],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(Settings(Path(folder) / "archive.db", "", Path(folder) / "index"))
        check(archive, cases)
        archive.close()


def test_every_fate_in_both_newsrooms_at_once_so_that_both_stores_keep_them_apart(archive: Archive) -> None:
    check(
        archive, [Case(room, number, fate) for number, (room, fate) in enumerate((r, f) for r in ROOMS for f in FATES)]
    )


def test_an_unknown_newsroom_has_nothing_so_that_a_wrong_link_shows_nobodys_archive(archive: Archive) -> None:
    Case("north", 1, "shown").file(archive)
    answers = everything(archive, "west", [])
    assert not [part for part in parts(answers) if isinstance(part, Source | Speaker)]


def test_the_same_article_is_filed_in_each_newsroom_so_that_one_does_not_hide_it_from_the_other(
    archive: Archive,
) -> None:
    story = Story((Line("Ada Okafor", "Ours."),))
    outcomes = [archive.file(room, [story.submission], now=NOW)[0] for room in ROOMS]
    assert [filed.outcome for filed in outcomes] == ["article", "article"]
    archive.remove("north", outcomes[0].article_id, now=NOW)
    assert archive.article("south", outcomes[1].article_id, now=NOW) is not None
    assert archive.set_status("south", outcomes[0].article_id, Status.RETRACTED, "", now=NOW) is None
    assert archive.remove("north", outcomes[1].article_id, now=NOW) is None


LETTERS = "abcdefghij"


@given(st.text(LETTERS, min_size=5, max_size=12), st.integers(0, 99), st.sampled_from(LETTERS), st.integers(0, 3))
def test_one_slip_anywhere_shares_a_spelling_so_that_it_is_always_forgiven(
    word: str, place: int, letter: str, kind: int
) -> None:
    at = place % (len(word) - 1)
    left_out, swapped = word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    slipped = [left_out, swapped, word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]][kind]
    assert slips(word) & slips(slipped)


@pytest.mark.parametrize("word", ["may", "ada", ""])
def test_a_short_word_allows_no_slip_so_that_may_is_not_taken_for_ray(word: str) -> None:
    assert slips(word) == {word}
