"""The ledger: links, shares, answered deliveries and purges, in the archive's database, in tables of its own."""

import time
import weakref
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, Select, delete, or_, select, text

from bot.archive import engine as database
from bot.archive.documents import micros
from bot.archive.engine import engine_for
from bot.archive.filing import newsroom_id
from bot.archive.rows import insert_all
from bot.archive.schema import deliveries, follows, links, outbox, purges, quotes, shares, utterances, vault
from bot.follow import Followed, Verdict
from bot.ledger import follows as following
from bot.ledger import links as linking
from bot.ledger import outbox as errands
from bot.ledger import reasons, watching
from bot.ledger import shares as sharing
from bot.ledger import sources as sourcing
from bot.ledger.follows import Rarity
from bot.ledger.outbox import Errand
from bot.ledger.shares import Outstanding, ShareRecord
from bot.ledger.sources import Kind, Sighting, SourceRecord
from bot.settings import Settings

KEPT = timedelta(hours=1)
"""How long a delivery is known again. Source: docs.slack.dev, Events API: the last of three retries comes after 5 minutes."""

SWEEP = 60.0
"""Seconds between two sweeps of old deliveries."""


def open_ledger(settings: Settings) -> "Ledger":
    """The ledger in the database of the settings, whose tables an `open_archive` or `migrate` made before."""
    return Ledger(engine_for(settings), engine_for(settings, hasty=True))


