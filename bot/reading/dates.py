"""Printed dates, as precisely as they are known. What a date leaves open is never filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

import dateparser  # type: ignore[import-untyped]
from babel import Locale, UnknownLocaleError
from babel.dates import get_date_format

from bot.model import PrintedDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_TIMED = r"[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?\s?(?P<zone>Z|[+-]\d\d:?\d\d)"
_ISO = re.compile(rf"(?<!\d)(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)(?:{_TIMED})?")
_YEAR_FIRST = re.compile(r"(?<![\d/.])(?P<year>(?:19|20)\d\d)([/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d/])")
_NUMERIC = re.compile(r"(?<![\d/.-])(?P<one>\d{1,2})([/.-])(?P<two>\d{1,2})\2(?P<year>(?:19|20)\d\d)(?![\d/-])")
_WORDED = tuple(
    re.compile(rf"\b{pattern}", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}[\s.-]+(?:of\s+)?{_MONTH}[,\s.-]+{_YEAR}",
        rf"{_MONTH}\s*{_DAY},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
    )
)
_AROUND = re.compile(
    r"\b(?:first\s+)?(?:published|posted|updated|modified|last|created|printed|date|edited|on|at|am|pm|a\.m|p\.m"
    r"|mon|tues?|wed|thur?s?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|[A-Z]{1,3}T|GMT|UTC|Z)\b|\b\d{1,2}[:.h]\d\d(?::\d\d)?(?:am|pm)?|[^\w]+",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)

_ELSEWHERE = [
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "pl",
    "cs",
    "ru",
    "uk",
    "tr",
    "el",
    "ja",
    "zh",
]
"""Languages tried for a date in words that is not English: the more there are, the slower and the wilder it guesses."""
_STRICTLY = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
    "PREFER_DATES_FROM": "past",
    "RETURN_AS_TIMEZONE_AWARE": False,
}
_TOP_LEVEL_WORLDWIDE = {"ai", "ag", "am", "cc", "co", "fm", "gg", "io", "is", "ly", "me", "nu", "sh", "to", "tv", "ws"}
"""Country domains sold to the whole world, which say nothing about a publisher's country."""


@dataclass(frozen=True, slots=True)
class Dating:
    """A date found in a line: where it stands, and whether the words before it say that it is a change."""

    date: PrintedDate
    start: int
    end: int
    changed: bool = False


def printed_date(text: str, order: str | None = None, language: str | None = None) -> PrintedDate | None:
    """The first date in a short text, or None.

    Args:
        text: A date field or a date line ("Published 7 June 2025").
        order: "DMY", "MDY" or None: how 07/06/2025 is read; None keeps only what is sure, the year.
        language: The text's language ("fr"), tried for months in words.
    """
    found = next(iter(datings(text, order)), None)
    return found.date if found else _in_another_language(text, language)


def datings(text: str, order: str | None = None) -> list[Dating]:
    """Every date in a text, in order; relative ones ("yesterday", "3 hours ago") are none."""
    found = sorted(_matches(text, order), key=lambda item: (item.start, -item.end))
    kept: list[Dating] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            before = text[kept[-1].end if kept else 0 : item.start]
            kept.append(Dating(item.date, item.start, item.end, bool(_CHANGED.search(before))))
    return kept


def date_line(text: str, order: str | None = None) -> list[Dating]:
    """The dates of a line that holds nothing else (weekday, time and "Published" apart); empty if it is no such line."""
    found = datings(text, order)
    rest = text
    for item in reversed(found):
        rest = rest[: item.start] + " " + rest[item.end :]
    if found:
        return [] if _AROUND.sub("", rest) else found
    foreign = _in_another_language(text, None) if len(text.split()) <= 6 else None
    return [Dating(foreign, 0, len(text))] if foreign else []


def date_order(text: str, language: str | None, url: str | None, fallback: str | None) -> str | None:
    """How numeric dates are read here: by another date in the text, else the publisher's locale, else `fallback`."""
    return _order_in(text) or _order_of(language) or _order_of(_place(url)) or fallback


