"""The dates that can be typed for since: and until:, as precise as they are typed."""

import re
from datetime import date, datetime, timedelta

from bot.errors import AskError

EXAMPLE = 'since:2025, since:"June 2025" or since:"7 June 2025"'

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WEEK = re.compile(r"(this|last) week", re.IGNORECASE)
_STRICT = {
    "PREFER_DATES_FROM": "past",
    "PREFER_DAY_OF_MONTH": "first",
    "PREFER_MONTH_OF_YEAR": "current",
    "DATE_ORDER": "DMY",
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": False,
}
_KNOWN = {"year": len("2025"), "month": len("2025-06")}
_WORDED = re.compile(r"[^\W\d_]{3,}")


def iso_date(typed: str, now: datetime, *, end: bool = False) -> str:
    """A typed date as "2025", "2025-06" or "2025-06-07".

    A week is its Monday, or with `end` its Sunday. Numbers that could be two days ("7/6/2025") are not guessed at.

    Raises:
        AskError: it is no date, or could be two.
    """
    text = typed.strip()
    try:
        found = _iso(text) or _numbers(text) or _week(text, now, end=end) or _worded(text, now)
    except (ValueError, OverflowError):
        found = None
    if not found:
        raise AskError("That is no date I can read.", EXAMPLE)
    return found


def _iso(text: str) -> str | None:
    match = _ISO.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    first = date(year or 0, month or 1, day or 1)
    return first.isoformat()[: 10 if day else 7 if month else 4]


def _numbers(text: str) -> str | None:
    match = _NUMBERS.fullmatch(text)
    if not match:
        return None
    first, second, year = map(int, match.groups())
    if first <= 12 and second <= 12 and first != second:
        raise AskError("That could be two different days.", 'Write the month as a word: since:"7 June 2025"')
    return date(year, min(first, second), max(first, second)).isoformat()


def _week(text: str, now: datetime, *, end: bool) -> str | None:
    match = _WEEK.fullmatch(text)
    if not match:
        return None
    monday = now.date() - timedelta(days=now.weekday() + (7 if match.group(1).casefold() == "last" else 0))
    return (monday + timedelta(days=6 if end else 0)).isoformat()


def _worded(text: str, now: datetime) -> str | None:
    """A date with a word in it ("June 2025", "yesterday", "2 weeks ago"); bare numbers mean nothing here."""
    if not _WORDED.search(text) or len(text) > 40:
        return None
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]  # here: it is slow to load, and rare

    found = DateDataParser(languages=["en"], settings={**_STRICT, "RELATIVE_BASE": now.replace(tzinfo=None)})
    date_found = found.get_date_data(text)
    if date_found.date_obj is None:
        return None
    return str(date_found.date_obj.date())[: _KNOWN.get(str(date_found.period), 10)]
