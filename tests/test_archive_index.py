"""The index is derived: whatever becomes of it, it is made from the store again, and never answers with what is stale."""

import fcntl
import json
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.archive import Archive, Filters, Words, filing, migrate, open_archive
from bot.archive.engine import engine_for, writing
from bot.archive.index import Entry, Saying, Sight, Watermark
from bot.archive.roster import Roster
from bot.archive.store import SqlStore
from bot.archive.tantivy_index import MANY, TantivyIndex
from bot.errors import DeskError
from bot.model import Status
from bot.order import Progress
from bot.settings import Settings
from tests.archives import NOW, Line, Story, submissions

ROOM = "city-desk"


def stories(count: int, since: int = 0) -> list[Story]:
    return [
        Story((Line("Ada Okafor", f"Saying number{number}."),), f"/{number}", headline=f"Story{number}")
        for number in range(since, since + count)
    ]


def file(archive: Archive, *some: Story) -> list[int]:
    return [filed.article_id for filed in archive.file(ROOM, submissions(some), now=NOW)]


def found(archive: Archive, word: str = "saying") -> list[str]:
    hits = archive.utterances_matching(ROOM, Words((word,)), Filters(), offset=0, limit=99, now=NOW)
    assert hits.total == len(hits.items)
    return sorted(str(item.utterance.source.headline) for item in hits.items)


def impatient(settings: Settings) -> Archive:
    """An archive that does not wait long for another indexer."""
    migrate(settings)
    store = SqlStore(engine_for(settings))
    return Archive(store, TantivyIndex(settings.index), Roster(store, settings), patience=0.1)


@contextmanager
def somebody_else_indexing(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_a_change_replaces_what_was_indexed_so_that_an_article_is_never_in_the_index_twice(archive: Archive) -> None:
    [article_id, _] = file(archive, *stories(2))
    assert archive.catch_up() == 2
    archive.set_status(ROOM, article_id, Status.RETRACTED, "", now=NOW)
    file(archive, stories(1)[0].but(headline="Story0 again"))
    assert archive.catch_up() == 1
    assert found(archive) == ["Story0 again", "Story1"]
    assert archive.state(now=NOW).whole


def test_nothing_to_do_is_nothing_done_so_that_catching_up_costs_nothing(archive: Archive) -> None:
    file(archive, *stories(1))
    assert archive.catch_up() == 1
    assert archive.catch_up() == 0
    assert archive.catch_up(whole=True) == 1


def test_building_reports_how_far_it_is_so_that_nobody_wonders(archive: Archive) -> None:
    file(archive, *stories(3))
    told: list[Progress] = []
    archive.catch_up(told.append, whole=True)
    assert [(progress.done, progress.total) for progress in told] == [(3, 3)]


def test_a_transaction_held_open_while_another_commits_is_not_missed_so_that_the_index_has_both(
    archive: Archive, archive_settings: Settings
) -> None:
    slow, quick = stories(2)
    engine = engine_for(archive_settings)
    with writing(engine) as connection:
        room = filing.newsroom_id(connection, ROOM)
        filing.file_submission(connection, room, slow.submission, NOW)
        other = threading.Thread(target=archive.file, args=(ROOM, [quick.submission]), kwargs={"now": NOW})
        other.start()
        other.join(0.3)
        assert other.is_alive()
        archive.catch_up()
        assert archive.state(now=NOW).indexed in {None, 0}
    other.join()
    engine.dispose()
    archive.catch_up()
    assert found(archive) == ["Story0", "Story1"]
    assert archive.state(now=NOW).whole


def _delete(folder: Path) -> None:
    shutil.rmtree(folder)


def _garble_watermark(folder: Path) -> None:
    (folder / "watermark.json").write_text("{")


def _older_format(folder: Path) -> None:
    kept = json.loads((folder / "watermark.json").read_text())
    (folder / "watermark.json").write_text(json.dumps({**kept, "format": 0}))


def _lose_generation(folder: Path) -> None:
    for each in folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each)


def _cut_off_files(folder: Path) -> None:
    for each in folder.rglob("*"):
        if each.is_file() and each.suffix not in {".json", ""}:
            each.write_bytes(each.read_bytes()[:40])


def _lose_segments(folder: Path) -> None:
    for each in folder.rglob("*.*"):
        if each.is_file() and each.suffix != ".json":
            each.unlink()


def _anothers(folder: Path) -> None:
    kept = json.loads((folder / "watermark.json").read_text())
    (folder / "watermark.json").write_text(json.dumps({**kept, "store": "another"}))


def _of_a_store_put_back(folder: Path) -> None:
    kept = json.loads((folder / "watermark.json").read_text())
    (folder / "watermark.json").write_text(json.dumps({**kept, "seq": kept["seq"] + 5}))


HARMS = [
    _delete,
    _garble_watermark,
    _older_format,
    _lose_generation,
    _cut_off_files,
    _lose_segments,
    _anothers,
    _of_a_store_put_back,
]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("reopened", [False, True])
def test_a_harmed_index_is_built_anew_so_that_a_search_still_finds_everything(
    tmp_path: Path, harm: Callable[[Path], None], reopened: bool
) -> None:
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    archive = open_archive(settings)
    file(archive, *stories(3))
    assert len(found(archive)) == 3
    harm(settings.index)
    archive = open_archive(settings) if reopened else archive
    file(archive, *stories(1, since=3))
    assert found(archive) == ["Story0", "Story1", "Story2", "Story3"]
    assert archive.state(now=NOW).whole


