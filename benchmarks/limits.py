"""How far the archive stands from what the machine and the libraries below it can do at all, with the same passages.

    python -m benchmarks.limits --passages FILE.xz --names FILE.xz [--count N] [--seed S] [--json OUT]

Each row names one thing the archive does, and the least that must be done for it: bytes written and no more, tantivy given lines that
are ready, one row read by its number, as many comparisons of letters. Both are measured in turn, in the same minute.
"""

import argparse
import json
import lzma
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import TypeVar

import tantivy
from rapidfuzz import fuzz
from rich.console import Console
from rich.table import Table

from benchmarks.made_up_archive import FILED
from benchmarks.passages import NEWSROOMS, filed, lines_of, quoted
from bot.archive import Archive, Words, open_archive
from bot.archive.archive import CANDIDATES
from bot.archive.documents import micros
from bot.archive.engine import engine_for
from bot.archive.index import Sight
from bot.archive.records import EVERYTHING
from bot.archive.store import SqlStore
from bot.archive.tantivy_documents import lines_of as documents_of
from bot.archive.tantivy_index import MANY_HEAP, SCHEMA, THREADS, TantivyIndex
from bot.folding import words_of
from bot.settings import Settings

ASKED = 300
ROOM = NEWSROOMS[0]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure of ours, and the same of the least that must be done for it, which `bare` names."""

    what: str
    unit: str
    ours: float
    least: float
    bare: str

    @property
    def apart(self) -> float:
        """How many times as much the least does, or as little it takes."""
        return self.least / self.ours if self.unit == "a second" else self.ours / self.least


@dataclass(frozen=True, slots=True)
class Bench:
    """An archive of the passages, and what it took to make it, in seconds."""

    archive: Archive
    settings: Settings
    passages: Sequence[str]
    chance: Random
    filing: float
    indexing: float


def main() -> None:
    """Print each figure beside its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    passages, names = lines_of(given.passages, given.count), lines_of(given.names, given.count)
    people = [name.partition("\t")[0] for name in names]
    with tempfile.TemporaryDirectory() as place:
        bench = _filled(Path(place), passages, people, given.seed)
        rows = [*_written(bench, Path(place)), *_read(bench)]
        bench.archive.close()
    _print(rows)
    if given.json:
        given.json.write_text(json.dumps([asdict(row) | {"apart": row.apart} for row in rows], indent=2))


def _filled(folder: Path, passages: Sequence[str], people: Sequence[str], seed: int) -> Bench:
    settings = Settings(archive=folder / "archive.db", database_url="", index=folder / "index", newsroom=ROOM)
    archive = open_archive(settings)
    filing = _took(lambda: filed(archive, quoted(passages, people, seed)))
    indexing = _took(archive.catch_up)
    return Bench(archive, settings, passages, Random(seed), filing, indexing)


def _print(rows: Sequence[Limit]) -> None:
    table = Table("", "unit", "ours", "the least", "apart", "the least is")
    for row in rows:
        table.add_row(row.what, row.unit, _figure(row.ours), _figure(row.least), f"{row.apart:.0f}", row.bare)
    Console(width=120).print(table)


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.3f}"


# --- what is written


def _written(bench: Bench, folder: Path) -> Iterator[Limit]:
    count = len(bench.passages)
    state = bench.archive.state(now=FILED)
    text = sum(len(passage.encode()) for passage in bench.passages) / count
    packed = len(lzma.compress("\n".join(bench.passages).encode(), preset=1)) / count
    bare = count / _took(lambda: _inserted(folder / "bare.db", bench.passages))
    ready = count / _indexed(bench, folder / "bare-index")
    yield Limit("store", "bytes a quote", state.size / count, text, "the quotes' own characters")
    yield Limit("index", "bytes a quote", state.index_size / count, packed, "the quotes compressed by LZMA")
    yield Limit("filing", "a second", count / bench.filing, bare, "the quotes alone as rows of one table")
    yield Limit(
        "indexing", "a second", count / bench.indexing, ready, "tantivy given lines that are ready, without names"
    )


def _inserted(file: Path, passages: Sequence[str]) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE quotes (id INTEGER PRIMARY KEY, exact TEXT NOT NULL)")
    with connection:
        connection.executemany("INSERT INTO quotes (exact) VALUES (?)", ((passage,) for passage in passages))
    connection.close()


def _indexed(bench: Bench, folder: Path) -> float:
    """Seconds that tantivy alone takes for the lines of all articles."""
    store = SqlStore(engine_for(bench.settings))
    numbers = [change.article_id for change in store.all_changes()]
    slices = [numbers[at : at + 100] for at in range(0, len(numbers), 100)]
    lines = [line for some in slices for each in documents_of(store.entries(some)).values() for line in each]
    store.close()
    folder.mkdir()
    return _took(lambda: _added(tantivy.Index(SCHEMA, path=str(folder)), lines))


def _added(index: tantivy.Index, lines: Sequence[str]) -> None:
    writer = index.writer(MANY_HEAP * THREADS, THREADS)
    for line in lines:
        writer.add_json(line)
    writer.commit()


# --- what is read


def _read(bench: Bench) -> Iterator[Limit]:
    some = [bench.chance.choice(bench.passages) for _ in range(ASKED)]
    searches = [(word,) for word in (bench.chance.choice(words_of(text)) for text in some)]
    index, sight = TantivyIndex(bench.settings.index), _sight(bench)
    found = _median(lambda word: index.sayings(sight, (word,)), searches)
    told = _median(partial(_matching, bench.archive), searches)
    near = _median(lambda text: bench.archive.utterances_near(ROOM, text, limit=3, now=FILED), some)
    letters = _median(lambda text: [fuzz.ratio(text, other) for other in some[:CANDIDATES]], some)
    yield Limit("three quotes with a word", "ms", told, found, "the index alone")
    yield Limit("the same", "ms", told, 3 * _one_row(bench), "three rows read by their number")
    yield Limit("a quote nearest to a wording", "ms", near, letters, f"{CANDIDATES} comparisons by letters")


def _sight(bench: Bench) -> Sight:
    store = SqlStore(engine_for(bench.settings))
    number = store.newsroom_id(ROOM) or 0
    store.close()
    return Sight(number, micros(FILED))


def _matching(archive: Archive, words: tuple[str, ...]) -> object:
    return archive.utterances_matching(ROOM, Words(words), EVERYTHING, offset=0, limit=3, now=FILED)


def _one_row(bench: Bench) -> float:
    """Milliseconds that a bare statement takes to bring one quote."""
    connection = sqlite3.connect(bench.settings.archive)
    numbers = [bench.chance.randrange(1, len(bench.passages)) for _ in range(ASKED)]
    taken = _median(
        lambda number: connection.execute("SELECT exact FROM quotes WHERE id = ?", (number,)).fetchone(), numbers
    )
    connection.close()
    return taken


# --- times


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _median(ask: Callable[[T], object], questions: Sequence[T]) -> float:
    """Milliseconds of half the questions, after a warm-up."""
    for question in questions[:10]:
        ask(question)
    return 1000 * median(_took(partial(ask, question)) for question in questions)


if __name__ == "__main__":
    main()
