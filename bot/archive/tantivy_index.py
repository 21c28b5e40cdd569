"""The index over tantivy: a folder on this machine's disk.

lock              held by the one process that writes
watermark.json    which generation is in use, and how far it has come; written after each commit
<generation>/     tantivy's own files; building anew makes another one and swaps it in when it is whole
"""

import json
import re
import shutil
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from uuid import uuid4

import tantivy
from tantivy import FieldType, Occur, Query

from bot.archive.durable import write_durably
from bot.archive.handles import handles_of
from bot.archive.index import COUNTED, IndexWriter, Matches, Read, Runs, Sight, Watermark
from bot.archive.locks import locked_folder
from bot.archive.tantivy_documents import Lines, lines_of
from bot.errors import DeskError

FORMAT = 5
"""Grows when the fields below or the folding of words change: an index of another format is built anew."""

HEAP = 50_000_000
"""Bytes that a thread of tantivy's may hold before it writes a segment. Its own least is 15 MB a thread."""

MANY_HEAP = 400_000_000
"""The same for many: half a million quotes, so that few segments have a dictionary each. It takes what it needs of that."""

MANY = 2_000
"""Articles to be indexed that are worth other processes, each of which takes half a second to begin."""

THREADS = 2
"""Threads of tantivy's for so many: it takes half as long as the words take to be folded."""

AHEAD = 8
"""Batches that are being folded while what is folded is added."""

SCORED = 3
"""Decimals of a score that count: beyond them it depends on the order in which tantivy adds up."""

