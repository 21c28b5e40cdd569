"""Who is whom, by the operator's word: it is put into what was found in an article before that is filed, now and ever after."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sqlalchemy import Connection, and_, delete, or_, select, update

from bot.archive.casting import Voice
from bot.archive.names import name_key
from bot.archive.rows import insert_all
from bot.archive.schema import AnyRow, bindings, speakers
from bot.model import About, Attribution, Entity, Extraction, Kind

Whose = tuple[Kind, str]
"""A speaker's kind and name."""

Named = TypeVar("Named", Attribution, About, Entity)


@dataclass(frozen=True, slots=True)
class Bindings:
    """What a newsroom's operator said of its speakers.

    Attributes:
        everywhere: A voice that is somebody else's, in every article.
        here: The same in one article alone, by its number; it goes before. Whom this leads to may be bound in turn.
        aliases: Names that a speaker bears besides, wherever they are named.
    """

    everywhere: Mapping[Voice, Whose] = field(default_factory=dict[Voice, Whose])
    here: Mapping[int, Mapping[Voice, Whose]] = field(default_factory=dict[int, Mapping[Voice, Whose]])
    aliases: Mapping[Voice, tuple[str, ...]] = field(default_factory=dict[Voice, tuple[str, ...]])

    def put_into(self, found: Extraction, article_id: int) -> Extraction:
        """What was found in an article, with everybody under the name that is theirs."""
        bound = {**self.everywhere, **self.here.get(article_id, {})}
        if not (bound or self.aliases):
            return found
        return Extraction(
            tuple(
                replace(
                    one,
                    attribution=_bound(one.attribution, bound),
                    about=tuple(_bound(about, bound) for about in one.about),
                )
                for one in found.quotations
            ),
            tuple(self._entity(entity, bound) for entity in found.entities),
            tuple(replace(one, attribution=_bound(one.attribution, bound)) for one in found.reported),
        )

    def _entity(self, entity: Entity, bound: Mapping[Voice, Whose]) -> Entity:
        whose = _bound(entity, bound)
        kept = (entity.name,) if whose is not entity else ()
        more = self.aliases.get((whose.kind.value, name_key(whose.name)), ())
        return replace(whose, aliases=(*whose.aliases, *kept, *more)) if kept or more else entity


def _bound(named: Named, bound: Mapping[Voice, Whose]) -> Named:
    if not named.name:
        return named
    kind = named.kind or Kind.PERSON
    whose = _led_to((kind.value, name_key(named.name)), bound)
    return replace(named, kind=whose[0], name=whose[1]) if whose else named


def _led_to(voice: Voice, bound: Mapping[Voice, Whose]) -> Whose | None:
    """Whose a voice is in the end: merged with somebody whom this article means otherwise, it is that one's."""
    whose, passed = None, set[Voice]()
    while voice not in passed and (further := bound.get(voice)):
        passed.add(voice)
        whose = further
        voice = (whose[0].value, name_key(whose[1]))
    return whose


def bindings_of(connection: Connection, room: int) -> Bindings:
    """All that was said of a newsroom's speakers."""
    everywhere: dict[Voice, Whose] = {}
    here: dict[int, dict[Voice, Whose]] = {}
    aliases: dict[Voice, tuple[str, ...]] = {}
    for row in connection.execute(select(bindings).where(bindings.c.newsroom_id == room).order_by(bindings.c.id)):
        voices = everywhere if row.article_id is None else here.setdefault(row.article_id, {})
        voices[row.kind, row.key] = (Kind(row.into_kind), row.into_name)
        if row.alias:
            target = (row.into_kind, name_key(row.into_name))
            aliases[target] = (*aliases.get(target, ()), row.name)
    return Bindings(everywhere, here, aliases)


def bind(
    connection: Connection, room: int, voice: Whose, into: Whose, article_id: int | None = None, *, alias: bool = False
) -> None:
    """Say that a name is somebody's: everywhere, or in one article. Who was bound to that name is theirs, too.

    That the other way round was said before, is taken back.
    """
    kind, name = voice[0].value, voice[1]
    into_kind, into_name = into[0].value, into[1]
    mine, there = bindings.c.newsroom_id == room, bindings.c.article_id == article_id
    own = and_(bindings.c.kind == kind, bindings.c.key == name_key(name))
    led_here = and_(bindings.c.into_kind == kind, bindings.c.into_name == name)
    opposite = and_(led_here, bindings.c.kind == into_kind, bindings.c.key == name_key(into_name))
    connection.execute(delete(bindings).where(mine, there, or_(own, opposite)))
    if article_id is None:
        connection.execute(update(bindings).where(mine, led_here).values(into_kind=into_kind, into_name=into_name))
    row = {"newsroom_id": room, "kind": kind, "key": name_key(name), "name": name, "article_id": article_id}
    insert_all(connection, bindings, [{**row, "into_kind": into_kind, "into_name": into_name, "alias": alias}])


def release(connection: Connection, room: int, speaker: AnyRow) -> list[int]:
    """Take back all that was said of a speaker; whom that concerns, by their numbers: none where nothing was said."""
    theirs = and_(bindings.c.into_kind == speaker.kind, bindings.c.into_name == speaker.name)
    split = and_(bindings.c.kind == speaker.kind, bindings.c.key == speaker.key)
    mine = and_(bindings.c.newsroom_id == room, or_(theirs, split))
    taken = connection.execute(select(bindings.c.into_kind, bindings.c.into_name).where(mine)).all()
    connection.execute(delete(bindings).where(mine))
    keys = {(row.into_kind, name_key(row.into_name)) for row in taken}
    query = select(speakers).where(speakers.c.newsroom_id == room, speakers.c.key.in_({key for _, key in keys}))
    concerned = {row.id for row in connection.execute(query) if (row.kind, row.key) in keys}
    return sorted({*concerned, speaker.id}) if taken else []
