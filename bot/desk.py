"""The front door: `answer` takes a question and never writes, `do` takes an order and does."""

import logging
import secrets
import shlex
import traceback
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING

from bot import alerts, reader, sharing
from bot.alerts import Saying
from bot.archive import Archive, open_archive
from bot.commands import COMMANDS, Ask
from bot.commands.check import CheckedDraft, check
from bot.commands.completion import Offer, offers, suggestions
from bot.commands.note import noted, rule_meant
from bot.commands.nothing import dates_held, searched
from bot.errors import AskError, DeskError, QuotedeskError
from bot.ledger import Errand, Ledger, Outstanding, open_ledger
from bot.model import Access, Source
from bot.order import (
    Act,
    AddPush,
    AddSource,
    AliasSpeaker,
    Ingest,
    Link,
    LookAt,
    MergeSpeakers,
    Order,
    PauseSource,
    Posted,
    Reindex,
    Remove,
    RemoveSource,
    Report,
    Reread,
    SetAccess,
    SetRule,
    SetStatus,
    Share,
    SplitSpeaker,
    Unlink,
    Unshare,
)
from bot.phrasing import count, headline_text, rule_text, visible
from bot.reader import ArticlePage, ChangesPage, ListPage, SpeakerPage
from bot.reply import Facts, Filing, Heading, Masthead, Note, Pull, Reply, Tone
from bot.request import Member, Question, Request
from bot.settings import Settings
from bot.sharing import Outdated, Remembered

if TYPE_CHECKING:
    from bot.fetching import Fetched, Fetcher
    from bot.sources.looking import Means
    from bot.sources.pushing import Sending

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


def open_desk(settings: Settings, clock: Clock = _now) -> "Desk":
    """A desk over the archive of the settings.

    Raises:
        DeskError: the archive can't be opened.
    """
    return Desk(
        open_archive(settings),
        open_ledger(settings),
        clock,
        settings.date_order,
        settings.chat_ingest,
        settings.web_address,
        settings.own_outlets,
        settings.contact,
        fetch_loopback=settings.fetch_loopback,
        time_zone=settings.time_zone,
    )


