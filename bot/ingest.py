"""Files, folders and addresses -> articles on file: each is read, its quotes are found, and all is filed in batches."""

import hashlib
import logging
import os
import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Protocol

from bot.addresses import bare, canonical, same_site
from bot.archive.records import Filed, Submission
from bot.errors import AskError, DeskError
from bot.fetching import Fetched
from bot.model import Access, Document
from bot.order import Input, Progress, Report
from bot.quoting import extract_article
from bot.reading import LARGEST, NotAnArticle, Reading, readings, too_large
from bot.reply import Filing

BATCH = 50
"""Articles in one transaction: what an interruption can undo, against the cost of a commit (some ms on a disk)."""

_NOT_FREE = re.compile(rb'"isAccessibleForFree"\s*:\s*"?(?:https?://schema\.org/)?false', re.IGNORECASE)
"""Source: https://schema.org/isAccessibleForFree, as Google asks publishers for it on pages behind a paywall."""

_LOG = logging.getLogger(__name__)

Noted = tuple[str, str]
"""A file's name, or an article's in it, and a sentence on it."""

Named = tuple[str, Submission]
"""Something to file, and its name for people."""

Known = Callable[[Document, str], Filed | None]
"""What filing a document from an origin would do where that is nothing."""


Fetch = Callable[[str], Fetched]
"""What lies at an address. Raises AskError where it is not to be had."""


class Shelf(Protocol):
    """What ingesting needs of an archive."""

    def file(self, newsroom: str, submissions: Sequence[Submission], *, now: datetime) -> Sequence[Filed]:
        """Files all of them, or none, in one transaction."""
        ...

    def settled_before(self, newsroom: str, document: Document, origin: str) -> Filed | None:
        """What filing it would do where that is nothing: it is on file as it stands, or it was taken down."""
        ...

    def catch_up(self) -> int:
        """Brings the index up to what was filed."""
        ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file to read: its name for people, its path, its address or its bytes, and whether it was named outright.

    A page whose bytes are there already is not fetched.

    `charset` is the encoding that it was sent with.
    """

    name: str
    path: Path | None = None
    data: bytes = b""
    address: str | None = None
    charset: str | None = None
    outright: bool = True


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of articles beside what they say: how an ambiguous date is read, and who prints what names no outlet."""

    date_order: str | None
    outlet: str


@dataclass(slots=True)
class Tally:
    """What came of it so far."""

    articles: int = 0
    versions: int = 0
    quotes: int = 0
    unchanged: int = 0
    skipped: list[Noted] = field(default_factory=list[Noted])
    failed: list[Noted] = field(default_factory=list[Noted])
    notes: list[Noted] = field(default_factory=list[Noted])

    def count(self, name: str, document: Document, filed: Filed) -> None:
        """Counts what came of one article; quotes and notes only where they are new."""
        if filed.outcome == "same":
            self.unchanged += 1
        elif filed.outcome == "removed":
            self.skipped.append((name, "It was taken down from this archive, so it is not filed again."))
        else:
            self.articles += filed.outcome == "article"
            self.versions += filed.outcome == "version"
            self.quotes += filed.quotes
            self.notes.extend((name, note) for note in _notes(document))

    def refuse(self, sheet: Sheet, sentence: str) -> None:
        """A file that gave nothing: failed if it was named outright, else skipped."""
        (self.failed if sheet.outright else self.skipped).append((sheet.name, sentence))

    def total(self, seconds: float) -> Filing:
        """The summary."""
        return Filing(
            articles=self.articles,
            versions=self.versions,
            quotes=self.quotes,
            unchanged=self.unchanged,
            skipped=tuple(self.skipped),
            failed=tuple(self.failed),
            notes=tuple(self.notes),
            seconds=seconds,
        )


