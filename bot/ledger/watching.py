"""What is filed, looked through for news that somebody follows and for corrections of what was shared: each change once, in one transaction with what is to be said.

What is new is what came on file, or whose embargo ended, within `RECENT`, and was printed no longer than that before it was
filed: an old archive that is read in is no news. Words that another article had before are none either, so that a story that
many papers print is told once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection, func, select, update

from bot.archive.documents import micros, moment
from bot.archive.following import sayings_in
from bot.archive.index import Saying
from bot.archive.rows import insert_all, slices_of
from bot.archive.schema import (
    AnyRow,
    AnySelect,
    articles,
    changes,
    newsrooms,
    outbox,
    quotes,
    utterances,
    versions,
    watches,
)
from bot.folding import stands, words_of
from bot.follow import Followed, Pace, Subject
from bot.ledger import follows as following
from bot.ledger import outbox as errands
from bot.ledger.correcting import put_corrections
from bot.ledger.outbox import Errand, State

RECENT = timedelta(days=7)
"""How long something is news."""

BATCH = 100
"""Changes that are looked through in one transaction, during which nobody else writes."""

_NEWS = "news"


@dataclass(frozen=True, slots=True)
class News:
    """An article that may be news, as it stands.

    Attributes:
        came: When it came on file, or its embargo ended, in microseconds since 1970.
        recent: Whether that is news still.
        printed_late: Whether it was printed long before it was filed, and so is none.
        first: Whether this is its first version.
    """

    newsroom: str
    room: int
    article: int
    version: int
    first: bool
    came: int
    recent: bool
    printed_late: bool
    outlet: str | None
    sayings: Sequence[Saying]


@dataclass(slots=True)
class _Met:
    """What is to be told in one place of one article."""

    follows: list[Followed] = field(default_factory=list[Followed])
    said: list[int] = field(default_factory=list[int])

    def add(self, followed: Followed, said: int | None) -> None:
        if followed not in self.follows:
            self.follows.append(followed)
        if said is not None and said not in self.said:
            self.said.append(said)


def is_due(connection: Connection, now: datetime) -> bool:
    """Whether there is anything to look through, or a digest to make."""
    seq, until = _mark(connection)
    last: int = connection.scalar(select(func.max(changes.c.seq))) or 0
    return (
        last > seq
        or bool(_released(connection, until, now))
        or bool(connection.execute(_gathered(now).limit(1)).first())
    )


def look_through(connection: Connection, now: datetime) -> bool:
    """Put in what is to be said of the next changes; whether there may be more of them."""
    seq, until = _mark(connection)
    if not seq and not until:
        insert_all(connection, watches, [{"name": _NEWS, "seq": 0, "at": 0}])
    rows = connection.execute(_changed(seq, now)).all()
    changed = {row.id for row in rows} | _released(connection, until, now)
    put_corrections(connection, changed, now)
    news = [one for one in news_in(connection, changed, now) if one.recent]
    for room, those in groupby(sorted(news, key=lambda one: one.room), key=lambda one: one.room):
        errands.put(connection, room, list(_alerts(connection, room, list(those), now)))
    last = rows[-1].seq if len(rows) == BATCH else connection.scalar(select(func.max(changes.c.seq))) or 0
    connection.execute(update(watches).where(watches.c.name == _NEWS).values(seq=last, at=micros(now)))
    return len(rows) == BATCH


def _mark(connection: Connection) -> tuple[int, int]:
    """The last change that was looked through, and the time of the last look; 0 where there was none."""
    row = connection.execute(select(watches).where(watches.c.name == _NEWS)).first()
    return (row.seq, row.at) if row else (0, 0)


def _changed(seq: int, now: datetime) -> AnySelect:
    recent = (changes.c.seq > seq, changes.c.at >= micros(now - RECENT), changes.c.kind != "removal")
    query: AnySelect = select(changes.c.seq, changes.c.id).where(*recent).order_by(changes.c.seq).limit(BATCH)
    return query


def _released(connection: Connection, until: int, now: datetime) -> set[int]:
    """Articles whose embargo ended since the last look."""
    since = max(until, micros(now - RECENT))
    query = select(articles.c.id).where(articles.c.visible_from > since, articles.c.visible_from <= micros(now))
    return set(connection.scalars(query))


def news_in(connection: Connection, ids: Iterable[int], now: datetime) -> Iterator[News]:
    """The articles that may be shown, as they stand."""
    for some in slices_of(sorted(ids)):
        query = (
            select(versions, articles.c.visible_from, newsrooms.c.name.label("newsroom"))
            .join_from(articles, versions, versions.c.id == articles.c.newest_version_id)
            .join(newsrooms, newsrooms.c.id == articles.c.newsroom_id)
            .where(articles.c.id.in_(some), articles.c.visible_from <= micros(now))
        )
        rows = connection.execute(query).all()
        spoken = sayings_in(connection, [row.id for row in rows])
        for row in rows:
            yield News(
                newsroom=row.newsroom,
                room=row.newsroom_id,
                article=row.article_id,
                version=row.id,
                first=row.number == 1,
                came=_came(row),
                recent=_was_recent(row) and _came(row) >= micros(now - RECENT),
                printed_late=not _was_recent(row),
                outlet=row.outlet_key,
                sayings=spoken.get(row.id, ()),
            )


def _came(row: AnyRow) -> int:
    return int(max(row.first_seen, row.visible_from))


def _was_recent(row: AnyRow) -> bool:
    """Whether it was printed not long before it was filed, as far as is known."""
    return row.day_last is None or row.day_last >= f"{moment(row.first_seen) - RECENT:%Y-%m-%d}"


Parts = Sequence[Sequence[str]]
"""Of each part of a quote its words."""


def keys_in(news: News) -> Iterator[str]:
    """The keys of all who may follow something in an article."""
    if news.outlet and news.first:
        yield following.outlet(news.outlet)
    for saying in news.sayings:
        if saying.speaker is not None:
            yield following.by(saying.speaker)
        yield from map(following.about, saying.about)
        yield from (following.having(word) for part in saying.parts for word in words_of(part))


def heard(saying: Saying) -> Parts:
    """The words of a quote, worked out once for all who may be told of it."""
    return [words_of(part) for part in saying.parts]


def meets(subject: Subject, saying: Saying, parts: Parts) -> bool:
    """Whether somebody who follows this is told of a quote: never because it only names whom they follow."""
    if subject.runs:
        return all(any(stands(run, part) for part in parts) for run in subject.runs)
    if saying.speaker in subject.speakers:
        return True
    return subject.about and any(speaker in subject.speakers for speaker in saying.about)


def _alerts(connection: Connection, room: int, news: Sequence[News], now: datetime) -> Iterator[Errand]:
    """What is to be said of the news of one newsroom."""
    keys = {one.version: set(keys_in(one)) for one in news}
    fitting = following.with_keys(connection, room, (key for some in keys.values() for key in some))
    older = _said_before(connection, room, news if fitting else (), now)
    for one in news:
        found = [each for key in keys[one.version] for each in fitting.get(key, ())]
        their = {each.follow: each for each in found if one.came >= micros(each.since)}
        yield from _told(connection, one, _met(their.values(), _fresh(one, older)), now)


def _fresh(news: News, older: Mapping[int, tuple[int, int]]) -> Sequence[Saying]:
    """What no other article or version had before."""
    here = (news.came, news.version)
    return [saying for saying in news.sayings if older.get(saying.said, here) >= here]


def fresh_in(connection: Connection, news: News, now: datetime) -> Sequence[Saying]:
    """The same of one article."""
    return _fresh(news, _said_before(connection, news.room, [news], now))


def _met(followed: Iterable[Followed], fresh: Sequence[Saying]) -> Mapping[tuple[str, ...], _Met]:
    """What is to be told where: one message a place, unless it is for a digest."""
    met: dict[tuple[str, ...], _Met] = {}
    spoken = [(saying, heard(saying)) for saying in fresh]
    for one in sorted(followed, key=lambda each: each.follow):
        if one.subject.outlet:
            met.setdefault(where_of(one), _Met()).add(one, None)
        for saying, parts in spoken:
            if not one.subject.outlet and meets(one.subject, saying, parts):
                met.setdefault(where_of(one), _Met()).add(one, saying.said)
    return met


def key_of(where: tuple[str, ...], version: int) -> str:
    """What is the same for all that is told in one place of one version."""
    return " ".join(("alert", *where, str(version)))


def where_of(one: Followed) -> tuple[str, ...]:
    """Where a follow is told: what is told in the same place at the same time is one message."""
    place = one.place
    alone = "" if place.channel else one.member
    digest = "" if one.when.pace is Pace.NOW else f"follow {one.follow}"
    return (place.tenant, place.channel, place.thread, alone, digest)


def _told(connection: Connection, news: News, met: Mapping[tuple[str, ...], _Met], now: datetime) -> Iterator[Errand]:
    numbers = _quotes(connection, news.version, {said for one in met.values() for said in one.said})
    for where, one in met.items():
        first = one.follows[0]
        now_due = first.when.pace is Pace.NOW
        story = [news.version, [numbers[said] for said in one.said if said in numbers], [f.follow for f in one.follows]]
        yield Errand(
            key=key_of(where, news.version),
            newsroom=news.newsroom,
            kind="alert",
            place=first.place,
            member=first.member,
            matter={"stories": [story]},
            at=now,
            due=first.when.next(now),
            state=State.WAITING if now_due else State.GATHERED,
        )


def _quotes(connection: Connection, version: int, said: set[int]) -> dict[int, int]:
    """The first quote of each utterance."""
    query = (
        select(utterances.c.said, func.min(quotes.c.id).label("quote"))
        .join_from(utterances, quotes, quotes.c.utterance_id == utterances.c.id)
        .where(utterances.c.version_id == version, utterances.c.said.in_(said))
        .group_by(utterances.c.said)
    )
    return {row.said: row.quote for row in connection.execute(query)} if said else {}


def _said_before(
    connection: Connection, room: int, news: Sequence[News], now: datetime
) -> Mapping[int, tuple[int, int]]:
    """When, and in which version, the words of the news were first to be seen."""
    said = sorted({saying.said for one in news for saying in one.sayings})
    found: dict[int, tuple[int, int]] = {}
    for some in slices_of(said):
        query = (
            select(utterances.c.said, versions.c.id, versions.c.first_seen, articles.c.visible_from)
            .join_from(utterances, versions, versions.c.id == utterances.c.version_id)
            .join(articles, articles.c.id == versions.c.article_id)
            .where(utterances.c.newsroom_id == room, utterances.c.said.in_(some))
            .where(articles.c.visible_from <= micros(now))
        )
        for row in connection.execute(query):
            seen = (_came(row), row.id)
            found[row.said] = min(found.get(row.said, seen), seen)
    return found


def gather(connection: Connection, now: datetime) -> int:
    """Make digests of what was gathered and is due, one for each place; how many."""
    rows = connection.execute(_gathered(now)).all()
    made = 0
    for (room, *_), those in groupby(rows, key=_digest_of):
        parts = [errands.errand_of(row) for row in those]
        made += errands.put(connection, room, [_digest(parts, now)])
        told = outbox.c.id.in_([part.errand for part in parts])
        connection.execute(update(outbox).where(told).values(state=State.DIGESTED.value))
    return made


def _gathered(now: datetime) -> AnySelect:
    """What was gathered for digests that are due, those of one place together."""
    place = (outbox.c.newsroom_id, outbox.c.tenant, outbox.c.channel, outbox.c.thread, outbox.c.member, outbox.c.id)
    query: AnySelect = (
        select(outbox, newsrooms.c.name.label("newsroom"))
        .join(newsrooms, newsrooms.c.id == outbox.c.newsroom_id)
        .where(outbox.c.state == State.GATHERED.value, outbox.c.due <= micros(now))
        .order_by(*place)
    )
    return query


def _digest_of(row: AnyRow) -> tuple[int, str, str, str, str]:
    return row.newsroom_id, row.tenant, row.channel, row.thread, row.member


def _digest(parts: Sequence[Errand], now: datetime) -> Errand:
    stories = [story for part in parts for story in part.matter["stories"]]
    key = f"digest {parts[0].errand}"
    return replace(parts[0], key=key, kind="digest", matter={"stories": stories}, at=now, due=now, state=State.WAITING)
