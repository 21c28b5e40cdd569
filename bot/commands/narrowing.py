"""The options that narrow a search, read alike for every question that takes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.archive import Filters
from bot.commands.command import Ask
from bot.commands.dates import iso_date
from bot.commands.names import Person, choice_of, nearest, read_with_slips, reading_of, said, which
from bot.commands.nothing import nothing_found
from bot.commands.paging import from_the_start
from bot.commands.shown import label
from bot.folding import words_of
from bot.model import PrintedDate
from bot.phrasing import count, date_text
from bot.reply import Choice, Choices, Heading, Note, Part, Reply

OFFERED = 10
"""Outlets offered at once."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a search, what must be said about how it was read, and who is named in it: in by:, else in about:."""

    filters: Filters
    notes: tuple[Part, ...] = ()
    person: Person | None = None

    @property
    def narrow(self) -> bool:
        """Whether anything is left out at all."""
        return self.filters != Filters()


def narrowing_of(ask: Ask) -> Narrowing | Reply:
    """What narrows the search; a reply that asks back where a name in it is nobody's or several people's.

    Raises:
        AskError: a date is none, or exact: or reported: is neither yes nor no.
    """
    for switch in ("exact", "reported"):
        ask.wants(switch)  # whatever else is asked back, this is said first where it is neither yes nor no
    since, until = ask.typed("since"), ask.typed("until")
    filters = Filters(
        since=iso_date(since, ask.now) if since else None,
        until=iso_date(until, ask.now, end=True) if until else None,
    )
    dates = (("since", filters.since), ("until", filters.until))
    told = [f"{word} {date_text(PrintedDate(iso))}" for word, iso in dates if iso]
    if told:
        told.append("undated articles are left out")
    narrowing = _by_outlet(ask, filters, told)
    return narrowing if isinstance(narrowing, Reply) else _by_people(ask, narrowing, told)


def _by_people(ask: Ask, filters: Filters, told: list[str]) -> Narrowing | Reply:
    notes: list[Part] = []
    people: list[Person] = []
    for option in ("by", "about"):
        if typed := ask.typed(option):
            reading = reading_of(ask, typed)
            reading = reading if reading.meant else read_with_slips(ask, typed)
            if not reading.only:
                return which(ask, option, reading) if reading.meant else _nobody(ask, option, typed)
            people.append(reading.only)
            ids = reading.only.ids
            filters = replace(filters, by=ids) if option == "by" else replace(filters, about=ids)
            told.append(f"quotes {option} {reading.only.name}")
            notes += said(reading)
    if told:
        notes.append(Note(f"Limits: {'; '.join(told)}."))
    return Narrowing(filters, tuple(notes), people[0] if people else None)


def _by_outlet(ask: Ask, filters: Filters, told: list[str]) -> Filters | Reply:
    typed = ask.typed("outlet")
    if not typed:
        return filters
    held = ask.archive.holdings(ask.newsroom, now=ask.now).outlets
    fitting = _outlets(words_of(typed), held)
    if len(fitting) != 1:
        return _which_outlet(ask, typed, fitting, held)
    told.append(f"in {fitting[0]}")
    return replace(filters, outlet=fitting[0])


def _outlets(words: Sequence[str], held: Sequence[str]) -> Sequence[str]:
    """The outlets on file that may be meant: the one of this name, else those whose name has all the words."""
    whole = [outlet for outlet in held if words_of(outlet) == tuple(words)]
    return whole or [outlet for outlet in held if words and set(words) <= set(words_of(outlet))]


def _which_outlet(ask: Ask, typed: str, fitting: Sequence[str], held: Sequence[str]) -> Reply:
    choices = tuple(Choice(label(one), from_the_start(ask.question, outlet=one)) for one in (fitting or held)[:OFFERED])
    if fitting:
        prompt = Choices(f"{count(len(fitting), 'outlet')} fit.", choices)
        return Reply((Heading("Which outlet?"), prompt), len(fitting), ask.question)
    return nothing_found(ask, "No outlet of this name is on file", typed, "Many articles state none.", choices)


def _nobody(ask: Ask, option: str, typed: str) -> Reply:
    near = tuple(choice_of(ask, option, person) for person in nearest(ask, typed))
    return nothing_found(ask, f"Nobody on file has the name given for {option}:", typed, "Try another spelling.", near)