MORE = 8
"""So many times more hits are looked at where too many are as good as each other."""

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
    for name in ("newsroom", "earlier", "speaker", "about"):
        builder.add_integer_field(name, indexed=True)
    builder.add_integer_field("article", indexed=True, fast=True)
    for name in ("said", "visible", "day_first", "day_last"):  # asked for, or within limits: in no dictionary
        builder.add_integer_field(name, fast=True)
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
        self._opened: tuple[dict[str, Any], tantivy.Index] | None = None
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
        with locked_folder(self._folder, "The search index") as held:
            if not held:
                yield None
                return
            kept = self._kept()
            with ExitStack() as stack:
                writer = _Writer(self._folder, kept["generation"] if kept else None, self._keep, stack)
                yield writer
                self._sweep(writer.close())

    def sayings(self, sight: Sight, runs: Runs, *, every: bool = True) -> Matches:
        """The `said` of wordings that hold every run, or else any of them, best first."""
        held = [(Occur.Must if every else Occur.Should, _run("words", run)) for run in runs]
        return self._matches("said", held if every else [_must(Query.boolean_query(held))], sight, MANY_HITS)

    def articles(self, sight: Sight, runs: Runs) -> Matches:
        """The ids of the matching articles, best first."""
        return self._matches("article", [_must(_anywhere(run)) for run in runs], sight, MANY_HITS)

    def near(self, sight: Sight, words: Sequence[str], limit: int) -> list[int]:
        """The `said` of wordings that share the most telling of the words and of their pairs, likeliest first."""
        with _blaming_damage():
            searcher = self._searcher()
            if searcher is None or not searcher.doc_freq(_whose(sight), sight.newsroom):
                return []
            handles = handles_of(SCHEMA, searcher, words)
        if not handles:
            return []
        shared = Query.boolean_query([(Occur.Should, query) for query in handles])
        return list(self._matches("said", [_must(shared)], sight, _few_hits(limit)).numbers)

    def headlines(self, sight: Sight, words: Sequence[str], limit: int) -> list[int]:
        """Ids of articles whose headline holds at least half of the words, or something like them."""
        likely = [(Occur.Should, _likely(word)) for word in words]
        if not likely:
            return []
        query = Query.boolean_query(likely, minimum_number_should_match=(len(likely) + 1) // 2)
        return list(self._matches("article", [_must(query)], sight, _few_hits(limit)).numbers)

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

    def _matches(self, field: str, wanted: list[tuple[Occur, Query]], sight: Sight, many: "_Many") -> Matches:
        """The numbers in a field of what a query finds: the best first, of those as good the newest, then by what they say."""
        query = Query.boolean_query([*wanted, *_conditions(sight)])
        with _blaming_damage():
            searcher = self._searcher()
            if searcher is None or not searcher.num_docs:
                return Matches()
            ranks, places, more = _best(searcher, query, many)
            days, said, numbers = (searcher.fast_field_values(name, places) for name in ("day_last", "said", field))
        newest_first = [-(day or 0) for day in days]
        order = sorted(zip(ranks, newest_first, said, numbers, strict=True))
        unique = list(dict.fromkeys(map(itemgetter(-1), order)))
        return Matches(unique[: many.most], more or len(unique) > many.most)

    def _searcher(self) -> tantivy.Searcher | None:
        """What was last committed, by whatever process."""
        kept = self._kept()
        if kept is None:
            return None
        with self._opening, _blaming_damage():
            if self._opened is None or self._opened[0] != kept:
                self._opened = kept, self._reloaded(kept["generation"])
            return self._opened[1].searcher()

    def _reloaded(self, generation: str) -> tantivy.Index:
        """A generation as it was last committed."""
        if not self._is_open(generation):
            return tantivy.Index.open(str(self._folder / generation))
        assert self._opened is not None
        self._opened[1].reload()
        return self._opened[1]

    def _openable(self, generation: str) -> bool:
        if self._is_open(generation):
            return (self._folder / generation / "meta.json").exists()
        try:
            with _blaming_damage():
                tantivy.Index.open(str(self._folder / generation)).searcher()
        except DamagedIndexError:
            return False
        return True

    def _is_open(self, generation: str) -> bool:
        return self._opened is not None and self._opened[0]["generation"] == generation

    def _kept(self) -> dict[str, Any] | None:
        try:
            kept: dict[str, Any] = json.loads((self._folder / "watermark.json").read_text("utf-8"))
            return kept if kept["format"] == FORMAT else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _sweep(self, generation: str | None) -> None:
        """Delete what other generations left; readers that have one open keep it until they close it."""
        for folder in self._folder.iterdir():
            if folder.is_dir() and _GENERATION.fullmatch(folder.name) and folder.name != generation:
                shutil.rmtree(folder, ignore_errors=True)


class _Writer:
    """Writes one generation. While building anew nothing is committed before the end, and other processes read and fold."""

    def __init__(
        self, folder: Path, generation: str | None, keep: Callable[[Path, str], None], stack: ExitStack
    ) -> None:
        self._keep = keep
        self._folder = folder
        self._generation = generation
        self._stack = stack
        self._anew = False
        self._last: Watermark | None = None
        self._expected: dict[int, int] = {}
        self._open: tuple[tantivy.Index, tantivy.IndexWriter] | None = None
        self._pool: ProcessPoolExecutor | None = None
        self._folding: deque[Future[Lines]] = deque()

    def begin_anew(self, articles: int) -> None:
        """Write another generation."""
        self._generation = uuid4().hex
        self._anew = True
        if articles >= MANY:
            self._pool = self._stack.enter_context(ProcessPoolExecutor(mp_context=get_context("spawn")))

    def replace(self, article_ids: Sequence[int], read: Read) -> None:
        """Forget what was held of the articles and hold instead what is read of them."""
        with _blaming_damage():
            _, writer = self._opened()
            for number in () if self._anew else article_ids:
                writer.delete_documents_by_term("article", number)
                self._expected[number] = 0
            if self._pool is None:
                self._add(_lines_read(read, article_ids))
                return
            self._folding.append(self._pool.submit(_lines_read, read, article_ids))
            self._add_folded(AHEAD)

    def commit(self, watermark: Watermark) -> None:
        """Make it last, see that nothing stayed that was to go, then set the watermark."""
        self._last = watermark
        if not self._anew:
            self._commit()
            self._set(watermark)

    def close(self) -> str | None:
        """Wait for tantivy to finish, and swap a new generation in; the generation that is in use now."""
        with _blaming_damage():
            if self._last and self._anew:
                self._add_folded(0)
                self._commit()
            if self._open:
                self._open[1].wait_merging_threads()
        if self._last and self._anew:
            self._set(self._last)
        return self._generation

    def _add_folded(self, waiting: int) -> None:
        """Add what is folded until no more than so many batches are waiting to be."""
        while len(self._folding) > waiting:
            self._add(self._folding.popleft().result())

    def _add(self, articles: Lines) -> None:
        _, writer = self._opened()
        for number, lines in articles.items():
            self._expected[number] = len(lines)
            for line in lines:
                writer.add_json(line)

    def _commit(self) -> None:
        with _blaming_damage():
            index, writer = self._opened()
            writer.commit()
            self._check(index)

    def _opened(self) -> tuple[tantivy.Index, tantivy.IndexWriter]:
        if self._open is None:
            place = self._folder / (self._generation or "")
            if self._anew:
                place.mkdir()
            index = tantivy.Index(SCHEMA, path=str(place)) if self._anew else tantivy.Index.open(str(place))
            self._open = index, index.writer(MANY_HEAP * THREADS, THREADS) if self._pool else index.writer(HEAP, 1)
        return self._open

    def _check(self, index: tantivy.Index) -> None:
        index.reload()
        if self._held(index.searcher()) != sum(self._expected.values()):
            raise DamagedIndexError
        self._expected.clear()

    def _held(self, searcher: tantivy.Searcher) -> int:
        """How many documents it has of the articles that were replaced."""
        if self._anew or not self._expected:
            return searcher.num_docs if self._anew else 0
        query = Query.term_set_query(SCHEMA, "article", list(self._expected))
        return len(searcher.search(query, limit=max(1, searcher.num_docs), count=False).hits)

    def _set(self, watermark: Watermark) -> None:
        data = {"format": FORMAT, "generation": self._generation, **asdict(watermark)}
        self._keep(self._folder / "watermark.json", json.dumps(data))


def _lines_read(read: Read, article_ids: Sequence[int]) -> Lines:
    return lines_of(read(article_ids))


class _Many(NamedTuple):
    """How many hits are wanted: at least and at most, and after how many to look first, for those as good as the last."""

    least: int
    most: int
    first: int


MANY_HITS = _Many(COUNTED // 2, COUNTED, COUNTED)


def _few_hits(limit: int) -> _Many:
    return _Many(limit, limit, 4 * limit)


def _best(searcher: tantivy.Searcher, query: Query, many: _Many) -> tuple[list[float], list[tantivy.DocAddress], bool]:
    """How far the best hits are from the top, where they are, and whether there are more.

    Never some of those as good and not the others: which of them tantivy drops depends on the order in which they were indexed.
    """
    limit = many.first
    while True:
        hits = searcher.search(query, limit=limit + 1, count=False).hits
        ranks, places = _ranks([score for score, _ in hits]), [place for _, place in hits]
        if len(hits) <= limit:
            return ranks, places, False
        whole = bisect_left(ranks, ranks[-1])
        if whole >= many.least:
            return ranks[:whole], places[:whole], True
        limit *= MORE


def _ranks(scores: Sequence[float]) -> list[float]:
    """The scores, of which most are alike, rounded and negative, so that the best come first."""
    rank = {score: -round(score, SCORED) for score in set(scores)}
    return [rank[score] for score in scores]


def _must(query: Query) -> tuple[Occur, Query]:
    return Occur.Must, query


def _conditions(sight: Sight) -> list[tuple[Occur, Query]]:
    """What a document must meet besides its words; none of it counts in the ranking."""
    kept = [
        Query.term_query(SCHEMA, _whose(sight), sight.newsroom),
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


def _whose(sight: Sight) -> str:
    """The field that holds the newsroom of what is searched."""
    return "earlier" if sight.earlier else "newsroom"


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
