"""What was shared where: which version, by whom, in which message. No word of what was shown is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, select, update

from bot.archive.documents import micros, moment
from bot.archive.rows import inserted
from bot.archive.schema import AnyRow, AnySelect, changes, newsrooms, purges, shares
from bot.archive.view import known_id
from bot.order import Place


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """One share.

    Attributes:
        message: The platform's own name for the posted message; None until it was posted.
        drawn: Number of the last change of the archive that the message knows.
        taken_back: Whether it was taken back.
        removed: Whether its article was taken down for good.
    """

    share: int
    newsroom: str
    place: Place
    member: str
    article_id: int
    version_id: int
    quote_id: int | None
    message: str | None
    at: datetime
    drawn: int
    taken_back: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A share whose article changed since its message was drawn, and the number of the last such change."""

    record: ShareRecord
    seq: int


def begin(connection: Connection, room: int, record: ShareRecord) -> int:
    """Keep that something is about to be shared; its number."""
    row = {
        "newsroom_id": room,
        "tenant": record.place.tenant,
        "channel": record.place.channel,
        "thread": record.place.thread,
        "outsiders": record.place.outsiders,
        "member": record.member,
        "article_id": record.article_id,
        "version_id": record.version_id,
        "quote_id": record.quote_id,
        "at": micros(record.at),
        "drawn": record.drawn,
    }
    return inserted(connection, shares, [row])[0]


def posted(connection: Connection, share: int, message: str) -> None:
    """Keep as which message it was posted."""
    connection.execute(update(shares).where(shares.c.id == share).values(message=message))


def taken_back(connection: Connection, share: int, now: datetime) -> None:
    """Keep that it was taken back, and when first."""
    mine = (shares.c.id == share, shares.c.taken_back.is_(None))
    connection.execute(update(shares).where(*mine).values(taken_back=micros(now)))


def drawn(connection: Connection, share: int, seq: int) -> None:
    """Keep up to which change its message was drawn; an earlier one than is known changes nothing."""
    connection.execute(update(shares).where(shares.c.id == share, shares.c.drawn < seq).values(drawn=seq))


def share_of(connection: Connection, newsroom: str, share: int) -> ShareRecord | None:
    """A newsroom's share of this number."""
    mine = (shares.c.id == known_id(share), newsrooms.c.name == newsroom)
    return next(_records(connection, _all().where(*mine)), None)


def shares_by(connection: Connection, newsroom: str, member: str, limit: int) -> tuple[ShareRecord, ...]:
    """What somebody shared and did not take back, the last first."""
    mine = (newsrooms.c.name == newsroom, shares.c.member == member, shares.c.taken_back.is_(None))
    query = _all().where(*mine, shares.c.message.is_not(None))
    return tuple(_records(connection, query.order_by(shares.c.id.desc()).limit(limit)))


def outstanding(connection: Connection, platform: str, limit: int) -> tuple[Outstanding, ...]:
    """Posted shares on a platform whose article changed since their message was drawn, the oldest first.

    Those of tenants that are to be forgotten wait: their messages can't be edited, and must not keep others waiting.
    """
    last = select(func.max(changes.c.seq)).where(changes.c.id == shares.c.article_id).scalar_subquery()
    query = (
        _all()
        .add_columns(last.label("seq"))
        .where(shares.c.tenant.startswith(f"{platform}:", autoescape=True), shares.c.taken_back.is_(None))
        .where(shares.c.message.is_not(None), last > shares.c.drawn)
        .where(shares.c.tenant.not_in(select(purges.c.tenant)))
    )
    rows = connection.execute(query.order_by(shares.c.id).limit(limit)).all()
    return tuple(Outstanding(_record(row), row.seq) for row in rows)


def _all() -> AnySelect:
    removed = exists().where(changes.c.id == shares.c.article_id, changes.c.kind == "removal")
    query = select(shares, newsrooms.c.name.label("newsroom"), removed.label("removed"))
    return query.join(newsrooms, newsrooms.c.id == shares.c.newsroom_id)


def _records(connection: Connection, query: AnySelect) -> Iterator[ShareRecord]:
    rows: Sequence[AnyRow] = connection.execute(query).all()
    return (_record(row) for row in rows)


def _record(row: AnyRow) -> ShareRecord:
    return ShareRecord(
        share=row.id,
        newsroom=row.newsroom,
        place=Place(row.tenant, row.channel, row.thread, row.outsiders),
        member=row.member,
        article_id=row.article_id,
        version_id=row.version_id,
        quote_id=row.quote_id,
        message=row.message,
        at=moment(row.at),
        drawn=row.drawn,
        taken_back=row.taken_back is not None,
        removed=bool(row.removed),
    )
