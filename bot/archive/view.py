"""What one question may see of the store; every statement that reads for an answer is built from it.

Statements are made once, when their module is loaded: making one takes ten times as long as asking it (0.5 ms against 0.05). What a
question brings goes in as parameters, the newsroom and the time by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    CursorResult,
    ScalarResult,
    and_,
    bindparam,
    exists,
    not_,
    select,
)

from bot.archive.documents import micros
from bot.archive.schema import AnySelect, articles, newsrooms, utterances, versions

ROOM: BindParameter[int] = bindparam("room")
"""The newsroom that is asked."""

NOW: BindParameter[int] = bindparam("now")
"""The time of the question, in microseconds since 1970."""

IDS: BindParameter[Any] = bindparam("ids", expanding=True)
"""Numbers that are asked for, 500 at most (`slices_of`)."""

NEWEST = versions.c.id == articles.c.newest_version_id
"""The version is its article's newest."""

OURS = articles.c.newsroom_id == ROOM
"""The article is the newsroom's: beside `SHOWN` in statements that begin at a newsroom's articles."""

SHOWN = and_(articles.c.newsroom_id + 0 == ROOM, articles.c.visible_from <= NOW)
"""The article is the newsroom's and may be shown. The sum keeps databases from beginning at all the newsroom's articles for a few by number."""

BIGGEST_ID = 2**63 - 1


def stands_in(version_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The version is the newest of an article that may be shown."""
    return exists().where(articles.c.newest_version_id == version_id, SHOWN)


SAYINGS: AnySelect = (
    select(utterances.c.id, utterances.c.said, utterances.c.speaker_id)
    .join_from(utterances, versions, versions.c.id == utterances.c.version_id)
    .where(utterances.c.newsroom_id == ROOM, utterances.c.speech, stands_in(utterances.c.version_id))
)
"""Utterances that report speech in the newest versions of what may be shown."""

_NEWER = utterances.alias("newer")

DROPPED: AnySelect = (
    select(utterances.c.id, utterances.c.said, utterances.c.speaker_id)
    .join_from(utterances, versions, versions.c.id == utterances.c.version_id)
    .join(articles, articles.c.id == versions.c.article_id)
    .where(utterances.c.speech, not_(NEWEST))
    .where(
        not_(
            exists().where(
                _NEWER.c.version_id == articles.c.newest_version_id,
                _NEWER.c.said == utterances.c.said,
                _NEWER.c.speech,
            )
        )
    )
)
"""Utterances that report speech in earlier versions, and that the newest one of the article has no more."""

EARLIER: AnySelect = DROPPED.where(utterances.c.newsroom_id == ROOM, SHOWN)
"""The same of what may be shown."""


@dataclass(frozen=True, slots=True)
class View:
    """What one question may see: the rows of its newsroom that may be shown at its time."""

    connection: Connection
    room: int
    now: int

    @classmethod
    def of(cls, connection: Connection, room: int | None, now: datetime) -> "View":
        """The view of a newsroom by its number; one that is not on file sees nothing."""
        return cls(connection, room or 0, micros(now))

    def rows(self, query: AnySelect, **given: Any) -> CursorResult[*tuple[Any, ...]]:
        """What a statement finds."""
        return self.connection.execute(query, self._with(given))

    def scalars(self, query: AnySelect, **given: Any) -> ScalarResult[Any]:
        """The first column of what a statement finds."""
        return self.connection.scalars(query, self._with(given))

    def scalar(self, query: AnySelect, **given: Any) -> Any:
        """The first column of the first row; None where there is none."""
        return self.connection.scalar(query, self._with(given))

    def pairs(self, query: AnySelect, **given: Any) -> dict[int, int]:
        """What a query of two numbers a row finds: the first ones, each with its second."""
        return {row[0]: row[1] for row in self.rows(query, **given)}

    def _with(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"room": self.room, "now": self.now, **given}


NEWSROOM = select(newsrooms.c.id).where(newsrooms.c.name == bindparam("name"))
"""The number of a newsroom by its name."""


def known_id(number: int) -> int:
    """The number, or nothing that any row has, where it is too large for a database to compare."""
    return number if 0 < number <= BIGGEST_ID else 0


def known_ids(numbers: Sequence[int]) -> list[int]:
    """The numbers, each as `known_id` has it."""
    return [known_id(number) for number in numbers]
