"""What articles report somebody to have said, in their own words: filed and found apart from quotations, and never one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func

from bot.archive.casting import Voice, voice_named
from bot.archive.finding import given, narrowed, source_of, sources
from bot.archive.records import Filters, Found, Indirect
from bot.archive.rows import insert_all
from bot.archive.schema import AnyRow, AnySelect, bodies, reported, versions
from bot.archive.view import NEWEST, ROOM, SHOWN, View, known_ids
from bot.archive.wording import storable
from bot.model import Document, Reported, Span, paragraphs


def file_reported(
    connection: Connection,
    room: int,
    version_id: int,
    document: Document,
    found: Sequence[Reported],
    ids: Mapping[Voice, int],
) -> None:
    """File what a text reports by somebody named. A retelling reports nothing: its words are not the outlet's."""
    voiced = [] if document.retold_from else [(one, voice_named(one.attribution)) for one in found]
    rows = [
        {
            "newsroom_id": room,
            "version_id": version_id,
            "speaker_id": ids[voice],
            "start": one.span.start,
            "end": one.span.end,
            "first": one.sentence.start,
            "last": one.sentence.end,
            "because": storable(one.attribution.because),
        }
        for one, voice in voiced
        if voice and voice in ids
    ]
    insert_all(connection, reported, rows)


def reported_by(view: View, speakers: Sequence[int], filters: Filters, offset: int, limit: int) -> Found[Indirect]:
    """A page of what the newest versions of articles report any of the speakers to have said, the last printed first."""
    narrowing = given(replace(filters, by=(), about=()))
    asked = {"who": known_ids(speakers), **narrowing}
    paged = _paged(*narrowing)
    total = view.scalar(paged.total, **asked) or 0
    if not limit:
        return Found((), total)
    rows = view.rows(paged.page, **asked, offset=offset, limit=limit).all()
    return Found(tuple(map(_indirect, rows)), total)


class _Paged(NamedTuple):
    """What is asked for a page of them: how many there are, and those on the page."""

    total: AnySelect
    page: AnySelect


@cache
def _paged(*narrowing: str) -> _Paged:
    """The two statements for what is narrowed by these."""
    columns = (reported.c.start, reported.c.end, reported.c.first, reported.c.last, reported.c.because, bodies.c.text)
    query = (
        sources()
        .add_columns(*columns)
        .join(reported, reported.c.version_id == versions.c.id)
        .join(bodies, bodies.c.version_id == versions.c.id)
        .where(SHOWN, NEWEST, reported.c.newsroom_id == ROOM)
        .where(reported.c.speaker_id.in_(bindparam("who", expanding=True)))
    )
    query = narrowed(query, narrowing)
    order = (versions.c.printed_at.is_(None), versions.c.printed_at.desc(), versions.c.id.desc(), reported.c.start)
    page = query.order_by(*order).offset(bindparam("offset")).limit(bindparam("limit"))
    return _Paged(query.with_only_columns(func.count()), page)


def _indirect(row: AnyRow) -> Indirect:
    within = Span(row.start - row.first, row.end - row.first)
    place = sum(part.start <= row.first for part in paragraphs(row.text))
    return Indirect(source_of(row), row.text[row.first : row.last], within, place, row.because)