def ingest(
    archive: Shelf,
    newsroom: str,
    inputs: Sequence[Input],
    *,
    fetch: Fetch,
    date_order: str | None,
    now: datetime,
    outlet: str = "",
    report: Report | None = None,
) -> Filing:
    """Files every article among the inputs; one bad file never stops the others.

    Args:
        archive: Where to file.
        newsroom: Whose archive it is.
        inputs: Files, folders (walked whole, hidden entries left out), addresses and bytes.
        fetch: Fetches what lies at an address.
        date_order: "DMY", "MDY" or "YMD", for dates that nothing else settles.
        now: When the articles are first seen (aware, UTC).
        outlet: Who prints those that name no outlet; "" for not stated.
        report: Told before each file, and at the end.

    Raises:
        KeyboardInterrupt: what was committed stays, and running it again completes it.
    """
    began = perf_counter()
    tally = Tally()
    sheets = list(_sheets(inputs, tally))
    try:
        known = partial(archive.settled_before, newsroom)
        _file(
            archive, newsroom, _submissions(sheets, fetch, Stated(date_order, outlet), known, tally, report), now, tally
        )
    finally:
        archive.catch_up()
    return tally.total(perf_counter() - began)


def _file(archive: Shelf, newsroom: str, found: Iterator[Named], now: datetime, tally: Tally) -> None:
    """Files in batches what is found, while it is found."""
    while batch := list(islice(found, BATCH)):
        filed = archive.file(newsroom, [submission for _, submission in batch], now=now)
        for (name, submission), outcome in zip(batch, filed, strict=True):
            tally.count(name, submission.document, outcome)


def _sheets(inputs: Sequence[Input], tally: Tally) -> Iterator[Sheet]:
    """The files behind the inputs, each once, whatever links lead to it."""
    seen: set[str] = set()
    for item in inputs:
        if item.path is None:
            yield Sheet(item.name, data=item.data or b"", address=item.address)
            continue
        for sheet in _on_disk(Sheet(item.name, item.path), tally):
            real = os.path.realpath(sheet.path or "")
            if real not in seen:
                seen.add(real)
                yield Sheet(sheet.name, Path(real), outright=sheet.outright)


def _on_disk(named: Sheet, tally: Tally) -> Iterator[Sheet]:
    """The file at a path, or the files in a folder and in the folders in it, by name."""
    entered: set[str] = set()
    waiting = [named]
    while waiting:
        sheet = waiting.pop()
        try:
            entries = _entries(sheet.path or Path(), entered)
        except OSError as error:
            tally.refuse(sheet, _trouble(error))
            continue
        if entries is None:
            yield sheet
        else:
            waiting += [Sheet(str(entry), entry, outright=False) for entry in reversed(entries)]


def _entries(path: Path, entered: set[str]) -> list[Path] | None:
    """What lies in a folder, by name, hidden entries left out; None where the path is no folder.

    A folder is entered once: links that lead back to it, however many and from wherever, find it empty.
    """
    if not path.is_dir():
        return None
    real = os.path.realpath(path)
    if real in entered:
        return []
    entered.add(real)
    return sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))


def _submissions(
    sheets: Sequence[Sheet], fetch: Fetch, stated: Stated, known: Known, tally: Tally, report: Report | None
) -> Iterator[Named]:
    """What is new in the files, in order; each that can't be read is put down with its reason."""
    for place, sheet in enumerate(sheets):
        if report:
            report(Progress(place, len(sheets), sheet.name))
        try:
            fetched = _there(sheet, fetch) if sheet.address and not sheet.data else sheet
            yield from _new_in(fetched, stated, known, tally)
        except DeskError:
            raise
        except AskError as refusal:
            tally.refuse(sheet, _in_words(refusal))
        except OSError as error:
            tally.refuse(sheet, _trouble(error))
        except Exception as error:  # noqa: BLE001  a fault of ours on one file must not stop the others
            # The message may hold words of the article, which may be secret still: only its kind and place are logged.
            where = "".join(traceback.format_tb(error.__traceback__))
            _LOG.error("a file could not be read: %s\n%s", type(error).__name__, where)
            tally.refuse(sheet, "Reading it went wrong: that is a fault of Quotedesk, not of the file.")
    if report:
        report(Progress(len(sheets), len(sheets)))


def _there(sheet: Sheet, fetch: Fetch) -> Sheet:
    """A page as it was fetched, at the address where it was in the end."""
    fetched = fetch(sheet.address or "")
    return replace(sheet, data=fetched.data, address=fetched.address, charset=fetched.charset)


