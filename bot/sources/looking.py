"""One look at a source: what is new of it is read and filed, and when to look next is kept."""

import random
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from bot.archive import Archive
from bot.archive.rows import slices_of
from bot.errors import AskError
from bot.fetching import Unreachable
from bot.ingest import ingest
from bot.ledger import Kind, Ledger, Sighting, SourceRecord
from bot.order import Progress, Report
from bot.phrasing import count
from bot.reply import Filing
from bot.sources.kinds import Web, listed
from bot.sources.listing import Item, Listing

EVERY = {
    Kind.FOLDER: timedelta(seconds=30),
    Kind.FEED: timedelta(minutes=15),
    Kind.SITEMAP: timedelta(minutes=15),
    Kind.WORDPRESS: timedelta(minutes=15),
    Kind.PUSH: timedelta(days=1),
}
"""From one look to the next where the publisher says nothing."""

SOONEST, LATEST = timedelta(minutes=5), timedelta(days=1)
"""Within these a publisher's own word is followed, and a site that fails is asked again."""

JITTER = 0.1
"""By what part a pause is longer at most, so that not all sources are looked at in the same second."""

MOST = 100
"""Items taken with one look; the others come with the next, which follows at once."""

BATCH = 20
"""Items between two notes of what was taken: what a killed look reads again."""

TRIES = 3
"""How often an item that can't be read is tried."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a look needs."""

    archive: Archive
    ledger: Ledger
    web: Web
    date_order: str | None


def look(means: Means, number: int, now: datetime, report: Report | None = None) -> Filing | None:
    """Look at a source; what was filed, None where it can't be listed, which is kept as its trouble.

    Killed anywhere, the next look takes what this one had not noted; what is on file already is not filed twice.

    Raises:
        DeskError: the archive can't be written.
    """
    source = means.ledger.source(number)
    if source is None:
        return None
    try:
        listing = listed(source, means.web, now)
    except AskError as trouble:
        _failed(means.ledger, source, trouble, now)
        return None
    wanted = _new_in(listing.items, means.ledger.sightings(number, [item.key for item in listing.items]))
    filing = _taken(means, source, wanted[:MOST], now, report)
    _went_well(means.ledger, source, listing, filing, now, more=len(wanted) > MOST)
    return filing


def _new_in(items: Sequence[Item], known: Mapping[str, Sighting]) -> list[Item]:
    """The items that were not taken as they stand, each once."""
    found = {item.key: item for item in items}
    return [item for item in found.values() if _wanted(item, known.get(item.key))]


def _wanted(item: Item, seen: Sighting | None) -> bool:
    return seen is None or seen.mark != item.mark or 0 < seen.tries < TRIES


def _taken(means: Means, source: SourceRecord, items: Sequence[Item], now: datetime, report: Report | None) -> Filing:
    """What came of the items, in batches, each noted when it is on file."""
    whole = Filing()
    for number, batch in enumerate(slices_of(items, BATCH)):
        if report:
            report(Progress(number * BATCH, len(items), batch[0].name))
        filed = ingest(
            means.archive,
            source.newsroom,
            [item.as_input for item in batch],
            fetch=means.web.get,
            date_order=means.date_order,
            now=now,
            outlet=source.outlet,
        )
        _note(means.ledger, source.id, batch, {name for name, _ in filed.failed})
        whole = _together(whole, filed)
    return whole


def _note(ledger: Ledger, number: int, batch: Sequence[Item], failed: Set[str]) -> None:
    """Keep what became of the items, so that what is on file is not read again and what failed not for ever."""
    known = ledger.sightings(number, [item.key for item in batch])
    seen: list[Sighting] = []
    for item in batch:
        before = known.get(item.key)
        tries = before.tries if before and before.mark == item.mark else 0
        seen.append(Sighting(item.key, item.mark, tries + 1 if item.name in failed else 0))
    ledger.saw(number, seen)


def _together(one: Filing, other: Filing) -> Filing:
    return Filing(*(getattr(one, field.name) + getattr(other, field.name) for field in fields(Filing)))


def _failed(ledger: Ledger, source: SourceRecord, trouble: AskError, now: datetime) -> None:
    """Keep why a source could not be listed: it is asked ever later, and no more where it is gone for good."""
    sentence = f"{trouble.message} {trouble.hint}".strip()
    if isinstance(trouble, Unreachable) and trouble.gone:
        ledger.pause_source(source.id, paused=True, trouble=sentence)
        return
    away = trouble.retry_after or 0.0 if isinstance(trouble, Unreachable) else 0.0
    pause = max(SOONEST * 2 ** min(source.failures, 16), timedelta(seconds=away))
    again = now + _jittered(min(pause, LATEST))
    ledger.looked(replace(source, next_look=again, looked=now, failures=source.failures + 1, trouble=sentence))


def _went_well(
    ledger: Ledger, source: SourceRecord, listing: Listing, filing: Filing, now: datetime, *, more: bool
) -> None:
    """Keep when to look next. Where something is left to take the list is wanted again, whatever its server says."""
    stands = replace(source, looked=now, failures=0, trouble=_left(filing))
    if more:
        ledger.looked(replace(stands, next_look=now, etag="", modified=""))
        return
    kept = ("", "") if filing.failed else (listing.etag, listing.modified)
    again = now + _jittered(_pause(source.kind, listing.fresh_for))
    ledger.looked(replace(stands, next_look=again, etag=kept[0], modified=kept[1], cursor=listing.cursor))


def _pause(kind: Kind, fresh_for: float | None) -> timedelta:
    if fresh_for is None:
        return EVERY[kind]
    return min(max(timedelta(seconds=fresh_for), SOONEST), LATEST)


def _jittered(pause: timedelta) -> timedelta:
    return pause * (1 + random.uniform(0, JITTER))  # noqa: S311 - spreads looks, keeps no secret


def _left(filing: Filing) -> str:
    """What could not be taken, in a sentence; "" where all was."""
    if not filing.failed:
        return ""
    (name, sentence), others = filing.failed[0], len(filing.failed) - 1
    return f"{name}: {sentence}" + (f" And {count(others, 'other')} could not be read." if others else "")
