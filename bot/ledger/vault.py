"""Secrets that adapters seal before they come here: tokens, states, long questions. The vault never sees plain text."""

import weakref
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, or_, select, update

from bot.archive import engine as database
from bot.archive.documents import micros
from bot.archive.engine import engine_for
from bot.archive.rows import insert_all
from bot.archive.schema import vault
from bot.settings import Settings


def open_vault(settings: Settings) -> "Vault":
    """The vault in the archive's database, whose tables are made or migrated where need be.

    Raises:
        DeskError: it can't be reached, read or written, or it is no archive.
    """
    engine = engine_for(settings)
    database.migrate_engine(engine)
    return Vault(engine)


class Vault:
    """Sealed bytes under a kind (up to 40 characters) and a key. Where they are a tenant's, the key begins with it.

    What is past its `until` is gone, whether it was deleted yet or not.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        weakref.finalize(self, engine.dispose)

    def put(self, kind: str, key: str, sealed: bytes, *, now: datetime, until: datetime | None = None) -> None:
        """Keep bytes, in the place of what stood there."""
        row = {"kind": kind, "key": key, "sealed": sealed, "until": micros(until) if until else None}
        with database.writing(self._engine) as connection:
            connection.execute(delete(vault).where(vault.c.until <= micros(now)))
            connection.execute(delete(vault).where(vault.c.kind == kind, vault.c.key == key))
            insert_all(connection, vault, [row])

    def get(self, kind: str, key: str, *, now: datetime) -> bytes | None:
        """What is kept; None where there is nothing."""
        with database.reading(self._engine) as connection:
            return _kept(connection, kind, key, now)

    def take(self, kind: str, key: str, *, now: datetime) -> bytes | None:
        """What is kept, once: whoever asks again, in any process, gets None."""
        with database.writing(self._engine) as connection:
            kept = _kept(connection, kind, key, now)
            connection.execute(delete(vault).where(vault.c.kind == kind, vault.c.key == key))
            return kept

    def renew(self, kind: str, renewed: Callable[[bytes], bytes | None]) -> None:
        """Put in the place of all of a kind what is made of it (None leaves it), with nobody writing in between."""
        of_kind = select(vault.c.key, vault.c.sealed).where(vault.c.kind == kind)
        with database.writing(self._engine) as connection:
            for key, sealed in connection.execute(of_kind).all():
                if (made := renewed(bytes(sealed))) is not None:
                    its_own = (vault.c.kind == kind, vault.c.key == key)
                    connection.execute(update(vault).where(*its_own).values(sealed=made))

    def keys(self, kind: str, prefix: str = "") -> tuple[str, ...]:
        """The keys of a kind that begin so, in order."""
        begins = vault.c.key.startswith(prefix, autoescape=True)
        query = select(vault.c.key).where(vault.c.kind == kind, begins).order_by(vault.c.key)
        with database.reading(self._engine) as connection:
            return tuple(connection.scalars(query))

    def drop(self, kind: str, prefix: str) -> int:
        """Delete what is kept under the keys of a kind that begin so; how much that was."""
        begins = vault.c.key.startswith(prefix, autoescape=True)
        with database.writing(self._engine) as connection:
            return connection.execute(delete(vault).where(vault.c.kind == kind, begins)).rowcount

    def close(self) -> None:
        """Let go of the database; what is asked afterwards opens it again."""
        self._engine.dispose()


def _kept(connection: Connection, kind: str, key: str, now: datetime) -> bytes | None:
    fresh = or_(vault.c.until.is_(None), vault.c.until > micros(now))
    found = connection.scalar(select(vault.c.sealed).where(vault.c.kind == kind, vault.c.key == key, fresh))
    return None if found is None else bytes(found)
