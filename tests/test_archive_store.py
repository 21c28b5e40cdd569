"""The store is the truth: it is made, brought up to date, cleared of what was taken down, and says what is wrong."""

import sqlite3
import threading
import zlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, event, text

from bot.archive import Archive, migrate, open_archive
from bot.archive.engine import engine_for, explained, reading, writing
from bot.archive.finding import newest_sources, utterances_of
from bot.archive.naming import speakers_of
from bot.archive.schema import REVISION, metadata
from bot.archive.store import SqlStore
from bot.archive.view import View
from bot.errors import AskError, DeskError
from bot.model import Status
from bot.settings import Settings
from tests.archives import NOW, Line, Story

ROOM = "city-desk"

SECRET = Story(
    (Line("Quillon Vexworth", "Zanzibarian marmalade", about=("Ophrys Tantivane",)),),
    origin="https://secret.example/xylophonic",
    aliases={"Quillon Vexworth": ("Vexling",)},
    headline="Brobdingnagian plinths",
    outlet="Wimbrel Courant",
    extra={"url": "https://secret.example/xylophonic", "byline": "Thessaly Crumb", "lost": ("Krakatoan",)},
)
WORDS = (
    *(
        "quillon",
        "vexworth",
        "vexling",
        "zanzibarian",
        "marmalade",
        "ophrys",
        "tantivane",
        "xylophonic",
        "secret.example",
    ),
    *("brobdingnagian", "plinths", "wimbrel", "thessaly", "krakatoan", "lawyerly"),
)


def settings_at(folder: Path, url: str = "") -> Settings:
    return Settings(folder / "archive.db", url, folder / "index")


# --- made and brought up to date


def test_a_fresh_archive_makes_its_own_tables_so_that_there_is_nothing_to_set_up(tmp_path: Path) -> None:
    settings = settings_at(tmp_path / "not" / "yet" / "there")
    open_archive(settings).close()
    assert migrate(settings) == ()


