"""A saved web page: trafilatura finds the text; JSON-LD, Open Graph, then the page itself say what it is."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.etree import tostring
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from bot.addresses import canonical
from bot.model import PARAGRAPH_BREAK, Document, PrintedDate
from bot.reading.characters import is_sentence, one_line, quotations_in
from bot.reading.dates import date_order, printed_date
from bot.reading.layers import merged
from bot.reading.markup import Block, Body, blocks, page_of
from bot.reading.newsarticle import articles_in, described
from bot.reading.page import Line
from bot.reading.plain import document_of
from bot.reading.refusal import NotAnArticle
from bot.reading.selfcheck import article_of, lost_quotations

_OPENS = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?P<name>!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|title|meta|header)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<(?:\?xml|rss|feed|nitf|newsItem|newsMessage|urlset)\b", re.IGNORECASE)
_MOST_ELEMENTS = 20_000
"""Elements of a page: large ones have some 5,000, and the time to find the text grows with the square (10 s here)."""
MOST_TAGS = 200_000
"""Angle brackets of a page, counted before it is read: a tree of millions of elements takes gigabytes."""
_PUBLISHED = ("article:published_time", "datepublished", "publish-date", "publish_date", "date", "dc.date", "dc.date.issued",
              "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate", "publication_date", "citation_publication_date")  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author")


def is_html(text: str) -> bool:
    """Whether a text opens as a web page or a piece of one does.

    Raises:
        NotAnArticle: XML of another kind.
    """
    if _OPENS.match(text[:4000]):
        return True
    if _XML.match(text):
        raise NotAnArticle(
            "This is XML of a kind that is not read yet (a feed or an agency format).", "Save the text alone."
        )
    return False


def read_html(text: str, url: str | None, fallback_order: str | None) -> Document:
    """The article on a web page; with an empty text where the page has none.

    Raises:
        NotAnArticle: a page nested too deeply, or with far too many elements.
    """
    page = page_of(text) if text.count("<") <= MOST_TAGS else None
    if page is None or sum(1 for _ in page.iter()) > _MOST_ELEMENTS:
        raise NotAnArticle(f"The page has more than {_MOST_ELEMENTS:,} elements, far more than an article.")
    metas = _metas(page)
    address = _address(page, metas, url)
    body = _body(text)
    order = date_order(
        PARAGRAPH_BREAK.join(line.text for line in body), _locale(page, metas), address or url, fallback_order
    )
    said = merged(_linked(page, address, order), _open_graph(page, metas, order))
    headline = said.headline or _heading(page)
    known = {headline, *_headings(page)}
    lines = [line for line in body if line.text not in known and not _is_signature(line.text, said.byline)]
    printed = document_of(lines, order, "html", headline=headline)
    home = article_of(page, printed.text)
    whole = merged(
        Document(text=printed.text, format="html", headline=headline, standfirst=printed.standfirst, url=address),
        said,
        Document(text="", format="", published=_timed(home, order)),
        printed,
        Document(text="", format="", byline=_signed(home)),
    )
    return replace(
        whole,
        standfirst=None if _is_excerpt(whole.standfirst, whole.text) else whole.standfirst,
        published=whole.published or _sure_date(page, address or url),
        lost=tuple(dict.fromkeys((*printed.lost, *_lost(home, whole)))),
    )


def _is_excerpt(standfirst: str | None, text: str) -> bool:
    """Whether a description only repeats the text's first words."""
    return standfirst is not None and standfirst.rstrip(" .…")[:60] in text


def _lost(home: HtmlElement | None, document: Document) -> tuple[str, ...]:
    known = " | ".join(filter(None, (document.headline, document.standfirst, document.correction, document.byline)))
    return lost_quotations(home, document.text, known) if home is not None else ()


def _body(text: str) -> list[Line]:
    """The paragraphs that trafilatura takes for the article, without repeated pull quotes."""
    page = page_of(text)
    _mark_inline_quotes(page)
    found = bare_extraction(page, favor_recall=True, deduplicate=False, include_comments=False)
    body = getattr(found, "body", None)
    if body is None:
        return []
    shown = [block for block in blocks(body) if block.text]
    kept = _without_pull_quotes(shown)
    return [Line(block.text.removeprefix("- "), quoted=block.quoted) for block in kept]


def _mark_inline_quotes(page: HtmlElement) -> None:
    """Writes out the marks that a browser shows around <q>."""
    for quoted in list(page.iter("q")):
        quoted.text = "“" + (quoted.text or "")
        if len(quoted):
            quoted[-1].tail = (quoted[-1].tail or "") + "”"
        else:
            quoted.text += "”"
        quoted.drop_tag()


def _without_pull_quotes(shown: list[Block]) -> Iterator[Block]:
    """Each block, but for one that only repeats, as a quotation, words of another."""
    for block in shown:
        bare = block.text.strip('“”"«»„ ')
        repeats = (block.text != bare or block.quoted) and len(quotations_in(block.text)) <= 1
        if not (
            repeats
            and any(
                bare in other.text and len(other.text) > len(block.text) + 20 for other in shown if other is not block
            )
        ):
            yield block


