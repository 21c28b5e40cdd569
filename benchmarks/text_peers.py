"""What others take to find the same words among the same quotes: SQLite's FTS5, and PostgreSQL where there is one."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Protocol

import pg8000.native  # type: ignore[import-untyped]
from rapidfuzz import fuzz
from sqlalchemy import make_url

from bot.folding import words_of
from tests.postgres import new_database, server, server_programs

TELLING = 8
"""Words of a misquote that are looked for, the longest."""

CANDIDATES = 40


class Peer(Protocol):
    """Another program that searches."""

    name: str

    def found(self, words: Sequence[str], *, phrase: bool) -> list[str]:
        """The best few quotes with all of the words, or with the phrase."""
        ...

    def nearest(self, typed: str) -> str | None:
        """The quote nearest to a misquoted sentence."""
        ...

    def any(self, words: Sequence[str]) -> list[str]:
        """The best few quotes with any of the words."""
        ...


def peers_of(passages: Sequence[str], folder: Path, stack: ExitStack) -> Iterator[Peer]:
    """The peers that can be had, each with all the passages, until the stack is left."""
    yield _Sqlite(passages, folder / "peer.db")
    if programs := server_programs():
        yield stack.enter_context(closing(_Postgres(passages, new_database(stack.enter_context(server(programs))))))


class _Sqlite:
    name = "FTS5"

    def __init__(self, passages: Sequence[str], file: Path) -> None:
        file.unlink(missing_ok=True)
        self._base = sqlite3.connect(file)
        self._base.execute("CREATE VIRTUAL TABLE quotes USING fts5(words)")
        self._base.executemany("INSERT INTO quotes VALUES (?)", ((" ".join(words_of(text)),) for text in passages))
        self._base.commit()

    def found(self, words: Sequence[str], *, phrase: bool) -> list[str]:
        query = f'"{" ".join(words)}"' if phrase else " AND ".join(f'"{word}"' for word in words)
        return self._best(query, 10)

    def any(self, words: Sequence[str]) -> list[str]:
        return self._best(_either(words), 10)

    def nearest(self, typed: str) -> str | None:
        return _nearest(typed, self._best(_either(_telling(typed)), CANDIDATES))

    def _best(self, query: str, limit: int) -> list[str]:
        statement = "SELECT words FROM quotes WHERE quotes MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self._base.execute(statement, (query, limit))]


class _Postgres:
    name = "PostgreSQL"

    def __init__(self, passages: Sequence[str], address: str) -> None:
        url = make_url(address)
        self._base = pg8000.native.Connection(
            url.username or "postgres",
            host=url.host or "localhost",
            port=url.port or 5432,
            database=url.database,
            password=url.password,
        )
        self._base.run("DROP TABLE IF EXISTS benchmark_quotes")
        self._base.run("CREATE UNLOGGED TABLE benchmark_quotes (words text, found tsvector)")
        lines = (" ".join(words_of(text)) + "\n" for text in passages)
        self._base.run("COPY benchmark_quotes (words) FROM STDIN", stream=lines)
        self._base.run("UPDATE benchmark_quotes SET found = to_tsvector('simple', words)")
        self._base.run("CREATE INDEX ON benchmark_quotes USING gin (found)")
        self._base.run("ANALYZE benchmark_quotes")

    def close(self) -> None:
        self._base.close()

    def found(self, words: Sequence[str], *, phrase: bool) -> list[str]:
        return self._best((" <-> " if phrase else " & ").join(words), 10)

    def any(self, words: Sequence[str]) -> list[str]:
        return self._best(" | ".join(words), 10)

    def nearest(self, typed: str) -> str | None:
        return _nearest(typed, self._best(" | ".join(_telling(typed)), CANDIDATES))

    def _best(self, query: str, limit: int) -> list[str]:
        statement = """SELECT words FROM benchmark_quotes, to_tsquery('simple', :query) AS query
            WHERE found @@ query ORDER BY ts_rank(found, query) DESC LIMIT :limit"""
        return [row[0] for row in self._base.run(statement, query=query, limit=limit) or ()]


def _either(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _telling(typed: str) -> list[str]:
    return sorted(set(words_of(typed)), key=len, reverse=True)[:TELLING]


def _nearest(typed: str, candidates: Sequence[str]) -> str | None:
    words = " ".join(words_of(typed))
    return max(candidates, key=lambda one: fuzz.partial_ratio(words, one), default=None)
