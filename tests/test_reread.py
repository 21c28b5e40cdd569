"""Reading an archive anew: what would change is told first, what stays keeps its number, and an interruption harms nothing."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bot.archive import Archive, Submission, open_archive
from bot.archive.standing import standing_of
from bot.desk import Desk
from bot.errors import AskError
from bot.model import Attribution, Document, Extraction, Grade, Kind, Quotation, Span
from bot.order import Ingest, Input, Progress, Reread
from bot.quoting import extract
from bot.reply import Facts, Passage, Pull, Reply
from bot.reread import reread
from tests.newsroom import ELSEWHERE, HARBOUR, NOW, ask, opened, parts, settings

TEXT = "“Nobody will be left on the quay,” said Bo Lind, who steers the boat.\n\nAnn Lee said that the ferry had made ten trips in May."
WORDS = "Nobody will be left on the quay,"
DOCUMENT = Document(TEXT, "plain", headline="Ferry to run all night", byline="Ines Okafor")


def badly_filed(folder: Path, room: str = HARBOUR, many: int = 1) -> Archive:
    """An archive whose quotes an older Quotedesk found: one in the wrong mouth, one that is none, and one not at all."""
    start = TEXT.index(WORDS)
    wrong = Attribution(Grade.NAMED, None, "Ann Lee", Kind.PERSON)
    none = Quotation(Span(start + 50, start + 53), True, 1, wrong)
    found = Extraction((Quotation(Span(start, start + len(WORDS)), True, 0, wrong), none))
    archive = open_archive(settings(folder))
    for number in range(many):
        document = Document(TEXT, "plain", headline=f"Ferry {number}", byline="Ines Okafor")
        archive.file(room, [Submission(document, found, TEXT.encode(), f"ferry {number}")], now=NOW)
    archive.catch_up()
    return archive


def rows(reply: Reply) -> dict[str, str]:
    return dict(parts(reply, Facts)[0].rows)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = opened(tmp_path)
    badly_filed(tmp_path).close()
    return desk


def test_what_would_change_is_told_and_nothing_is_replaced(desk: Desk) -> None:
    told = rows(desk.do(Reread(), newsroom=HARBOUR))
    assert int(told["versions that change"]) >= 1
    assert int(told["another speaker"]) >= 1
    assert int(told["quotes found no more"]) >= 1
    assert WORDS in [pull.utterance.lead.exact for pull in parts(ask(desk, "/quote ann lee"), Pull)]
    assert told == rows(desk.do(Reread(), newsroom=HARBOUR))


def test_a_quote_goes_to_its_speaker_and_keeps_its_number(desk: Desk) -> None:
    (before,) = [pull for pull in parts(ask(desk, "/quote ann lee"), Pull) if pull.utterance.lead.exact == WORDS]
    desk.do(Reread(replace=True), newsroom=HARBOUR)
    (after,) = parts(ask(desk, "/quote bo lind"), Pull)
    assert after.utterance.lead.exact == WORDS
    assert after.utterance.lead.id == before.utterance.lead.id
    assert parts(ask(desk, "/quote ann lee"), Pull) == []
    assert parts(ask(desk, "/quote ann lee reported:yes"), Passage)


def test_read_once_more_nothing_changes(desk: Desk) -> None:
    desk.do(Reread(replace=True), newsroom=HARBOUR)
    assert rows(desk.do(Reread(replace=True), newsroom=HARBOUR))["versions that change"] == "0"


def test_what_was_filed_today_stands_as_it_is(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    folder = Path(__file__).resolve().parent.parent / "seeds"
    desk.do(Ingest((Input("seeds", folder),)), newsroom="seeds")
    told = rows(desk.do(Reread(), newsroom="seeds"))
    assert told["versions that change"] == "0"
    assert int(told["versions read"]) >= 2


def test_another_newsroom_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    badly_filed(tmp_path, ELSEWHERE).close()
    desk.do(Reread(replace=True), newsroom=HARBOUR)
    assert parts(ask(desk, "/quote ann lee", ELSEWHERE), Pull)


def test_names_that_nobody_bears_any_more_are_offered_no_more(tmp_path: Path) -> None:
    archive = badly_filed(tmp_path)
    archive.refile(HARBOUR, [(1, extract("Nobody is named."))], now=NOW)
    archive.catch_up()
    assert archive.speakers_named(HARBOUR, ["ann", "lee"], slips=False, now=NOW) == ()
    archive.close()


class Interrupted(Archive):
    """An archive whose operator has had enough after one batch."""

    batches = 0

    def refile(self, newsroom: str, found: Sequence[tuple[int, Extraction]], *, now: datetime) -> None:
        if self.batches:
            raise KeyboardInterrupt
        self.batches += 1
        super().refile(newsroom, found, now=now)


def test_an_interruption_leaves_a_whole_archive_and_the_next_run_goes_on(tmp_path: Path) -> None:
    archive = badly_filed(tmp_path, many=70)
    archive.__class__ = Interrupted
    with pytest.raises(KeyboardInterrupt):
        reread(archive, HARBOUR, replaces=True, now=NOW)
    archive.__class__ = Archive
    told = rows(reread(archive, HARBOUR, replaces=True, now=NOW))
    assert (told["versions read"], told["versions that change"]) == ("70", "20")
    archive.close()


def test_many_are_read_by_several_processes_and_come_to_the_same(tmp_path: Path) -> None:
    archive = badly_filed(tmp_path, many=120)
    told = rows(reread(archive, HARBOUR, replaces=True, now=NOW))
    assert told["versions that change"] == "120"
    versions = archive.filed_versions(HARBOUR, limit=200)
    assert {
        version.standing == standing_of(extract(TEXT, byline="Ines Okafor", headline=f"Ferry {place}"), retold=False)
        for place, version in enumerate(versions)
    } == {True}
    archive.close()


def test_progress_is_told(desk: Desk) -> None:
    seen: list[Progress] = []
    desk.do(Reread(), newsroom=HARBOUR, report=seen.append)
    assert seen[-1].done == seen[-1].total


def test_two_do_not_replace_at_once(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    badly_filed(tmp_path).close()
    other = open_archive(settings(tmp_path))
    with other.reading_again():
        with pytest.raises(AskError, match="already"):
            desk.do(Reread(replace=True), newsroom=HARBOUR)
        assert int(rows(desk.do(Reread(), newsroom=HARBOUR))["versions that change"]) >= 1
    assert int(rows(desk.do(Reread(replace=True), newsroom=HARBOUR))["versions that change"]) >= 1
