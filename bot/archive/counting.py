"""What is on file, counted: for askers what may be shown, for the operator all of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, exists, func, select

from bot.archive import engine as database
from bot.archive.documents import document_from_json, micros, moment
from bot.archive.following import head
from bot.archive.index import Watermark
from bot.archive.records import Holdings
from bot.archive.schema import NEVER, articles, newsrooms, speakers, tombstones, utterances, versions
from bot.archive.view import DROPPED, NEWEST, NOW, OURS, ROOM, SHOWN, View, stands_in
from bot.model import PrintedDate


@dataclass(frozen=True, slots=True)
class Figures:
    """The store's own part of an `ArchiveState`; `findable` is how much an index that is whole holds."""

    place: str
    store: str
    size: int
    last_filed: datetime | None
    articles: int
    versions: int
    quotes: int
    speakers: int
    withheld: int
    removed: int
    findable: int


_NEXT_SHOWN = select(func.min(articles.c.visible_from)).where(OURS, articles.c.visible_from > NOW)


class Counts:
    """What may be shown, counted once and kept until anything changes or the next embargo ends: a large archive takes seconds."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Watermark, int, int, Holdings]] = {}

    def holdings(self, view: View) -> Holdings:
        """The newsroom's, as they are at the time of the view."""
        change = head(view.connection)
        if view.room in self._kept:
            counted_after, since, until, kept = self._kept[view.room]
            if counted_after == change and since <= view.now < until:
                return kept
        until = view.scalar(_NEXT_SHOWN) or NEVER
        found = holdings(view)
        self._kept[view.room] = change, view.now, until, found
        return found


def holdings(view: View) -> Holdings:
    """What may be shown, counted."""
    newest = select(
        func.count(versions.c.id), func.sum(versions.c.speech_quotes), func.min(versions.c.printed_at)
    ).join(articles, NEWEST)
    count, spoken, _ = view.rows(newest.where(OURS, SHOWN)).one()
    every = select(func.count(versions.c.id)).join(articles, articles.c.id == versions.c.article_id).where(OURS, SHOWN)
    spoken_by = and_(utterances.c.speaker_id == speakers.c.id, utterances.c.speech, stands_in(utterances.c.version_id))
    heard = select(func.count(speakers.c.id)).where(speakers.c.newsroom_id == ROOM, exists().where(spoken_by))
    return Holdings(
        articles=count,
        versions=view.scalar(every) or 0,
        quotes=int(spoken or 0),
        speakers=view.scalar(heard) or 0,
        outlets=_outlets(view),
        earliest=_dated(view, first=True),
        latest=_dated(view, first=False),
    )


def _outlets(view: View) -> tuple[str, ...]:
    query = (
        select(func.min(versions.c.outlet), versions.c.outlet_key)
        .join(articles, NEWEST)
        .where(OURS, SHOWN, versions.c.outlet_key.is_not(None))
        .group_by(versions.c.outlet_key)
        .order_by(versions.c.outlet_key)
    )
    return tuple(row[0] for row in view.rows(query))


def _dated(view: View, *, first: bool) -> PrintedDate | None:
    order = versions.c.printed_at.asc() if first else versions.c.printed_at.desc()
    query = select(versions.c.document).join(articles, NEWEST).where(OURS, SHOWN, versions.c.printed_at.is_not(None))
    kept = view.scalar(query.order_by(order, versions.c.id).limit(1))
    return document_from_json(kept).published if kept else None


def figures(connection: Connection, newsroom: str | None, now: datetime) -> Figures:
    """The operator's counts, of one newsroom or of all; withheld and embargoed articles are counted in."""
    rooms = select(newsrooms.c.id)
    rooms = rooms if newsroom is None else rooms.where(newsrooms.c.name == newsroom)

    def count(query: Any, table: Any) -> Any:
        return connection.scalar(query.where(table.c.newsroom_id.in_(rooms))) or 0

    last = count(select(func.max(versions.c.first_seen)), versions)
    return Figures(
        place=database.place(connection.engine),
        store="SQLite" if connection.dialect.name == "sqlite" else "PostgreSQL",
        size=database.size(connection),
        last_filed=moment(last) if last else None,
        articles=count(select(func.count(articles.c.id)), articles),
        versions=count(select(func.count(versions.c.id)), versions),
        quotes=int(count(select(func.sum(versions.c.speech_quotes)).join(articles, NEWEST), versions)),
        speakers=count(select(func.count(speakers.c.id)), speakers),
        withheld=count(select(func.count(articles.c.id)).where(articles.c.visible_from > micros(now)), articles),
        removed=count(select(func.count(tombstones.c.article_id.distinct())), tombstones),
        findable=_findable(connection),
    )


def _findable(connection: Connection) -> int:
    newest = articles.c.newest_version_id == utterances.c.version_id
    spoken = select(func.count(utterances.c.id)).join(articles, newest).where(utterances.c.speech)
    before = DROPPED.with_only_columns(versions.c.article_id, utterances.c.said).distinct().subquery()
    parts = select(func.count(articles.c.id)), spoken, select(func.count()).select_from(before)
    return sum(connection.scalar(query) or 0 for query in parts)
