"""RSS, Atom and JSON Feed -> what they list. A feed that brings whole articles is believed; else their pages are fetched."""

import hashlib
import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, cast

import feedparser  # pyright: ignore[reportMissingTypeStubs]

from bot.addresses import canonical
from bot.reading.fields import Fields, is_fields, items_in, names_in, text_in
from bot.reading.markup import text_of
from bot.sources.listing import Item, Listing, NotAList

WHOLE = 1_500
"""Characters of text from which on a feed's own text is taken for the whole article. Teasers have some 200 to 600."""

_PARSE = cast("Callable[..., Any]", feedparser.parse)  # pyright: ignore[reportUnknownMemberType]

_CUT = ("…", "...", "[…]", "[...]", "[&#8230;]")
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
"""Source: https://web.resource.org/rss/1.0/modules/syndication/"""


def feed(data: bytes, address: str) -> Listing:
    """What a feed lists, the oldest entry first.

    Args:
        data: Its bytes.
        address: Where it came from, for addresses that lean on it.

    Raises:
        NotAList: it is no feed.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, address)
    parsed: Any = _PARSE(BytesIO(data), response_headers={"content-location": address})
    if not parsed.get("version"):
        raise NotAList(
            "There is no feed at this address.", "Give the address of the feed itself, or of the site's first page."
        )
    items = [item for entry in parsed.entries if (item := _item(_told_by(entry), address))]
    return Listing(tuple(reversed(items)), _fresh_for(parsed.feed))


def _told_by(entry: Any) -> Mapping[str, str]:
    """An entry in JSON Feed's words. Source: https://pythonhosted.org/feedparser/reference.html"""
    whole: list[Any] = entry.get("content") or []
    return {
        "id": entry.get("id", ""),
        "url": entry.get("link", ""),
        "title": text_of(entry.get("title", "")),
        "content_html": str(whole[0].get("value", "")) if whole else "",
        "summary": entry.get("summary", ""),
        "author": entry.get("author", ""),
        "date_published": entry.get("published", ""),
        "date_modified": entry.get("updated", ""),
    }


def _json_feed(data: bytes, address: str) -> Listing:
    """Source: https://www.jsonfeed.org/version/1.1/"""
    try:
        told: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotAList("The feed breaks off or has a fault in it.") from error
    if not (is_fields(told) and (text_in(told, "version") or "").startswith("https://jsonfeed.org/version/")):
        raise NotAList("It is JSON, but no feed.")
    entries = [entry for entry in items_in(told.get("items")) if is_fields(entry)]
    items = [item for entry in entries if (item := _item(_plainly(entry), address))]
    return Listing(tuple(reversed(items)))


def _plainly(entry: Fields) -> Mapping[str, str]:
    """An entry's fields that are texts; a number for an id counts as one, as the format has it."""
    told = {name: str(value) for name, value in entry.items() if isinstance(value, str | int)}
    return {**told, "author": names_in(entry.get("authors") or entry.get("author")) or ""}


def _item(told: Mapping[str, str], base: str) -> Item | None:
    """An entry that can be filed: one with a page or with its whole text; None for any other."""
    address = canonical(told.get("url") or told.get("id"), base)
    body = told.get("content_html", "") or told.get("content_text", "")
    text = text_of(body)
    whole = len(text) >= WHOLE and not text.endswith(_CUT)
    key = told.get("id") or address
    if not key or not (address or whole):
        return None
    data = _as_ninjs(told, body, address) if whole else None
    return Item(key, _mark(told, text), address, data)


def _mark(told: Mapping[str, str], text: str) -> str:
    """A digest of what a reader sees of it: many feeds give no date of a change."""
    seen = (told.get("date_modified", ""), told.get("title", ""), text or text_of(told.get("summary", "")))
    return hashlib.sha256("\0".join(seen).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _as_ninjs(told: Mapping[str, str], body: str, address: str | None) -> bytes:
    """A whole article of a feed, in a form that `bot.reading` reads."""
    fields = {
        "uri": address or told.get("id", ""),
        "url": address,
        "headline": told.get("title"),
        "byline": told.get("author"),
        "firstcreated": told.get("date_published") or told.get("date_modified"),
        "versioncreated": told.get("date_modified"),
        "language": told.get("language"),
        "body_html": body,
    }
    return json.dumps({name: value for name, value in fields.items() if value}).encode()


def _fresh_for(told: Mapping[str, Any]) -> float | None:
    """Source: https://www.rssboard.org/rss-specification#ltttlgtSubelementOfLtchannelgt (minutes), and the syndication module."""
    ttl, often = str(told.get("ttl", "")), str(told.get("sy_updatefrequency", "1"))
    if ttl.isascii() and ttl.isdecimal() and len(ttl) <= 6:
        return float(ttl) * 60
    period = _PERIODS.get(str(told.get("sy_updateperiod", "")).strip())
    if period is None:
        return None
    return period / max(int(often), 1) if often.isascii() and often.isdecimal() and len(often) <= 4 else float(period)
