"""How quickly words, phrases, misquotes, names and titles are found among real quotes, how often rightly, at what cost.

    python -m benchmarks.wording --passages FILE.xz --names FILE.xz [--count N] [--seed S] [--peers] [--folder FOLDER]
        [--asked N] [--articles N] [--json OUT]

`--passages` holds a passage a line, `--names` a name a line, the most prominent first. The passages are filed as quotes
of people, in outlets and on days that are drawn by lot, in three newsrooms; the largest is asked. *Reply* is the time from
the question to the answer, its texts read from the store; *index* what the index alone takes. "Right" is that the first
answer holds the stretch that was damaged, whatever any score says. The archive is made in `--folder` and kept, to be asked
again; without one it is made in a place of its own and deleted. `--asked` is how many questions of each kind there are (300),
`--articles` how many articles of 600 words (a tenth of the passages). With `--peers` SQLite (FTS5) is asked the same of the same
quotes, and PostgreSQL, where it is installed (a server of its own, thrown away after).
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress

from benchmarks.damage import FEWEST, KINDS, Misquote
from benchmarks.made_up_archive import FILED, QUOTES_EACH
from benchmarks.names import SLIPS, named, names_measured, spread
from benchmarks.passages import NEWSROOMS, filed, lines_of, long_articles, quoted
from benchmarks.second_reader import memory_of_another
from benchmarks.text_peers import Peer, peers_of
from benchmarks.verdict_rates import HELD_OUT, rates
from bot.archive import Archive, Printing, Submission, Words, open_archive
from bot.archive.archive import CANDIDATES
from bot.archive.documents import micros
from bot.archive.engine import engine_for
from bot.archive.index import Runs, Sight
from bot.archive.records import EVERYTHING
from bot.archive.store import SqlStore
from bot.archive.tantivy_index import TantivyIndex
from bot.desk import Desk, open_desk
from bot.folding import words_of
from bot.request import Question, Request
from bot.settings import Settings

ROOM = NEWSROOMS[0]

PATIENCE = 10.0
"""Seconds after which no more questions of one kind are asked."""

COMMON = 200
"""So many of the commonest words are asked for as common words."""

ARTICLE_WORDS = 600

Row = dict[str, float]
Rows = dict[str, Row]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bench:
    """What is asked, and the passages that the questions are made of."""

    desk: Desk
    archive: Archive
    index: TantivyIndex
    sight: Sight
    passages: Sequence[str]
    chance: random.Random
    peers: Sequence[Peer]
    asked: int

    def some(self) -> list[str]:
        """As many passages as there are questions of a kind."""
        return self.chance.choices(self.passages, k=self.asked)


@dataclass(frozen=True, slots=True)
class Search:
    """A search as people type it, and as the index is asked."""

    question: Question
    runs: Runs
    sight: Sight


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    given = _given(arguments)
    progress = Progress(console=Console(stderr=True), transient=True)
    with _folder(given.folder) as folder, progress as bar, ExitStack() as stack:
        rows: Rows = {}
        for name, row in _measured(given, folder, bar, stack):
            rows[name] = row
            print(f"{name:34}", "  ".join(f"{what} {value:,.4g}" for what, value in row.items()), flush=True)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


def _given(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time, rightness and size of finding wordings.")
    parser.add_argument("--passages", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--asked", type=int, default=300)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    return parser.parse_args(arguments)


@contextmanager
def _folder(kept: Path | None) -> Generator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _measured(given: argparse.Namespace, folder: Path, bar: Progress, stack: ExitStack) -> Iterator[tuple[str, Row]]:
    lines = lines_of(given.passages, given.count + HELD_OUT)
    stored = len(lines) - min(HELD_OUT, len(lines) // 5)
    passages, foreign = lines[:stored], lines[stored:]
    names = list(named(given.names, given.count))
    people = [name for name, _ in names]
    settings = _settings(folder / f"quotes-{given.count}-{given.seed}")
    yield "the archive", _filled(settings, quoted(passages, people, given.seed), len(passages), bar)
    peers = list(peers_of(passages, folder, stack)) if given.peers else []
    bench = _bench(settings, _mine(passages, people, given.seed), random.Random(given.seed), peers, given.asked)
    articles = given.articles or given.count // QUOTES_EACH
    long = _settings(folder / f"articles-{articles}-{given.seed}")
    texts = long_articles(passages, articles, ARTICLE_WORDS, given.seed)
    stages: list[Callable[[], Iterable[tuple[str, Row]]]] = [
        partial(_words, bench),
        lambda: _any(bench),
        partial(_misquotes, bench),
        lambda: rates(
            lambda one: bench.desk.answer(Request(one, ROOM)), bench.passages, foreign, bench.chance, given.asked
        ),
        partial(_titles, bench),
        lambda: [("searchable after being filed", _searchable(bench))],
        lambda: [("a second reading process", memory_of_another(settings, ROOM))],
        lambda: names_measured(names, folder / "names", bench.chance, peers=given.peers).items(),
        lambda: _long(bench, long, texts, articles, bar),
    ]
    for stage in bar.track(stages, description="asking"):
        yield from stage()
    bench.desk.close()


def _settings(folder: Path) -> Settings:
    return Settings(archive=folder / "archive.db", database_url="", index=folder / "index", newsroom=ROOM)


def _bench(
    settings: Settings, passages: Sequence[str], chance: random.Random, peers: Sequence[Peer], asked: int
) -> Bench:
    store = SqlStore(engine_for(settings))
    sight = Sight(store.newsroom_id(ROOM) or 0, micros(FILED))
    store.close()
    index = TantivyIndex(settings.index)
    return Bench(
        open_desk(settings, lambda: FILED), open_archive(settings), index, sight, passages, chance, peers, asked
    )


def _mine(passages: Sequence[str], people: Sequence[str], seed: int) -> list[str]:
    """The passages in the newsroom that is asked, long enough to be damaged."""
    rooms = [room for room, _ in quoted(passages, people, seed)]
    mine = (text for at, text in enumerate(passages) if rooms[at // QUOTES_EACH] == ROOM)
    return [text for text in mine if len(text.split()) >= FEWEST]


# --- filing


def _filled(settings: Settings, articles: Iterable[tuple[str, Submission]], count: int, bar: Progress) -> Row:
    """What it took to file the articles, or takes to hold them where they were filed before; sizes by `count`."""
    folder = settings.archive.parent
    finished = folder / "finished.json"
    if not finished.exists():
        folder.mkdir(parents=True, exist_ok=True)
        finished.write_text(json.dumps(_filing(settings, articles, count, bar)))
    row: Row = json.loads(finished.read_text())
    return row


def _filing(settings: Settings, articles: Iterable[tuple[str, Submission]], count: int, bar: Progress) -> Row:
    archive = open_archive(settings)
    task = bar.add_task("filing", total=None)
    filing = _took(lambda: filed(archive, articles, lambda done: bar.advance(task, done)))
    task = bar.add_task("indexing")
    indexing = _took(lambda: archive.catch_up(lambda step: bar.update(task, completed=step.done, total=step.total)))
    state = archive.state(now=FILED)
    archive.close()
    sizes = {"store bytes each": state.size / count, "index bytes each": state.index_size / count}
    return {"count": count, "filed a second": count / filing, "indexed a second": count / indexing, **sizes}


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


# --- words and phrases


def _words(bench: Bench) -> Iterator[tuple[str, Row]]:
    for name, searches in _searches(bench).items():
        asked = [search.question for search in searches]
        row = _timed("reply", lambda one: bench.desk.answer(Request(one, ROOM)), asked)
        row |= _timed("index", lambda one: bench.index.sayings(one.sight, one.runs), searches)
        for peer in bench.peers if all(search.sight == bench.sight for search in searches) else ():
            row |= _beside(row["index p50"], peer.name, partial(_found_by, peer), [one.runs for one in searches])
        yield name, row


def _any(bench: Bench) -> Iterator[tuple[str, Row]]:
    """Three words, of which any will do; the archive is asked itself, as /lookup does where nothing has them all."""
    three = [Words(tuple(bench.chance.sample(words_of(text), 3)), every=False) for text in bench.some()]
    find = partial(bench.archive.utterances_matching, ROOM, filters=EVERYTHING, offset=0, limit=3, now=FILED)
    row = _timed("reply", lambda words: find(words=words), three)
    runs = [tuple((word,) for word in words.words) for words in three]
    row |= _timed("index", lambda one: bench.index.sayings(bench.sight, one, every=False), runs)
    for peer in bench.peers:
        row |= _beside(row["index p50"], peer.name, partial(_any_by, peer), three)
    yield "three words, any", row


def _any_by(peer: Peer, words: Words) -> list[str]:
    return peer.any(words.words)


def _searches(bench: Bench) -> dict[str, list[Search]]:
    commonest = Counter(word for text in bench.passages[:20_000] for word in set(words_of(text))).most_common(COMMON)
    common = [[bench.chance.choice(commonest)[0]] for _ in range(bench.asked)]
    some = [words_of(text) for text in bench.some()]
    three = [bench.chance.sample(words, 3) for words in some]
    rows = [words[at : at + 3] for words in some for at in [bench.chance.randrange(len(words) - 2)]]
    year = Search(Question("lookup", {"since": "2016", "until": "2016"}), (), bench.sight)
    in_a_year = replace(year, sight=replace(bench.sight, since=20160101, until=20161231))
    plain = Search(Question("lookup"), (), bench.sight)
    phrase = Search(Question("lookup", {"exact": "yes"}), (), bench.sight)
    return {
        "a common word": [_for(plain, [(word,) for word in words]) for words in common],
        "three words, all": [_for(plain, [(word,) for word in words]) for words in three],
        "a common word, in one year": [_for(in_a_year, [(word,) for word in words]) for words in common],
        "a common word, by one person": [_for(_by(bench), [(word,) for word in words]) for words in common],
        "a phrase of three": [_for(phrase, [tuple(words)]) for words in rows],
    }


def _by(bench: Bench) -> Search:
    """A search among what somebody said who is quoted in the latest article."""
    latest = bench.archive.latest(ROOM, now=FILED)
    number = next((quote.speaker.id for quote in latest.quotes if quote.speaker), 0) if latest else 0
    return Search(Question("lookup", {"by": f"#{number}"}), (), replace(bench.sight, by=(number,)))


def _for(search: Search, runs: Sequence[tuple[str, ...]]) -> Search:
    words = " ".join(word for run in runs for word in run)
    return replace(search, question=search.question.but(words=words), runs=tuple(runs))


def _found_by(peer: Peer, runs: Runs) -> list[str]:
    return peer.found([word for run in runs for word in run], phrase=len(runs) == 1)


# --- misquotes


def _misquotes(bench: Bench) -> Iterator[tuple[str, Row]]:
    """Each kind of damage; then all kinds together, with the peers for as many as there is patience for."""
    every: list[Misquote] = []
    right = 0
    for kind, damage in KINDS.items():
        asked = [damage(text.split(), bench.chance) for text in bench.some()]
        row, correct = _damaged(bench, asked)
        yield f"misquote: {kind}", row
        every += asked
        right += correct
    bench.chance.shuffle(every)
    row = _timed("reply", partial(_nearest, bench), every) | {"right %": 100 * right / len(every)}
    row |= _timed("index", partial(_candidates, bench), every)
    for peer in bench.peers:
        row |= _beside(row["reply p50"], peer.name, partial(_nearest_of, peer), every)
    yield "misquote: all kinds", row


def _damaged(bench: Bench, asked: Sequence[Misquote]) -> tuple[Row, int]:
    found = [_nearest(bench, one) for one in asked]
    right = sum(_holds(printings, one.span) for printings, one in zip(found, asked, strict=True))
    times = _timed("reply", partial(_nearest, bench), asked) | _timed("index", partial(_candidates, bench), asked)
    return times | {"right %": 100 * right / len(asked)}, right


def _nearest(bench: Bench, misquote: Misquote) -> tuple[Printing, ...]:
    return bench.archive.utterances_near(ROOM, misquote.typed, limit=3, now=FILED)


def _nearest_of(peer: Peer, misquote: Misquote) -> str | None:
    return peer.nearest(misquote.typed)


def _candidates(bench: Bench, misquote: Misquote) -> list[int]:
    return bench.index.near(bench.sight, words_of(misquote.typed), CANDIDATES)


def _holds(printings: Sequence[Printing], span: str) -> bool:
    said = " ".join(quote.exact for quote in printings[0].utterance.quotes) if printings else ""
    return f" {' '.join(words_of(span))} " in f" {' '.join(words_of(said))} "


# --- titles, articles, what was just filed


def _titles(bench: Bench) -> Iterator[tuple[str, Row]]:
    typed = [" ".join(text.split()[:5]) for text in bench.some()]
    yield "a title, half typed", _timed("reply", lambda one: bench.desk.offers(ROOM, "article", one), typed)
    slipped = [SLIPS["replace"](text, bench.chance) for text in typed]
    yield "a title, one slip", _timed("reply", lambda one: bench.desk.offers(ROOM, "article", one), slipped)
    strokes = [text[:end] for text in typed[:30] for end in range(1, len(text) + 1)]
    yield "a title, a keystroke", _timed("reply", lambda one: bench.desk.offers(ROOM, "article", one), strokes)


def _searchable(bench: Bench) -> Row:
    """From filing an article to the answer that has it."""
    times: list[float] = []
    for number in range(20):
        word = f"newcomer{bench.chance.getrandbits(60)}"
        article = next(quoted([f"Nobody has met the {word} of number {number}"], ["Ada Okafor"], number))[1]
        began = time.perf_counter()
        bench.archive.file(ROOM, [replace(article, origin=word)], now=FILED)
        found = bench.archive.utterances_matching(ROOM, Words((word,)), EVERYTHING, offset=0, limit=1, now=FILED)
        times.append(time.perf_counter() - began)
        assert found.total == 1
    return spread(times)


def _long(
    bench: Bench, settings: Settings, articles: Iterable[tuple[str, Submission]], count: int, bar: Progress
) -> Iterator[tuple[str, Row]]:
    yield f"articles of {ARTICLE_WORDS} words", _filled(settings, articles, count, bar)
    archive = open_archive(settings)
    some = [words_of(text) for text in bench.some()]
    three = [Words(tuple(bench.chance.sample(words, 3))) for words in some]
    search = partial(archive.articles_matching, ROOM, filters=EVERYTHING, offset=0, limit=3, now=FILED)
    yield "articles, three words", _timed("reply", lambda words: search(words=words), three)
    archive.close()


# --- times


def _timed(column: str, ask: Callable[[T], object], questions: Sequence[T]) -> Row:
    """The median and the 99th of a hundred, of as many of the questions as there is patience for, after a warm-up."""
    for question in questions[:3]:
        ask(question)
    times: list[float] = []
    until = time.perf_counter() + PATIENCE
    for question in questions:
        times.append(_took(partial(ask, question)))
        if time.perf_counter() > until:
            break
    found = spread(times)
    return {f"{column} p50": found["p50 ms"], f"{column} p99": found["p99 ms"]}


def _beside(ours: float, peer: str, ask: Callable[[T], object], questions: Sequence[T]) -> Row:
    row = _timed(peer, ask, questions)
    return {**row, f"{peer} / ours": row[f"{peer} p50"] / ours}


if __name__ == "__main__":
    main()