class Ledger:
    """What the desk remembers besides articles. Every method that takes a newsroom sees that one's rows alone.

    Args:
        engine: The archive's database.
        hasty: The same, for what may be lost when the machine's power fails: deliveries.
    """

    def __init__(self, engine: Engine, hasty: Engine) -> None:
        self._engine = engine
        self._hasty = hasty
        self._swept = -SWEEP  # so that the first call sweeps, however short the machine is up
        for each in (engine, hasty):
            weakref.finalize(self, each.dispose)

    # --- links

    def link(self, tenant: str, newsroom: str, *, now: datetime) -> None:
        """Let a tenant ask a newsroom's archive.

        Raises:
            AskError: it is no tenant, or linked to another newsroom.
        """
        with database.writing(self._engine) as connection:
            linking.link(connection, linking.checked(tenant), newsroom, now)

    def unlink(self, tenant: str) -> bool:
        """Let a tenant ask no more; whether it could before."""
        with database.writing(self._engine) as connection:
            return linking.unlink(connection, linking.checked(tenant))

    def newsroom_of(self, tenants: Sequence[str]) -> str | None:
        """The newsroom of the first of the tenants that is linked; None where none is."""
        with database.reading(self._engine) as connection:
            return linking.newsroom_of(connection, tenants)

    def links(self) -> tuple[tuple[str, str], ...]:
        """Every linked tenant with its newsroom."""
        with database.reading(self._engine) as connection:
            return linking.all_links(connection)

    # --- shares

    def begin_share(self, record: ShareRecord) -> int:
        """Keep that something is about to be shared; its number."""
        with database.writing(self._engine) as connection:
            return sharing.begin(connection, newsroom_id(connection, record.newsroom), record)

    def posted(self, share: int, message: str) -> None:
        """Keep as which message a share was posted."""
        with database.writing(self._engine) as connection:
            sharing.posted(connection, share, message)

    def taken_back(self, share: int, *, now: datetime) -> None:
        """Keep that a share was taken back."""
        with database.writing(self._engine) as connection:
            sharing.taken_back(connection, share, now)

    def drawn(self, share: int, seq: int) -> None:
        """Keep up to which change of the archive a share's message was drawn."""
        with database.writing(self._engine) as connection:
            sharing.drawn(connection, share, seq)

    def share(self, newsroom: str, share: int) -> ShareRecord | None:
        """The newsroom's share of this number."""
        with database.reading(self._engine) as connection:
            return sharing.share_of(connection, newsroom, share)

    def shares_by(self, newsroom: str, member: str, limit: int) -> tuple[ShareRecord, ...]:
        """What somebody shared and did not take back, the last first."""
        with database.reading(self._engine) as connection:
            return sharing.shares_by(connection, newsroom, member, limit)

    def outstanding(self, platform: str, limit: int) -> tuple[Outstanding, ...]:
        """Shares on a platform ("slack") whose article changed since their message was drawn, the oldest first."""
        with database.reading(self._engine) as connection:
            return sharing.outstanding(connection, platform, limit)

    # --- follows

    def follow(self, followed: Followed, rarity: Rarity) -> int:
        """Keep that somebody follows something; its number.

        Args:
            followed: What, without a number.
            rarity: How many quotes have a folded word; an article finds the follows of words by the rarest of them.

        Raises:
            AskError: they follow too much.
        """
        with database.writing(self._engine) as connection:
            return following.add(connection, newsroom_id(connection, followed.newsroom), followed, rarity)

    def unfollow(self, follow: int) -> None:
        """Follow something no more."""
        with database.writing(self._engine) as connection:
            following.drop(connection, follow)

    def followed(self, newsroom: str, follow: int) -> Followed | None:
        """The newsroom's follow of this number."""
        with database.reading(self._engine) as connection:
            return following.follow_of(connection, newsroom, follow)

    def follows_of(self, newsroom: str, member: str) -> tuple[Followed, ...]:
        """What somebody follows, the last first."""
        with database.reading(self._engine) as connection:
            return following.of_member(connection, newsroom, member)

    def verdicts(
        self, newsroom: str, member: str, article: int, quote: int | None, *, now: datetime
    ) -> tuple[Verdict, ...]:
        """Of everything that somebody follows whether an article met it, or one quote in it alone, and what became of that."""
        with database.reading(self._engine) as connection:
            said = connection.scalar(_saying(quote)) if quote is not None else None
            return reasons.verdicts(connection, newsroom, member, article, said, now)

    # --- what is to be said

    def news_due(self, *, now: datetime) -> bool:
        """Whether there is anything to look through, or a digest to make."""
        with database.reading(self._engine) as connection:
            return watching.is_due(connection, now)

    def look_through(self, *, now: datetime) -> bool:
        """Put in what is to be said of the next changes of the archive; whether there may be more of them."""
        with database.writing(self._engine) as connection:
            return watching.look_through(connection, now)

    def gather(self, *, now: datetime) -> int:
        """Make the digests that are due; how many."""
        with database.writing(self._engine) as connection:
            return watching.gather(connection, now)

    def waiting(self, platform: str, *, now: datetime) -> int:
        """How much is due to be said on a platform ("slack")."""
        with database.reading(self._engine) as connection:
            return errands.waiting(connection, platform, now)

    def claim(self, platform: str, *, now: datetime) -> Errand | None:
        """What is to be said on a platform ("slack") next, and is nobody else's for a while; None where nothing is due."""
        with database.reading(self._engine) as connection:
            if errands.due(connection, platform, now) is None:
                return None  # looked for often, and seldom there: nobody who writes need wait for it
        with database.writing(self._engine) as connection:
            return errands.claim(connection, platform, now)

    def said(self, errand: int, message: str) -> None:
        """Keep that it was said, as which message."""
        with database.writing(self._engine) as connection:
            errands.said(connection, errand, message)

    def put_off(self, errand: int, trouble: str, seconds: float | None = None, *, now: datetime) -> None:
        """Keep what went wrong; it is tried again after so many seconds, or ever later."""
        with database.writing(self._engine) as connection:
            errands.put_off(connection, errand, seconds, trouble, now)

    def give_up(self, errand: Errand, why: str, *, place: bool) -> None:
        """Keep that it can't be said, and why; where that is the place's fault, nothing is told there any more."""
        with database.writing(self._engine) as connection:
            errands.ended(connection, errand.errand, why)
            if place:
                following.ended(connection, errand.place, errand.member, why)

    def errands_of(self, newsroom: str, member: str, limit: int) -> tuple[Errand, ...]:
        """What was to be said because of somebody, the last first."""
        with database.reading(self._engine) as connection:
            return errands.of_member(connection, newsroom, member, limit)

    # --- deliveries

    def first_time(self, delivery: str, *, now: datetime) -> bool:
        """Whether nobody, in any process, asked this before of the same delivery, within `KEPT`."""
        with database.explained(self._hasty), self._hasty.begin() as connection:
            self._sweep(connection, now)
            claim = text("INSERT INTO deliveries (id, at) VALUES (:id, :at) ON CONFLICT DO NOTHING")
            return connection.execute(claim, {"id": delivery, "at": micros(now)}).rowcount == 1

    def _sweep(self, connection: Connection, now: datetime) -> None:
        if time.monotonic() - self._swept > SWEEP:
            connection.execute(delete(deliveries).where(deliveries.c.at < micros(now - KEPT)))
            self._swept = time.monotonic()

    # --- purges

    def forget(self, tenant: str, *, due: datetime) -> None:
        """Have everything of a tenant deleted when it is due."""
        with database.writing(self._engine) as connection:
            connection.execute(delete(purges).where(purges.c.tenant == tenant))
            insert_all(connection, purges, [{"tenant": tenant, "due": micros(due)}])

    def keep(self, tenant: str) -> None:
        """Don't delete a tenant after all."""
        with database.writing(self._engine) as connection:
            connection.execute(delete(purges).where(purges.c.tenant == tenant))

    def purge(self, *, now: datetime) -> int:
        """Delete link, shares, follows, what is to be said and secrets of the tenants that are due; how many tenants that were."""
        with database.writing(self._engine) as connection:
            due = connection.scalars(select(purges.c.tenant).where(purges.c.due <= micros(now))).all()
            for tenant in due:
                _delete_tenant(connection, tenant)
        return len(due)

    # --- sources

    def add_source(self, newsroom: str, kind: Kind, place: str, outlet: str, *, cursor: str = "", now: datetime) -> int:
        """Keep a source; its number.

        Raises:
            AskError: the newsroom has it already.
        """
        with database.writing(self._engine) as connection:
            return sourcing.add(connection, newsroom_id(connection, newsroom), kind, place, outlet, now, cursor)

    def sources(self, newsroom: str) -> tuple[SourceRecord, ...]:
        """All sources of a newsroom, by number."""
        with database.reading(self._engine) as connection:
            return sourcing.sources_of(connection, newsroom)

    def source(self, number: int) -> SourceRecord | None:
        """The source of this number, whosever it is; None where there is none."""
        with database.reading(self._engine) as connection:
            return sourcing.source(connection, number)

    def sources_due(self, *, now: datetime) -> tuple[int, ...]:
        """The sources of all newsrooms to look at now, those that wait longest first."""
        with database.reading(self._engine) as connection:
            return sourcing.due(connection, now)

    def pause_source(self, number: int, *, paused: bool, trouble: str = "") -> None:
        """Leave a source alone, or not any more; then it is looked at at once."""
        with database.writing(self._engine) as connection:
            sourcing.pause(connection, number, paused=paused, trouble=trouble)

    def remove_source(self, number: int) -> None:
        """Forget a source; what was filed of it stays."""
        with database.writing(self._engine) as connection:
            sourcing.remove(connection, number)

    def looked(self, record: SourceRecord) -> None:
        """Keep how a source stands after a look."""
        with database.writing(self._engine) as connection:
            sourcing.looked(connection, record)

    def sightings(self, number: int, keys: Sequence[str]) -> Mapping[str, Sighting]:
        """What became of those items of a source that are known, by key."""
        with database.reading(self._engine) as connection:
            return sourcing.sightings_of(connection, number, keys)

    def saw(self, number: int, seen: Sequence[Sighting]) -> None:
        """Keep what became of items of a source."""
        with database.writing(self._engine) as connection:
            sourcing.saw(connection, number, seen)

    # --- work

    @contextmanager
    def at_work(self) -> Generator[bool]:
        """Whether this process is the one worker meanwhile."""
        with database.alone(self._engine, database.WORKING) as so:
            yield so

    def close(self) -> None:
        """Let go of the database; what is asked afterwards opens it again."""
        for each in (self._engine, self._hasty):
            each.dispose()


def _saying(quote: int) -> Select[int]:
    """The number of the words and speaker of a quote's utterance."""
    joined = quotes.join(utterances, utterances.c.id == quotes.c.utterance_id)
    return select(utterances.c.said).select_from(joined).where(quotes.c.id == quote)


def _delete_tenant(connection: Connection, tenant: str) -> None:
    connection.execute(delete(links).where(links.c.tenant == tenant))
    for table in (shares, follows, outbox):
        connection.execute(delete(table).where(table.c.tenant == tenant))
    its_own = or_(vault.c.key == tenant, vault.c.key.startswith(f"{tenant}:", autoescape=True))
    connection.execute(delete(vault).where(its_own))
    connection.execute(delete(purges).where(purges.c.tenant == tenant))
