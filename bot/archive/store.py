"""The store: the truth of what is on file. One Protocol, one set of statements for SQLite and PostgreSQL."""

import weakref
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, Engine, and_, select

from bot.archive import bearing, counting, filing, finding, following, indirect, kin, naming
from bot.archive import bindings as binding
from bot.archive import engine as database
from bot.archive.bindings import Bindings, bindings_of
from bot.archive.counting import Counts, Figures
from bot.archive.documents import document_from_json, micros
from bot.archive.following import Change
from bot.archive.ground import articles_with, hand_over, keep_rule
from bot.archive.index import Entry, Runs, Watermark
from bot.archive.name_index import Bearer
from bot.archive.names import name_key
from bot.archive.nearness import Wording
from bot.archive.records import (
    ArticleHit,
    Filed,
    FiledVersion,
    Filters,
    Found,
    Holdings,
    Ids,
    Indirect,
    Listed,
    Month,
    NameHit,
    Printing,
    Submission,
)
from bot.archive.schema import AnyRow, articles, bodies, names, namings, newsrooms, speakers, versions
from bot.archive.standing import standings
from bot.archive.view import NEWEST, NEWSROOM, View, known_id
from bot.errors import AskError
from bot.model import Access, Document, Extraction, Kind, Rule, Source, Status, Utterance, Version
from bot.settings import Settings


class Store(Protocol):
    """What is on file, newsroom by newsroom.

    Reading methods see what may be shown at `now`: not withheld, not embargoed, the newest version (but for
    `version`, `versions` and `utterance`). The methods at the end are for the operator and the index, and see everything.
    """

    @property
    def local(self) -> bool: ...

    def file(self, newsroom: str, submissions: Sequence[Submission], *, now: datetime) -> list[Filed]: ...

    def settled_before(self, newsroom: str, document: Document, origin: str) -> Filed | None: ...

    def filed_versions(
        self, newsroom: str, *, after: int, limit: int, naming: Ids | None = None
    ) -> tuple[FiledVersion, ...]: ...

    def bind(self, newsroom: str, speaker: int, name: str, into: int | None, articles: Ids, *, alias: bool) -> None: ...

    def release(self, newsroom: str, speaker: int) -> list[int]: ...

    def bindings(self, newsroom: str) -> Bindings: ...

    def refile(self, newsroom: str, found: Sequence[tuple[int, Extraction]], *, now: datetime) -> None: ...

    def reading_again(self) -> AbstractContextManager[None]: ...

    def set_status(
        self, newsroom: str, article_id: int, status: Status, note: str, *, now: datetime
    ) -> Source | None: ...

    def set_access(self, newsroom: str, article_id: int, access: Access, *, now: datetime) -> Source | None: ...

    def set_rule(self, newsroom: str, quote_id: int, rule: Rule | None, *, now: datetime) -> Utterance | None: ...

    def untied(self) -> bool: ...

    def tie(self) -> int: ...

    def copies(self, newsroom: str, article_id: int, *, now: datetime) -> tuple[Source, ...]: ...

    def stories(self, newsroom: str, article_ids: Ids, *, now: datetime) -> dict[int, int]: ...

    def remove(self, newsroom: str, article_id: int, *, now: datetime) -> Source | None: ...

    def holdings(self, newsroom: str, *, now: datetime) -> Holdings: ...

    def utterances_by(
        self,
        newsroom: str,
        speakers: Ids,
        filters: Filters,
        *,
        offset: int,
        limit: int,
        onwards: bool,
        beside: int,
        now: datetime,
    ) -> Found[Printing]: ...

    def utterances_about(
        self, newsroom: str, speakers: Ids, filters: Filters, *, offset: int, limit: int, now: datetime
    ) -> Found[Printing]: ...

    def utterances_said(
        self,
        newsroom: str,
        said: Sequence[int],
        runs: Runs,
        filters: Filters,
        *,
        earlier: bool,
        now: datetime,
    ) -> tuple[Printing, ...]: ...

    def printed_in_order(
        self,
        newsroom: str,
        said: Sequence[int],
        runs: Runs,
        filters: Filters,
        *,
        offset: int,
        limit: int,
        now: datetime,
    ) -> Found[Printing]: ...

    def wordings_said(
        self, newsroom: str, said: Sequence[int], filters: Filters, *, earlier: bool, now: datetime
    ) -> list[Wording]: ...

    def reported_by(
        self, newsroom: str, speakers: Ids, filters: Filters, *, offset: int, limit: int, now: datetime
    ) -> Found[Indirect]: ...

    def utterance(self, newsroom: str, quote_id: int, *, now: datetime) -> Utterance | None: ...

    def article_hits(self, newsroom: str, article_ids: Ids, runs: Runs, *, now: datetime) -> tuple[ArticleHit, ...]: ...

    def sources(self, newsroom: str, article_ids: Ids, *, now: datetime) -> tuple[Source, ...]: ...

    def article(self, newsroom: str, article_id: int, *, now: datetime) -> Version | None: ...

    def version(self, newsroom: str, version_id: int, *, now: datetime) -> Version | None: ...

    def versions(self, newsroom: str, article_id: int, *, now: datetime) -> tuple[Source, ...]: ...

    def article_at(self, newsroom: str, url: str, *, now: datetime) -> Version | None: ...

    def latest(self, newsroom: str, filters: Filters, *, now: datetime) -> Version | None: ...

    def listing(self, newsroom: str, *, offset: int, limit: int, now: datetime) -> Found[Listed]: ...

    def public_home(self, version_id: int, *, now: datetime) -> str | None: ...

    def months_of(self, newsroom: str, speakers: Ids, *, now: datetime) -> tuple[Month, ...]: ...

    def speaker(self, newsroom: str, speaker_id: int, *, now: datetime) -> NameHit | None: ...

    def name_hits(self, newsroom: str, speakers: Ids, *, now: datetime) -> tuple[NameHit, ...]: ...

    def newsroom_ids(self) -> dict[str, int]: ...

    def named_bearers(self, article_ids: Ids | None) -> list[Bearer]: ...

    def titled_bearers(self, article_ids: Ids | None) -> list[Bearer]: ...

    def newsroom_id(self, newsroom: str) -> int | None: ...

    def head(self) -> Watermark: ...

    def changes_since(self, mark: Watermark) -> list[Change] | None: ...

    def all_changes(self) -> list[Change]: ...

    def entries(self, article_ids: Ids) -> list[Entry]: ...

    def scrub(self) -> None: ...

    def figures(self, newsroom: str | None, *, now: datetime) -> Figures: ...

    def moment(self, newsroom: str, *, now: datetime) -> AbstractContextManager[None]: ...

    def close(self) -> None: ...


