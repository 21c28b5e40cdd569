"""What a file says about its article in named fields, read without trusting it: front matter and JSON alike."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeGuard

from bot.model import Status
from bot.reading.characters import one_line
from bot.reading.dates import moment
from bot.reading.refusal import NotAnArticle

Fields = Mapping[str, Any]

_STATUSES = {
    **{status.value: status for status in Status},
    "canceled": Status.RETRACTED,
    "cancelled": Status.RETRACTED,
    "draft": Status.WITHHELD,
    "pending": Status.WITHHELD,
    "private": Status.WITHHELD,
    "publish": Status.USABLE,
    "published": Status.USABLE,
}
"""Source: IPTC pubstatus (usable, withheld, canceled) and WordPress post statuses, besides our own words."""


def is_fields(value: object) -> TypeGuard[Fields]:
    """Whether a value is an object with named fields."""
    return isinstance(value, Mapping)


def text_in(fields: Fields, *names: str) -> str | None:
    """The first of the named fields that holds text, on one line."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and one_line(value):
            return one_line(value)
    return None


def within(fields: Fields, *path: str) -> Fields:
    """The fields some levels down; none where a level is missing."""
    for name in path:
        value = fields.get(name)
        if not is_fields(value):
            return {}
        fields = value
    return fields


def items_in(value: object) -> Iterator[object]:
    """A list's items; a single value as its own only item; nothing for None."""
    if isinstance(value, list):
        yield from value
    elif value is not None:
        yield value


def names_in(value: object) -> str | None:
    """People or bodies as a byline prints them ("Jane Roe and John Doe"), from names, objects with one, or a list."""
    names = [name for item in items_in(value) if (name := _name(item))]
    *others, last = dict.fromkeys(names) or [""]
    return (f"{', '.join(others)} and {last}" if others else last) or None


def status_of(value: str | None, correction: str | None = None) -> Status:
    """The status that a field states; one that is usable, or states none, is corrected where a correction is printed.

    Raises:
        NotAnArticle: a word that is no status, since guessing could show what was withheld.
    """
    status = Status.USABLE if value is None else _STATUSES.get(value.casefold())
    if status is None:
        raise NotAnArticle(
            "Its status is a word not known here, so whether it may be shown can't be told.",
            f"Known are: {', '.join(Status)}.",
        )
    return Status.CORRECTED if status is Status.USABLE and correction else status


def embargo_of(value: str | None) -> datetime | None:
    """The moment (UTC) until which the article must not be shown, or None.

    Raises:
        NotAnArticle: an embargo that gives no exact moment, since it could not be kept.
    """
    if value is None:
        return None
    until = moment(value)
    if until is None:
        raise NotAnArticle(
            "Its embargo gives no exact moment, so it could not be kept.",
            "Write it with its time zone: 2025-06-07T06:00:00+02:00",
        )
    return until.astimezone(UTC)


def _name(item: object) -> str | None:
    if isinstance(item, str):
        return one_line(item) or None
    return text_in(item, "name") if is_fields(item) else None
