"""What the indexes of names and titles hold, read from the store, and what is made of it again.

How much is on file changes by the clock when an embargo ends, so it is kept as steps: from when on, how many more.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, func, or_, select

from bot.archive.finding import source_of, sources
from bot.archive.following import day_number
from bot.archive.name_index import Bearer, Spelling
from bot.archive.names import name_key
from bot.archive.records import NameHit
from bot.archive.rows import slices_of
from bot.archive.schema import (
    NEVER,
    AnyRow,
    AnySelect,
    abouts,
    articles,
    names,
    namings,
    speakers,
    utterances,
    versions,
)
from bot.archive.view import NEWEST
from bot.model import Access, Kind, PrintedDate, Retelling, Source, Speaker, Status

HEAVIEST = 2**32 - 1

Steps = list[tuple[int, int]]
"""From when on (microseconds since 1970) how many more."""


class Read(Protocol):
    """Reads bearers: those that the articles may have changed, or all."""

    def __call__(self, connection: Connection, article_ids: Sequence[int] | None) -> list[Bearer]: ...


def named_bearers(connection: Connection, article_ids: Sequence[int] | None) -> list[Bearer]:
    """Speakers with their names: those that any version of the articles names, or all."""
    if article_ids is None:
        return _speakers(connection, None)
    ids: set[int] = set()
    for some in slices_of(article_ids):
        named = (
            select(names.c.speaker_id).join_from(names, namings).join(versions, versions.c.id == namings.c.version_id)
        )
        ids.update(connection.scalars(named.where(versions.c.article_id.in_(some)).distinct()))
    return [bearer for some in slices_of(sorted(ids)) for bearer in _speakers(connection, some)]


def _speakers(connection: Connection, ids: Sequence[int] | None) -> list[Bearer]:
    spelt, by, about = (_grouped(connection, query(ids)) for query in (_spellings, _by, _about))
    query = select(speakers) if ids is None else select(speakers).where(speakers.c.id.in_(ids))
    return [
        _speaker(row, spelt.get(row.id, []), by.get(row.id, []), about.get(row.id, []))
        for row in connection.execute(query)
    ]


def _speaker(row: AnyRow, spelt: Sequence[Any], by: Sequence[Any], about: Sequence[Any]) -> Bearer:
    aliases = [(name, since) for name, since in spelt if name_key(name) != row.key]
    facts = [row.name, row.kind, aliases, [tuple(step) for step in by], [tuple(step) for step in about]]
    return Bearer(
        id=row.id,
        newsroom=row.newsroom_id,
        weight=min(HEAVIEST, sum(step[1] for step in (*by, *about))),
        spellings=tuple(Spelling(name, since) for name, since in spelt),
        facts=json.dumps(facts, separators=(",", ":")).encode(),
    )


def _spellings(ids: Sequence[int] | None) -> AnySelect:
    """Each name with when an article may first be shown whose newest version prints it."""
    query = (
        select(names.c.speaker_id, names.c.name, func.min(articles.c.visible_from))
        .join_from(names, namings)
        .join(articles, articles.c.newest_version_id == namings.c.version_id)
        .where(articles.c.visible_from < NEVER)
        .group_by(names.c.id, names.c.speaker_id, names.c.name)
        .order_by(names.c.id)
    )
    return query if ids is None else query.where(names.c.speaker_id.in_(ids))


def _by(ids: Sequence[int] | None) -> AnySelect:
    query = _first_shown(utterances.c.speaker_id)
    return _counted(query if ids is None else query.where(utterances.c.speaker_id.in_(ids)))


def _about(ids: Sequence[int] | None) -> AnySelect:
    by_others = or_(utterances.c.speaker_id.is_(None), utterances.c.speaker_id != abouts.c.speaker_id)
    query = _first_shown(abouts.c.speaker_id).join(abouts, abouts.c.utterance_id == utterances.c.id).where(by_others)
    return _counted(query if ids is None else query.where(abouts.c.speaker_id.in_(ids)))


def _first_shown(who: ColumnElement[Any]) -> AnySelect:
    """Each wording once, with when it may first be shown."""
    return (
        select(who.label("who"), utterances.c.said, func.min(articles.c.visible_from).label("since"))
        .select_from(utterances)
        .join(articles, articles.c.newest_version_id == utterances.c.version_id)
        .where(utterances.c.speech, articles.c.visible_from < NEVER)
        .group_by(who, utterances.c.said)
    )


def _counted(wordings: AnySelect) -> AnySelect:
    each = wordings.subquery()
    return select(each.c.who, each.c.since, func.count()).group_by(each.c.who, each.c.since).order_by(each.c.since)


def _grouped(connection: Connection, query: AnySelect) -> dict[int, list[Any]]:
    """The rows of a query without their first number, by that."""
    groups: dict[int, list[Any]] = {}
    for row in connection.execute(query):
        groups.setdefault(row[0], []).append(row[1:])
    return groups


def hit_of(bearer: Bearer, now: int) -> NameHit:
    """The speaker that an index of names holds, as far as it may be shown."""
    name, kind, aliases, by, about = json.loads(bearer.facts)
    others = tuple(alias for alias, since in aliases if since <= now)
    return NameHit(Speaker(bearer.id, name, Kind(kind), others), _so_far(by, now), _so_far(about, now))


def _so_far(steps: Steps, now: int) -> int:
    return sum(count for since, count in steps if since <= now)


def titled_bearers(connection: Connection, article_ids: Sequence[int] | None) -> list[Bearer]:
    """Articles with their headlines: these, or all."""
    query = sources().add_columns(articles.c.newsroom_id, articles.c.visible_from, versions.c.day_first).where(NEWEST)
    if article_ids is None:
        return [_title(row) for row in connection.execute(query)]
    slices = slices_of(article_ids)
    return [_title(row) for some in slices for row in connection.execute(query.where(articles.c.id.in_(some)))]


def _title(row: AnyRow) -> Bearer:
    source = source_of(row)
    shown = source.headline is not None and row.visible_from < NEVER
    return Bearer(
        id=row.article_id,
        newsroom=row.newsroom_id,
        weight=day_number(row.day_first) if row.day_first else 0,
        spellings=(Spelling(source.headline, row.visible_from),) if shown and source.headline else (),
        facts=_packed(source) if shown else b"",
    )


def _packed(source: Source) -> bytes:
    """A newest source as a list in JSON, without its number; what few articles have stands last, so that it can be missing."""
    facts = [
        source.version_id,
        source.version,
        source.headline,
        source.outlet,
        (source.published.iso, source.published.printed) if source.published else None,
        source.byline,
        None if source.status is Status.USABLE else source.status.value,
        None if source.access is Access.NEWSROOM else source.access.value,
        source.headline_derived,
        source.url,
        source.credit,
        source.status_note,
        source.incomplete,
        astuple(source.retold_from) if source.retold_from else None,
    ]
    while not facts[-1]:
        facts.pop()
    return json.dumps(facts, separators=(",", ":"), ensure_ascii=False).encode()


def title_of(bearer: Bearer) -> Source:
    """The article that an index of titles holds."""
    facts = json.loads(bearer.facts)
    (
        version_id,
        version,
        headline,
        outlet,
        published,
        byline,
        status,
        access,
        derived,
        url,
        credit,
        note,
        lost,
        retold,
    ) = facts + [None] * (14 - len(facts))
    return Source(
        article_id=bearer.id,
        version_id=version_id,
        version=version,
        newest=True,
        headline=headline,
        headline_derived=bool(derived),
        outlet=outlet,
        credit=credit,
        byline=byline,
        published=PrintedDate(*published) if published else None,
        url=url,
        status=Status(status or Status.USABLE),
        status_note=note,
        incomplete=bool(lost),
        retold_from=Retelling(*retold) if retold else None,
        access=Access(access or Access.NEWSROOM),
    )