class SqlStore:
    """The `Store` over SQLAlchemy Core. Another process that is given it opens it anew, once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._counts = Counts()
        weakref.finalize(self, engine.dispose)

    def __reduce__(self) -> tuple[Callable[[Settings], "SqlStore"], tuple[Settings]]:
        return _opened, (self._engine.get_execution_options()["quotedesk_settings"],)

    @property
    def local(self) -> bool:
        """Whether it is on this machine's disk, so that no network lies between."""
        return self._engine.dialect.name == "sqlite"

    def migrate(self) -> tuple[str, ...]:
        """Bring the tables up to this Quotedesk; the migrations that ran."""
        return database.migrate_engine(self._engine)

    def file(self, newsroom: str, submissions: Sequence[Submission], *, now: datetime) -> list[Filed]:
        """File submissions in one transaction: all of them or, if anything fails, none."""
        with database.writing(self._engine) as connection:
            room = filing.newsroom_id(connection, newsroom)
            return [filing.file_submission(connection, room, submission, now) for submission in submissions]

    def settled_before(self, newsroom: str, document: Document, origin: str) -> Filed | None:
        """What filing this would do where that is nothing; None where it would file something."""
        with database.reading(self._engine) as connection:
            room = _room(connection, newsroom)
            return filing.settled_before(connection, room, document, origin) if room else None

    def filed_versions(
        self, newsroom: str, *, after: int, limit: int, naming: Ids | None = None
    ) -> tuple[FiledVersion, ...]:
        """Versions with a larger number than one, in order, with what was found in them; withheld ones, too."""
        query = select(versions.c.id, versions.c.article_id, versions.c.document, bodies.c.text)
        query = query.join(bodies, bodies.c.version_id == versions.c.id).order_by(versions.c.id).limit(limit)
        with database.reading(self._engine) as connection:
            room = _room(connection, newsroom)
            query = query.where(versions.c.newsroom_id == room, versions.c.id > after)
            rows = connection.execute(query if naming is None else query.where(_named_in(naming))).all()
            found = standings(connection, [row.id for row in rows])
            bound = bindings_of(connection, room or 0)
        return tuple(
            FiledVersion(row.id, row.article_id, document_from_json(row.document, row.text), found[row.id], bound)
            for row in rows
        )

    def bind(self, newsroom: str, speaker: int, name: str, into: int | None, articles: Ids, *, alias: bool) -> None:
        """Say that a speaker is `into`, or in some articles somebody of another name; or, as an alias, that a name is theirs.

        Raises:
            AskError: there is no such speaker in the newsroom, an article does not name them, or the name is another speaker's.
        """
        with database.writing(self._engine) as connection:
            room = filing.newsroom_id(connection, newsroom)
            own = _speaker_row(connection, room, speaker)
            whose = (Kind(own.kind), own.name)
            other = (Kind(own.kind), name)
            if alias:
                _nobodys(connection, room, own, name)
                binding.bind(connection, room, other, whose, alias=True)
            elif into is not None:
                target = _speaker_row(connection, room, into)
                _alike(own, target)
                binding.bind(connection, room, whose, (Kind(target.kind), target.name))
                hand_over(connection, own.id, target.id)
            for article in articles:
                _named_there(connection, room, own, article)
                binding.bind(connection, room, whose, other, article)

    def release(self, newsroom: str, speaker: int) -> list[int]:
        """Take back all that was said of a speaker; the speakers whom that concerns.

        Raises:
            AskError: there is no such speaker in the newsroom.
        """
        with database.writing(self._engine) as connection:
            room = filing.newsroom_id(connection, newsroom)
            return binding.release(connection, room, _speaker_row(connection, room, speaker))

    def bindings(self, newsroom: str) -> Bindings:
        """All that was said of a newsroom's speakers."""
        with database.reading(self._engine) as connection:
            room = _room(connection, newsroom)
            return bindings_of(connection, room or 0)

    @contextmanager
    def reading_again(self) -> Generator[None]:
        """While nobody else reads all of the archive again.

        Raises:
            AskError: somebody does.
        """
        with database.alone(self._engine, database.REREADING) as so:
            if not so:
                raise AskError("This archive is being read again already.", "Ask once more when that has ended.")
            yield

    def refile(self, newsroom: str, found: Sequence[tuple[int, Extraction]], *, now: datetime) -> None:
        """Put what was found anew in the place of what was, in one transaction; what was taken down meanwhile stays so."""
        query = select(versions.c.id, versions.c.article_id, versions.c.document, bodies.c.text)
        query = query.join(bodies, bodies.c.version_id == versions.c.id)
        with database.writing(self._engine) as connection:
            room = filing.newsroom_id(connection, newsroom)
            for version_id, extraction in found:
                mine = query.where(versions.c.newsroom_id == room, versions.c.id == version_id)
                if row := connection.execute(mine).first():
                    document = document_from_json(row.document, row.text)
                    filing.refile(connection, room, row, document, extraction, now)

    def set_status(self, newsroom: str, article_id: int, status: Status, note: str, *, now: datetime) -> Source | None:
        """Set an article's status; its source after that, or None where there is no such article."""
        with self._article(newsroom, article_id) as (connection, row):
            if row is None:
                return None
            filing.judge(connection, row.newsroom_id, row, status, note, now)
            return _any_source(connection, article_id)

    def set_access(self, newsroom: str, article_id: int, access: Access, *, now: datetime) -> Source | None:
        """Say who may be shown an article; its source after that, or None where there is no such article."""
        with self._article(newsroom, article_id) as (connection, row):
            if row is None:
                return None
            filing.set_access(connection, row.newsroom_id, row, access, now)
            return _any_source(connection, article_id)

    def set_rule(self, newsroom: str, quote_id: int, rule: Rule | None, *, now: datetime) -> Utterance | None:
        """Say under which ground rule what a quote belongs to was said; the utterance after that, or None where it may not be shown."""
        with database.writing(self._engine) as connection:
            room = _room(connection, newsroom)
            view = View.of(connection, room, now)
            found = finding.utterance(view, quote_id)
            if room is None or found is None:
                return None
            keep_rule(connection, room, found, rule, now)
            for article in articles_with(connection, found.lead.id):
                filing.note_change(connection, room, "article", article, now)
            return finding.utterance(view, quote_id)

    def untied(self) -> bool:
        """Whether any article was filed or changed since articles of one story were last tied."""
        with database.reading(self._engine) as connection:
            return kin.untied(connection)

    def tie(self) -> int:
        """Tie the next articles to those that are the same story; how many."""
        with database.writing(self._engine) as connection:
            return kin.tie(connection)

    def copies(self, newsroom: str, article_id: int, *, now: datetime) -> tuple[Source, ...]:
        """The other articles that are the same story as one."""
        with self._view(newsroom, now) as view:
            return kin.copies_of(view, article_id)

    def stories(self, newsroom: str, article_ids: Ids, *, now: datetime) -> dict[int, int]:
        """A number for the story of each of the articles that is tied, by article."""
        with self._view(newsroom, now) as view:
            return kin.stories_of(view, article_ids)

    def remove(self, newsroom: str, article_id: int, *, now: datetime) -> Source | None:
        """Take an article down; its source as it was, or None where there is no such article."""
        with self._article(newsroom, article_id) as (connection, row):
            if row is None:
                return None
            source = _any_source(connection, article_id)
            filing.take_down(connection, row.newsroom_id, row, now)
        self.scrub()
        return source

    def holdings(self, newsroom: str, *, now: datetime) -> Holdings:
        """What may be shown, counted."""
        with self._view(newsroom, now) as view:
            return self._counts.holdings(view)

    def utterances_by(
        self,
        newsroom: str,
        speakers: Ids,
        filters: Filters,
        *,
        offset: int,
        limit: int,
        onwards: bool,
        beside: int,
        now: datetime,
    ) -> Found[Printing]:
        """Utterances by any of the speakers, the last printed first, or `onwards` the first, and the words `beside` the page."""
        with self._view(newsroom, now) as view:
            return finding.printings(
                view, speakers, filters, offset, limit, about=False, onwards=onwards, beside=beside
            )

    def utterances_about(
        self, newsroom: str, speakers: Ids, filters: Filters, *, offset: int, limit: int, now: datetime
    ) -> Found[Printing]:
        """Utterances by others that concern any of the speakers, the last printed first."""
        with self._view(newsroom, now) as view:
            return finding.printings(view, speakers, filters, offset, limit, about=True)

    def utterances_said(
        self,
        newsroom: str,
        said: Sequence[int],
        runs: Runs,
        filters: Filters,
        *,
        earlier: bool,
        now: datetime,
    ) -> tuple[Printing, ...]:
        """The wordings with these numbers, in this order, with the runs of words marked in them."""
        with self._view(newsroom, now) as view:
            return finding.printings_of(view, filters, said, runs, earlier=earlier)

    def printed_in_order(
        self,
        newsroom: str,
        said: Sequence[int],
        runs: Runs,
        filters: Filters,
        *,
        offset: int,
        limit: int,
        now: datetime,
    ) -> Found[Printing]:
        """Every article that prints any of the wordings with these numbers, in order of date."""
        with self._view(newsroom, now) as view:
            return finding.printed_in_order(view, filters, said, runs, offset, limit)

    def wordings_said(
        self, newsroom: str, said: Sequence[int], filters: Filters, *, earlier: bool, now: datetime
    ) -> list[Wording]:
        """The words of every printing of the wordings with these numbers, and no more of it than tells their order."""
        with self._view(newsroom, now) as view:
            return finding.wordings_of(view, filters, said, earlier=earlier)

    def reported_by(
        self, newsroom: str, speakers: Ids, filters: Filters, *, offset: int, limit: int, now: datetime
    ) -> Found[Indirect]:
        """What articles report any of the speakers to have said, the last printed first."""
        with self._view(newsroom, now) as view:
            return indirect.reported_by(view, speakers, filters, offset, limit)

    def utterance(self, newsroom: str, quote_id: int, *, now: datetime) -> Utterance | None:
        """The utterance that a quote belongs to."""
        with self._view(newsroom, now) as view:
            return finding.utterance(view, quote_id)

    def article_hits(self, newsroom: str, article_ids: Ids, runs: Runs, *, now: datetime) -> tuple[ArticleHit, ...]:
        """The articles, in this order, each with the passage that holds most of the runs of words."""
        with self._view(newsroom, now) as view:
            return finding.article_hits(view, article_ids, runs)

    def sources(self, newsroom: str, article_ids: Ids, *, now: datetime) -> tuple[Source, ...]:
        """The newest sources of the articles, in this order."""
        with self._view(newsroom, now) as view:
            found = finding.newest_sources(view, article_ids)
            return tuple(found[number] for number in article_ids if number in found)

    def article(self, newsroom: str, article_id: int, *, now: datetime) -> Version | None:
        """An article's newest version."""
        with self._view(newsroom, now) as view:
            return _version(view, finding.newest_version_id(view, article_id))

    def version(self, newsroom: str, version_id: int, *, now: datetime) -> Version | None:
        """Any version, old ones included."""
        with self._view(newsroom, now) as view:
            return _version(view, version_id)

    def versions(self, newsroom: str, article_id: int, *, now: datetime) -> tuple[Source, ...]:
        """All versions of an article, oldest first."""
        with self._view(newsroom, now) as view:
            return finding.version_sources(view, article_id)

    def article_at(self, newsroom: str, url: str, *, now: datetime) -> Version | None:
        """The newest version of the article at a web address."""
        with self._view(newsroom, now) as view:
            return _version(view, finding.version_id_at(view, url))

    def latest(self, newsroom: str, filters: Filters, *, now: datetime) -> Version | None:
        """The article that was printed last, else filed last."""
        with self._view(newsroom, now) as view:
            return _version(view, finding.latest_version_id(view, filters))

    def listing(self, newsroom: str, *, offset: int, limit: int, now: datetime) -> Found[Listed]:
        """One page of all articles, the last printed first."""
        with self._view(newsroom, now) as view:
            return Found(finding.listing(view, offset, limit), self._counts.holdings(view).articles)

    def public_home(self, version_id: int, *, now: datetime) -> str | None:
        """The newsroom of a version that may be shown to anybody."""
        with database.reading(self._engine) as connection:
            return finding.public_home(connection, version_id, micros(now))

    def months_of(self, newsroom: str, speakers: Ids, *, now: datetime) -> tuple[Month, ...]:
        """In which months sayings by and about any of the speakers were first printed."""
        with self._view(newsroom, now) as view:
            return finding.months_of(view, speakers)

    def speaker(self, newsroom: str, speaker_id: int, *, now: datetime) -> NameHit | None:
        """The speaker of this number."""
        with self._view(newsroom, now) as view:
            return naming.speaker(view, speaker_id)

    def name_hits(self, newsroom: str, speakers: Ids, *, now: datetime) -> tuple[NameHit, ...]:
        """Those of the speakers of whom a name may be shown, in this order."""
        with self._view(newsroom, now) as view:
            return naming.name_hits(view, speakers)

    def newsroom_ids(self) -> dict[str, int]:
        """Every newsroom's number, by its name."""
        with database.reading(self._engine) as connection:
            return {row.name: row.id for row in connection.execute(select(newsrooms))}

    def named_bearers(self, article_ids: Ids | None) -> list[Bearer]:
        """What an index of names holds: the speakers whom any version of the articles names, or all."""
        with database.reading(self._engine) as connection:
            return bearing.named_bearers(connection, article_ids)

    def titled_bearers(self, article_ids: Ids | None) -> list[Bearer]:
        """What an index of titles holds: of these articles, or of all."""
        with database.reading(self._engine) as connection:
            return bearing.titled_bearers(connection, article_ids)

    def newsroom_id(self, newsroom: str) -> int | None:
        """The newsroom's number; None where nothing was ever filed in it."""
        with database.reading(self._engine) as connection:
            return _room(connection, newsroom)

    def head(self) -> Watermark:
        """The last change."""
        with database.reading(self._engine) as connection:
            return following.head(connection)

    def changes_since(self, mark: Watermark) -> list[Change] | None:
        """Every article that changed after the watermark; None where it is not of this store's own past."""
        with database.reading(self._engine) as connection:
            return following.changes_since(connection, mark)

    def all_changes(self) -> list[Change]:
        """Every article that ever changed, those taken down included."""
        with database.reading(self._engine) as connection:
            return following.all_changes(connection)

    def entries(self, article_ids: Ids) -> list[Entry]:
        """What an index holds of the articles as they stand now."""
        with database.reading(self._engine) as connection:
            return following.entries(connection, article_ids)

    def scrub(self) -> None:
        """Let nothing deleted linger in the store's files, as far as the database allows."""
        database.scrub(self._engine)

    def figures(self, newsroom: str | None, *, now: datetime) -> Figures:
        """The store's size and counts, for its operator."""
        with database.reading(self._engine) as connection:
            return counting.figures(connection, newsroom, now)

    def close(self) -> None:
        """Let go of the database; what is asked afterwards opens it again."""
        self._engine.dispose()

    @contextmanager
    def moment(self, newsroom: str, *, now: datetime) -> Generator[None]:
        """What is asked of this newsroom within, in this thread, sees one moment of the store, in one transaction."""
        with self._view(newsroom, now) as view:
            asked = _HELD.set((self, newsroom, now, view))
            try:
                yield
            finally:
                _HELD.reset(asked)

    @contextmanager
    def _view(self, newsroom: str, now: datetime) -> Generator[View]:
        *held, view = _HELD.get() or (None,)
        if view and held == [self, newsroom, now]:
            yield view
            return
        with database.reading(self._engine) as connection:
            yield View.of(connection, _room(connection, newsroom), now)

    @contextmanager
    def _article(self, newsroom: str, article_id: int) -> Generator[tuple[Connection, AnyRow | None]]:
        """A writing transaction with the newsroom's article, whether it may be shown or not."""
        with database.writing(self._engine) as connection:
            mine = select(newsrooms.c.id).where(newsrooms.c.name == newsroom).scalar_subquery()
            query = select(articles).where(articles.c.newsroom_id == mine, articles.c.id == known_id(article_id))
            yield connection, connection.execute(query).first()