class Desk:
    """Answers questions and carries out orders, for any newsroom that a request names."""

    def __init__(
        self,
        archive: Archive,
        ledger: Ledger,
        clock: Clock = _now,
        date_order: str | None = None,
        chat_ingest: str = "admins",
        web_address: str = "",
        own_outlets: tuple[str, ...] = (),
        contact: str = "",
        *,
        fetch_loopback: bool = False,
        time_zone: str = "UTC",
    ) -> None:
        self._archive = archive
        self._ledger = ledger
        self._clock = clock
        self._date_order = date_order
        self._chat_ingest = chat_ingest
        self._web_address = web_address
        self._own_outlets = own_outlets
        self._contact = contact
        self._fetch_loopback = fetch_loopback
        self._time_zone = time_zone

    def answer(self, request: Request) -> Reply:
        """The answer to a question. Nothing is written, and what was typed is not logged.

        Raises:
            AskError: the question can't be answered as it was put.
            DeskError: the archive can't be read, or something went wrong that was not foreseen.
        """
        question = request.question
        command = COMMANDS.get(question.command)
        if not command:
            raise AskError("There is no such question.", "/help")
        began = perf_counter()
        with _told(question.command, began):
            reply = command.answer(self._put(request))
        _note(question.command, began, reply.found)
        return reply

    def check(self, request: Request, report: Report | None = None, *, most: int | None = None) -> CheckedDraft:
        """A draft checked, its first `most` quotations or all, with what a copy with remarks needs; nothing of it is kept.

        Raises:
            AskError: there is no text in it.
            DeskError: as above.
        """
        began = perf_counter()
        with _told("check", began):
            checked = check(self._put(request), most=most, report=report)
        _note("check", began, checked.reply.found)
        return checked

    def _put(self, request: Request) -> Ask:
        question, newsroom, now = request.question, request.newsroom, self._clock()
        who = request.member, self._ledger
        return Ask(question, newsroom, self._archive, now, request.upload, self._web_address, *who)

    def close(self) -> None:
        """Let go of the database's connections."""
        self._archive.close()
        self._ledger.close()

    def suggestions(self, newsroom: str, line: str) -> tuple[tuple[int, str], ...]:
        """What may stand at the end of a half-typed line: how many of its characters are replaced, and by what."""
        with _told("suggestions", perf_counter()):
            return suggestions(self._archive, newsroom, line, self._clock())

    def offers(self, newsroom: str, option: str, typed: str, limit: int = 25) -> tuple[Offer, ...]:
        """What may be chosen for an option while it is typed: speakers, articles and outlets, named by number."""
        with _told("offers", perf_counter()):
            return offers(self._archive, newsroom, option, typed, self._clock(), limit)

    def do(self, order: Order, *, newsroom: str, giver: Member | None = None, report: Report | None = None) -> Reply:
        """What came of an order; long ones report how far they are. Without a giver it is the operator's.

        Raises:
            AskError: the giver may not, or there is no such article or share in the newsroom.
            DeskError: the archive can't be written.
        """
        began = perf_counter()
        what = type(order).__name__.lower()
        with _told(what, began):
            reply = (
                self._by_the_operator(order, newsroom, report)
                if giver is None
                else self._by(giver, order, newsroom, report)
            )
        _note(what, began)
        return reply

    def _by(self, giver: Member, order: Order, newsroom: str, report: Report | None) -> Reply:
        """What came of an order that somebody gave in a chat."""
        ask = self._ask(newsroom)
        match order:
            case Share():
                return sharing.shared(ask, self._ledger, order, giver)
            case Posted():
                return sharing.posted(self._ledger, newsroom, order, giver)
            case Unshare():
                return sharing.taken_back(ask, self._ledger, order, giver)
            case Act(question) if question.command == "note":
                self.check_filing(giver)
                return self._ruled(replace(ask, question=question, member=giver))
            case Act(question):
                return alerts.act(replace(ask, question=question), self._ledger, order, giver, self._time_zone)
            case Ingest():
                self.check_filing(giver)
                return self._by_the_operator(order, newsroom, report)
            case _:
                raise AskError("That can't be ordered from here.", "The operator of the desk can.")

    def _ruled(self, ask: Ask) -> Reply:
        """Keep the ground rule that a question of /note names."""
        found, typed = noted(ask)
        if isinstance(found, Reply):
            return found
        rule = rule_meant(ask, typed)
        kept = self._archive.set_rule(ask.newsroom, found.lead.id, rule, now=ask.now)
        if kept is None:
            raise AskError("That is not on file any more, or may not be shown.", "Ask again.")
        return Reply((Note(f"Kept: {rule_text(rule)}." if rule else "No ground rule is kept any more."), Pull(kept)), 1)

    def _by_the_operator(self, order: Order, newsroom: str, report: Report | None) -> Reply:
        match order:
            case Ingest(inputs, date_order):
                from bot.ingest import ingest  # here, since no question needs the libraries that read files

                filing = ingest(
                    self._archive,
                    newsroom,
                    inputs,
                    fetch=self._fetched,
                    date_order=date_order or self._date_order,
                    now=self._clock(),
                    report=report,
                )
                return Reply((filing,), filing.articles + filing.versions)
            case SetStatus(article, status, note):
                said = visible(note).strip()
                source = self._archive.set_status(newsroom, article, status, said, now=self._clock())
                return Reply((Heading(f"Now {status}"), Masthead(_there(source, article))), 1)
            case Remove(article):
                source = _there(self._archive.remove(newsroom, article, now=self._clock(), report=report), article)
                return Reply((Note(f"Taken down for good: article {article}, {headline_text(source)}."),), 1)
            case SetRule(quote, rule):
                return self._ruled(
                    replace(self._ask(newsroom), question=Question("note", {"quote": f"#{quote}", "rule": rule}))
                )
            case SetAccess(article, access):
                source = _there(self._archive.set_access(newsroom, article, access, now=self._clock()), article)
                who = "anybody" if access is Access.PUBLIC else "the newsroom's own channels"
                return Reply((Note(f"May be shown to {who}: article {article}, {headline_text(source)}."),), 1)
            case Reindex(whole):
                taken = self._archive.catch_up(report, whole=whole)
                return Reply((Note(f"The index is up to date; it took in {count(taken, 'changed article')}."),), taken)
            case Reread(replaces):
                from bot.reread import reread  # as above

                return reread(self._archive, newsroom, replaces=replaces, now=self._clock(), report=report)
            case MergeSpeakers() | SplitSpeaker() | AliasSpeaker():
                from bot.speakers import decided  # as above

                return decided(self._archive, newsroom, order, now=self._clock(), report=report)
            case Link(tenant):
                self._ledger.link(tenant, newsroom, now=self._clock())
                linked = Note(f"{tenant} asks the archive of the newsroom {newsroom}.")
                return Reply((linked, *self._nothing_yet(newsroom)), 1)
            case Unlink(tenant):
                was = self._ledger.unlink(tenant)
                return Reply(
                    (Note(f"{tenant} asks no archive any more." if was else f"{tenant} was not linked."),), int(was)
                )
            case AddSource() | AddPush() | PauseSource() | RemoveSource() | LookAt():
                from bot.sources.minding import minded  # as above

                return minded(self._means, newsroom, order, self._clock(), report)
            case Share() | Posted() | Unshare() | Act():
                raise AskError("That is done from a chat.", "Press Share beside a quote.")

    def _fetched(self, address: str) -> "Fetched":
        """What lies at an address."""
        return self._fetcher.get(address)

    @cached_property
    def _fetcher(self) -> "Fetcher":
        """The one way out to the web, made when something is to be fetched."""
        from bot.fetching import Fetcher  # as above

        return Fetcher(self._contact, loopback=self._fetch_loopback)

    @cached_property
    def _means(self) -> "Means":
        """What looking at sources needs."""
        from bot.sources.looking import Means  # as above

        return Means(self._archive, self._ledger, self._fetcher, self._date_order)

    def sources(self, newsroom: str) -> Reply:
        """The newsroom's sources, and how each stands."""
        from bot.sources.minding import sources_listed  # as above

        with _told("sources", perf_counter()):
            return sources_listed(self._ledger, newsroom)

    def try_source(self, place: str, outlet: str = "") -> Reply:
        """What would be filed of a source, with the quotes found in it; nothing is written.

        Raises:
            AskError: nothing is to be had from there.
        """
        from bot.sources.trial import tried  # as above

        with _told("source", perf_counter()):
            return tried(self._fetcher, place, outlet, self._date_order, self._clock())

    def sources_due(self) -> tuple[int, ...]:
        """The sources of all newsrooms to look at now."""
        return self._ledger.sources_due(now=self._clock())

    def look(self, source: int) -> None:
        """Look at a source, and file what is new of it; what goes wrong with the source itself is kept with it.

        Raises:
            DeskError: the archive can't be written, or something went wrong that was not foreseen.
        """
        from bot.sources.looking import look  # as above

        began = perf_counter()
        with _told("look", began):
            filing = look(self._means, source, self._clock())
        _note("look", began, filing.articles + filing.versions if filing else None)

    def pushed(self, keys: tuple[str, ...], sending: "Sending") -> Filing:
        """What came of an article that a newsroom's own system sent.

        Raises:
            AskError: it was not signed, was taken before, or can't be filed.
            DeskError: the archive can't be written.
        """
        from bot.sources.pushing import taken  # as above

        began = perf_counter()
        with _told("push", began):
            filing = taken(self._means, keys, sending, self._clock())
        _note("push", began, filing.articles + filing.versions)
        return filing

    def untied(self) -> tuple[int, ...]:
        """The one round of tying articles of one story, where there is any to be tied."""
        return (0,) if self._archive.untied() else ()

    def tie(self) -> None:
        """Tie articles that are one story in several papers.

        Raises:
            DeskError: the archive can't be written, or something went wrong that was not foreseen.
        """
        began = perf_counter()
        with _told("tie", began):
            tied = self._archive.tie()
        _note("tie", began, tied)

    def _nothing_yet(self, newsroom: str) -> tuple[Note, ...]:
        """What to do about a newsroom without articles, whose name may be misspelt."""
        if self._archive.state(newsroom, now=self._clock()).articles:
            return ()
        remedy = f"If the name is right, file articles: quotedesk --newsroom {shlex.quote(newsroom)} ingest PATH"
        return (Note(f"Nothing is on file for {newsroom} yet. {remedy}", Tone.HINT),)

    def check_filing(self, giver: Member) -> None:
        """Nothing, where somebody may file articles from a chat.

        Raises:
            AskError: they may not.
        """
        if not (self._chat_ingest == "everyone" or (self._chat_ingest == "admins" and giver.admin)):
            who = (
                "Who administers the workspace or server can."
                if self._chat_ingest == "admins"
                else "The operator of the desk can."
            )
            raise AskError("You may not file articles from here.", who)

    def welcome(self, newsroom: str) -> Reply:
        """What is on file for a newsroom, and how to ask."""
        ask = self._ask(newsroom)
        with _told("welcome", perf_counter()):
            return Reply((Note(searched(ask)), *COMMANDS["help"].answer(ask).parts))

    def preview(self, newsroom: str, version_id: int, quote_id: int | None = None) -> Reply | None:
        """What anybody may see of a page that is linked to; None where not everybody may, or there is none."""
        with _told("preview", perf_counter()):
            return sharing.preview(self._ask(newsroom), version_id, quote_id)

    # --- what a reader's pages show

    def article_page(self, newsroom: str, version_id: int) -> ArticlePage | None:
        """The page of an article in one version; None where there is none that may be shown."""
        with _told("article page", perf_counter()):
            return reader.article_page(self._ask(newsroom), version_id, self._own_outlets)

    def changes_page(self, newsroom: str, version_id: int) -> ChangesPage | None:
        """What changed from the version before to this one; None where there is none that may be shown."""
        with _told("changes page", perf_counter()):
            return reader.changes_page(self._ask(newsroom), version_id, self._own_outlets)

    def speaker_page(self, newsroom: str, speaker_id: int) -> SpeakerPage | None:
        """Somebody's page; None where the newsroom has no such speaker to show."""
        with _told("speaker page", perf_counter()):
            return reader.speaker_page(self._ask(newsroom), speaker_id)

    def list_page(self, newsroom: str, page: int) -> ListPage | None:
        """A page, from 1, of the list of all articles; None beyond its end."""
        with _told("list page", perf_counter()):
            return reader.list_page(self._ask(newsroom), page)

    def _ask(self, newsroom: str) -> Ask:
        """What is drawn without a question of its own."""
        return Ask(Question("help"), newsroom, self._archive, self._clock())

    # --- what is remembered of chats

    def newsroom_of(self, *tenants: str) -> str | None:
        """The newsroom that the first linked one of these workspaces or servers may ask; None where none is linked."""
        with _told("newsroom", perf_counter()):
            return self._ledger.newsroom_of(tenants)

    def linked(self) -> Mapping[str, str]:
        """The newsroom of every workspace and server that is linked to one."""
        with _told("linked", perf_counter()):
            return dict(self._ledger.links())

    def speakers(self, newsroom: str, name: str) -> Reply:
        """Speakers of a name or part of one, with their numbers; without a name, what was said of speakers by hand."""
        from bot.speakers import decisions, speakers_like

        with _told("speakers", perf_counter()):
            return speakers_like(self._ask(newsroom), name) if name else decisions(self._archive, newsroom)

    def links(self) -> Reply:
        """Which workspaces and servers ask which newsroom's archive."""
        rows = self._ledger.links()
        listed = Facts(rows) if rows else Note("No workspace or server is linked: quotedesk link TENANT")
        return Reply((Heading("Who asks which archive"), listed), len(rows))

    def first_time(self, delivery: str) -> bool:
        """Whether this event or press is answered for the first time, over all processes."""
        with _told("delivery", perf_counter()):
            return self._ledger.first_time(delivery, now=self._clock())

    def shares_of(self, newsroom: str, member: str, limit: int = 5) -> tuple[Remembered, ...]:
        """What somebody shared and did not take back, the last first, as it stands now."""
        with _told("shares", perf_counter()):
            ask = self._ask(newsroom)
            records = self._ledger.shares_by(newsroom, member, limit)
            return tuple(Remembered(record, sharing.standing(ask, record)) for record in records)

    def behind(self) -> int | None:
        """How many changed articles the search index of this machine lacks; None where there is none yet.

        Raises:
            DeskError: the archive can't be read.
        """
        return self._archive.behind()

    def public_home(self, version_id: int) -> str | None:
        """The newsroom of a version that anybody may be shown; None where there is none, or it may not.

        Raises:
            DeskError: the archive can't be read.
        """
        return self._archive.public_home(version_id, now=self._clock())

    def waiting(self, platform: str) -> int:
        """How many messages are due to be said on a platform ("slack").

        Raises:
            DeskError: the archive can't be read.
        """
        return self._ledger.waiting(platform, now=self._clock())

    def overdue(self, platform: str, most: int = 1_000) -> int:
        """How many shared messages on a platform ("slack") don't say yet how their article stands now; `most` at most.

        Raises:
            DeskError: the archive can't be read.
        """
        return len(self._ledger.outstanding(platform, most))

    def outdated(self, platform: str, limit: int = 50) -> tuple[Outdated, ...]:
        """Shared messages on a platform ("slack") whose article changed, and what each must say now."""
        with _told("outdated", perf_counter()):
            return tuple(self._outdated(one) for one in self._ledger.outstanding(platform, limit))

    def _outdated(self, one: Outstanding) -> Outdated:
        record = one.record
        ask = self._ask(record.newsroom)
        reply = sharing.standing(ask, record)
        return Outdated(record.share, record.newsroom, record.place, record.message or "", one.seq, reply)

    def redrawn(self, share: int, seq: int) -> None:
        """A shared message says what `outdated` gave for it; said again, it changes nothing."""
        with _told("redrawn", perf_counter()):
            self._ledger.drawn(share, seq)

    # --- what is to be said in chats

    def evaluate(self) -> None:
        """Put into the outbox what those who follow something are to be told of what changed since the last look."""
        with _told("alerts", perf_counter()):
            alerts.evaluate(self._ledger, now=self._clock())
            alerts.digests_due(self._ledger, now=self._clock())

    def news_due(self) -> tuple[int, ...]:
        """The one look that is to be taken for news, where there is anything to look through."""
        return (0,) if self._ledger.news_due(now=self._clock()) else ()

    def due(self, platform: str) -> Saying | None:
        """What is to be said on a platform ("slack") next, claimed for a while; None where nothing is due."""
        with _told("due", perf_counter()):
            errand = self._ledger.claim(platform, now=self._clock())
            if errand is None:
                return None
            return Saying(errand, alerts.drawn(self._ask(errand.newsroom), self._ledger, errand))

    def said(self, errand: Errand, message: str) -> None:
        """Something was said, as this message."""
        with _told("said", perf_counter()):
            self._ledger.said(errand.errand, message)

    def put_off(self, errand: Errand, trouble: str, seconds: float | None = None) -> None:
        """Something could not be said; it is tried again after so many seconds, or ever later."""
        with _told("put off", perf_counter()):
            self._ledger.put_off(errand.errand, trouble, seconds, now=self._clock())

    def give_up(self, errand: Errand, why: str, *, place: bool) -> None:
        """Something can't be said at all; nothing more is told there where the `place` is at fault."""
        with _told("give up", perf_counter()):
            self._ledger.give_up(errand, why, place=place)

    def forget(self, tenant: str, *, after: timedelta) -> None:
        """Have link, shares and secrets of a workspace deleted after so long; its newsroom's articles stay."""
        with _told("forget", perf_counter()):
            self._ledger.forget(tenant, due=self._clock() + after)

    def keep(self, tenant: str) -> None:
        """Don't delete what is kept of a workspace after all."""
        with _told("keep", perf_counter()):
            self._ledger.keep(tenant)

    def purge(self) -> int:
        """Delete what is due; of how many workspaces and servers that was."""
        with _told("purge", perf_counter()):
            return self._ledger.purge(now=self._clock())

    def at_work(self) -> AbstractContextManager[bool]:
        """Whether this process is the one that works on the archive by itself meanwhile.

        Raises:
            DeskError: the archive can't be reached.
        """
        return self._ledger.at_work()

    def info(self, newsroom: str) -> Reply:
        """What is on file and where, how fresh, how large, and whether the index is whole."""
        state = self._archive.state(newsroom, now=self._clock())
        held = self._archive.holdings(newsroom, now=self._clock())
        filed = f"{state.last_filed:%Y-%m-%d %H:%M} UTC" if state.last_filed else "never"
        rows = (
            ("newsroom", newsroom),
            ("archive", f"{state.where} ({state.store}, {_size(state.size)})"),
            ("index", f"{state.index} ({_size(state.index_size)})"),
            ("index is whole", "yes" if state.whole else f"no: at change {state.indexed or 0:,} of {state.seq:,}"),
            ("last filed", filed),
            ("articles", f"{state.articles:,} in {count(state.versions, 'version')}"),
            ("quotes", f"{state.quotes:,}"),
            ("speakers", f"{state.speakers:,}"),
            ("withheld or embargoed", f"{state.withheld:,}"),
            ("removed", f"{state.removed:,}"),
            ("outlets", ", ".join(held.outlets) or "none stated"),
            ("dates", dates_held(held) or "none has a date"),
            ("asked by", ", ".join(tenant for tenant, name in self._ledger.links() if name == newsroom) or "no chat"),
        )
        remedy = () if state.whole else (Note("quotedesk index brings it up to date.", Tone.HINT),)
        return Reply((Heading("What is on file"), Facts(rows), *remedy), state.articles)