def moment(value: str) -> datetime | None:
    """An exact point in time with its offset, or None where the text does not give one."""
    found = _ISO.search(value)
    if not found or not found["zone"]:
        return None
    try:
        return datetime.fromisoformat(found[0].replace(",", "."))
    except ValueError:
        return None


def _matches(text: str, order: str | None) -> Iterator[Dating]:
    for match in _ISO.finditer(text):
        yield from _dating(match, _iso(match))
    for match in _YEAR_FIRST.finditer(text):
        day = _day(match["year"], match["month"], match["day"])
        yield from _dating(match, PrintedDate(day, match[0]) if day else None)
    for match in _NUMERIC.finditer(text):
        yield from _dating(match, _numeric(match, order))
    for pattern in _WORDED:
        for match in pattern.finditer(text):
            yield from _dating(match, _worded(match))


def _dating(match: re.Match[str], found: PrintedDate | None) -> Iterator[Dating]:
    if found:
        yield Dating(found, match.start(), match.end())


def _iso(match: re.Match[str]) -> PrintedDate | None:
    day = _day(match["year"], match["month"], match["day"])
    exact = moment(match[0])
    if exact:
        return PrintedDate(exact.isoformat(timespec="seconds"))
    return PrintedDate(day) if day else None


def _worded(match: re.Match[str]) -> PrintedDate | None:
    parts = match.groupdict()
    month = _MONTHS.index(parts["month"][:3].casefold()) + 1
    if parts.get("day") is None:
        return PrintedDate(f"{parts['year']}-{month:02}")
    day = _day(parts["year"], str(month), parts["day"])
    return PrintedDate(day) if day else None


def _numeric(match: re.Match[str], order: str | None) -> PrintedDate | None:
    one, two, year = match["one"], match["two"], match["year"]
    readings = {"DMY": _day(year, two, one), "MDY": _day(year, one, two)}
    possible = {day for day in readings.values() if day}
    if not possible:
        return None
    if len(possible) == 1:
        return PrintedDate(possible.pop(), match[0])
    return PrintedDate((readings.get(order) if order else None) or year, match[0])


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _in_another_language(text: str, language: str | None) -> PrintedDate | None:
    """A full date whose month stands in words that are not English."""
    if len(text) > 60 or not re.search(r"(?<!\d)(19|20)\d\d(?!\d)", text) or not re.search(r"[^\W\d_]", text):
        return None
    known = [language[:2].casefold()] if language and language[:2].casefold() in _ELSEWHERE else _ELSEWHERE
    found = dateparser.parse(text, languages=known, settings={**_STRICTLY})
    return PrintedDate(found.date().isoformat()) if found else None


def _order_in(text: str) -> str | None:
    """The order that the text's own unmistakable dates have, if they agree."""
    orders: set[str] = set()
    for match in _NUMERIC.finditer(text):
        one, two = int(match["one"]), int(match["two"])
        if one > 12 >= two:
            orders.add("DMY")
        if two > 12 >= one:
            orders.add("MDY")
    return orders.pop() if len(orders) == 1 else None


def _order_of(locale: str | None) -> str | None:
    """The order of a locale's short dates. Source: Unicode CLDR, by Babel. Plain "en" decides nothing."""
    if not locale or locale.casefold() == "en":
        return None
    try:
        pattern = get_date_format("short", Locale.parse(locale.replace("-", "_"))).pattern
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    order = "".join(dict.fromkeys(letter for letter in pattern.upper() if letter in "DMY"))
    return order if order in ("DMY", "MDY") else None


def _place(url: str | None) -> str | None:
    """The locale of a web address's country, if it ends in one: "…co.uk" gives "und_GB"."""
    end = (urlsplit(url).hostname or "").rpartition(".")[2] if url else ""
    if len(end) != 2 or end in _TOP_LEVEL_WORLDWIDE:
        return None
    return f"und_{'GB' if end == 'uk' else end.upper()}"
