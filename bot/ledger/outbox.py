"""What is to be said in a chat, and what became of it. A row goes in with what caused it, in one transaction.

It is claimed for a while by the process that says it, so that no two do; who dies meanwhile lets go of it when the while is
over, and whoever says it then does so under the same token, by which the platform knows that it was said before.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.archive.documents import micros, moment
from bot.archive.schema import AnyRow, newsrooms, outbox, purges
from bot.order import Place

LEASE = timedelta(seconds=120)
"""How long a row is its claimer's: twice as long as saying it may take, and less than the few minutes for which Discord knows
a token again.
"""

PAUSES = (5, 30, 120, 600, 3600)
"""Seconds before it is said again, after each time that it could not be; the last holds for all further times."""

PATIENCE = timedelta(days=3)
"""How long it is tried at all: what is older is no news."""

KEPT = timedelta(days=60)
"""How long is known what became of it. It must outlast what may be news again."""


class State(StrEnum):
    """Gathered for a digest, then part of one; waiting to be said, said, or given up for the reason that is its trouble."""

    GATHERED = "gathered"
    DIGESTED = "digested"
    WAITING = "waiting"
    SAID = "said"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to be said.

    Attributes:
        key: The same for the same thing, which is put in once.
        kind: What it is ("alert").
        place: Where; its channel is empty where it is for `member` alone.
        matter: What about: numbers by name, no words.
        token: By which a platform knows it again: a UUID.
        trouble: What went wrong last, in the platform's own word; why it was given up.
    """

    key: str
    newsroom: str
    kind: str
    place: Place
    member: str
    matter: Mapping[str, Any]
    at: datetime
    due: datetime
    errand: int = 0
    token: str = ""
    tries: int = 0
    state: State = State.WAITING
    trouble: str = ""
    message: str | None = None


def put(connection: Connection, room: int, errands: Sequence[Errand]) -> int:
    """Put in what is not there yet by its key; how many that were."""
    insert = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
    statement = insert(outbox).on_conflict_do_nothing(index_elements=["key"])
    return sum(connection.execute(statement, _values(room, one)).rowcount for one in errands)


def _values(room: int, one: Errand) -> dict[str, object]:
    return {
        "newsroom_id": room,
        "key": one.key,
        "token": str(uuid4()),
        "kind": one.kind,
        "tenant": one.place.tenant,
        "channel": one.place.channel,
        "thread": one.place.thread,
        "outsiders": one.place.outsiders,
        "member": one.member,
        "matter": json.dumps(one.matter, separators=(",", ":")),
        "at": micros(one.at),
        "due": micros(one.due),
        "claimed": 0,
        "tries": 0,
        "state": one.state.value,
        "trouble": "",
    }


def waiting(connection: Connection, platform: str, now: datetime) -> int:
    """How much is due to be said on a platform ("slack"), claimed or not."""
    late = outbox.c.state == State.WAITING.value, outbox.c.due <= micros(now)
    query = select(func.count()).where(*late, outbox.c.tenant.startswith(f"{platform}:", autoescape=True))
    return connection.scalar(query) or 0


def due(connection: Connection, platform: str, now: datetime) -> Errand | None:
    """What is to be said on a platform ("slack") next, the oldest first; None where nothing is due.

    What waits for a tenant that is to be forgotten goes on waiting, for it may be back.
    """
    query = (
        _all()
        .where(outbox.c.state == State.WAITING.value, outbox.c.due <= micros(now), outbox.c.claimed <= micros(now))
        .where(outbox.c.tenant.startswith(f"{platform}:", autoescape=True))
        .where(outbox.c.tenant.not_in(select(purges.c.tenant)))
        .order_by(outbox.c.due, outbox.c.id)
    )
    row = connection.execute(query.limit(1)).first()
    return errand_of(row) if row else None


def claim(connection: Connection, platform: str, now: datetime) -> Errand | None:
    """The same, as nobody else's for `LEASE`. What is past its time is given up, and forgotten in the end."""
    _give_up(connection, now)
    mine = due(connection, platform, now)
    if mine:
        values = {"claimed": micros(now + LEASE), "tries": mine.tries + 1}
        connection.execute(update(outbox).where(outbox.c.id == mine.errand).values(values))
    return mine


def _give_up(connection: Connection, now: datetime) -> None:
    late = (outbox.c.state == State.WAITING.value, outbox.c.due <= micros(now - PATIENCE))
    values = {"state": State.ENDED.value, "trouble": "it could not be said for three days"}
    connection.execute(update(outbox).where(*late, outbox.c.claimed <= micros(now)).values(values))
    over = outbox.c.state.in_([State.SAID.value, State.ENDED.value, State.DIGESTED.value])
    connection.execute(delete(outbox).where(outbox.c.at < micros(now - KEPT), over))


def said(connection: Connection, errand: int, message: str) -> None:
    """Keep that it was said, as which message."""
    _set(connection, errand, state=State.SAID.value, message=message, trouble="")


def put_off(connection: Connection, errand: int, seconds: float | None, trouble: str, now: datetime) -> None:
    """Keep what went wrong; it is tried again after so many seconds, or as many as `PAUSES` says."""
    tries = connection.scalar(select(outbox.c.tries).where(outbox.c.id == errand)) or 1
    pause = seconds if seconds is not None else PAUSES[min(tries, len(PAUSES)) - 1]
    _set(connection, errand, claimed=micros(now + timedelta(seconds=pause)), trouble=trouble)


def ended(connection: Connection, errand: int, why: str) -> None:
    """Keep that it is given up, and why."""
    _set(connection, errand, state=State.ENDED.value, trouble=why)


def _set(connection: Connection, errand: int, **values: object) -> None:
    waiting = (outbox.c.id == errand, outbox.c.state == State.WAITING.value)
    connection.execute(update(outbox).where(*waiting).values(**values))


def of_member(connection: Connection, newsroom: str, member: str, limit: int) -> tuple[Errand, ...]:
    """What was to be said because of somebody, the last first."""
    mine = (newsrooms.c.name == newsroom, outbox.c.member == member)
    rows = connection.execute(_all().where(*mine).order_by(outbox.c.id.desc()).limit(limit))
    return tuple(map(errand_of, rows))


def _all() -> Any:
    return select(outbox, newsrooms.c.name.label("newsroom")).join(newsrooms, newsrooms.c.id == outbox.c.newsroom_id)


def errand_of(row: AnyRow) -> Errand:
    """A row, as it stands."""
    return Errand(
        key=row.key,
        newsroom=row.newsroom,
        kind=row.kind,
        place=Place(row.tenant, row.channel, row.thread, row.outsiders),
        member=row.member,
        matter=json.loads(row.matter),
        at=moment(row.at),
        due=moment(row.due),
        errand=row.id,
        token=row.token,
        tries=row.tries,
        state=State(row.state),
        trouble=row.trouble,
        message=row.message,
    )