def test_a_harmed_index_is_seen_in_the_state_so_that_the_operator_knows_before_anybody_asks(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    archive = open_archive(settings)
    file(archive, *stories(3))
    archive.catch_up()
    _lose_segments(settings.index)
    assert not open_archive(settings).state(now=NOW).whole


def test_a_search_does_not_wait_for_the_indexer_so_that_it_answers_with_what_is_there(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    archive = open_archive(settings)
    file(archive, *stories(2))
    archive.catch_up()
    with somebody_else_indexing(settings.index):
        file(archive, *stories(1, since=2))
        assert archive.catch_up() == 0
        assert found(archive) == ["Story0", "Story1"]
    assert found(archive) == ["Story0", "Story1", "Story2"]


def test_what_changed_since_is_left_out_so_that_a_late_indexer_shows_nothing_withheld(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    archive = impatient(settings)
    withheld, removed, _ = file(archive, *stories(3))
    archive.catch_up()
    with somebody_else_indexing(settings.index):
        archive.set_status(ROOM, withheld, Status.WITHHELD, "", now=NOW)
        archive.remove(ROOM, removed, now=NOW)
        assert found(archive) == ["Story2"]
        likely = archive.headlines(ROOM, ["story0"], limit=9, now=NOW)
        assert [source.headline for source in likely] == ["Story2"]


def test_an_index_that_another_is_still_building_is_said_so_that_nothing_found_is_never_a_lie(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    archive = impatient(settings)
    file(archive, *stories(1))
    with somebody_else_indexing(settings.index), pytest.raises(DeskError, match="being built"):
        found(archive)


def test_two_readers_see_what_a_third_process_indexed_so_that_any_number_may_read(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    one, other = open_archive(settings), open_archive(settings)
    file(one, *stories(1))
    assert found(one) == found(other) == ["Story0"]
    one.catch_up(whole=True)
    file(other, *stories(1, since=1))
    assert found(other) == found(one) == ["Story0", "Story1"]


def test_searching_while_filing_is_safe_so_that_a_desk_can_answer_in_many_threads(archive: Archive) -> None:
    wrong: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(8):
                found(archive)
        except BaseException as fault:  # noqa: BLE001
            wrong.append(fault)

    readers = [threading.Thread(target=search) for _ in range(3)]
    for reader in readers:
        reader.start()
    for each in stories(10):
        file(archive, each)
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(found(archive)) == 10


def test_a_folder_that_cannot_be_written_is_told_so_that_the_operator_can_name_another(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "file" / "index")
    with pytest.raises(DeskError, match="can't be written"):
        open_archive(settings).catch_up()


def test_an_index_beside_another_archive_is_not_trusted_so_that_no_foreign_ids_are_shown(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "one.db", "", tmp_path / "index")
    file(open_archive(settings), *stories(1))
    open_archive(settings).catch_up()
    other = open_archive(replace(settings, archive=tmp_path / "other.db"))
    file(other, *stories(1, since=7))
    assert found(other) == ["Story7"]


def entry(number: int) -> Entry:
    saying = Saying(number, None, (), (f"Saying number{number}.", "And more."))
    return Entry(number, 1, number, 0, None, None, None, f"Story{number}", None, ("A paragraph.",), (saying,))


@dataclass(frozen=True)
class Entries:
    """Entries as a store gives them, in whatever process it is asked."""

    every: tuple[Entry, ...]

    def read(self, article_ids: Sequence[int]) -> list[Entry]:
        return [each for each in self.every if each.article_id in article_ids]


def test_words_folded_by_other_processes_are_found_like_those_folded_here(tmp_path: Path) -> None:
    batches = [range(start, start + 3) for start in range(1, 31, 3)]
    entries = Entries(tuple(map(entry, range(1, 31))))
    indexes = {articles: TantivyIndex(tmp_path / str(articles)) for articles in (len(batches), MANY)}
    for articles, index in indexes.items():
        with index.writing() as writer:
            assert writer is not None
            writer.begin_anew(articles)
            for batch in batches:
                writer.replace(batch, entries.read)
                writer.commit(Watermark("store", batch[-1], 0))
        assert index.watermark() == Watermark("store", 30, 0)
        assert index.count() == 60
        assert index.sayings(Sight(1, 0), (("number7",),)).numbers == [7]
        assert sorted(index.sayings(Sight(1, 0), (("and", "more"),)).numbers) == list(range(1, 31))
        assert index.near(Sight(1, 0), ("saying", "number7", "and", "mor"), 1) == [7]


def interrupted_building(index: TantivyIndex) -> None:
    with index.writing() as writer:
        assert writer is not None
        writer.begin_anew(1)
        writer.replace([1], Entries((entry(1),)).read)
        writer.commit(Watermark("store", 1, 0))
        raise KeyboardInterrupt


def test_an_index_that_was_not_finished_is_not_there(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        interrupted_building(index)
    assert index.watermark() is None
