"""The index over tantivy: a folder on this machine's disk.

lock              held by the one process that writes
watermark.json    which generation is in use, and how far it has come; written after each commit
<generation>/     tantivy's own files; building anew makes another one and swaps it in when it is whole
"""

import fcntl
import json
import re
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import tantivy
from tantivy import FieldType, Occur, Query

from bot.archive.durable import write_durably
from bot.archive.handles import handles_of
from bot.archive.index import Entry, IndexWriter, Runs, Saying, Sight, Watermark
from bot.archive.pairs import pairs_of
from bot.errors import DeskError
from bot.folding import words_of

FORMAT = 2
"""Grows when the fields below or the folding of words change: an index of another format is built anew."""

HEAP = 50_000_000
"""Bytes that tantivy may hold before it writes a segment. Its own least is 15 MB a thread."""

TITLE_WEIGHT = 4.0
LEAD_WEIGHT = 2.0

_GENERATION = re.compile("[0-9a-f]{32}")

_SMALLEST, _BIGGEST = -(2**63), 2**63 - 1


class DamagedIndexError(DeskError):
    """The index can't be read as it stands; building it anew mends that."""

    def __init__(self) -> None:
        super().__init__("The search index is damaged.", "Build it anew: quotedesk index --rebuild")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("newsroom", "article", "said", "speaker", "about", "visible", "day_first", "day_last"):
        builder.add_integer_field(name, indexed=True, fast=name not in {"newsroom", "speaker", "about"})
    builder.add_text_field("outlet", tokenizer_name="raw", index_option="basic")
    for name in ("title", "lead", "body", "words"):
        builder.add_text_field(name, tokenizer_name="whitespace")
    builder.add_text_field("pairs", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


SCHEMA = _schema()


class TantivyIndex:
    """An `Index` in a folder, which is made when it is first written.

    Args:
        folder: On a disk of this machine.
        keep: Writes the watermark to a file; given only by tests that stop the process just there.
    """

    def __init__(self, folder: Path, keep: Callable[[Path, str], None] | None = None) -> None:
        self._folder = folder
        self._keep = keep or _write_text
        self._opened: tuple[str, tantivy.Index] | None = None
        self._opening = Lock()

    def watermark(self) -> Watermark | None:
        """How far it has come; None where it is missing, of another format or damaged."""
        kept = self._kept()
        if kept is None or not self._openable(kept["generation"]):
            return None
        return Watermark(kept["store"], kept["seq"], kept["at"])

    @contextmanager
    def writing(self) -> Generator[IndexWriter | None]:
        """A writer, or None where another process holds the lock."""
        with self._lock() as held:
            if not held:
                yield None
                return
            kept = self._kept()
            writer = _Writer(self._folder, kept["generation"] if kept else None, self._keep)
            yield writer
            self._sweep(writer.close())

    def sayings(self, sight: Sight, runs: Runs) -> list[int]:
        """The `said` of every matching wording, best first."""
        return self._values("said", [_must(_run("words", run)) for run in runs], sight)

    def articles(self, sight: Sight, runs: Runs) -> list[int]:
        """The id of every matching article, best first."""
        return self._values("article", [_must(_anywhere(run)) for run in runs], sight)

    def near(self, sight: Sight, words: Sequence[str], limit: int) -> list[int]:
        """The `said` of wordings that share the most telling of the words and of their pairs, likeliest first."""
        with _blaming_damage():
            searcher = self._searcher()
            handles = handles_of(SCHEMA, searcher, words) if searcher else []
        if not handles:
            return []
        shared = Query.boolean_query([(Occur.Should, query) for query in handles])
        return self._values("said", [_must(shared)], sight, limit)

    def headlines(self, sight: Sight, words: Sequence[str], limit: int) -> list[int]:
        """Ids of articles whose headline holds at least half of the words, or something like them."""
        likely = [(Occur.Should, _likely(word)) for word in words]
        if not likely:
            return []
        query = Query.boolean_query(likely, minimum_number_should_match=(len(likely) + 1) // 2)
        return self._values("article", [_must(query)], sight, limit)

    def count(self) -> int:
        """How many articles and utterances it holds."""
        searcher = self._searcher()
        return searcher.num_docs if searcher else 0

    def size(self) -> int:
        """Bytes on disk."""
        total = 0
        for file in self._folder.rglob("*"):
            with suppress(OSError):  # a merge may delete it meanwhile
                total += file.stat().st_size if file.is_file() else 0
        return total

    def place(self) -> str:
        """The folder."""
        return str(self._folder)

    def _values(
        self, field: str, wanted: list[tuple[Occur, Query]], sight: Sight, limit: int | None = None
    ) -> list[int]:
        query = Query.boolean_query([*wanted, *_conditions(sight)])
        with _blaming_damage():
            searcher = self._searcher()
            if searcher is None or not searcher.num_docs:
                return []
            hits = searcher.search(query, limit=limit or searcher.num_docs, count=False).hits
            values = searcher.fast_field_values(field, [place for _, place in hits])
        return list(dict.fromkeys(int(value) for value in values if value is not None))

    def _searcher(self) -> tantivy.Searcher | None:
        """What was last committed, by whatever process."""
        kept = self._kept()
        if kept is None:
            return None
        with self._opening, _blaming_damage():
            if self._opened is None or self._opened[0] != kept["generation"]:
                self._opened = kept["generation"], tantivy.Index.open(str(self._folder / kept["generation"]))
            index = self._opened[1]
            index.reload()
            return index.searcher()

    def _openable(self, generation: str) -> bool:
        if self._opened is not None and self._opened[0] == generation:
            return (self._folder / generation / "meta.json").exists()
        try:
            with _blaming_damage():
                tantivy.Index.open(str(self._folder / generation)).searcher()
        except DamagedIndexError:
            return False
        return True

    def _kept(self) -> dict[str, Any] | None:
        try:
            kept: dict[str, Any] = json.loads((self._folder / "watermark.json").read_text("utf-8"))
            return kept if kept["format"] == FORMAT else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @contextmanager
    def _lock(self) -> Generator[bool]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = (self._folder / "lock").open("w")
        except OSError as fault:
            raise DeskError(
                f"The search index in {self._folder} can't be written: {fault.strerror}.",
                "Make the folder writable, or name another one in QUOTEDESK_INDEX.",
            ) from fault
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _sweep(self, generation: str | None) -> None:
        """Delete what other generations left; readers that have one open keep it until they close it."""
        for folder in self._folder.iterdir():
            if folder.is_dir() and _GENERATION.fullmatch(folder.name) and folder.name != generation:
                shutil.rmtree(folder, ignore_errors=True)


class _Writer:
    """Writes one generation. While building anew the watermark is set only at the end, by `close`."""

    def __init__(self, folder: Path, generation: str | None, keep: Callable[[Path, str], None]) -> None:
        self._keep = keep
        self._folder = folder
        self._generation = generation
        self._anew = False
        self._last: Watermark | None = None
        self._expected: dict[int, int] = {}
        self._open: tuple[tantivy.Index, tantivy.IndexWriter] | None = None

    def begin_anew(self) -> None:
        """Write another generation."""
        self._generation = uuid4().hex
        self._anew = True

    def replace(self, article_ids: Sequence[int], entries: Iterable[Entry]) -> None:
        """Forget what was held of the articles and hold the entries instead."""
        with _blaming_damage():
            _, writer = self._opened()
            for number in article_ids:
                writer.delete_documents_by_term("article", number)
                self._expected[number] = 0
            for entry in entries:
                documents = list(_documents(entry))
                self._expected[entry.article_id] = len(documents)
                for document in documents:
                    writer.add_document(document)

    def commit(self, watermark: Watermark) -> None:
        """Make it last, see that nothing stayed that was to go, then set the watermark."""
        with _blaming_damage():
            index, writer = self._opened()
            writer.commit()
            self._check(index)
        self._last = watermark
        if not self._anew:
            self._set(watermark)

    def close(self) -> str | None:
        """Wait for tantivy to finish, and swap a new generation in; the generation that is in use now."""
        if self._open:
            with _blaming_damage():
                self._open[1].wait_merging_threads()
        if self._last and self._anew:
            self._set(self._last)
        return self._generation

    def _opened(self) -> tuple[tantivy.Index, tantivy.IndexWriter]:
        if self._open is None:
            place = self._folder / (self._generation or "")
            if self._anew:
                place.mkdir()
            index = tantivy.Index(SCHEMA, path=str(place)) if self._anew else tantivy.Index.open(str(place))
            self._open = index, index.writer(HEAP, 1)
        return self._open

    def _check(self, index: tantivy.Index) -> None:
        index.reload()
        if self._expected:
            query = Query.term_set_query(SCHEMA, "article", list(self._expected))
            searcher = index.searcher()
            hits = searcher.search(query, limit=max(1, searcher.num_docs), count=False).hits
            if len(hits) != sum(self._expected.values()):
                raise DamagedIndexError
        self._expected.clear()

    def _set(self, watermark: Watermark) -> None:
        data = {"format": FORMAT, "generation": self._generation, **asdict(watermark)}
        self._keep(self._folder / "watermark.json", json.dumps(data))


def _documents(entry: Entry) -> Iterator[tantivy.Document]:
    article = _document(entry)
    heads = (("title", (entry.headline or "",)), ("lead", (entry.standfirst or "",)))
    for name, texts in (*heads, ("body", entry.paragraphs)):
        _add_words(article, name, map(words_of, texts))
    _add_numbers(article, "speaker", {saying.speaker for saying in entry.sayings if saying.speaker})
    _add_numbers(article, "about", {number for saying in entry.sayings for number in saying.about})
    yield article
    for saying in entry.sayings:
        yield _saying(entry, saying)


def _saying(entry: Entry, saying: Saying) -> tantivy.Document:
    document = _document(entry)
    document.add_integer("said", saying.said)
    words = [words_of(part) for part in saying.parts]
    _add_words(document, "words", words)
    document.add_text("pairs", " ".join(pairs_of([word for part in words for word in part])))
    _add_numbers(document, "speaker", [saying.speaker] if saying.speaker else [])
    _add_numbers(document, "about", saying.about)
    return document


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("newsroom", entry.newsroom)
    document.add_integer("article", entry.article_id)
    document.add_integer("visible", entry.visible_from)
    for name, day in (("day_first", entry.day_first), ("day_last", entry.day_last)):
        _add_numbers(document, name, [day] if day else [])
    if entry.outlet:
        document.add_text("outlet", entry.outlet)
    return document


def _add_words(document: tantivy.Document, name: str, texts: Iterable[Sequence[str]]) -> None:
    """Add each text by itself: tantivy leaves a gap between two, so that no phrase runs from one into the next."""
    for words in texts:
        if words:
            document.add_text(name, " ".join(words))


def _add_numbers(document: tantivy.Document, name: str, numbers: Iterable[int]) -> None:
    for number in numbers:
        document.add_integer(name, number)


def _must(query: Query) -> tuple[Occur, Query]:
    return Occur.Must, query


def _conditions(sight: Sight) -> list[tuple[Occur, Query]]:
    """What a document must meet besides its words; none of it counts in the ranking."""
    kept = [
        Query.term_query(SCHEMA, "newsroom", sight.newsroom),
        Query.range_query(SCHEMA, "visible", FieldType.Integer, upper_bound=sight.now),
    ]
    kept += [_any_of(name, ids) for name, ids in (("speaker", sight.by), ("about", sight.about)) if ids]
    if sight.article is not None:
        kept.append(_any_of("article", (sight.article,)))
    if sight.outlet is not None:
        kept.append(Query.term_query(SCHEMA, "outlet", sight.outlet))
    if sight.since is not None:
        kept.append(Query.range_query(SCHEMA, "day_first", FieldType.Integer, lower_bound=sight.since))
    if sight.until is not None:
        kept.append(Query.range_query(SCHEMA, "day_last", FieldType.Integer, upper_bound=sight.until))
    conditions = [_must(Query.const_score_query(query, 0.0)) for query in kept]
    if sight.without:
        conditions.append((Occur.MustNot, _any_of("article", sight.without)))
    return conditions


def _any_of(name: str, ids: Sequence[int]) -> Query:
    return Query.term_set_query(SCHEMA, name, [number for number in ids if _SMALLEST <= number <= _BIGGEST])


def _run(name: str, run: Sequence[str]) -> Query:
    if len(run) == 1:
        return Query.term_query(SCHEMA, name, run[0])
    return Query.phrase_query(SCHEMA, name, list(run))


def _anywhere(run: Sequence[str]) -> Query:
    weights = (("title", TITLE_WEIGHT), ("lead", LEAD_WEIGHT), ("body", 1.0))
    return Query.boolean_query([(Occur.Should, Query.boost_query(_run(name, run), by)) for name, by in weights])


def _likely(word: str) -> Query:
    """A word as it stands, its beginning, or with a slip or two in a longer one."""
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    near = Query.fuzzy_term_query(SCHEMA, "title", word, distance=slips, prefix=True)
    exact = Query.boost_query(Query.term_query(SCHEMA, "title", word), TITLE_WEIGHT)
    return Query.boolean_query([(Occur.Should, near), (Occur.Should, exact)])


@contextmanager
def _blaming_damage() -> Generator[None]:
    """Anything that tantivy can't do with its own files is damage; its panics are no `Exception`s."""
    try:
        yield
    except (DamagedIndexError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as fault:
        raise DamagedIndexError from fault


def _write_text(path: Path, text: str) -> None:
    write_durably(path, [text.encode()])
