"""Which kind of source lies somewhere, and what one of any kind lists."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from lxml.etree import ParserError
from lxml.html import document_fromstring  # pyright: ignore[reportUnknownVariableType]

from bot.addresses import canonical
from bot.fetching import Fetched
from bot.ledger import Kind, SourceRecord
from bot.sources.feeds import feed
from bot.sources.folders import folder
from bot.sources.listing import Listing, NotAList
from bot.sources.sitemaps import is_sitemap, sitemap
from bot.sources.wordpress import ROUTE, wordpress

FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")
"""How a page names its feeds in its head. Source: https://www.rssboard.org/rss-autodiscovery"""

WORDPRESS = "https://api.w.org/"
"""How a page names its REST interface. Source: https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/"""


def told(kind: Kind) -> str:
    """What a kind is called."""
    return _TOLD[kind]


_TOLD = {
    Kind.FOLDER: "folder",
    Kind.FEED: "feed",
    Kind.SITEMAP: "news sitemap",
    Kind.WORDPRESS: "WordPress",
    Kind.PUSH: "sends by itself",
}


class Web(Protocol):
    """The way out to the web: `bot.fetching.Fetcher`."""

    def get(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What lies at an address. Raises Refused or Unreachable where it is not to be had."""
        ...


def found_at(place: str, web: Web) -> tuple[Kind, str]:
    """What kind of source lies at a place, and the place of the source itself, which a page may only name.

    Raises:
        NotAList: no source is there.
        Refused, Unreachable: nothing is to be had from there.
    """
    if "://" not in place:
        return Kind.FOLDER, _folder(place)
    fetched = web.get(place)
    if is_sitemap(fetched.data):
        return Kind.SITEMAP, fetched.address
    try:
        feed(fetched.data, fetched.address)
    except NotAList:
        return _named_in(fetched)
    return Kind.FEED, fetched.address


def _folder(place: str) -> str:
    path = Path(place).expanduser().resolve()
    if not path.is_dir():
        raise NotAList(f"There is no folder {path}.", "Name a folder, or an address that begins with https://")
    return str(path)


def _named_in(page: Fetched) -> tuple[Kind, str]:
    """The source that a page names: its WordPress, which tells corrections, goes before its first feed."""
    try:
        root = document_fromstring(page.data)
    except (ParserError, ValueError) as error:
        raise NotAList("There is nothing at this address.") from error
    links = [(link.get("rel", ""), link.get("type", ""), link.get("href", "")) for link in root.iter("link")]
    for rel, _, place in links:
        if rel == WORDPRESS and (address := canonical(place, page.address)):
            return Kind.WORDPRESS, f"{address}{ROUTE}"
    for rel, kind, place in links:
        if "alternate" in rel.split() and kind in FEEDS and (address := canonical(place, page.address)):
            return Kind.FEED, address
    raise NotAList("This page names no feed.", "Give the address of a feed, a news sitemap or a WordPress site.")


def listed(source: SourceRecord, web: Web, now: datetime) -> Listing:
    """What a source lists now; nothing where the server says that it is as it was.

    Raises:
        NotAList: it is not what it was taken for.
        Refused, Unreachable: nothing is to be had from there.
    """
    match source.kind:
        case Kind.FOLDER:
            return folder(Path(source.place), now)
        case Kind.WORDPRESS:
            return wordpress(source.place, source.cursor, lambda place: web.get(place).data, now)
        case Kind.FEED | Kind.SITEMAP:
            return _fetched(source, web)
        case Kind.PUSH:
            raise NotAList("This source sends by itself; there is nothing to look at.")


def _fetched(source: SourceRecord, web: Web) -> Listing:
    page = web.get(source.place, etag=source.etag or None, modified=source.modified or None)
    fresh = page.fresh_for or None
    if page.not_modified:
        return Listing(fresh_for=fresh, etag=source.etag, modified=source.modified)
    if source.kind is Kind.FEED:
        found = feed(page.data, page.address)
    else:
        found = sitemap(page.data, page.address, lambda place: web.get(place).data)
    said = [seconds for seconds in (found.fresh_for, fresh) if seconds]
    return replace(found, fresh_for=max(said, default=None), etag=page.etag or "", modified=page.modified or "")
