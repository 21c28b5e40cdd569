"""Where a newsroom's articles come from by themselves, how each source stands, and what was taken of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, select, update

from bot.archive.documents import micros, moment
from bot.archive.rows import insert_all, inserted, slices_of
from bot.archive.schema import AnyRow, newsrooms, sightings, sources
from bot.errors import AskError


class Kind(StrEnum):
    """What a source is."""

    FOLDER = "folder"
    FEED = "feed"
    SITEMAP = "sitemap"
    WORDPRESS = "wordpress"
    PUSH = "push"


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source, and how it stands.

    Attributes:
        place: Its address, or a folder's path.
        outlet: The outlet of its articles where they name none; "" for not stated.
        paused: Whether it is left alone.
        next_look, looked: When it is looked at next, and was last.
        failures: Looks that failed since one that did not.
        trouble: Why the last look failed, or what it could not take; "" where all was well.
        etag, modified: What the server gave for the next request.
        cursor: Up to where it was read, for kinds that tell what changed since; of one that sends by itself what its
            secret is made of.
    """

    id: int
    newsroom: str
    kind: Kind
    place: str
    outlet: str
    paused: bool
    next_look: datetime
    looked: datetime | None = None
    failures: int = 0
    trouble: str = ""
    etag: str = ""
    modified: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What became of an item of a source: filed with this mark where `tries` is 0, else it failed so often."""

    key: str
    mark: str
    tries: int = 0


def add(connection: Connection, room: int, kind: Kind, place: str, outlet: str, now: datetime, cursor: str = "") -> int:
    """Keep a source, to be looked at at once; its number.

    Raises:
        AskError: the newsroom has it already.
    """
    known = select(sources.c.id).where(sources.c.newsroom_id == room, sources.c.place == place)
    if (number := connection.scalar(known)) is not None:
        raise AskError("This source is there already.", f"quotedesk sources look {number} looks at it now.")
    row = {
        "newsroom_id": room,
        "kind": kind.value,
        "place": place,
        "outlet": outlet,
        "next_look": micros(now),
        **_NEW,
        "cursor": cursor,
    }
    return inserted(connection, sources, [row])[0]


_NEW = {"paused": False, "looked": None, "failures": 0, "trouble": "", "etag": "", "modified": "", "cursor": ""}


def sources_of(connection: Connection, newsroom: str) -> tuple[SourceRecord, ...]:
    """All sources of a newsroom, by number."""
    rows = connection.execute(_KNOWN.where(newsrooms.c.name == newsroom).order_by(sources.c.id))
    return tuple(map(_record, rows))


def source(connection: Connection, number: int) -> SourceRecord | None:
    """The source of this number, whosever it is."""
    row = connection.execute(_KNOWN.where(sources.c.id == number)).one_or_none()
    return _record(row) if row else None


def due(connection: Connection, now: datetime) -> tuple[int, ...]:
    """The sources to look at now, those that wait longest first."""
    wanted = ~sources.c.paused & (sources.c.next_look <= micros(now)) & (sources.c.kind != Kind.PUSH.value)
    return tuple(connection.scalars(select(sources.c.id).where(wanted).order_by(sources.c.next_look)))


def pause(connection: Connection, number: int, *, paused: bool, trouble: str = "") -> None:
    """Leave a source alone, or not any more; then it is looked at at once."""
    said = {"paused": paused, "trouble": trouble} | ({} if paused else {"next_look": 0, "failures": 0})
    connection.execute(update(sources).where(sources.c.id == number).values(said))


def remove(connection: Connection, number: int) -> None:
    """Forget a source; what was filed of it stays."""
    connection.execute(delete(sightings).where(sightings.c.source_id == number))
    connection.execute(delete(sources).where(sources.c.id == number))


def looked(connection: Connection, record: SourceRecord) -> None:
    """Keep how a source stands after a look, unless it was removed meanwhile; whether it is paused stays as it is."""
    said = {
        "next_look": micros(record.next_look),
        "looked": micros(record.looked) if record.looked else None,
        **{name: getattr(record, name) for name in ("failures", "trouble", "etag", "modified", "cursor")},
    }
    connection.execute(update(sources).where(sources.c.id == record.id).values(said))


def sightings_of(connection: Connection, number: int, keys: Sequence[str]) -> Mapping[str, Sighting]:
    """What became of those items of a source that are known, by key."""
    found: dict[str, Sighting] = {}
    for some in slices_of(keys):
        rows = select(sightings).where(sightings.c.source_id == number, sightings.c.key.in_(some))
        found.update((row.key, Sighting(row.key, row.mark, row.tries)) for row in connection.execute(rows))
    return found


def saw(connection: Connection, number: int, seen: Sequence[Sighting]) -> None:
    """Keep what became of items of a source, unless it was removed meanwhile."""
    if connection.scalar(select(sources.c.id).where(sources.c.id == number)) is None:
        return
    for some in slices_of(seen):
        keys = [one.key for one in some]
        connection.execute(delete(sightings).where(sightings.c.source_id == number, sightings.c.key.in_(keys)))
    rows = [{"source_id": number, "key": one.key, "mark": one.mark, "tries": one.tries} for one in seen]
    insert_all(connection, sightings, rows)


_KNOWN = select(sources, newsrooms.c.name.label("newsroom")).join(newsrooms, newsrooms.c.id == sources.c.newsroom_id)


def _record(row: AnyRow) -> SourceRecord:
    return SourceRecord(
        id=row.id,
        newsroom=row.newsroom,
        kind=Kind(row.kind),
        place=row.place,
        outlet=row.outlet,
        paused=row.paused,
        next_look=moment(row.next_look),
        looked=moment(row.looked) if row.looked is not None else None,
        failures=row.failures,
        trouble=row.trouble,
        etag=row.etag,
        modified=row.modified,
        cursor=row.cursor,
    )
