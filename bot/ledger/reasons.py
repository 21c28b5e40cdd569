"""Why somebody was told of an article, or was not, and what became of that: judged as `watching` judges it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from bot.archive.documents import micros, moment
from bot.archive.names import name_key
from bot.archive.schema import newsrooms, outbox, versions
from bot.follow import Because, Followed, Verdict
from bot.ledger import follows as following
from bot.ledger import outbox as errands
from bot.ledger.outbox import Errand, State
from bot.ledger.watching import News, fresh_in, heard, key_of, meets, news_in, where_of

_BECAUSE = {
    State.GATHERED: Because.GATHERED,
    State.DIGESTED: Because.DIGESTED,
    State.WAITING: Because.WAITING,
    State.SAID: Because.SAID,
    State.ENDED: Because.ENDED,
}


def verdicts(
    connection: Connection, newsroom: str, member: str, article: int, said: int | None, now: datetime
) -> tuple[Verdict, ...]:
    """Of everything that somebody follows whether an article met it, or one utterance in it (`said`) alone."""
    news = next(iter(news_in(connection, (article,), now)), None)
    if news is None or news.newsroom != newsroom:
        return ()
    return tuple(
        _judged(connection, news, followed, said, now) for followed in following.of_member(connection, newsroom, member)
    )


def _judged(connection: Connection, news: News, followed: Followed, said: int | None, now: datetime) -> Verdict:
    errand = _errand(connection, news.article, followed)
    if errand and _fits(news, followed, said):
        return Verdict(followed, _BECAUSE[errand.state], errand.trouble, errand.due)
    return Verdict(followed, _missed(connection, news, followed, said, now), "", moment(news.came))


def _errand(connection: Connection, article: int, followed: Followed) -> Errand | None:
    """What was to be told of any version of the article, the last of it."""
    numbers = connection.scalars(select(versions.c.id).where(versions.c.article_id == article))
    keys = [key_of(where_of(followed), number) for number in numbers]
    query = select(outbox, newsrooms.c.name.label("newsroom")).join(newsrooms, newsrooms.c.id == outbox.c.newsroom_id)
    row = connection.execute(query.where(outbox.c.key.in_(keys)).order_by(outbox.c.id.desc()).limit(1)).first()
    errand = errands.errand_of(row) if row else None
    told = [follow for *_, those in errand.matter["stories"] for follow in those] if errand else []
    return errand if followed.follow in told else None


def _fits(news: News, followed: Followed, said: int | None) -> bool:
    """Whether there is anything in it that is followed; in the utterance that is asked about, if one is."""
    if followed.subject.outlet:
        return said is None
    return any(meets(followed.subject, one, heard(one)) for one in news.sayings if said in {None, one.said})


def _missed(connection: Connection, news: News, followed: Followed, said: int | None, now: datetime) -> Because:
    return next(_reasons(connection, news, followed, said, now))


def _reasons(
    connection: Connection, news: News, followed: Followed, said: int | None, now: datetime
) -> Iterator[Because]:
    subject = followed.subject
    if subject.outlet and name_key(subject.outlet) != news.outlet:
        yield Because.ELSEWHERE
    if not _fits(news, followed, said):
        others = (one for one in news.sayings if said in {None, one.said})
        about = any(speaker in subject.speakers for one in others for speaker in one.about)
        yield Because.ABOUT if about else Because.NOTHING
    if news.came < micros(followed.since):
        yield Because.BEFORE
    if news.printed_late:
        yield Because.OLD
    if subject.outlet and not news.first:
        yield Because.VERSION
    fresh = {one.said for one in fresh_in(connection, news, now)}
    if not subject.outlet and not _any_fresh(news, followed, fresh):
        yield Because.REPEATED
    yield Because.GIVEN_UP if followed.ended else Because.COMING


def _any_fresh(news: News, followed: Followed, fresh: set[int]) -> bool:
    fitting: Sequence[int] = [one.said for one in news.sayings if meets(followed.subject, one, heard(one))]
    return any(said in fresh for said in fitting)
