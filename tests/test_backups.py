"""A backup is the whole archive at one moment, taken while others write; put back, everything answers as before."""

import sqlite3
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.main import run
from bot.archive import open_archive
from bot.archive.backups import back_up, put_back
from bot.desk import open_desk
from bot.errors import AskError, DeskError
from bot.settings import Settings
from tests.archives import Line, Story, submissions
from tests.newsroom import HARBOUR, NOW, ask, opened, settings


def elsewhere(folder: Path) -> Settings:
    """Settings of an archive that is not there yet."""
    return Settings(
        archive=folder / "new" / "archive.db", database_url="", index=folder / "new" / "index", newsroom=HARBOUR
    )


def test_what_is_put_back_answers_as_before_number_for_number(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    before = ask(desk, "/quote ana ruiz")
    assert back_up(settings(tmp_path), tmp_path / "copy.db") > 10_000
    put_back(elsewhere(tmp_path), tmp_path / "copy.db")
    restored = open_desk(elsewhere(tmp_path), lambda: NOW)
    assert ask(restored, "/quote ana ruiz") == before
    assert ask(restored, "/lookup tolls").found
    restored.close()
    desk.close()


def test_it_is_taken_while_others_write_and_holds_whole_articles(tmp_path: Path) -> None:
    opened(tmp_path).close()
    writing, done = open_archive(settings(tmp_path)), threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            story = Story((Line("Noa Berg", f"This is saying number {number}."),), f"/{number}")
            writing.file(HARBOUR, submissions((story,)), now=NOW)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(3):
            back_up(settings(tmp_path), tmp_path / f"copy{number}.db")
    finally:
        done.set()
        thread.join()
        writing.close()
    put_back(elsewhere(tmp_path), tmp_path / "copy2.db")
    archive = open_archive(elsewhere(tmp_path))
    held = archive.holdings(HARBOUR, now=NOW)
    assert held.articles == archive.listing(HARBOUR, offset=0, limit=0, now=NOW).total
    archive.close()


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    opened(tmp_path).close()
    back_up(settings(tmp_path), tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_nothing_is_ever_written_over(tmp_path: Path) -> None:
    opened(tmp_path).close()
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    with pytest.raises(AskError, match="already"):
        back_up(settings(tmp_path), tmp_path / "copy.db")
    back_up(settings(tmp_path), tmp_path / "other.db")
    with pytest.raises(AskError, match="already"):
        put_back(settings(tmp_path), tmp_path / "other.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("content", [b"no archive at all" * 100, b"SQLite format 3\x00" + b"x" * 5_000])
def test_what_is_no_archive_is_not_put_back_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(DeskError):
        put_back(elsewhere(tmp_path), tmp_path / "copy.db")
    assert not elsewhere(tmp_path).archive.exists()


def test_another_database_is_not_put_back_either(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "copy.db").execute("CREATE TABLE other (id)").connection.close()
    with pytest.raises(DeskError, match="not an archive"):
        put_back(elsewhere(tmp_path), tmp_path / "copy.db")
    assert not elsewhere(tmp_path).archive.exists()


def test_where_there_is_nothing_to_copy_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="There is no archive"):
        back_up(elsewhere(tmp_path), tmp_path / "copy.db")
    with pytest.raises(AskError, match="There is no file"):
        put_back(elsewhere(tmp_path), tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_postgresql_has_a_backup_of_its_own_and_that_is_said(tmp_path: Path) -> None:
    there = replace(elsewhere(tmp_path), database_url="postgresql://127.0.0.1/quotedesk")
    for order in (back_up, put_back):
        with pytest.raises(DeskError, match="PostgreSQL"):
            order(there, tmp_path / "copy.db")


def test_both_are_orders_of_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened(tmp_path).close()
    archive, copy = str(tmp_path / "archive.db"), str(tmp_path / "copy.db")
    assert run(["--archive", archive, "backup", copy]) == 0
    assert "bytes." in capsys.readouterr().out
    assert run(["--archive", str(tmp_path / "second.db"), "restore", copy]) == 0
    assert "Put back." in capsys.readouterr().out
    assert run(["--archive", archive, "restore", copy]) == 2