def _linked(page: HtmlElement, address: str | None, order: str | None) -> Document:
    """What the page's JSON-LD says of the article: of several the one that names this page's address."""
    scripts = [script for script in page.iter("script") if "ld+json" in (script.get("type") or "")]
    found = [
        described(fields, Body(()), None, order)
        for script in scripts
        for fields in articles_in(_json(script.text or ""))
    ]
    found.sort(key=lambda document: address is None or document.url != address)
    return found[0] if found else Document(text="", format="")


def _json(text: str) -> object:
    try:
        return json.loads(text, strict=False, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None


def _metas(page: HtmlElement) -> dict[str, str]:
    """The page's <meta> fields by lower-case name; the first of each counts."""
    metas: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = one_line(meta.get("content") or "")
        if name and content:
            metas.setdefault(name.strip().casefold(), content)
    return metas


def _open_graph(page: HtmlElement, metas: dict[str, str], order: str | None) -> Document:
    outlet = metas.get("og:site_name")
    author = next((metas[name] for name in _AUTHOR if name in metas and "://" not in metas[name]), None)
    language = page.get("lang") or metas.get("og:locale")
    return Document(
        text="",
        format="html",
        headline=_without_outlet(metas.get("og:title"), outlet),
        standfirst=metas.get("og:description") or metas.get("description"),
        byline=author,
        outlet=outlet,
        section=metas.get("article:section"),
        published=_dated(metas, _PUBLISHED, order, language),
        updated=_dated(metas, _UPDATED, order, language),
        language=language,
    )


def _dated(
    metas: dict[str, str], names: tuple[str, ...], order: str | None, language: str | None
) -> PrintedDate | None:
    return next(
        (date for name in names if name in metas and (date := printed_date(metas[name], order, language))), None
    )


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A title without the paper's name that follows a divider."""
    if title and outlet:
        title = re.sub(rf"\s*[|\-–—:·•]\s*{re.escape(outlet)}\s*$", "", title, flags=re.IGNORECASE)
    return title or None


def _headings(page: HtmlElement) -> list[str]:
    return [text for item in page.iter("h1") if (text := one_line(item.text_content()))]


def _heading(page: HtmlElement) -> str | None:
    """The page's only <h1>, else its title."""
    headings = _headings(page)
    if len(headings) == 1:
        return headings[0]
    title = next((one_line(item.text_content()) for item in page.iter("title")), None)
    return re.split(r"\s+[|–—·•]\s+", title)[0] if title else None


def _is_signature(line: str, byline: str | None) -> bool:
    """Whether a line is the known author's name, perhaps with a role behind it."""
    return byline is not None and line.startswith(byline) and not is_sentence(line)


def _signed(home: HtmlElement | None) -> str | None:
    """The name in the article's element that is marked as its author's (rel or itemprop)."""
    for item in home.iter("a", "span", "div", "p") if home is not None else ():
        name = one_line(item.text_content())
        if "author" in (item.get("rel"), item.get("itemprop")) and 0 < len(name) <= 80:
            return name
    return None


def _timed(home: HtmlElement | None, order: str | None) -> PrintedDate | None:
    """The first <time> in the article's element, not in a box beside the text, if it gives a date."""
    for item in home.iter("time") if home is not None else ():
        if not any(above.tag in ("aside", "nav", "footer") for above in item.iterancestors()):
            return printed_date(item.get("datetime") or one_line(item.text_content()), order)
    return None


def _sure_date(page: HtmlElement, url: str | None) -> PrintedDate | None:
    """What htmldate finds in the page's head or address, where that very day stands there: it fills in what is missing.

    It is not shown the body, in which it takes a teaser's date for the article's.
    """
    head = "".join(tostring(item, encoding="unicode", with_tail=False) for item in page.iter("head"))
    html = f"<html>{head or '<head></head>'}<body><p></p></body></html>"
    found = find_date(html, original_date=True, extensive_search=False, url=url)
    if found and any(day in place for day in (found, found.replace("-", "/")) for place in (head, url or "")):
        return PrintedDate(found)
    return None


def _locale(page: HtmlElement, metas: dict[str, str]) -> str | None:
    """The publisher's locale: the page's language if it names a region, else Open Graph's."""
    language = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang")
    return language if language and len(language) > 2 else metas.get("og:locale") or language


def _address(page: HtmlElement, metas: dict[str, str], url: str | None) -> str | None:
    """The page's own address. A site's front page given for every article's is none."""
    candidates = (_canonical_link(page, url), canonical(metas.get("og:url")), canonical(url))
    return next(
        (found for found in candidates if found and (urlsplit(found).path != "/" or urlsplit(found).query)), None
    )


def _canonical_link(page: HtmlElement, url: str | None) -> str | None:
    links = (item for item in page.iter("link") if (item.get("rel") or "").casefold() == "canonical")
    return next((found for item in links if (found := canonical(item.get("href"), url))), None)
