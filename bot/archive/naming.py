"""The statements that find speakers by number, as far as a name of theirs may be shown."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from bot.archive.records import NameHit
from bot.archive.rows import slices_of
from bot.archive.schema import (
    abouts,
    names,
    namings,
    speakers,
    utterances,
)
from bot.archive.view import View, known_id
from bot.model import Kind, Speaker


def speakers_of(view: View, ids: Collection[int]) -> dict[int, Speaker]:
    """The newsroom's speakers with these ids, with the other names that may be shown."""
    found: dict[int, Speaker] = {}
    for some in slices_of(sorted(ids)):
        aliases = _aliases(view, some)
        query = select(speakers).where(speakers.c.newsroom_id == view.room, speakers.c.id.in_(some))
        for row in view.connection.execute(query):
            others = tuple(name for key, name in aliases.get(row.id, {}).items() if key != row.key)
            found[row.id] = Speaker(row.id, row.name, Kind(row.kind), others)
    return found


def _aliases(view: View, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    query = select(names).where(names.c.speaker_id.in_(ids), _is_shown(view)).order_by(names.c.id)
    found: dict[int, dict[str, str]] = {}
    for row in view.connection.execute(query):
        found.setdefault(row.speaker_id, {})[row.key] = row.name
    return found


def _is_shown(view: View) -> ColumnElement[bool]:
    """An article that may be shown prints the name in its newest version."""
    return exists().where(namings.c.name_id == names.c.id, view.stands_in(namings.c.version_id))


def speaker(view: View, speaker_id: int) -> NameHit | None:
    """The newsroom's speaker of this number, where a name of theirs may be shown."""
    mine = and_(names.c.newsroom_id == view.room, names.c.speaker_id == known_id(speaker_id))
    found = view.connection.scalar(select(names.c.speaker_id).where(mine, _is_shown(view)).limit(1))
    return next(iter(_name_hits(view, [found] if found else [])), None)


def name_hits(view: View, ids: Sequence[int]) -> tuple[NameHit, ...]:
    """Those of the speakers of whom a name may be shown, in this order."""
    shown: set[int] = set()
    for some in slices_of(ids):
        query = select(names.c.speaker_id).where(names.c.newsroom_id == view.room, names.c.speaker_id.in_(some))
        shown.update(view.connection.scalars(query.where(_is_shown(view)).distinct()))
    return _name_hits(view, [number for number in ids if number in shown])


def _name_hits(view: View, ids: Sequence[int]) -> tuple[NameHit, ...]:
    who = speakers_of(view, ids)
    by, about = _counts_by(view, ids), _counts_about(view, ids)
    return tuple(NameHit(who[key], by.get(key, 0), about.get(key, 0)) for key in ids if key in who)


def _counts_by(view: View, ids: Sequence[int]) -> dict[int, int]:
    query = view.sayings.with_only_columns(utterances.c.speaker_id, func.count(utterances.c.said.distinct()))
    query = query.where(utterances.c.speaker_id.in_(ids)).group_by(utterances.c.speaker_id)
    return view.pairs(query)


def _counts_about(view: View, ids: Sequence[int]) -> dict[int, int]:
    by_others = or_(utterances.c.speaker_id.is_(None), utterances.c.speaker_id != abouts.c.speaker_id)
    query = view.sayings.with_only_columns(abouts.c.speaker_id, func.count(utterances.c.said.distinct()))
    query = query.join(abouts, abouts.c.utterance_id == utterances.c.id).where(by_others, abouts.c.speaker_id.in_(ids))
    return view.pairs(query.group_by(abouts.c.speaker_id))