_HELD: ContextVar[tuple[SqlStore, str, datetime, View] | None] = ContextVar("view", default=None)
"""What this thread sees of a store for now, and whose, as of when."""


@cache
def _opened(settings: Settings) -> SqlStore:
    return SqlStore(database.engine_for(settings))


def _room(connection: Connection, newsroom: str) -> int | None:
    """The newsroom's number, asked anew each time: once a backup is put back under us, another newsroom may have it."""
    number: int | None = connection.scalar(NEWSROOM, {"name": newsroom})
    return number


def _version(view: View, version_id: int | None) -> Version | None:
    return finding.version(view, version_id) if version_id else None


def _any_source(connection: Connection, article_id: int) -> Source:
    query = finding.sources().where(articles.c.id == article_id, NEWEST)
    return finding.source_of(connection.execute(query).one())


def _named_in(speaker_ids: Ids) -> ColumnElement[bool]:
    """The version names one of the speakers."""
    named = select(namings.c.version_id).join(names, names.c.id == namings.c.name_id)
    return versions.c.id.in_(named.where(names.c.speaker_id.in_([known_id(number) for number in speaker_ids])))


def _alike(speaker: AnyRow, other: AnyRow) -> None:
    if speaker.kind != other.kind:
        told = f"{speaker.name} is on file as {speaker.kind}, {other.name} as {other.kind}, so they can't be one."
        raise AskError(told, "Are the numbers right? quotedesk speakers find NAME tells them.")


