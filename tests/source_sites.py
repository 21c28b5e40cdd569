"""Feeds, sitemaps and posts for tests of sources: made up here, in the forms that the formats' own documents show."""

import json
from collections.abc import Sequence

from tests.web_sites import Site, page

PLAIN = (
    "The harbour board met on Tuesday evening to talk about the breakwater, which has been planned for eleven years."
)


def story(number: int, said: str = "We will build it by spring") -> bytes:
    """A page with one article, whose quotation bears its number."""
    text = f"""<html><head><title>Harbour story {number}</title></head><body><article><h1>Harbour story {number}</h1>
<p>{PLAIN}</p><p>“{said}, number {number},” said Ines Okafor, who leads the board.</p><p>{PLAIN}</p></article></body></html>"""
    return page(text.encode(), "Content-Type: text/html; charset=utf-8")


def rss(site: Site, numbers: Sequence[int], more: str = "", *, changed: str = "", encoding: str = "utf-8") -> bytes:
    """A feed of teasers, the newest first."""
    items = "".join(
        f"<item><title>Harbour story {number}</title><link>{at(site, f'/{number}')}</link><guid>story-{number}</guid>"
        f"<description>What the board said {changed}</description></item>"
        for number in sorted(numbers, reverse=True)
    )
    head = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Harbour</title>{more}'
    return f"{head}{items}</channel></rss>".encode(encoding)


def whole_atom(numbers: Sequence[int]) -> bytes:
    """A feed that brings whole articles."""
    entries = "".join(
        f"<entry><id>tag:paper.example,2026:{number}</id><title>Harbour story {number}</title>"
        f'<link href="https://paper.example/{number}"/><updated>2026-11-0{number}T10:00:00Z</updated>'
        f"<author><name>Mona Reyes</name></author><content type='html'>{_paragraphs(number)}</content></entry>"
        for number in numbers
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title><id>x</id>{entries}</feed>'.encode()


def json_feed(site: Site, numbers: Sequence[int]) -> bytes:
    """The same as JSON Feed 1.1, as teasers."""
    items = [{"id": number, "url": at(site, f"/{number}"), "title": f"Harbour story {number}"} for number in numbers]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": items}).encode()


def sitemap(addresses: Sequence[tuple[str, str]]) -> bytes:
    """A map of addresses with their dates."""
    urls = "".join(f"<url><loc>{place}</loc><lastmod>{day}</lastmod></url>" for place, day in addresses)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def post(number: int, modified: str, more: str = "") -> dict[str, object]:
    """A post as WordPress tells it."""
    body = f"<p>{PLAIN}</p><p>“We will build it, number {number},” said Ines Okafor.</p><p>{PLAIN}</p>{more}"
    return {
        "id": number,
        "link": f"https://paper.example/{number}/",
        "date": "2026-11-01T10:00:00",
        "date_gmt": "2026-11-01T10:00:00",
        "modified": modified,
        "modified_gmt": modified,
        "status": "publish",
        "title": {"rendered": f"Harbour story {number}"},
        "content": {"rendered": body, "protected": False},
    }


def at(site: Site, path: str, name: str = "paper.example") -> str:
    """An address at a site under a name."""
    return f"http://{name}:{site.port}{path}"


def _paragraphs(number: int) -> str:
    lines = [*[PLAIN] * 15, f"“We will build it by spring, number {number},” said Ines Okafor, who leads the board."]
    return "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in lines)
