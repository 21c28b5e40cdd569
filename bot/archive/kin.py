"""Stories: articles that are one story in several papers, tied to each other as they are filed or changed.

Those that quote the same words of the same speaker are laid beside each other; those that share most of their text are tied. Each
stays the article of its own paper.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, or_, select, update

from bot.archive.copies import Runs, is_copy, runs_of
from bot.archive.finding import newest_sources
from bot.archive.rows import insert_all
from bot.archive.schema import AnySelect, articles, bodies, kin, utterances
from bot.archive.view import View, known_id
from bot.model import Source

AT_ONCE = 100
"""Articles tied in one transaction, during which nobody else writes."""

CANDIDATES = 50
"""Articles with the same quotes that one is laid beside, those that share most first."""


def untied(connection: Connection) -> bool:
    """Whether there are articles that were filed or changed since they were last tied."""
    return connection.scalar(_UNTIED.limit(1)) is not None


_UNTIED: AnySelect = (
    select(articles.c.id)
    .outerjoin(kin, kin.c.article_id == articles.c.id)
    .where(or_(kin.c.article_id.is_(None), kin.c.version_id != articles.c.newest_version_id))
    .order_by(articles.c.id)
)


def tie(connection: Connection) -> int:
    """Tie the next articles that were filed or changed; how many."""
    numbers: Sequence[int] = connection.scalars(_UNTIED.limit(AT_ONCE)).all()
    for number in numbers:
        _tie(connection, number)
    return len(numbers)


def _tie(connection: Connection, number: int) -> None:
    article = connection.execute(select(articles).where(articles.c.id == number)).one()
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
    candidates = connection.scalars(_quoting_the_same(room, number, version)).all()
    if not candidates:
        return []
    here = _runs(connection, version)
    newest = select(articles.c.id, articles.c.newest_version_id).where(articles.c.id.in_(candidates))
    return [row.id for row in connection.execute(newest) if is_copy(here, _runs(connection, row.newest_version_id))]


def _quoting_the_same(room: int, number: int, version: int) -> AnySelect:
    ours = select(utterances.c.said).where(utterances.c.version_id == version, utterances.c.speech)
    query: AnySelect = (
        select(articles.c.id)
        .join(utterances, utterances.c.version_id == articles.c.newest_version_id)
        .join(kin, kin.c.article_id == articles.c.id)
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
