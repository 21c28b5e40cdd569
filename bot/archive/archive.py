"""The Archive: the store, which is the truth, and the index, which is made from it and follows it."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.archive.bindings import Bindings
from bot.archive.documents import micros
from bot.archive.engine import engine_for
from bot.archive.finding import limits
from bot.archive.following import Change, day_number
from bot.archive.index import Index, IndexWriter, Matches, Runs, Sight, Watermark
from bot.archive.names import name_key
from bot.archive.nearness import nearest
from bot.archive.records import (
    EVERYTHING,
    ArchiveState,
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
    Words,
)
from bot.archive.roster import Roster
from bot.archive.store import SqlStore, Store
from bot.archive.tantivy_index import DamagedIndexError, TantivyIndex
from bot.errors import DeskError
from bot.folding import words_of
from bot.model import Access, Document, Extraction, Rule, Source, Status, T, Utterance, Version
from bot.order import Progress, Report
from bot.settings import Settings

BATCH = 500
"""Articles that the index takes in before it commits: so much is done again after a crash, unless it is built anew."""

CANDIDATES = 20
"""Wordings that are compared with what was typed, word by word."""

MOST_TYPED = 400
"""Typed words that are compared: more than any quotation has, and few enough for a bounded time."""

MOST_WORDS = 24
"""Typed words with which a name is looked for; nobody's name on file has more."""

PATIENCE = 10.0
"""Seconds that a question waits for another process to finish building the index it needs."""


def open_archive(settings: Settings, *, patience: float = PATIENCE) -> "Archive":
    """The archive of the settings, made or migrated where need be.

    Raises:
        DeskError: it can't be reached, read or written, or it is no archive.
    """
    store = SqlStore(engine_for(settings))
    try:
        store.migrate()
    except DeskError:
        store.close()
        raise
    return Archive(store, TantivyIndex(settings.index), Roster(store, settings), patience=patience)


def migrate(settings: Settings) -> tuple[str, ...]:
    """Bring the archive's tables up to this Quotedesk; the migrations that ran."""
    store = SqlStore(engine_for(settings))
    try:
        return store.migrate()
    finally:
        store.close()