@contextmanager
def _told(what: str, began: float) -> Generator[None]:
    """Turn what nobody foresaw into a sentence with a reference; the log has its kind and place under that.

    Neither its message nor its arguments are logged: they may hold what was typed.
    """
    try:
        yield
    except QuotedeskError as error:
        told = {"question": what, "milliseconds": _milliseconds(began), "error": type(error).__name__}
        log.info("%s: %d ms, %s", *told.values(), extra=told)
        raise
    except Exception as error:  # noqa: BLE001 - whatever it was, a person gets a sentence
        reference = secrets.token_hex(3)
        place = "".join(traceback.format_tb(error.__traceback__))
        told = {"question": what, "error": type(error).__name__, "reference": reference}
        log.error("%s: %s, reference %s\n%s", *told.values(), place, extra=told)  # noqa: TRY400
        remedy = f"Tell the operator of this desk the reference {reference}."
        raise DeskError(f"Something went wrong that we did not foresee (reference {reference}).", remedy) from None


def _there(source: Source | None, article: int) -> Source:
    if source is None:
        raise AskError(f"There is no article {article} in this newsroom.", "The number stands beside every quote.")
    return source


def _note(what: str, began: float, found: int | None = None) -> None:
    """Log what was asked or ordered, how long it took and how much was found; the same apart, for logs in JSON."""
    told = {"question": what, "milliseconds": _milliseconds(began)} | ({} if found is None else {"found": found})
    log.info("%s: %d ms" if found is None else "%s: %d ms, %d found", *told.values(), extra=told)


def _milliseconds(began: float) -> int:
    return round((perf_counter() - began) * 1000)


def _size(number: int) -> str:
    """Bytes for people: "640 kB", "12.3 MB"; a thousand of one make the next."""
    size = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit in {"bytes", "kB"} else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
