"""/first: the earliest printing of some words on file, then the others in order of date."""

from collections.abc import Sequence
from itertools import groupby

from bot.archive import Printing
from bot.commands import options
from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command, Option
from bot.commands.narrowing import Narrowing, narrowing_of
from bot.commands.nothing import nothing_found, searched
from bot.commands.paging import offset, pager
from bot.commands.shown import TYPED
from bot.commands.words import searched_words
from bot.errors import AskError
from bot.model import PrintedDate
from bot.phrasing import count, date_text, shortened_text
from bot.reply import Heading, Note, Part, Pull, Reply, Section, Typed

PAGE = 5
"""Printings on a page, which fill one message."""

WORDS = Option("words", "words of a quote, one after another", "WORDS")

_DAY = len("2025-06-07")


def answer(ask: Ask) -> Reply:
    """Every quote on file that has these words one after another, the earliest printed first."""
    typed = ask.typed("words")
    if not typed:
        raise AskError("Which words?", "/first tax bill")
    narrowing = narrowing_of(ask)
    if isinstance(narrowing, Reply):
        return narrowing
    words = searched_words(typed, phrase=True)
    found = ask.archive.printings_of(
        ask.newsroom, words, narrowing.filters, offset=offset(ask, "page", PAGE), limit=PAGE, now=ask.now
    )
    if found.more:
        return _too_many(ask, typed, narrowing)
    if not found.total:
        remedy = "Try fewer of the words; /verify finds what is like them."
        return nothing_found(ask, "No quote on file has these words one after another", typed, remedy)
    page = pager(ask, "page", PAGE, found.total, "printings")
    head = (
        Heading(f"{count(found.total, 'printing')} of these words, in order of date"),
        Typed(shortened_text(typed, TYPED)),
        *narrowing.notes,
        *caveats_on(one.utterance.source for one in found.items),
    )
    told = _in_order(found.items, first=ask.page("page") == 1)
    close = Note(f"Others may have printed them before: this is what is on file. {searched(ask)}")
    return Reply((*head, *told, *page, close), found.total, ask.question)


def _in_order(printings: Sequence[Printing], *, first: bool) -> list[Part]:
    """The printings by what is known of their time; the earliest apart, on the first page."""
    earliest = _day(printings[0]) if first else ""
    told: list[Part] = []
    for title, those in groupby(printings, lambda one: _title(_day(one), earliest)):
        pulls = [Pull(one.utterance, marked=one.marked) for one in those]
        told.append(Section(title))
        if len(pulls) > 1 and earliest and title == _title(earliest, earliest):
            told.append(Note("They bear the same day: which of them was first is not known."))
        told += pulls
    return told


def _title(day: str, earliest: str) -> str:
    if not day:
        return "Not dated to the day, so not in this order"
    if not earliest:
        return "Further printings"
    return f"Earliest on file, {date_text(PrintedDate(day))}" if day == earliest else "Later"


def _day(printing: Printing) -> str:
    """The day that a printing bears; empty where it bears none, or a month or year alone."""
    published = printing.utterance.source.published
    return published.iso[:_DAY] if published and len(published.iso) >= _DAY else ""


def _too_many(ask: Ask, typed: str, narrowing: Narrowing) -> Reply:
    """That so many quotes have these words that nobody can tell from some of them which was first."""
    parts = (
        Heading("Too many quotes have these words to tell which was first"),
        Typed(shortened_text(typed, TYPED)),
        *narrowing.notes,
        Note("Ask with more of the words, or narrow them with by: or until:"),
    )
    return Reply(parts, 0, ask.question)


COMMAND = Command(
    name="first",
    about="the earliest printing on file of words that somebody said, then the others in order of date",
    subject=WORDS,
    options=(options.BY, options.ABOUT, options.SINCE, options.UNTIL, options.OUTLET, options.PAGE),
    examples=("/first very disappointed", "/first he was not happy"),
    answer=answer,
)