class Archive:
    """What is on file, newsroom by newsroom, filed and found.

    Every method takes the newsroom; none ever answers with another's. Reading methods see what may be shown at
    `now` (aware): not withheld, not embargoed, not removed, and the newest version, except `version`,
    `versions` and `utterance`. Reading never writes to the store; it may bring the index up to it.
    """

    def __init__(self, store: Store, index: Index, roster: Roster, *, patience: float = PATIENCE) -> None:
        self._store = store
        self._index = index
        self._roster = roster
        self._patience = patience

    # --- writing

    def file(self, newsroom: str, submissions: Sequence[Submission], *, now: datetime) -> list[Filed]:
        """File what was read, all in one transaction; the newsroom is made if it is new.

        The index follows with the next search, or with `catch_up`.
        """
        return self._store.file(newsroom, submissions, now=now)

    def settled_before(self, newsroom: str, document: Document, origin: str) -> Filed | None:
        """Whether a document is on file as it stands ("same") or was taken down ("removed"); None where it is neither.

        Asked before its quotes are looked for, which takes the most time of all.
        """
        return self._store.settled_before(newsroom, document, origin)

    def filed_versions(
        self, newsroom: str, *, after: int = 0, limit: int, naming: Ids | None = None
    ) -> tuple[FiledVersion, ...]:
        """Versions numbered beyond `after`, in order, each with its text and what was found in it; withheld ones, too.

        With `naming`, those alone that name one of these speakers.
        """
        return self._store.filed_versions(newsroom, after=after, limit=limit, naming=naming)

    def merge(self, newsroom: str, speaker: int, into: int) -> None:
        """Say that a speaker is another one. What is on file follows when the versions that name them are filed anew.

        Raises:
            AskError: there is no such speaker in the newsroom.
        """
        self._store.bind(newsroom, speaker, "", into, (), alias=False)

    def alias(self, newsroom: str, speaker: int, name: str) -> None:
        """Say that a speaker bears another name, too. As above."""
        self._store.bind(newsroom, speaker, name, None, (), alias=True)

    def split(self, newsroom: str, speaker: int, name: str, articles: Ids) -> None:
        """Say that whom some articles call by a speaker's name is somebody else, to be told by `name`. As above."""
        self._store.bind(newsroom, speaker, name, None, articles, alias=False)

    def release(self, newsroom: str, speaker: int) -> list[int]:
        """Take back what was said of a speaker; the speakers whom that concerns, none where nothing was said. As above."""
        return self._store.release(newsroom, speaker)

    def bindings(self, newsroom: str) -> Bindings:
        """All that was said of a newsroom's speakers."""
        return self._store.bindings(newsroom)

    def reading_again(self) -> AbstractContextManager[None]:
        """While nobody else reads all of the archive again, in whatever process or machine.

        Raises:
            AskError: on entering, where somebody does.
        """
        return self._store.reading_again()

    def refile(self, newsroom: str, found: Sequence[tuple[int, Extraction]], *, now: datetime) -> None:
        """Put what was found anew in versions in the place of what was, in one transaction.

        A quote whose words still stand in the same place keeps its number, and so its permalink.
        """
        self._store.refile(newsroom, found, now=now)

    def set_status(self, newsroom: str, article_id: int, status: Status, note: str, *, now: datetime) -> Source | None:
        """Say what became of an article; its source after that, or None where there is no such article.

        Later versions don't overrule it, unless the outlet itself withholds or retracts.
        """
        source = self._store.set_status(newsroom, article_id, status, note, now=now)
        self._roster.hide()
        return source

    def set_access(self, newsroom: str, article_id: int, access: Access, *, now: datetime) -> Source | None:
        """Say who may be shown an article; its source after that, or None where there is no such article.

        What its versions say of it does not count any more.
        """
        return self._store.set_access(newsroom, article_id, access, now=now)

    def set_rule(self, newsroom: str, quote_id: int, rule: Rule | None, *, now: datetime) -> Utterance | None:
        """Say under which ground rule what a quote belongs to was said, in all versions that have its words; None for no rule.

        The utterance after that, or None where there is no such quote that may be shown.
        """
        return self._store.set_rule(newsroom, quote_id, rule, now=now)

    def untied(self) -> bool:
        """Whether any article of any newsroom was filed or changed since articles of one story were last tied."""
        return self._store.untied()

    def tie(self) -> int:
        """Tie all such articles to those that are the same story; how many. Killed anywhere, the next call goes on."""
        tied = 0
        while some := self._store.tie():
            tied += some
        return tied

    def copies(self, newsroom: str, article_id: int, *, now: datetime) -> tuple[Source, ...]:
        """The other articles that are the same story as one, in order of filing; those alone that may be shown."""
        return self._store.copies(newsroom, article_id, now=now)

    def stories(self, newsroom: str, article_ids: Ids, *, now: datetime) -> dict[int, int]:
        """A number for the story of each of the articles, by article; those that are not tied yet are left out."""
        return self._store.stories(newsroom, article_ids, now=now)

    def last_change(self) -> int:
        """The number of the store's last change, 0 where there was none."""
        return self._store.head().seq

    def remove(self, newsroom: str, article_id: int, *, now: datetime, report: Report | None = None) -> Source | None:
        """Take an article down for good; its source as it was, or None where there is no such article.

        Text, bytes, quotes, names and what the index holds are gone when this returns, and no process offers them any
        more. Names and words stay in the index's files where another process keeps these for itself for too long; they
        go with the next question or look. The article is not filed again when it is read in once more.
        """
        source = self._store.remove(newsroom, article_id, now=now)
        if source is not None:
            self._roster.hide()
            self._patiently(lambda changes: changes is not None and not _takes_down(changes), report)
            self._names_up()
            self._roster.settle()
        return source

    # --- reading the store

    def moment(self, newsroom: str, *, now: datetime) -> AbstractContextManager[None]:
        """What is asked of this newsroom within, in this thread, sees one moment of the store, and is asked for faster."""
        return self._store.moment(newsroom, now=now)

    def holdings(self, newsroom: str, *, now: datetime) -> Holdings:
        """What may be shown, counted."""
        return self._store.holdings(newsroom, now=now)

    def utterances_by(
        self,
        newsroom: str,
        speakers: Ids,
        filters: Filters,
        *,
        offset: int,
        limit: int,
        onwards: bool = False,
        beside: int = 0,
        now: datetime,
    ) -> Found[Printing]:
        """Utterances by any of the speakers: the same words once, as they were printed first.

        The last come first, or `onwards` the first; undated ones at the end. With the words of so many `beside` the page, before
        and after it.
        """
        return self._store.utterances_by(
            newsroom, speakers, filters, offset=offset, limit=limit, onwards=onwards, beside=beside, now=now
        )

    def utterances_about(
        self, newsroom: str, speakers: Ids, filters: Filters, *, offset: int, limit: int, now: datetime
    ) -> Found[Printing]:
        """Utterances by others that concern any of the speakers, grouped and ordered like those by them."""
        return self._store.utterances_about(newsroom, speakers, filters, offset=offset, limit=limit, now=now)

    def reported_by(
        self, newsroom: str, speakers: Ids, filters: Filters, *, offset: int, limit: int, now: datetime
    ) -> Found[Indirect]:
        """What articles report any of the speakers to have said, without marks; last printed first. A limit of 0 counts."""
        return self._store.reported_by(newsroom, speakers, filters, offset=offset, limit=limit, now=now)

    def utterance(self, newsroom: str, quote_id: int, *, now: datetime) -> Utterance | None:
        """The utterance that a quote belongs to, as the version prints it that the quote stands in, an old one too."""
        return self._store.utterance(newsroom, quote_id, now=now)

    def article(self, newsroom: str, article_id: int, *, now: datetime) -> Version | None:
        """An article's newest version."""
        return self._store.article(newsroom, article_id, now=now)

    def version(self, newsroom: str, version_id: int, *, now: datetime) -> Version | None:
        """Any version, old ones included."""
        return self._store.version(newsroom, version_id, now=now)

    def versions(self, newsroom: str, article_id: int, *, now: datetime) -> tuple[Source, ...]:
        """All versions of an article, oldest first."""
        return self._store.versions(newsroom, article_id, now=now)

    def article_at(self, newsroom: str, url: str, *, now: datetime) -> Version | None:
        """The article at a web address, however that is spelt (scheme, www., tracking, last slash)."""
        return self._store.article_at(newsroom, url, now=now)

    def latest(self, newsroom: str, filters: Filters = EVERYTHING, *, now: datetime) -> Version | None:
        """The article that was printed last; among undated ones only, the one first seen last."""
        return self._store.latest(newsroom, filters, now=now)

    def listing(self, newsroom: str, *, offset: int, limit: int, now: datetime) -> Found[Listed]:
        """One page of all articles, the last printed first, undated ones at the end."""
        return self._store.listing(newsroom, offset=offset, limit=limit, now=now)

    def public_home(self, version_id: int, *, now: datetime) -> str | None:
        """The newsroom of a version that anybody may be shown; None where there is none, or it may not."""
        return self._store.public_home(version_id, now=now)

    def months_of(self, newsroom: str, speakers: Ids, *, now: datetime) -> tuple[Month, ...]:
        """In which months sayings by and about any of the speakers were first printed, in order; undated ones are left out."""
        return self._store.months_of(newsroom, speakers, now=now)

    def speaker(self, newsroom: str, speaker_id: int, *, now: datetime) -> NameHit | None:
        """The speaker of this number, with how much is on file; None where the newsroom has none to show."""
        return self._store.speaker(newsroom, speaker_id, now=now)

    def speakers_named(
        self, newsroom: str, words: Sequence[str], *, slips: bool, limit: int = 500, now: datetime
    ) -> tuple[NameHit, ...]:
        """Speakers with a name that holds every word typed: equal, or begun; with `slips`, a letter or two off.

        With `slips` the words are tried run together too ("isaac man"), and names without their spaces. The best
        fits come first, the most quoted of them; where many begin like one or two letters, only the most quoted are.
        """
        words = _sought(words)
        room = self._store.newsroom_id(newsroom) if words else None
        if room is None:
            return ()
        sure = self._names_up()
        hits = self._roster.speakers(room, words, slips=slips, limit=limit, now=micros(now))
        return hits if sure else self._store.name_hits(newsroom, [hit.speaker.id for hit in hits], now=now)

    def names_begun(
        self, newsroom: str, words: Sequence[str], *, slips: bool = False, limit: int, now: datetime
    ) -> tuple[NameHit, ...]:
        """Like `speakers_named`, for a keystroke: never waits for a network or an indexer, and may offer nobody.

        What was just filed is offered a second later.
        """
        words, at = _sought(words), micros(now)
        if not words:
            return ()
        return self._roster.at_once(
            newsroom,
            partial(self._roster.speakers, words=words, slips=slips, limit=limit, now=at),
            lambda hits: self._store.name_hits(newsroom, [hit.speaker.id for hit in hits], now=now),
        )

    def titles_begun(
        self, newsroom: str, words: Sequence[str], *, slips: bool = False, limit: int, now: datetime
    ) -> tuple[Source, ...]:
        """Articles with a headline in which every word is begun, or misspelt with `slips`, the latest first.

        As quick as `names_begun`.
        """
        words, at = _sought(words), micros(now)
        if not words:
            return ()
        return self._roster.at_once(
            newsroom,
            partial(self._roster.titles, words=words, slips=slips, limit=limit, now=at),
            lambda sources: self._store.sources(newsroom, [source.article_id for source in sources], now=now),
        )

    # --- searching

    def utterances_matching(
        self,
        newsroom: str,
        words: Words,
        filters: Filters,
        *,
        offset: int,
        limit: int,
        earlier: bool = False,
        now: datetime,
    ) -> Found[Printing]:
        """Utterances in which every word and phrase stands, or any if so wanted, best first, the same words once, matches marked.

        With `earlier` those of earlier versions whose words the newest one has no more, and none that stand.
        """
        runs = runs_of(words)

        def search(sight: Sight) -> Matches:
            return self._index.sayings(sight, runs, every=words.every)

        found = self._searched(newsroom, filters, now, search, earlier=earlier) if runs else None
        said, more = found or Matches()
        page = said[offset : offset + limit]
        shown = self._store.utterances_said(newsroom, page, runs, filters, earlier=earlier, now=now) if page else ()
        return Found(shown, len(said), more)

    def printings_of(
        self, newsroom: str, words: Words, filters: Filters, *, offset: int, limit: int, now: datetime
    ) -> Found[Printing]:
        """Every article with an utterance in which all of the words stand, once, in order of date.

        Those dated to the day come from the earliest on, then all others. Nothing, but `more`, where so many wordings have the words
        that not all can be looked at: the earliest might be among the others.
        """
        runs = runs_of(words)
        found = self._searched(newsroom, filters, now, lambda sight: self._index.sayings(sight, runs)) if runs else None
        said, more = found or Matches()
        if more:
            return Found((), 0, more)
        return self._store.printed_in_order(newsroom, said, runs, filters, offset=offset, limit=limit, now=now)

    def utterances_near(
        self,
        newsroom: str,
        typed: str,
        filters: Filters = EVERYTHING,
        *,
        limit: int,
        earlier: bool = False,
        now: datetime,
    ) -> tuple[Printing, ...]:
        """Utterances that may be meant by a sentence that is misquoted, cut or run together, nearest first.

        Something is nearly always nearest: what it comes to is for whoever compares the words. Of those as near, the
        more surely attributed come first, then the newest. Nothing where no word and no two words stand on file.
        With `earlier` as in `utterances_matching`.
        """
        words = words_of(typed)[:MOST_TYPED]
        if not words:
            return ()

        def search(sight: Sight) -> list[int]:
            return self._index.near(sight, words, CANDIDATES)

        said = self._searched(newsroom, filters, now, search, earlier=earlier)
        if not said:
            return ()
        wordings = self._store.wordings_said(newsroom, said, filters, earlier=earlier, now=now)
        near = nearest(words, wordings, limit)
        return self._store.utterances_said(newsroom, near, (), filters, earlier=earlier, now=now)

    def articles_matching(
        self, newsroom: str, words: Words, filters: Filters, *, offset: int, limit: int, now: datetime
    ) -> Found[ArticleHit]:
        """Articles in which every word and phrase stands, best first; a match in the headline counts more."""
        runs = runs_of(words)
        found = (
            self._searched(newsroom, filters, now, lambda sight: self._index.articles(sight, runs)) if runs else None
        )
        ids, more = found or Matches()
        page = ids[offset : offset + limit]
        hits = self._store.article_hits(newsroom, page, runs, now=now) if page else ()
        return Found(hits, len(ids), more)

    def headlines(
        self, newsroom: str, typed_words: Sequence[str], filters: Filters = EVERYTHING, *, limit: int, now: datetime
    ) -> tuple[Source, ...]:
        """Articles whose headline may be meant, most likely first: half the words, half typed or misspelt."""
        words = words_of(" ".join(typed_words))
        ids = self._searched(newsroom, filters, now, lambda sight: self._index.headlines(sight, words, limit))
        return self._store.sources(newsroom, (ids or [])[:limit], now=now)

    # --- the index

    def behind(self) -> int | None:
        """How many changed articles the index lacks; None where there is none, or it is another store's."""
        changes = self._behind()
        return None if changes is None else len(changes)

    def catch_up(self, report: Report | None = None, *, whole: bool = False) -> int:
        """Bring the index up to the store; how many changed articles it took in.

        Where another process is at it, nothing is done here. `whole` builds it anew; so does an index that is
        missing, damaged, of an older kind, or made from another store, and one that holds what was taken down.
        """
        with self._roster.following(whole=whole):
            try:
                return self._follow(report, whole=whole)
            except DamagedIndexError:
                return self._follow(report, whole=True)

    def state(self, newsroom: str | None = None, *, now: datetime) -> ArchiveState:
        """What the operator wants to know, of one newsroom or of all together."""
        figures = self._store.figures(newsroom, now=now)
        head = self._store.head()
        behind = self._behind()
        mark = self._index.watermark() if behind is not None else None
        return ArchiveState(
            where=figures.place,
            store=figures.store,
            size=figures.size,
            index=self._index.place(),
            index_size=self._index.size(),
            seq=head.seq,
            indexed=mark.seq if mark else None,
            whole=behind == [] and self._count() == figures.findable and self._roster.up(),
            last_filed=figures.last_filed,
            newsroom=newsroom,
            articles=figures.articles,
            versions=figures.versions,
            quotes=figures.quotes,
            speakers=figures.speakers,
            withheld=figures.withheld,
            removed=figures.removed,
        )

    def close(self) -> None:
        """Let go of the database's connections."""
        self._roster.close()
        self._store.close()

    def _count(self) -> int | None:
        try:
            return self._index.count()
        except DamagedIndexError:
            return None

    def _behind(self) -> list[Change] | None:
        """What changed since the index was last brought up; None where it is no index of this store."""
        mark = self._index.watermark()
        return self._store.changes_since(mark) if mark else None

    def _follow(self, report: Report | None, *, whole: bool) -> int:
        if not whole and self._behind() == []:
            return 0
        with self._index.writing() as writer:
            if writer is None:
                return 0
            changes = None if whole else self._behind()  # asked again: now nobody else moves it
            if changes is None or _takes_down(changes):
                changes = self._store.all_changes()
                writer.begin_anew(len(changes))
            self._take_in(writer, changes, report)
            return len(changes)

    def _take_in(self, writer: IndexWriter, changes: Sequence[Change], report: Report | None) -> None:
        store = self._store.head().store
        for at in range(0, len(changes), BATCH):
            batch = changes[at : at + BATCH]
            ids = [change.article_id for change in batch]
            writer.replace(ids, self._store.entries)
            writer.commit(Watermark(store, batch[-1].seq, batch[-1].at))
            if report:
                report(Progress(at + len(batch), len(changes), "index"))
        if not changes:
            writer.commit(Watermark(store, 0, 0))

    def _searched(
        self, newsroom: str, filters: Filters, now: datetime, search: Callable[[Sight], T], *, earlier: bool = False
    ) -> T | None:
        """What a search of the index comes to, brought up before; None for a newsroom that is not on file."""
        room = self._store.newsroom_id(newsroom)
        if room is None:
            return None
        sight = replace(_sight(room, filters, now), earlier=earlier)
        try:
            return search(replace(sight, without=self._stale()))
        except DamagedIndexError:
            self.catch_up(whole=True)
            return search(replace(sight, without=self._stale()))

    def _names_up(self) -> bool:
        """Bring the names up, waiting for whoever else is at it, but not for ever; whether they are.

        Raises:
            DeskError: there are none yet, and another process is building them.
        """
        until = time.monotonic() + self._patience
        while not (up := self._roster.follow()) and time.monotonic() < until:
            time.sleep(0.05)
        if not up and not self._roster.built():
            raise DeskError("The search index is being built.", "Ask again in a minute.")
        return up

    def _stale(self) -> tuple[int, ...]:
        """Bring the index up; the articles that it still holds as they were, because another process is at it.

        Raises:
            DeskError: there is no index yet, and another process is building it.
        """
        changes = self._patiently(lambda changes: changes is not None)
        if changes is None:
            raise DeskError("The search index is being built.", "Ask again in a minute.")
        return tuple(change.article_id for change in changes)

    def _patiently(
        self, enough: Callable[[list[Change] | None], bool], report: Report | None = None
    ) -> list[Change] | None:
        """Bring the index up, waiting for whoever else is at it, but not for ever; what it still lacks."""
        until = time.monotonic() + self._patience
        while True:
            changes = self._behind()
            if changes != []:
                self.catch_up(report)
                changes = self._behind()
            if enough(changes) or time.monotonic() > until:
                return changes
            time.sleep(0.05)


def _takes_down(changes: Sequence[Change]) -> bool:
    """Whether an article was taken down: its words go from the index's files only when they are written anew."""
    return any(change.removed for change in changes)


def _sought(typed: Sequence[str]) -> tuple[str, ...]:
    """The typed words, folded; none where they are too many for a name."""
    words = words_of(" ".join(typed))
    return words if len(words) <= MOST_WORDS else ()


def runs_of(words: Words) -> Runs:
    """What must stand in a text, folded once more: a word that folds to several must stand as a phrase."""
    folded = [words_of(word) for word in words.words] + [words_of(" ".join(phrase)) for phrase in words.phrases]
    return tuple(dict.fromkeys(run for run in folded if run))


def _sight(room: int, filters: Filters, now: datetime) -> Sight:
    since, until = limits(filters)
    return Sight(
        newsroom=room,
        now=micros(now),
        by=filters.by,
        about=filters.about,
        since=day_number(since) if since else None,
        until=day_number(until) if until else None,
        outlet=name_key(filters.outlet) if filters.outlet is not None else None,
        article=filters.article,
    )
