"""schema.org articles in JSON-LD: a file of their own, or what an HTML page says about itself.

Source: https://schema.org/NewsArticle
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.addresses import canonical
from bot.model import Document, Status
from bot.reading.dates import date_order, printed_date
from bot.reading.fields import Fields, is_fields, items_in, names_in, text_in
from bot.reading.markup import Body, body_of
from bot.reading.refusal import NotAnArticle

_ARTICLES = ("Article", "BlogPosting", "Report", "LiveBlogPosting", "SocialMediaPosting")
"""Type names, or their ends: NewsArticle, ReportageNewsArticle, OpinionNewsArticle … are subtypes of Article."""


def articles_in(value: object) -> Iterator[Fields]:
    """The articles in a JSON-LD value: itself, a list's items, a graph's nodes, a page's main entity."""
    for item in items_in(value):
        if not is_fields(item):
            continue
        if is_article(item):
            yield item
        yield from articles_in(item.get("@graph"))
        yield from (entity for entity in items_in(item.get("mainEntity")) if is_fields(entity) and is_article(entity))


def is_article(fields: Fields) -> bool:
    """Whether the fields describe an article and no other thing."""
    types = [kind for kind in items_in(fields.get("@type")) if isinstance(kind, str)]
    return any(kind.rpartition("/")[2].endswith(_ARTICLES) for kind in types)


def read_newsarticle(fields: Fields, url: str | None, fallback_order: str | None) -> Document:
    """The article in a JSON-LD object that holds its text.

    Raises:
        NotAnArticle: it has no articleBody.
    """
    body = body_of(fields.get("articleBody") or fields.get("text"))
    if not body.text:
        raise NotAnArticle("It describes an article but does not hold its text (articleBody).")
    return described(fields, body, url, fallback_order)


def described(fields: Fields, body: Body, url: str | None, fallback_order: str | None) -> Document:
    """All that a JSON-LD object says about an article whose body is given; its own correction before a printed one."""
    language = text_in(fields, "inLanguage") or next(
        (name for item in items_in(fields.get("inLanguage")) if (name := names_in(item))), None
    )
    address = _address(fields) or canonical(url)
    order = date_order(body.text, language, address, fallback_order)
    published, updated = text_in(fields, "datePublished"), text_in(fields, "dateModified")
    correction = _correction(fields.get("correction")) or body.correction
    return Document(
        text=body.text,
        format="newsarticle",
        headline=text_in(fields, "headline", "name"),
        standfirst=text_in(fields, "alternativeHeadline", "description", "abstract"),
        byline=_people(fields.get("author")) or _people(fields.get("creator")),
        outlet=names_in(fields.get("publisher")),
        credit=_credit(fields.get("isBasedOn")),
        section=next((name for item in items_in(fields.get("articleSection")) if (name := names_in(item))), None),
        dateline=text_in(fields, "dateline"),
        published=printed_date(published, order, language) if published else None,
        updated=printed_date(updated, order, language) if updated and updated != published else None,
        url=address,
        language=language,
        correction=correction,
        status=Status.CORRECTED if correction else Status.USABLE,
    )


def _address(fields: Fields) -> str | None:
    page = fields.get("mainEntityOfPage")
    candidates = [fields.get("url"), page.get("@id") if is_fields(page) else page, fields.get("@id")]
    return next((url for item in candidates if isinstance(item, str) and (url := canonical(item))), None)


def _people(value: object) -> str | None:
    """Authors' names; an address given for a name is none."""
    named = [item for item in items_in(value) if not (isinstance(item, str) and "://" in item)]
    return names_in(named)


def _credit(value: object) -> str | None:
    """What the article is based on, as a name, else the host of its address."""
    for item in items_in(value):
        said = text_in(item, "name", "url", "@id") if is_fields(item) else item
        if isinstance(said, str) and said.strip():
            return urlsplit(said).hostname or said if "://" in said else said
    return None


def _correction(value: object) -> str | None:
    said = [text_in(item, "text", "description", "headline") if is_fields(item) else item for item in items_in(value)]
    return " ".join(text for text in said if isinstance(text, str) and text.strip() and "://" not in text) or None
