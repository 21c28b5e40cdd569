"""Works: one article, under however many addresses of its outlet, whose texts are its versions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle

from sqlalchemy import Connection, bindparam, delete, func, select, union_all

from bot.addresses import bare, same_site
from bot.archive.copies import PRINTS, SHORTEST, Runs, prints_of, runs_of
from bot.archive.documents import days, document_from_json, with_texts
from bot.archive.names import name_key
from bot.archive.rows import insert_all
from bot.archive.schema import AnyRow, AnySelect, aliases, articles, bodies, prints, versions
from bot.archive.wording import as_typed, trace
from bot.model import Document, PrintedDate

ALIKE = 0.8
"""Share of the longer text's runs that two texts of one work have in common: a page that holds an article and as much again is
another's. Two hours of one agency's running report share 0.77 of the shorter. Source: `python -m benchmarks.copies`."""

CANDIDATES = 20
"""Articles with the same prints that a text is laid beside, those that share most first."""

OF_EACH = 50
"""Articles that are looked at for one print, the last filed first: a line that an outlet puts below every article has thousands."""


def article_from(connection: Connection, room: int, origin: str) -> AnyRow | None:
    """The article that was filed from an origin, by its trace: as the first of its addresses, or as another one."""
    ours = select(articles).where(articles.c.newsroom_id == room, articles.c.origin == origin)
    return connection.execute(ours).first() or connection.execute(_aliased(room, origin)).first()


def article_of(connection: Connection, room: int, document: Document) -> AnyRow | None:
    """The article whose text and outlet a document from a new address has, printed on the same day as far as both say."""
    runs = runs_of(document.text)
    if not document.url or len(runs) < SHORTEST:
        return None
    for row in connection.execute(_newest(sharing(connection, room, prints_of(runs), CANDIDATES))):
        if _is_work(document, runs, document_from_json(row.document, row.text)):
            return connection.execute(select(articles).where(articles.c.id == row.article_id)).first()
    return None


def remember(connection: Connection, room: int, article: int, origin: str) -> None:
    """Keep the trace of another address of an article."""
    insert_all(connection, aliases, [{"newsroom_id": room, "trace": origin, "article_id": article}])


def addresses_of(connection: Connection, article: int) -> Sequence[str]:
    """The traces of an article's other addresses."""
    return connection.scalars(select(aliases.c.trace).where(aliases.c.article_id == article)).all()


def keep_prints(connection: Connection, room: int, article: int, text: str) -> None:
    """Keep the runs of words by which an article's text is known again, in the place of those it had."""
    connection.execute(delete(prints).where(prints.c.article_id == article))
    rows = [{"newsroom_id": room, "print": number, "article_id": article} for number in prints_of(runs_of(text))]
    insert_all(connection, prints, rows)


def sharing(connection: Connection, room: int, numbers: Sequence[int], limit: int) -> list[int]:
    """The articles that share one of a text's prints at least, those that share most first."""
    if not numbers:
        return []
    asked = dict(zip(_NUMBERS, cycle(numbers), strict=False))
    return list(connection.scalars(_SHARING, {"room": room, "limit": limit, **asked}))


def is_trivial(connection: Connection, version: int, document: Document) -> bool:
    """Whether a document differs from a version on file in its setting alone, or in when it says that it was updated."""
    row = connection.execute(_TEXT.where(versions.c.id == version)).one()
    before = document_from_json(row.document, row.text)
    gained = bool(document.url) and not before.url
    return not gained and _substance(document) == _substance(before)


def trace_of_text(document: Document) -> str:
    """What is left of an outlet's text that was taken down: the same text is known by it under another address."""
    return trace("text", _outlet(document), as_typed(document.text))


def _is_work(document: Document, runs: Runs, other: Document) -> bool:
    return (
        other.url is not None
        and _of_one_outlet(document, other)
        and _of_one_day(document.published, other.published)
        and _alike(runs, runs_of(other.text))
    )


def _of_one_outlet(one: Document, other: Document) -> bool:
    if one.url and other.url and same_site(one.url, other.url):
        return True
    return bool(one.outlet and other.outlet) and name_key(one.outlet or "") == name_key(other.outlet or "")


def _of_one_day(one: PrintedDate | None, other: PrintedDate | None) -> bool:
    """Whether two dates may mean the same day, wherever on earth each was written."""
    here, there = days(one.iso if one else None), days(other.iso if other else None)
    if here is None or there is None:
        return True
    first, last = max(here.first, there.first), min(here.last, there.last)
    return (date.fromisoformat(first) - date.fromisoformat(last)).days <= 1


def _alike(one: Runs, other: Runs) -> bool:
    return len(one & other) >= ALIKE * max(len(one), len(other))


def _substance(document: Document) -> Document:
    """All of a document but its setting and what says nothing of the story."""
    told = replace(document, url=None, updated=None, format="", lost=(), headline_derived=False)
    return with_texts(told, as_typed)


def _outlet(document: Document) -> str:
    return name_key(document.outlet or "") or bare(document.url or "").split("/")[0]


_NUMBERS = [f"print_{place}" for place in range(PRINTS)]


def _sharing() -> AnySelect:
    each = [
        select(
            select(prints.c.article_id)
            .where(prints.c.newsroom_id == bindparam("room"), prints.c.print == bindparam(name))
            .order_by(prints.c.article_id.desc())
            .limit(OF_EACH)
            .subquery()
        )
        for name in _NUMBERS
    ]
    number = union_all(*each).subquery().c.article_id
    query: AnySelect = select(number).group_by(number).order_by(func.count().desc(), number).limit(bindparam("limit"))
    return query


_SHARING = _sharing()


def _aliased(room: int, origin: str) -> AnySelect:
    query: AnySelect = (
        select(articles)
        .join(aliases, aliases.c.article_id == articles.c.id)
        .where(aliases.c.newsroom_id == room, aliases.c.trace == origin)
    )
    return query


_TEXT: AnySelect = select(versions.c.document, bodies.c.text).join(bodies, bodies.c.version_id == versions.c.id)


def _newest(numbers: Sequence[int]) -> AnySelect:
    query: AnySelect = (
        select(articles.c.id.label("article_id"), versions.c.document, bodies.c.text)
        .join(versions, versions.c.id == articles.c.newest_version_id)
        .join(bodies, bodies.c.version_id == versions.c.id)
        .where(articles.c.id.in_(numbers))
        .order_by(articles.c.id)
    )
    return query
