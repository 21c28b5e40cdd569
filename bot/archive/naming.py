"""The statements that find speakers by number, as far as a name of theirs may be shown."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, func, or_, select

from bot.archive.records import NameHit
from bot.archive.rows import slices_of
from bot.archive.schema import (
    abouts,
    names,
    namings,
    speakers,
    utterances,
)
from bot.archive.view import IDS, ROOM, SAYINGS, View, known_id, stands_in
from bot.model import Kind, Speaker

_IS_SHOWN = exists().where(namings.c.name_id == names.c.id, stands_in(namings.c.version_id))
"""An article that may be shown prints the name in its newest version."""

_SPEAKERS = select(speakers).where(speakers.c.newsroom_id + 0 == ROOM, speakers.c.id.in_(IDS))
_ALIASES = select(names).where(names.c.speaker_id.in_(IDS), _IS_SHOWN).order_by(names.c.id)
_NAMED = (
    select(names.c.speaker_id).where(names.c.newsroom_id == ROOM, names.c.speaker_id.in_(IDS), _IS_SHOWN).distinct()
)
_HOW_MANY = func.count(utterances.c.said.distinct())
_SAID_BY = (
    SAYINGS.with_only_columns(utterances.c.speaker_id, _HOW_MANY)
    .where(utterances.c.speaker_id.in_(IDS))
    .group_by(utterances.c.speaker_id)
)
_SAID_ABOUT = (
    SAYINGS.with_only_columns(abouts.c.speaker_id, _HOW_MANY)
    .join(abouts, abouts.c.utterance_id == utterances.c.id)
    .where(or_(utterances.c.speaker_id.is_(None), utterances.c.speaker_id != abouts.c.speaker_id))
    .where(abouts.c.speaker_id.in_(IDS))
    .group_by(abouts.c.speaker_id)
)


def speakers_of(view: View, ids: Collection[int]) -> dict[int, Speaker]:
    """The newsroom's speakers with these ids, with the other names that may be shown."""
    found: dict[int, Speaker] = {}
    for some in slices_of(sorted(ids)):
        aliases = _aliases(view, some)
        for row in view.rows(_SPEAKERS, ids=some):
            others = tuple(name for key, name in aliases.get(row.id, {}).items() if key != row.key)
            found[row.id] = Speaker(row.id, row.name, Kind(row.kind), others)
    return found


def _aliases(view: View, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for row in view.rows(_ALIASES, ids=ids):
        found.setdefault(row.speaker_id, {})[row.key] = row.name
    return found


def speaker(view: View, speaker_id: int) -> NameHit | None:
    """The newsroom's speaker of this number, where a name of theirs may be shown."""
    return next(iter(name_hits(view, [known_id(speaker_id)])), None)


def name_hits(view: View, ids: Sequence[int]) -> tuple[NameHit, ...]:
    """Those of the speakers of whom a name may be shown, in this order."""
    shown: set[int] = set()
    for some in slices_of(ids):
        shown.update(view.scalars(_NAMED, ids=some))
    return _name_hits(view, [number for number in ids if number in shown])


def _name_hits(view: View, ids: Sequence[int]) -> tuple[NameHit, ...]:
    who = speakers_of(view, ids)
    by, about = _counts_by(view, ids), _counts_about(view, ids)
    return tuple(NameHit(who[key], by.get(key, 0), about.get(key, 0)) for key in ids if key in who)


def _counts_by(view: View, ids: Sequence[int]) -> dict[int, int]:
    return view.pairs(_SAID_BY, ids=ids)


def _counts_about(view: View, ids: Sequence[int]) -> dict[int, int]:
    return view.pairs(_SAID_ABOUT, ids=ids)