def test_migrating_says_what_it_did_so_that_a_release_can_log_it(tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    assert migrate(settings)[-1] == REVISION
    assert migrate(settings) == ()


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # of SQLite's alone
def test_the_migrations_make_the_tables_that_the_code_reads_so_that_the_two_never_part(
    archive_settings: Settings,
) -> None:
    migrate(archive_settings)
    engine = engine_for(archive_settings)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_few_by_number_are_never_looked_for_among_all_of_a_newsroom_so_that_twenty_years_answer_as_quickly(
    tmp_path: Path,
) -> None:
    migrate(settings_at(tmp_path))
    engine = engine_for(settings_at(tmp_path))
    asked: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def _noted(_connection: Any, _cursor: Any, statement: str, given: Any, *_rest: Any) -> None:
        asked.append((statement, given))

    with reading(engine) as connection:
        view = View.of(connection, 1, NOW)
        for find in (newest_sources, utterances_of, speakers_of):
            find(view, range(1, 51))
        steps = [
            step[3]
            for statement, given in [one for one in asked if one[0].startswith("SELECT")]
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        ]
    engine.dispose()
    assert any(step.endswith("USING INTEGER PRIMARY KEY (rowid=?)") for step in steps)
    assert not [step for step in steps if step.endswith("(newsroom_id=?)")]


def test_many_may_open_a_fresh_archive_at_once_so_that_the_first_start_is_no_race(tmp_path: Path) -> None:
    faults: list[BaseException] = []

    def start() -> None:
        try:
            open_archive(settings_at(tmp_path)).file(ROOM, [SECRET.submission], now=NOW)
        except BaseException as fault:  # noqa: BLE001
            faults.append(fault)

    starts = [threading.Thread(target=start) for _ in range(4)]
    for each in starts:
        each.start()
    for each in starts:
        each.join()
    assert faults == []
    assert open_archive(settings_at(tmp_path)).state(now=NOW).articles == 1


def test_a_fresh_archive_that_is_being_read_is_waited_for_so_that_a_second_start_does_not_fail(tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    reader = sqlite3.connect(settings.archive, isolation_level=None, check_same_thread=False)
    reader.execute("PRAGMA user_version = 1")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM sqlite_master").fetchall()
    threading.Timer(0.2, reader.close).start()
    open_archive(settings).close()
    assert migrate(settings) == ()


def test_an_archive_of_a_newer_quotedesk_is_left_alone_so_that_an_old_one_does_not_spoil_it(
    archive_settings: Settings,
) -> None:
    migrate(archive_settings)
    engine = engine_for(archive_settings)
    _stamp(engine, "9999")
    try:
        with pytest.raises(DeskError, match="newer Quotedesk"):
            open_archive(archive_settings)
    finally:
        _stamp(engine, REVISION)
        engine.dispose()


def _stamp(engine: object, revision: str) -> None:
    from sqlalchemy import Engine

    assert isinstance(engine, Engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()


# --- a takedown


def test_a_takedown_leaves_none_of_the_words_in_any_file_so_that_a_copy_of_the_disk_does_not_hold_them(
    tmp_path: Path,
) -> None:
    archive = open_archive(settings_at(tmp_path))
    kept = Story((Line("Ada Okafor", "The bridge opens."),), "/kept")
    secret, _ = (each.article_id for each in archive.file(ROOM, [SECRET.submission, kept.submission], now=NOW))
    archive.file(ROOM, [SECRET.but(headline="Brobdingnagian plinths again").submission], now=NOW)
    archive.set_status(ROOM, secret, Status.RETRACTED, "lawyerly", now=NOW)
    archive.catch_up()
    assert _standing(tmp_path) >= {"vexworth", "zanzibarian", "plinths", "lawyerly"}
    archive.remove(ROOM, secret, now=NOW)
    assert _standing(tmp_path) == set()
    assert _raw(SECRET) not in _everything(tmp_path)
    archive.close()
    assert archive.state(now=NOW).whole


def _standing(folder: Path) -> set[str]:
    """Which of the secret words stand in a file of the archive, in any case."""
    everything = _everything(folder).lower()
    return {word for word in WORDS if word.encode() in everything}


def _everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def _raw(story: Story) -> bytes:
    return zlib.compress(story.submission.raw)[8:40]


def test_a_tombstone_holds_no_text_so_that_it_tells_only_that_something_was_taken_down(archive: Archive) -> None:
    [filed] = archive.file(ROOM, [SECRET.submission], now=NOW)
    archive.remove(ROOM, filed.article_id, now=NOW)
    state = archive.state(ROOM, now=NOW)
    assert (state.removed, state.articles, state.speakers) == (1, 0, 0)


def test_a_takedown_clears_every_table_but_the_tombstones_so_that_no_row_is_forgotten(
    archive: Archive, archive_settings: Settings
) -> None:
    [filed] = archive.file(ROOM, [SECRET.submission], now=NOW)
    archive.remove(ROOM, filed.article_id, now=NOW)
    engine = engine_for(archive_settings)
    with reading(engine) as connection:
        full = {name for name, table in metadata.tables.items() if connection.execute(table.select()).first()}
    engine.dispose()
    assert full == {"facts", "newsrooms", "changes", "tombstones"}


# --- what is wrong is said


def test_a_file_that_is_no_archive_is_refused_untouched_so_that_a_typo_spoils_nothing(tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    settings.archive.write_text("Dear diary, today I wrote a text file of some length. " * 40)
    before = settings.archive.read_bytes()
    with pytest.raises(DeskError, match="not an archive"):
        open_archive(settings)
    assert settings.archive.read_bytes() == before


def test_somebody_elses_database_is_refused_untouched_so_that_a_typo_spoils_nothing(tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    with sqlite3.connect(settings.archive) as theirs:
        theirs.execute("CREATE TABLE recipes (name TEXT)")
    theirs.close()
    before = settings.archive.read_bytes()
    with pytest.raises(DeskError, match="not an archive"):
        open_archive(settings)
    assert settings.archive.read_bytes() == before


def test_a_folder_in_place_of_a_file_is_told_so_that_the_operator_names_a_file(tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    settings.archive.mkdir()
    with pytest.raises(DeskError, match="can't be opened"):
        open_archive(settings)


def test_a_folder_that_cannot_be_made_is_told_so_that_the_operator_names_another(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeskError, match="can't be made"):
        open_archive(settings_at(tmp_path / "file" / "under"))


def test_a_file_that_may_only_be_read_is_told_so_that_nobody_thinks_it_was_filed(tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    open_archive(settings).close()
    only_read = f"file:{settings.archive}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(only_read, uri=True))
    with pytest.raises(DeskError, match="can't be written"), explained(engine), engine.begin() as connection:
        connection.execute(text("DELETE FROM articles"))
    engine.dispose()


def test_a_writer_that_does_not_end_is_told_so_that_a_command_does_not_hang(archive_settings: Settings) -> None:
    migrate(archive_settings)
    patient, impatient = engine_for(archive_settings), engine_for(archive_settings, patience=50)
    with writing(patient), pytest.raises(DeskError, match="too long"):
        SqlStore(impatient).file(ROOM, [SECRET.submission], now=NOW)
    for engine in (patient, impatient):
        engine.dispose()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://somebody:hush@127.0.0.1:1/archive", "can't be reached"),
        ("postgresql://somebody@127.0.0.1:1/archive?sslmode=require", "can't be reached"),
        ("postgresql://somebody@127.0.0.1:1/archive?sslmode=verify-full", "can't be reached"),
        ("mysql://somebody@127.0.0.1/archive", "does not speak"),
        ("not an address", "not a database address"),
        ("postgresql://somebody@127.0.0.1:port/archive", "not a database address"),
    ],
)
def test_a_database_that_is_not_there_is_told_without_its_password_so_that_a_log_stays_clean(
    tmp_path: Path, url: str, sentence: str
) -> None:
    with pytest.raises(DeskError, match=sentence) as told:
        open_archive(settings_at(tmp_path, url))
    assert "hush" not in f"{told.value.message} {told.value.hint}"
    assert told.value.hint


def test_a_database_that_does_not_answer_is_told_so_that_no_command_ends_in_a_fault_of_ours(tmp_path: Path) -> None:
    engine = engine_for(settings_at(tmp_path, "postgresql://somebody:hush@127.0.0.1:1/archive"))
    with pytest.raises(DeskError, match="did not answer") as told, explained(engine):
        raise TimeoutError
    assert "hush" not in told.value.message


def test_a_database_name_that_is_none_is_told_so_that_the_operator_looks_at_the_address(
    tmp_path: Path, postgres: str
) -> None:
    with pytest.raises(DeskError, match="does not exist"):
        open_archive(settings_at(tmp_path, f"{postgres}/nothing_of_the_kind"))


def test_the_short_scheme_of_hosting_platforms_is_understood_so_that_their_variable_works_as_it_is(
    tmp_path: Path, database: str
) -> None:
    short = database.replace("postgresql://", "postgres://") + "?sslmode=disable"
    assert migrate(settings_at(tmp_path, short)) == ()


def test_only_one_reads_all_again_at_a_time_so_that_two_do_not_undo_each_others_work(
    archive: Archive, archive_settings: Settings
) -> None:
    other = open_archive(archive_settings)
    with archive.reading_again(), pytest.raises(AskError, match="already"), other.reading_again():
        pass
    with other.reading_again(), pytest.raises(AskError, match="already"), archive.reading_again():
        pass
    other.close()


def test_a_store_given_to_another_process_reads_the_same_there(archive: Archive, archive_settings: Settings) -> None:
    [filed] = archive.file(ROOM, [SECRET.submission], now=NOW)
    store = SqlStore(engine_for(archive_settings))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        there = pool.submit(store.entries, [filed.article_id]).result()
    assert there == store.entries([filed.article_id]) != []
