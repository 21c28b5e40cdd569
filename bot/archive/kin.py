"""Stories: articles that are one story in several papers, tied to each other as they are filed or changed.

Those that quote the same words of the same speaker, or have prints in common, are laid beside each other; those that share most of
their text are tied. Each stays the article of its own paper.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, select, update

from bot.archive.copies import Runs, is_copy, prints_of, runs_of
from bot.archive.finding import newest_sources
from bot.archive.rows import insert_all
from bot.archive.schema import AnyRow, AnySelect, articles, bodies, changes, kin, utterances, watches
from bot.archive.view import View, known_id
from bot.archive.works import sharing
from bot.model import Source

AT_ONCE = 20
"""Changes whose articles are tied in one transaction, during which nobody else writes."""

CANDIDATES = 50
"""Articles with the same quotes that one is laid beside, and as many with the same prints, those that share most first."""


_WATCH = "stories"


def untied(connection: Connection) -> bool:
    """Whether anything was filed or changed since articles were last tied."""
    return (connection.scalar(select(func.max(changes.c.seq))) or 0) > _mark(connection)


def tie(connection: Connection) -> int:
    """Tie the articles of the next changes; how many changes that were."""
    rows = connection.execute(_CHANGED.where(changes.c.seq > _mark(connection)).limit(AT_ONCE)).all()
    if not rows:
        return 0
    numbers = sorted({row.id for row in rows})
    standing = select(articles.c.id, articles.c.newsroom_id, articles.c.newest_version_id).where(
        articles.c.id.in_(numbers)
    )
    for article in connection.execute(standing.order_by(articles.c.id)).all():
        if (
            connection.scalar(select(kin.c.version_id).where(kin.c.article_id == article.id))
            != article.newest_version_id
        ):
            _tie(connection, article)
    connection.execute(delete(watches).where(watches.c.name == _WATCH))
    insert_all(connection, watches, [{"name": _WATCH, "seq": rows[-1].seq, "at": 0}])
    return len(rows)


_CHANGED: AnySelect = select(changes.c.seq, changes.c.id).order_by(changes.c.seq)


def _mark(connection: Connection) -> int:
    """The last change whose article was tied."""
    return connection.scalar(select(watches.c.seq).where(watches.c.name == _WATCH)) or 0


def _tie(connection: Connection, article: AnyRow) -> None:
    number = article.id
    same = _copies(connection, article.newsroom_id, number, article.newest_version_id)
    known = set(connection.scalars(select(kin.c.story).where(kin.c.article_id.in_(same)))) if same else set[int]()
    story = min({number, *known})
    if known - {story}:
        connection.execute(update(kin).where(kin.c.story.in_(known)).values(story=story))
    connection.execute(delete(kin).where(kin.c.article_id == number))
    row = {"article_id": number, "newsroom_id": article.newsroom_id, "version_id": article.newest_version_id}
    insert_all(connection, kin, [{**row, "story": story}])


def _copies(connection: Connection, room: int, number: int, version: int) -> list[int]:
    """The tied articles of the newsroom that are the same story as one, by their newest versions."""
    here = _runs(connection, version)
    candidates = {
        *connection.scalars(_quoting_the_same(room, number, version)),
        *sharing(connection, room, prints_of(here), CANDIDATES),
    }
    newest = (
        select(articles.c.id, articles.c.newest_version_id)
        .join(kin, kin.c.article_id == articles.c.id)
        .where(articles.c.id.in_(candidates), articles.c.id != number)
    )
    return [row.id for row in connection.execute(newest) if is_copy(here, _runs(connection, row.newest_version_id))]


def _quoting_the_same(room: int, number: int, version: int) -> AnySelect:
    ours = select(utterances.c.said).where(utterances.c.version_id == version, utterances.c.speech)
    query: AnySelect = (
        select(articles.c.id)
        .join(utterances, utterances.c.version_id == articles.c.newest_version_id)
        .where(articles.c.newsroom_id == room, articles.c.id != number, utterances.c.said.in_(ours))
        .group_by(articles.c.id)
        .order_by(func.count(utterances.c.said.distinct()).desc(), articles.c.id)
        .limit(CANDIDATES)
    )
    return query


def _runs(connection: Connection, version: int) -> Runs:
    return runs_of(connection.scalar(select(bodies.c.text).where(bodies.c.version_id == version)) or "")


def copies_of(view: View, article: int) -> tuple[Source, ...]:
    """The other articles that are the same story as one, by number; those alone that may be shown."""
    story = select(kin.c.story).where(kin.c.article_id == known_id(article), kin.c.newsroom_id == view.room)
    others = select(kin.c.article_id).where(
        kin.c.story == story.scalar_subquery(), kin.c.newsroom_id == view.room, kin.c.article_id != known_id(article)
    )
    found = newest_sources(view, view.scalars(others).all())
    return tuple(found[number] for number in sorted(found))


def stories_of(view: View, numbers: Sequence[int]) -> dict[int, int]:
    """The story of each of the articles that is tied, by article."""
    return view.pairs(
        select(kin.c.article_id, kin.c.story).where(kin.c.article_id.in_(numbers), kin.c.newsroom_id == view.room)
    )
