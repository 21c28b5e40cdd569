"""What an index needs of the store to follow it: what changed, in commit order, and what stands there now."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, case, func, select

from bot.archive.documents import days, document_from_json
from bot.archive.index import Entry, Saying, Watermark
from bot.archive.rows import slices_of
from bot.archive.schema import AnyRow, abouts, articles, bodies, changes, facts, quotes, utterances, versions
from bot.model import paragraphs


class Change(NamedTuple):
    """An article that changed, the number and time of its last change, and whether it was taken down.

    `reread` where its quotes were looked for anew: then people may be named in it no more who were before.
    """

    seq: int
    at: int
    article_id: int
    removed: bool
    reread: bool = False


def head(connection: Connection) -> Watermark:
    """The store's last change; number 0 where nothing was ever filed."""
    last = select(func.max(changes.c.seq)).scalar_subquery()
    joined = facts.join(changes, changes.c.seq == last, isouter=True)
    query = select(facts.c.value, changes.c.seq, changes.c.at).select_from(joined).where(facts.c.name == "store")
    row = connection.execute(query).one()
    return Watermark(row.value, row.seq or 0, row.at or 0)


def changes_since(connection: Connection, mark: Watermark) -> list[Change] | None:
    """Every article that changed after the watermark, once, by its last change, in commit order.

    None where the watermark is not of this store's own past: another store's, or a later one than was put back.
    """
    row = connection.execute(_STANDING, {"seq": mark.seq}).one()
    if row.store != mark.store or (row.at or 0) != mark.at:
        return None
    return _after(connection, mark.seq) if (row.last or 0) > mark.seq else []


def all_changes(connection: Connection) -> list[Change]:
    """Every article that ever changed, those taken down included."""
    return _after(connection, 0)


_MARKED = select(changes.c.at).where(changes.c.seq == bindparam("seq")).scalar_subquery()
_STANDING = select(
    facts.c.value.label("store"), _MARKED.label("at"), select(func.max(changes.c.seq)).scalar_subquery().label("last")
).where(facts.c.name == "store")
"""Which store it is, when it changed by that number, and the number of its last change: all that most questions need."""


def _after(connection: Connection, seq: int) -> list[Change]:
    reread = func.max(case((changes.c.kind == "rereading", 1), else_=0))
    last = select(func.max(changes.c.seq).label("seq"), reread.label("reread"))
    grouped = last.where(changes.c.seq > seq).group_by(changes.c.id).subquery()
    query = select(changes, grouped.c.reread).join(grouped, grouped.c.seq == changes.c.seq).order_by(changes.c.seq)
    rows = connection.execute(query)
    return [Change(row.seq, row.at, row.id, row.kind == "removal", bool(row.reread)) for row in rows]


def entries(connection: Connection, article_ids: Sequence[int]) -> list[Entry]:
    """What an index holds of the articles as they stand now; nothing of those taken down."""
    query = (
        select(articles, versions.c.content, versions.c.document, versions.c.outlet_key, bodies.c.text)
        .join_from(articles, versions, versions.c.id == articles.c.newest_version_id)
        .join(bodies, bodies.c.version_id == versions.c.id)
        .where(articles.c.id.in_(article_ids))
    )
    rows = connection.execute(query).all()
    spoken = sayings_in(connection, [row.newest_version_id for row in rows])
    before = _said_before(connection, article_ids)
    return [_entry(row, spoken.get(row.newest_version_id, []), before.get(row.id, {})) for row in rows]


def _said_before(connection: Connection, article_ids: Sequence[int]) -> dict[int, dict[int, Saying]]:
    """What was said in the earlier versions of the articles, by article, each wording once."""
    older = (
        select(versions.c.id, versions.c.article_id)
        .join(articles, articles.c.id == versions.c.article_id)
        .where(articles.c.id.in_(article_ids), versions.c.id != articles.c.newest_version_id)
        .order_by(versions.c.id)
    )
    found: dict[int, dict[int, Saying]] = {}
    for some in slices_of(connection.execute(older).all()):
        spoken = sayings_in(connection, [row.id for row in some])
        for row in some:
            found.setdefault(row.article_id, {}).update((one.said, one) for one in spoken.get(row.id, ()))
    return found


def _entry(row: AnyRow, sayings: Sequence[Saying], before: Mapping[int, Saying]) -> Entry:
    standing = {saying.said for saying in sayings}
    document = document_from_json(row.document)
    span = days(document.published.iso if document.published else None)
    return Entry(
        article_id=row.id,
        newsroom=row.newsroom_id,
        content=int(row.content[:15], 16),
        visible_from=row.visible_from,
        day_first=day_number(span.first) if span else None,
        day_last=day_number(span.last) if span else None,
        outlet=row.outlet_key,
        headline=document.headline,
        standfirst=document.standfirst,
        paragraphs=tuple(part.cut(row.text) for part in paragraphs(row.text)),
        sayings=tuple(sayings),
        earlier=tuple(saying for said, saying in before.items() if said not in standing),
    )


def day_number(day: str) -> int:
    """A day as a number that sorts: 20250607."""
    return int(day.replace("-", ""))


def sayings_in(connection: Connection, version_ids: Sequence[int]) -> dict[int, list[Saying]]:
    """What is said in versions, by their ids, in the order of the text."""
    speech = utterances.c.version_id.in_(version_ids) & utterances.c.speech
    concerned = _grouped(
        connection.execute(
            select(abouts.c.utterance_id, abouts.c.speaker_id)
            .join(utterances, utterances.c.id == abouts.c.utterance_id)
            .where(speech)
            .distinct()
        )
    )
    parts = _grouped(
        connection.execute(
            select(quotes.c.utterance_id, quotes.c.exact)
            .join(utterances, utterances.c.id == quotes.c.utterance_id)
            .where(speech)
            .order_by(quotes.c.start)
        )
    )
    found: dict[int, list[Saying]] = {}
    for row in connection.execute(select(utterances).where(speech).order_by(utterances.c.id)):
        saying = Saying(row.said, row.speaker_id, tuple(concerned.get(row.id, ())), tuple(parts.get(row.id, ())))
        found.setdefault(row.version_id, []).append(saying)
    return found


def _grouped(rows: Any) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for key, value in rows:
        groups.setdefault(key, []).append(value)
    return groups
