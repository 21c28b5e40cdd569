"""/said: what somebody said, in the order in which it was printed."""

from collections.abc import Sequence
from itertools import groupby

from bot.archive import Printing
from bot.commands import options
from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command, Option
from bot.commands.comparing import pairs_beside
from bot.commands.names import Person, read_with_slips, reading_of, said, which
from bot.commands.narrowing import Narrowing, narrowing_of
from bot.commands.nothing import nothing_found, searched
from bot.commands.paging import offset, pager
from bot.errors import AskError
from bot.model import PrintedDate
from bot.phrasing import date_text
from bot.reply import Heading, Note, Part, Pull, Reply, Section

PAGE = 5
"""Sayings on a page, which fill one message."""

FOLDED = "Each wording stands where it was printed first on file; articles that print the same words later are counted beside it."

_MONTH, _DAY = len("2025-06"), len("2025-06-07")


def answer(ask: Ask) -> Reply:
    """What the one who is meant said, the earliest first, the same words once."""
    typed = ask.typed("name")
    if not typed:
        raise AskError("Whose words?", "/said musk")
    narrowing = narrowing_of(ask)
    if isinstance(narrowing, Reply):
        return narrowing
    reading = reading_of(ask, typed)
    reading = reading if reading.meant else read_with_slips(ask, typed)
    if not reading.meant:
        return nothing_found(ask, "Nobody of this name is on file", typed, "Ask for the name alone.")
    if not reading.only:
        return which(ask, "name", reading)
    return _timeline(ask, reading.only, narrowing, said(reading))


def _timeline(ask: Ask, person: Person, narrowing: Narrowing, read_as: Sequence[Part]) -> Reply:
    first = offset(ask, "page", PAGE)
    found = ask.archive.utterances_by(
        ask.newsroom, person.ids, narrowing.filters, offset=first, limit=PAGE, onwards=True, now=ask.now
    )
    head = (Heading(f"{person.name}, in order of date"), *read_as, *narrowing.notes)
    if not found.total:
        limits = " within these limits" if narrowing.narrow else ""
        return Reply((*head, Note(f"The archive holds no quote by {person.name}{limits}."), Note(searched(ask))), 0)
    page = pager(ask, "page", PAGE, found.total, f"sayings of {person.name}")
    parts = (
        *head,
        Note(FOLDED),
        *caveats_on(one.utterance.source for one in found.items),
        *_by_month(found.items, first=first == 0),
        *page,
        *pairs_beside(ask, person.ids, found.items),
    )
    return Reply(parts, found.total, ask.question)


def _by_month(printings: Sequence[Printing], *, first: bool) -> list[Part]:
    """The sayings under the months in which they were printed; the first of all is said to be that, if that is known."""
    parts: list[Part] = []
    for month, those in groupby(printings, _month):
        pulls = [Pull(one.utterance, also_in=one.also_in) for one in those]
        earliest = first and not parts and _is_dated_to_the_day(pulls[0])
        parts += [Section(f"{_title(month)}: the earliest on file" if earliest else _title(month)), *pulls]
    return parts


def _title(month: str) -> str:
    if not month:
        return "Undated"
    return date_text(PrintedDate(month)) + ("" if len(month) == _MONTH else ", no month stated")


def _is_dated_to_the_day(pull: Pull) -> bool:
    """Whether it can be said when: what bears a year alone may have been printed before or after others of that year."""
    published = pull.utterance.source.published
    return published is not None and len(published.iso) >= _DAY


def _month(printing: Printing) -> str:
    """The month, or the year, that a saying was printed in first; "" where that is not known."""
    published = printing.utterance.source.published
    return published.iso[:_MONTH] if published else ""


COMMAND = Command(
    name="said",
    about="what somebody said over time, the earliest on file first, the same words once",
    subject=Option("name", "whose words: a name or part of one", "NAME"),
    options=(options.ABOUT, options.SINCE, options.UNTIL, options.OUTLET, options.EXACT, options.PAGE),
    examples=("/said musk", "/said trump about:musk since:2025"),
    answer=answer,
)
