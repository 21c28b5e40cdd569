"""The front door: `answer` takes a question and never writes, `do` takes an order and does."""

import logging
import secrets
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter

from bot.archive import Archive, open_archive
from bot.commands import COMMANDS, Ask
from bot.commands.completion import suggestions
from bot.commands.nothing import dates_held
from bot.errors import AskError, DeskError, QuotedeskError
from bot.model import Source
from bot.order import Ingest, Order, Reindex, Remove, Report, SetStatus
from bot.phrasing import count, headline_text, visible
from bot.reply import Facts, Heading, Masthead, Note, Reply, Tone
from bot.request import Request
from bot.settings import Settings

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


def open_desk(settings: Settings, clock: Clock = _now) -> "Desk":
    """A desk over the archive of the settings.

    Raises:
        DeskError: the archive can't be opened.
    """
    return Desk(open_archive(settings), clock, settings.date_order)


class Desk:
    """Answers questions and carries out orders, for any newsroom that a request names."""

    def __init__(self, archive: Archive, clock: Clock = _now, date_order: str | None = None) -> None:
        self._archive = archive
        self._clock = clock
        self._date_order = date_order

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
            reply = command.answer(Ask(question, request.newsroom, self._archive, self._clock()))
        log.info("%s: %d ms, %d found", question.command, _milliseconds(began), reply.found)
        return reply

    def close(self) -> None:
        """Let go of the archive's connections."""
        self._archive.close()

    def suggestions(self, newsroom: str, line: str) -> tuple[tuple[int, str], ...]:
        """What may stand at the end of a half-typed line: how many of its characters are replaced, and by what."""
        with _told("suggestions", perf_counter()):
            return suggestions(self._archive, newsroom, line, self._clock())

    def do(self, order: Order, *, newsroom: str, report: Report | None = None) -> Reply:
        """What came of an order; long ones report how far they are.

        Raises:
            AskError: there is no such article in the newsroom.
            DeskError: the archive can't be written.
        """
        match order:
            case Ingest(inputs, date_order):
                from bot.ingest import ingest  # here, since no question needs the libraries that read files

                order_of_dates = date_order or self._date_order
                now = self._clock()
                filing = ingest(self._archive, newsroom, inputs, date_order=order_of_dates, now=now, report=report)
                return Reply((filing,), filing.articles + filing.versions)
            case SetStatus(article, status, note):
                said = visible(note).strip()
                source = self._archive.set_status(newsroom, article, status, said, now=self._clock())
                return Reply((Heading(f"Now {status}"), Masthead(_there(source, article))), 1)
            case Remove(article):
                source = _there(self._archive.remove(newsroom, article, now=self._clock(), report=report), article)
                return Reply((Note(f"Taken down for good: article {article}, {headline_text(source)}."),), 1)
            case Reindex(whole):
                taken = self._archive.catch_up(report, whole=whole)
                return Reply((Note(f"The index is up to date; it took in {count(taken, 'changed article')}."),), taken)

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
        log.info("%s: %d ms, %s", what, _milliseconds(began), type(error).__name__)
        raise
    except Exception as error:  # noqa: BLE001 - whatever it was, a person gets a sentence
        reference = secrets.token_hex(3)
        place = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s: %s, reference %s\n%s", what, type(error).__name__, reference, place)  # noqa: TRY400
        remedy = f"Tell the operator of this desk the reference {reference}."
        raise DeskError(f"Something went wrong that we did not foresee (reference {reference}).", remedy) from None


def _there(source: Source | None, article: int) -> Source:
    if source is None:
        raise AskError(f"There is no article {article} in this newsroom.", "The number stands beside every quote.")
    return source


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