def _nobodys(connection: Connection, room: int, own: AnyRow, name: str) -> None:
    """Refuse a name that a speaker on file bears as theirs."""
    query = select(speakers).where(speakers.c.newsroom_id == room, speakers.c.key == name_key(name))
    bearer = connection.execute(query.where(speakers.c.kind == own.kind)).first()
    if bearer is None:
        return
    if bearer.id == own.id:
        raise AskError("That is the speaker's name already.", "Another one is needed, such as a name at birth.")
    raise AskError(
        f"{bearer.name} is on file as a speaker of their own, number {bearer.id}.",
        f"If both are one: quotedesk speakers merge {bearer.id} {own.id}",
    )


def _named_there(connection: Connection, room: int, own: AnyRow, article: int) -> None:
    """Refuse an article that does not name a speaker: a slip in its number would change another article's names later."""
    here = and_(versions.c.newsroom_id == room, versions.c.article_id == known_id(article))
    if connection.execute(select(versions.c.id).where(here, _named_in([own.id])).limit(1)).first() is None:
        raise AskError(
            f"No article {article} of this newsroom names {own.name}.",
            "An article's number stands beside every quote: quotedesk quote NAME",
        )


def _speaker_row(connection: Connection, room: int, number: int) -> AnyRow:
    query = select(speakers).where(speakers.c.newsroom_id == room, speakers.c.id == known_id(number))
    row = connection.execute(query).first()
    if row is None:
        raise AskError(
            f"There is no speaker {number} in this newsroom.", "quotedesk speakers find NAME tells the numbers."
        )
    return row
