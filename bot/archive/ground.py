"""The ground rules of quotes: kept by their words, so that they hold in every version that has these words.

A rule holds for the words in the article where it was made, and wherever else the same speaker is quoted with them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from bot.archive.documents import micros, moment
from bot.archive.rows import insert_all
from bot.archive.schema import AnyRow, quotes, rules, utterances, versions
from bot.archive.view import IDS, NOW, ROOM, View
from bot.archive.wording import trace, wording
from bot.model import Ground, Rule, Utterance

_HOLDING = select(rules).where(
    rules.c.newsroom_id + 0 == ROOM,  # so that SQLite begins at the articles and speakers
    or_(rules.c.until.is_(None), rules.c.until > NOW),
    or_(rules.c.article_id.in_(IDS), rules.c.speaker_id.in_(bindparam("who", expanding=True))),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that may hold for some quotes."""

    rows: Sequence[AnyRow]

    def holding(self, article: int, speaker: int | None, exact: str) -> Rule | None:
        """The one that holds for words of an article by a speaker; the article's own goes before one from elsewhere."""
        if not self.rows:
            return None
        here = _trace(exact)
        same = [row for row in self.rows if row.trace == here and _holds(row, article, speaker)]
        found = min(same, key=lambda row: row.article_id != article, default=None)
        if found is None:
            return None
        return Rule(Ground(found.ground), moment(found.until) if found.until is not None else None)


def _holds(row: AnyRow, article: int, speaker: int | None) -> bool:
    return bool(row.article_id == article or (speaker is not None and row.speaker_id == speaker))


def _trace(exact: str) -> str:
    return trace(wording((exact,)))


def rules_for(view: View, articles: Collection[int], speakers: Collection[int]) -> Rules:
    """The rules that may hold now for quotes in these articles or by these speakers; an embargo that has ended is none any more."""
    return Rules(view.rows(_HOLDING, ids=list(articles), who=list(speakers)).all())


def keep_rule(connection: Connection, room: int, utterance: Utterance, rule: Rule | None, now: datetime) -> None:
    """Keep under which rule something was said, in place of what was kept for these words before; None for no rule."""
    article = utterance.source.article_id
    found = {_trace(quote.exact): quote.speaker.id if quote.speaker else None for quote in utterance.quotes}
    for each, speaker in found.items():
        theirs = or_(rules.c.article_id == article, rules.c.speaker_id == speaker)
        connection.execute(delete(rules).where(rules.c.newsroom_id == room, rules.c.trace == each, theirs))
    if rule is None:
        return
    row = {
        "newsroom_id": room,
        "article_id": article,
        "ground": rule.ground.value,
        "until": micros(rule.until) if rule.until else None,
        "at": micros(now),
    }
    insert_all(connection, rules, [{**row, "trace": each, "speaker_id": found[each]} for each in sorted(found)])


def articles_with(connection: Connection, quote_id: int) -> list[int]:
    """The articles in any version of which the same speaker is quoted with what a quote belongs to."""
    said = (
        select(utterances.c.said).join(quotes, quotes.c.utterance_id == utterances.c.id).where(quotes.c.id == quote_id)
    )
    same = (
        select(versions.c.article_id)
        .join(utterances, utterances.c.version_id == versions.c.id)
        .where(utterances.c.said == said.scalar_subquery())
    )
    return sorted(set(connection.scalars(same)))


def hand_over(connection: Connection, speaker: int, into: int) -> None:
    """Let the rules for a speaker's words hold for another one's, who they turned out to be."""
    connection.execute(update(rules).where(rules.c.speaker_id == speaker).values(speaker_id=into))
