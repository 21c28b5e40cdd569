"""Who follows what. An article finds its follows by keys, so that ten thousand of them cost no more than the few that fit."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from bot.archive.documents import micros, moment
from bot.archive.names import name_key
from bot.archive.rows import insert_all, inserted, slices_of
from bot.archive.schema import AnyRow, AnySelect, follow_keys, follows, newsrooms
from bot.archive.view import known_id
from bot.errors import AskError
from bot.follow import Followed, Pace, Subject, When
from bot.order import Place

MOST = 100
"""Follows that one member may have: more than anybody reads."""

Rarity = Callable[[str], int]
"""How many quotes have a folded word."""


def add(connection: Connection, room: int, followed: Followed, rarity: Rarity) -> int:
    """Keep that somebody follows something; its number. What they follow there already is taken up anew.

    Raises:
        AskError: they follow too much.
    """
    mine = (follows.c.newsroom_id == room, follows.c.member == followed.member)
    what = json.dumps(asdict(followed.subject), ensure_ascii=False)
    there = (follows.c.channel == followed.place.channel, follows.c.thread == followed.place.thread)
    connection.execute(delete(follows).where(*mine, *there, follows.c.what == what))
    if (connection.scalar(select(func.count()).select_from(follows).where(*mine)) or 0) >= MOST:
        raise AskError(f"You follow {MOST} things already.", "Unfollow one first: /following")
    number = inserted(connection, follows, [_values(room, followed, what)])[0]
    keys = dict.fromkeys(keys_of(followed.subject, rarity))
    insert_all(connection, follow_keys, [{"newsroom_id": room, "key": key, "follow_id": number} for key in keys])
    return number


def _values(room: int, followed: Followed, what: str) -> dict[str, object]:
    return {
        "newsroom_id": room,
        "member": followed.member,
        "tenant": followed.place.tenant,
        "channel": followed.place.channel,
        "thread": followed.place.thread,
        "outsiders": followed.place.outsiders,
        "what": what,
        "pace": followed.when.pace.value,
        "minute": followed.when.minute,
        "zone": followed.when.zone,
        "since": micros(followed.since),
    }


def keys_of(subject: Subject, rarity: Rarity) -> Iterator[str]:
    """By what an article finds who follows this: whose words it has, its outlet, the rarest of the words."""
    yield from map(by, subject.speakers)
    if subject.about:
        yield from map(about, subject.speakers)
    if subject.outlet:
        yield outlet(name_key(subject.outlet))
    if words := [word for run in subject.runs for word in run]:
        yield having(min(words, key=rarity))


def by(speaker: int) -> str:
    """The key of who follows a speaker."""
    return f"by:{speaker}"


def about(speaker: int) -> str:
    """The key of who follows what is said about a speaker."""
    return f"about:{speaker}"


def outlet(key: str) -> str:
    """The key of who follows an outlet, by its folded name."""
    return f"in:{key}"


def having(word: str) -> str:
    """The key of who follows words, the rarest of which this is."""
    return f"word:{word}"


def drop(connection: Connection, follow: int) -> None:
    """Follow something no more."""
    connection.execute(delete(follows).where(follows.c.id == follow))


def ended(connection: Connection, place: Place, member: str, why: str) -> None:
    """Keep why what somebody follows can't be told in a place any more."""
    there = (follows.c.tenant == place.tenant, follows.c.channel == place.channel, follows.c.member == member)
    connection.execute(update(follows).where(*there, follows.c.ended.is_(None)).values(ended=why))


def follow_of(connection: Connection, newsroom: str, follow: int) -> Followed | None:
    """A newsroom's follow of this number."""
    query = _all().where(follows.c.id == known_id(follow), newsrooms.c.name == newsroom)
    return next(_read(connection, query), None)


def of_member(connection: Connection, newsroom: str, member: str) -> tuple[Followed, ...]:
    """What somebody follows, the last first."""
    query = _all().where(newsrooms.c.name == newsroom, follows.c.member == member)
    return tuple(_read(connection, query.order_by(follows.c.id.desc())))


def with_keys(connection: Connection, room: int, keys: Iterable[str]) -> dict[str, list[Followed]]:
    """The follows that have each of the keys, and are told still."""
    found: dict[str, list[Followed]] = {}
    joined = _all().add_columns(follow_keys.c.key).join(follow_keys, follow_keys.c.follow_id == follows.c.id)
    for some in slices_of(sorted(set(keys))):
        mine = (follow_keys.c.newsroom_id == room, follow_keys.c.key.in_(some), follows.c.ended.is_(None))
        for row in connection.execute(joined.where(*mine).order_by(follows.c.id)):
            found.setdefault(row.key, []).append(_followed(row))
    return found


def any_at_all(connection: Connection) -> bool:
    """Whether anybody follows anything."""
    return connection.scalar(select(follows.c.id).limit(1)) is not None


def _all() -> AnySelect:
    query: Any = select(follows, newsrooms.c.name.label("newsroom"))
    joined: AnySelect = query.join(newsrooms, newsrooms.c.id == follows.c.newsroom_id)
    return joined


def _read(connection: Connection, query: AnySelect) -> Iterator[Followed]:
    rows: Sequence[AnyRow] = connection.execute(query).all()
    return map(_followed, rows)


def _followed(row: AnyRow) -> Followed:
    return Followed(
        follow=row.id,
        newsroom=row.newsroom,
        member=row.member,
        place=Place(row.tenant, row.channel, row.thread, row.outsiders),
        subject=_subject(json.loads(row.what)),
        when=When(Pace(row.pace), row.minute, row.zone),
        since=moment(row.since),
        ended=row.ended or "",
    )


def _subject(kept: dict[str, Any]) -> Subject:
    return Subject(
        name=kept["name"],
        speakers=tuple(kept["speakers"]),
        about=kept["about"],
        runs=tuple(map(tuple, kept["runs"])),
        outlet=kept["outlet"],
    )
