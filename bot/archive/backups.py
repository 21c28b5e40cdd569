"""An archive in a file, copied while it is in use, and put back. The index is not copied: it is derived."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.archive.engine import engine_for, migrate_engine
from bot.errors import AskError, DeskError
from bot.settings import Settings


def back_up(settings: Settings, to: Path) -> int:
    """Copy the archive as it stands at one moment into a new file that its owner alone can read; how many bytes that are.

    Others may go on reading and writing meanwhile. Links, shares and sealed secrets are in it, too; the keys are not.

    Raises:
        AskError: there is a file of that name already.
        DeskError: the archive is in PostgreSQL, or can't be read; or the copy can't be written.
    """
    _must_be_a_file(settings)
    if not settings.archive.exists():
        raise DeskError(f"There is no archive at {settings.archive}.", "Name it: quotedesk --archive FILE backup COPY")
    _copied(settings.archive, to)
    return to.stat().st_size


def put_back(settings: Settings, copy: Path) -> None:
    """Make a copy the archive of the settings, which must have none yet; an older one is migrated.

    Raises:
        AskError: there is an archive already.
        DeskError: the copy is no archive, is damaged, or was made by a newer Quotedesk; or the archive is in PostgreSQL.
    """
    _must_be_a_file(settings)
    if not copy.exists():
        raise AskError(f"There is no file {copy}.", "quotedesk backup makes one.")
    settings.archive.parent.mkdir(parents=True, exist_ok=True)
    _copied(copy, settings.archive)
    engine = engine_for(settings)
    try:
        migrate_engine(engine)
    except DeskError:
        settings.archive.unlink()
        raise
    finally:
        engine.dispose()


def _must_be_a_file(settings: Settings) -> None:
    if settings.database_url:
        raise DeskError(
            "This archive is in PostgreSQL, which has a backup of its own.",
            'pg_dump --format=custom --file=archive.dump "$DATABASE_URL", and pg_restore to put it back',
        )


def _copied(source: Path, to: Path) -> None:
    """Copy a database into a new file. What is half written is taken away again."""
    try:
        os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise AskError(f"There is a file {to} already.", "Name another one, or move that away first.") from None
    except OSError as fault:
        raise DeskError(
            f"{to} can't be written: {fault.strerror}.", "Name a file in a folder that is yours."
        ) from fault
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as read,
            closing(sqlite3.connect(to)) as written,
        ):
            read.backup(written)
            sound = written.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.Error as fault:
        to.unlink()
        raise DeskError(
            f"{source} can't be copied: it is no archive, or there is no room.", "Look at both files."
        ) from fault
    if not sound:
        to.unlink()
        raise DeskError(f"{source} is damaged.", "Take an earlier backup.")
