"""The options that narrow a search, read alike for every question that takes them."""

from dataclasses import dataclass, replace

from bot.archive import Filters
from bot.commands.command import Ask
from bot.commands.dates import iso_date
from bot.commands.names import choice_of, nearest, reading_of, said, which
from bot.commands.nothing import nothing_found
from bot.model import PrintedDate
from bot.phrasing import date_text
from bot.reply import Note, Part, Reply


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a search, and what must be said about how it was read."""

    filters: Filters
    notes: tuple[Part, ...]

    @property
    def narrow(self) -> bool:
        """Whether anything is left out at all."""
        return self.filters != Filters()


def narrowing_of(ask: Ask) -> Narrowing | Reply:
    """What narrows the search; a reply that asks back where a name in it is nobody's or several people's.

    Raises:
        AskError: a date is none, or exact: is neither yes nor no.
    """
    filters, notes, told = _printed(ask), list[Part](), list[str]()
    for option in ("by", "about"):
        if typed := ask.typed(option):
            reading = reading_of(ask, typed, slips=not ask.wants("exact"))
            if not reading.only:
                return which(ask, option, reading) if reading.meant else _nobody(ask, option, typed)
            ids = (reading.only.speaker.id,)
            filters = replace(filters, by=ids) if option == "by" else replace(filters, about=ids)
            told.append(f"{option} {reading.only.speaker.name}")
            notes += said(reading)
    told += _told(filters)
    return Narrowing(filters, (*notes, *((Note(f"Only {', '.join(told)}."),) if told else ())))


def _printed(ask: Ask) -> Filters:
    since, until = ask.typed("since"), ask.typed("until")
    return Filters(
        since=iso_date(since, ask.now) if since else None,
        until=iso_date(until, ask.now, end=True) if until else None,
        outlet=ask.typed("outlet") or None,
    )


def _told(filters: Filters) -> list[str]:
    """How the dates were read, in words. An outlet is said as it was typed, and so without marks."""
    dates = (("since", filters.since), ("until", filters.until))
    told = [f"{word} {date_text(PrintedDate(iso))}" for word, iso in dates if iso]
    return [*told, f"in {filters.outlet}"] if filters.outlet else told


def _nobody(ask: Ask, option: str, typed: str) -> Reply:
    near = tuple(choice_of(ask, option, hit) for hit in nearest(ask, typed))
    return nothing_found(ask, f"Nobody on file has the name given for {option}:", typed, "Try another spelling.", near)
