"""The statements that write who is named in an article, and forget who is named nowhere any more."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, delete, exists, select

from bot.archive.names import name_key
from bot.archive.rows import insert_all, inserted, slices_of
from bot.archive.schema import names, namings, speakers, versions
from bot.archive.wording import storable
from bot.model import Attribution, Extraction, Kind, Quotation

Voice = tuple[str, str]
"""A speaker's kind and folded name: who it is within one newsroom."""


@dataclass(slots=True)
class Cast:
    """Everybody whom one article names: under which name, and with which others."""

    names: dict[Voice, dict[str, str]] = field(default_factory=dict[Voice, dict[str, str]])

    def add(self, name: str, kind: Kind | None, aliases: Sequence[str] = ()) -> None:
        """Take somebody in, unless the name has no letters. The first spelling of a name is kept."""
        key = name_key(name)
        if not key:
            return
        voice = ((kind or Kind.PERSON).value, key)
        spellings = self.names.setdefault(voice, {})
        for spelling in map(storable, (name, *aliases)):
            if alias_key := name_key(spelling):
                spellings.setdefault(alias_key, " ".join(spelling.split()))


def voice_of(item: Quotation) -> Voice | None:
    """Who said it; None where the source is unnamed or not stated."""
    return voice_named(item.attribution)


def voice_named(who: Attribution) -> Voice | None:
    """Whom an attribution names; None where it names nobody."""
    key = name_key(who.name) if who.name else ""
    return ((who.kind or Kind.PERSON).value, key) if key else None


def cast_of(extraction: Extraction) -> Cast:
    """Everybody whom a text names."""
    cast = Cast()
    for entity in extraction.entities:
        cast.add(entity.name, entity.kind, entity.aliases)
    for item in extraction.quotations:
        if item.attribution.name:
            cast.add(item.attribution.name, item.attribution.kind)
        for about in item.about:
            cast.add(about.name, about.kind)
    for told in extraction.reported:
        if told.attribution.name:
            cast.add(told.attribution.name, told.attribution.kind)
    return cast


def file_cast(connection: Connection, room: int, version_id: int, extraction: Extraction) -> dict[Voice, int]:
    """File everybody whom the text names, and under which names; their ids."""
    cast = cast_of(extraction)
    ids = _speaker_ids(connection, room, cast)
    spelled = {(ids[voice], key): name for voice, kept in cast.names.items() for key, name in kept.items()}
    name_ids = _name_ids(connection, room, spelled)
    insert_all(
        connection,
        namings,
        [{"name_id": name_id, "version_id": version_id, "newsroom_id": room} for name_id in name_ids],
    )
    return ids


def _speaker_ids(connection: Connection, room: int, cast: Cast) -> dict[Voice, int]:
    keys = {key for _, key in cast.names}
    query = select(speakers).where(speakers.c.newsroom_id == room, speakers.c.key.in_(keys))
    ids = {(row.kind, row.key): row.id for row in connection.execute(query)}
    fresh = [voice for voice in cast.names if voice not in ids]
    rows = [{"newsroom_id": room, "kind": kind, "key": key, "name": cast.names[kind, key][key]} for kind, key in fresh]
    ids.update(zip(fresh, inserted(connection, speakers, rows), strict=True))
    return ids


def _name_ids(connection: Connection, room: int, spelled: dict[tuple[int, str], str]) -> list[int]:
    """The ids of a cast's names; new ones are filed."""
    query = select(names).where(names.c.speaker_id.in_({speaker_id for speaker_id, _ in spelled}))
    ids = {(row.speaker_id, row.key): row.id for row in connection.execute(query)}
    fresh = [pair for pair in spelled if pair not in ids]
    rows = [
        {"newsroom_id": room, "speaker_id": speaker_id, "key": key, "name": spelled[speaker_id, key]}
        for speaker_id, key in fresh
    ]
    new = dict(zip(fresh, inserted(connection, names, rows), strict=True))
    return [(ids | new)[pair] for pair in spelled]


def names_in(connection: Connection, article_id: int) -> list[int]:
    """Ids of the names that any version of an article prints."""
    query = select(namings.c.name_id).join(versions, versions.c.id == namings.c.version_id).distinct()
    return list(connection.scalars(query.where(versions.c.article_id == article_id)))


def forget_names(connection: Connection, named: Sequence[int]) -> None:
    """Delete those of the names that no article on file prints, and speakers left without one."""
    for some in slices_of(named):
        unused = and_(names.c.id.in_(some), ~exists().where(namings.c.name_id == names.c.id))
        gone = connection.execute(select(names.c.id, names.c.speaker_id).where(unused)).all()
        ids = [row.id for row in gone]
        connection.execute(delete(names).where(names.c.id.in_(ids)))
        nameless = ~exists().where(names.c.speaker_id == speakers.c.id)
        connection.execute(delete(speakers).where(speakers.c.id.in_({row.speaker_id for row in gone}), nameless))
