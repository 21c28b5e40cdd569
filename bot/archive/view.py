"""What one question may see of the store; every statement that reads for an answer is built from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, select

from bot.archive.documents import micros
from bot.archive.schema import AnySelect, articles, newsrooms, utterances, versions

NEWEST = versions.c.id == articles.c.newest_version_id
"""The version is its article's newest."""

BIGGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class View:
    """What one question may see: the rows of its newsroom that may be shown at its time."""

    connection: Connection
    room: int
    now: int

    @classmethod
    def of(cls, connection: Connection, newsroom: str, now: datetime) -> "View":
        """The view of a newsroom; one that is not on file sees nothing."""
        room = connection.scalar(select(newsrooms.c.id).where(newsrooms.c.name == newsroom))
        return cls(connection, room or 0, micros(now))

    @property
    def shown(self) -> ColumnElement[bool]:
        """The article is this newsroom's and may be shown."""
        return and_(articles.c.newsroom_id == self.room, articles.c.visible_from <= self.now)

    def stands_in(self, version_id: ColumnElement[int]) -> ColumnElement[bool]:
        """The version is the newest of an article that may be shown.

        An `EXISTS`, so that databases without statistics don't begin at all the newsroom's articles.
        """
        return exists().where(articles.c.newest_version_id == version_id, self.shown)

    @property
    def sayings(self) -> AnySelect:
        """Utterances that report speech in the newest versions of what may be shown."""
        return (
            select(utterances.c.id, utterances.c.said, utterances.c.speaker_id)
            .join_from(utterances, versions, versions.c.id == utterances.c.version_id)
            .where(utterances.c.newsroom_id == self.room, utterances.c.speech, self.stands_in(utterances.c.version_id))
        )

    def pairs(self, query: AnySelect) -> dict[int, int]:
        """What a query of two numbers a row finds: the first ones, each with its second."""
        return {row[0]: row[1] for row in self.connection.execute(query)}


def known_id(number: int) -> int:
    """The number, or nothing that any row has, where it is too large for a database to compare."""
    return number if 0 < number <= BIGGEST_ID else 0


def known_ids(numbers: Sequence[int]) -> list[int]:
    """The numbers, each as `known_id` has it."""
    return [known_id(number) for number in numbers]