def _new_in(sheet: Sheet, stated: Stated, known: Known, tally: Tally) -> list[Named]:
    """The articles of a file that are to be filed; what is on file already is only counted."""
    data = _bytes_of(sheet)
    found = list(_readings_in(sheet, data, stated.date_order, tally))
    new: list[Named] = []
    for number, item in enumerate(found, start=1):
        document = _placed(item.document, sheet.address, len(found)) if sheet.address else item.document
        document = replace(document, outlet=document.outlet or stated.outlet or None)
        origin = _origin(sheet, document, data, len(found))
        name = sheet.name if len(found) == 1 else f"{sheet.name}, {document.headline or number}"
        settled = known(document, origin)
        if settled:
            tally.count(name, document, settled)
        else:
            tally.notes.extend((name, note) for note in _warnings(sheet, data))
            extraction = extract_article(document)
            new.append((name, Submission(document, extraction, item.raw, origin)))
    return new


def _warnings(sheet: Sheet, data: bytes) -> Iterator[str]:
    """What should be known of a page that came without anybody having looked at it."""
    if sheet.address and _NOT_FREE.search(data):
        yield "Its publisher says that the page is not free to read, so what came may be only its beginning."


def _placed(document: Document, address: str, of: int) -> Document:
    """An article under its own address on the site that it came from: no page may pass for another site's.

    Where it names none there, it is the page that was fetched; of several in one page none is. No page says who may see it here.
    """
    page = canonical(address)
    named = document.url if document.url and document.url != page and same_site(document.url, address) else None
    return replace(document, url=named or (page if of == 1 else None), access=Access.NEWSROOM)


def _readings_in(sheet: Sheet, data: bytes, date_order: str | None, tally: Tally) -> Iterator[Reading]:
    for item in readings(data, url=sheet.address, charset=sheet.charset, date_order=date_order):
        if isinstance(item, NotAnArticle):
            tally.refuse(sheet, _in_words(item, behind_a_door=bool(sheet.address)))
        else:
            yield item


def _bytes_of(sheet: Sheet) -> bytes:
    """A file's bytes; a huge one is refused without being loaded, a pipe or device without being opened."""
    if sheet.path is None:
        return sheet.data
    if sheet.path.exists() and not sheet.path.is_file():
        raise NotAnArticle("This is a pipe or a device, not a file.")
    with sheet.path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST:
            raise too_large(size)
        return file.read(LARGEST + 1)


def _origin(sheet: Sheet, document: Document, data: bytes, of: int) -> str:
    """What makes it the same article again: its address, else its path, else its bytes.

    Of several in one file each goes by its headline: its place in the list may be another's tomorrow.
    """
    if document.url:
        return document.url
    place = _place(sheet, data)
    return place if of == 1 else f"{place}#{document.headline}"


def _place(sheet: Sheet, data: bytes) -> str:
    """Where a file came from; a page of the web without its scheme, since what looks like an address loses what follows a #."""
    if sheet.address:
        return bare(sheet.address)
    return sheet.path.as_posix() if sheet.path else f"sha256:{hashlib.sha256(data).hexdigest()}"


def _notes(document: Document) -> Iterator[str]:
    """What should be known about an article that was filed."""
    if document.lost:
        many = "a quotation" if len(document.lost) == 1 else f"{len(document.lost)} quotations"
        yield f"Extraction incomplete: {many} on the page did not come through."
    if document.headline_derived:
        yield "No headline is printed; the one shown is made of its first words."
    for date in (document.published, document.updated):
        if date and date.printed and len(date.iso) == 4:
            yield f"The date {date.printed} can be read two ways; only the year is kept. Give a date order (DMY, MDY) to settle it."


def _in_words(refusal: AskError, *, behind_a_door: bool = False) -> str:
    """What was wrong with it, and what to do; a page may have kept its article behind a login or a question."""
    door = "If the page wants a login, a subscription or consent first, paste the article's text instead."
    return f"{refusal.message} {refusal.hint or (door if behind_a_door else '')}".rstrip()


def _trouble(error: OSError) -> str:
    """Why the disk did not give it, in a sentence."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file, or not any more."
    if isinstance(error, PermissionError):
        return "You have no permission to read it."
    return f"It could not be read: {error.strerror or 'the disk gave an error'}."
