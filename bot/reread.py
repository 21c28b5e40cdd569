"""Reading an archive anew after an improvement: what would change is told before anything is replaced.

Every version of every article is read, by several processes where there are many. What differs is put in the place of what was
in batches; each is one transaction, so that an interruption leaves a whole archive, and the next run goes on from there.
"""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from typing import Protocol

from bot.archive import ArchiveState, FiledVersion
from bot.archive.standing import Placed, Standing, standing_of
from bot.model import Extraction, Grade, Span
from bot.order import Progress, Report
from bot.phrasing import count, shortened_text
from bot.quoting import extract_article
from bot.reply import Facts, Heading, Note, Part, Reply, Section, Tone

BATCH = 50
"""Versions in one transaction: what an interruption undoes, against the cost of a commit."""

FEW = 100
"""Versions that one process has read before others are ready to help."""

TOLD = 5
"""Examples of each kind of change."""

SHORT = 60
"""Characters of a quotation in an example."""

KINDS = (
    "quotes found",
    "quotes found no more",
    "now taken for speech",
    "no longer taken for speech",
    "another speaker",
    "speaker found",
    "speaker no longer told",
    "another grade or reason",
    "other people concerned",
    "reported without quoting",
    "names",
)
"""What may change, in the order in which it is told."""


class Shelf(Protocol):
    """What reading again needs of an archive."""

    def filed_versions(self, newsroom: str, *, after: int = 0, limit: int) -> Sequence[FiledVersion]:
        """Versions numbered beyond `after`, with what was found in them."""
        ...

    def refile(self, newsroom: str, found: Sequence[tuple[int, Extraction]], *, now: datetime) -> None:
        """Puts what was found anew in the place of what was, in one transaction."""
        ...

    def reading_again(self) -> AbstractContextManager[None]:
        """While nobody else reads the archive again; an AskError where somebody does."""
        ...

    def state(self, newsroom: str | None = None, *, now: datetime) -> ArchiveState:
        """Among others, how many versions there are."""
        ...

    def catch_up(self) -> int:
        """Brings the index up to what was filed."""
        ...


@dataclass(slots=True)
class Changes:
    """What reading again comes to, counted by kind, with a few examples of each."""

    read: int = 0
    changed: int = 0
    kinds: Counter[str] = field(default_factory=Counter[str])
    examples: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def note(self, kind: str, example: str = "") -> None:
        """Count one change."""
        self.kinds[kind] += 1
        if example and len(self.examples.setdefault(kind, [])) < TOLD:
            self.examples[kind].append(example)

    def compare(self, version: FiledVersion, now: Standing) -> bool:
        """Count what is different in a version; whether anything is."""
        self.read += 1
        if now == version.standing:
            return False
        self.changed += 1
        for span in sorted({*version.standing.quotes, *now.quotes}):
            self._compare_quote(version, span, version.standing.quotes.get(span), now.quotes.get(span))
        for _ in version.standing.reported ^ now.reported:
            self.note("reported without quoting")
        if version.standing.named != now.named:
            self.note("names")
        return True

    def _compare_quote(self, version: FiledVersion, span: Span, was: Placed | None, now: Placed | None) -> None:
        words = shortened_text(span.cut(version.document.text).replace("\n", " "), SHORT)
        where = f"“{words}” (article {version.article_id}"
        if was is None or now is None:
            self.note("quotes found" if now else "quotes found no more", f"{where})")
        elif was.speech != now.speech:
            self.note("now taken for speech" if now.speech else "no longer taken for speech", f"{where})")
        elif _who(was) != _who(now):
            self.note(_turn(was, now), f"{where}: {_who(was) or 'nobody'}, now {_who(now) or 'nobody'})")
        elif (was.grade, was.because, was.breath) != (now.grade, now.because, now.breath):
            self.note("another grade or reason", f"{where})")
        if was and now and was.about != now.about:
            self.note("other people concerned", f"{where})")


def _who(placed: Placed) -> str:
    return placed.voice[1] if placed.voice else (placed.printed or "")


def _turn(was: Placed, now: Placed) -> str:
    if was.grade == Grade.NONE.value:
        return "speaker found"
    return "speaker no longer told" if now.grade == Grade.NONE.value else "another speaker"


def reread(archive: Shelf, newsroom: str, *, replaces: bool, now: datetime, report: Report | None = None) -> Reply:
    """What reading every article anew changes, or would change.

    Args:
        archive: What is on file.
        newsroom: Whose archive it is.
        replaces: Whether what was found is put in the place of what is on file.
        now: When that happens (aware, UTC).
        report: Told after each batch.

    Raises:
        AskError: it is to be replaced, and somebody else is reading the archive again already.
        KeyboardInterrupt: what was committed stays, and the next run goes on.
    """
    with archive.reading_again() if replaces else nullcontext():
        changes = _changes(archive, newsroom, now, report, replaces=replaces)
    return Reply(tuple(_told(changes, replaced=replaces)), changes.changed)


def _changes(archive: Shelf, newsroom: str, now: datetime, report: Report | None, *, replaces: bool) -> Changes:
    changes = Changes()
    try:
        for batch in _read(archive, newsroom, now, report):
            found = [
                (version.version_id, read)
                for version, read in batch
                if changes.compare(version, _standing(version, read))
            ]
            if replaces and found:
                archive.refile(newsroom, found, now=now)
    finally:
        if replaces:
            archive.catch_up()
    return changes


def _standing(version: FiledVersion, read: Extraction) -> Standing:
    bound = version.bindings.put_into(read, version.article_id)
    return standing_of(bound, retold=version.document.retold_from is not None)


Read = list[tuple[FiledVersion, Extraction]]


def _read(archive: Shelf, newsroom: str, now: datetime, report: Report | None) -> Iterator[Read]:
    """All versions, batch after batch, each with what is found in it now."""
    done, total = 0, archive.state(newsroom, now=now).versions
    with _readers(total) as readers:
        for batch in _batches(archive, newsroom):
            documents = [version.document for version in batch]
            found = readers.map(extract_article, documents, chunksize=4) if readers else map(extract_article, documents)
            yield list(zip(batch, found, strict=True))
            done += len(batch)
            if report:
                report(Progress(done, total, "articles"))


def _batches(archive: Shelf, newsroom: str) -> Iterator[Sequence[FiledVersion]]:
    after = 0
    while batch := archive.filed_versions(newsroom, after=after, limit=BATCH):
        yield batch
        after = batch[-1].version_id


@contextmanager
def _readers(versions: int) -> Generator[ProcessPoolExecutor | None]:
    """Processes that read, as many as there are processors; none where that is not worth their beginning."""
    if versions < FEW:
        yield None
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as readers:
        yield readers


def _told(changes: Changes, *, replaced: bool) -> Iterable[Part]:
    yield Heading("What reading again changed" if replaced else "What reading again would change")
    counted = tuple((kind, f"{changes.kinds[kind]:,}") for kind in KINDS if changes.kinds[kind])
    yield Facts((("versions read", f"{changes.read:,}"), ("versions that change", f"{changes.changed:,}"), *counted))
    if not changes.changed:
        yield Note("All is as it was found before.")
        return
    for kind in KINDS:
        if examples := changes.examples.get(kind):
            yield Section(f"{kind.capitalize()}, for example")
            yield Facts(tuple((str(number), words) for number, words in enumerate(examples, start=1)))
    if not replaced:
        yield Note(f"Nothing was replaced: {count(changes.changed, 'version')} would change.", Tone.HINT)
