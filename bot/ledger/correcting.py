"""What was shared and then changed: who shared it is told once what changed, and every place that it was retracted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from bot.archive.documents import micros
from bot.archive.rows import slices_of
from bot.archive.schema import AnyRow, articles, newsrooms, quotes, shares, utterances
from bot.archive.wording import trace
from bot.ledger import outbox as errands
from bot.ledger.outbox import Errand
from bot.matching.quotes import Fate, Standing, fate_of
from bot.model import Status
from bot.order import Place

UNCHANGED = frozenset({Fate.KEPT, Fate.MOVED})


def put_corrections(connection: Connection, changed: Iterable[int], now: datetime) -> None:
    """Put in what is to be said of what was shared from articles that changed."""
    for some in slices_of(sorted(changed)):
        query = (
            select(shares, articles.c.status, articles.c.newest_version_id, newsrooms.c.name.label("newsroom"))
            .join_from(shares, articles, articles.c.id == shares.c.article_id)
            .join(newsrooms, newsrooms.c.id == shares.c.newsroom_id)
            .where(shares.c.article_id.in_(some), shares.c.message.is_not(None), shares.c.taken_back.is_(None))
            .where(articles.c.visible_from <= micros(now))
        )
        for row in connection.execute(query).all():
            errands.put(connection, row.newsroom_id, list(_corrections(connection, row, now)))


def _corrections(connection: Connection, share: AnyRow, now: datetime) -> Iterator[Errand]:
    if share.status == Status.RETRACTED.value:
        there = Place(share.tenant, share.channel, share.thread or share.message, share.outsiders)
        matter: dict[str, object] = {"share": share.id, "answers": share.message}
        yield _errand(share, "retraction", f"retraction {share.id}", there, matter, now)
    if share.quote_id is None or share.version_id == share.newest_version_id:
        return
    old = next(iter(_standing(connection, quotes.c.id == share.quote_id)), None)
    if old is None:
        return
    fate, now_as = fate_of(old, _standing(connection, quotes.c.version_id == share.newest_version_id))
    if fate not in UNCHANGED:
        alone = Place(share.tenant, "", outsiders=False)
        told = f"correction {share.id} {fate} {_trace(now_as)}"
        matter = {"share": share.id, "fate": fate.value, "now": now_as.quote if now_as else None}
        yield _errand(share, "correction", told, alone, matter, now)


def _trace(standing: Standing | None) -> str:
    """What is the same for the same words in any later version; no word can be read from it."""
    return trace(standing.exact, str(standing.speaker)) if standing else ""


def _errand(share: AnyRow, kind: str, key: str, place: Place, matter: Mapping[str, object], now: datetime) -> Errand:
    return Errand(
        key=key,
        newsroom=share.newsroom,
        kind=kind,
        place=place,
        member=share.member,
        matter=matter,
        at=now,
        due=now,
    )


def _standing(connection: Connection, which: ColumnElement[bool]) -> Sequence[Standing]:
    query = (
        select(quotes.c.id, quotes.c.exact, quotes.c.paragraph, utterances.c.speaker_id)
        .join_from(quotes, utterances, utterances.c.id == quotes.c.utterance_id)
        .where(which)
        .order_by(quotes.c.start)
    )
    return [Standing(row.id, row.exact, row.speaker_id, row.paragraph) for row in connection.execute(query)]
