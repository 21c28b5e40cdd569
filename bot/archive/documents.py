"""A document as the store keeps it: its text apart, all else as one line of JSON; its dates as days and instants."""

import json
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from bot.archive.wording import storable
from bot.model import Access, Document, PrintedDate, Retelling, Status

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Days(NamedTuple):
    """The first and the last day that a date may mean, as YYYY-MM-DD."""

    first: str
    last: str


def micros(moment: datetime) -> int:
    """Microseconds since 1970; a time without an offset is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    """The time, in UTC, of so many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=value)


def days(iso: str | None) -> Days | None:
    """The days that an ISO date of any precision may mean, in the place it was printed; None if it is none."""
    match = _DAY.match(iso or "")
    if not match:
        return None
    year, month, day = match.groups()
    try:
        last = day or str(monthrange(int(year), int(month or 12))[1])
        span = Days(f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{last}")
        datetime.fromisoformat(span.last)
    except ValueError:
        return None
    return span


def instant(iso: str | None) -> str | None:
    """A text that sorts dates of any precision by time: a timed one in UTC."""
    if iso is None or days(iso) is None:
        return None
    if "T" not in iso:
        return iso
    try:
        return datetime.fromisoformat(iso).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return iso


def cleaned(document: Document) -> Document:
    """The document with every text storable, character for character."""
    return with_texts(document, storable)


def with_texts(document: Document, change: Callable[[str], str]) -> Document:
    """The document with each of its texts changed."""
    texts: dict[str, Any] = {}
    for item in fields(document):
        value = getattr(document, item.name)
        if isinstance(value, str) and not isinstance(value, StrEnum):
            texts[item.name] = change(value)
    return replace(document, **texts, lost=tuple(map(change, document.lost)))


def document_as_json(document: Document) -> str:
    """All of a document but its text."""
    data = asdict(document)
    del data["text"]
    embargo = document.embargo_until
    data["embargo_until"] = embargo.isoformat() if embargo else None
    return json.dumps({key: value for key, value in data.items() if value}, sort_keys=True)


def document_from_json(data: str, text: str = "") -> Document:
    """The document that `document_as_json` wrote, with its text."""
    kept: dict[str, Any] = json.loads(data)
    for name, kind in _KINDS.items():
        if name in kept:
            kept[name] = kind(kept[name])
    return Document(text=text, **kept)


def _printed_date(value: dict[str, str | None]) -> PrintedDate:
    return PrintedDate(value["iso"] or "", value["printed"])


def _retelling(value: dict[str, str | None]) -> Retelling:
    return Retelling(**value)


_KINDS: dict[str, Callable[[Any], object]] = {
    "published": _printed_date,
    "updated": _printed_date,
    "retold_from": _retelling,
    "embargo_until": datetime.fromisoformat,
    "status": Status,
    "access": Access,
    "block_quotes": tuple,
    "lost": tuple,
}
