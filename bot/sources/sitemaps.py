"""News sitemaps, and indexes of them -> the pages they list. Source: https://www.sitemaps.org/protocol.html"""

import zlib
from collections.abc import Callable

from lxml import etree
from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]  the stubs know it by no other name

from bot.addresses import canonical, same_site
from bot.sources.listing import Item, Listing, NotAList

MAPS = 20
"""Maps of an index that are read with one look, the newest first: the protocol allows 50,000, most of them long past."""

LARGEST = 50 * 1024 * 1024
"""Bytes of a map, unpacked. Source: https://www.sitemaps.org/faq.html#faq_sitemap_size"""

Read = Callable[[str], bytes]


def sitemap(data: bytes, address: str, read: Read) -> Listing:
    """The pages of the same site that a map lists, or the maps of an index, the oldest first.

    Args:
        data: The map's bytes, packed with gzip or not.
        address: Where it came from.
        read: What lies at another address.

    Raises:
        NotAList: it is neither a map nor an index.
    """
    root = _root(data)
    if _name(root) == "urlset":
        return Listing(_pages(root, address))
    maps = sorted(_entries(root, "sitemap", address), key=lambda entry: entry[1], reverse=True)[:MAPS]
    below = [_root(read(place)) for place, _ in maps]
    return Listing(tuple(page for one in reversed(below) if _name(one) == "urlset" for page in _pages(one, address)))


def is_sitemap(data: bytes) -> bool:
    """Whether it is a map or an index."""
    try:
        _root(data)
    except NotAList:
        return False
    return True


def _root(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_unpacked(data), parser)
    except (etree.XMLSyntaxError, zlib.error, ValueError) as error:
        raise NotAList("The sitemap breaks off or has a fault in it.") from error
    if _name(root) not in {"urlset", "sitemapindex"}:
        raise NotAList("It is XML, but no sitemap.")
    return root


def _unpacked(data: bytes) -> bytes:
    """The bytes, unpacked as far as a map may be large."""
    return zlib.decompressobj(wbits=31).decompress(data, LARGEST) if data[:2] == b"\x1f\x8b" else data


def _pages(root: Element, address: str) -> tuple[Item, ...]:
    entries = sorted(_entries(root, "url", address), key=lambda entry: entry[1])
    return tuple(Item(place, mark, place) for place, mark in entries)


def _entries(root: Element, name: str, address: str) -> list[tuple[str, str]]:
    """Address and date of each entry; none of another site's, which a map can't speak for."""
    found: list[tuple[str, str]] = []
    for entry in root:
        if _name(entry) != name:
            continue
        told = {_name(field): (field.text or "").strip() for field in entry.iter()}
        place = canonical(told.get("loc"))
        if place and same_site(place, address):
            found.append((place, told.get("lastmod") or told.get("publication_date") or ""))
    return found


def _name(element: Element) -> str:
    """A tag without its namespace; "" of a comment."""
    tag: object = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""  # pyright: ignore[reportUnnecessaryIsInstance]  a comment's is none
