"""IPTC ninjs 1.x, 2.x and 3.x: one news item as JSON, as agencies deliver it.

Version 1 names its texts (body_html, headline), 2 and 3 list them with roles (bodies, headlines); 3 writes names in
camel case. Names are compared without case, so that one reader serves all three.
Source: https://iptc.org/standards/ninjs/ and the examples in https://github.com/iptc/newsinjson
"""

from collections.abc import Iterator

from bot.addresses import canonical
from bot.model import Document
from bot.reading.dates import date_order, printed_date
from bot.reading.fields import Fields, embargo_of, is_fields, items_in, names_in, status_of, text_in
from bot.reading.markup import body_of
from bot.reading.refusal import NotAnArticle

_TELLING = {
    "pubstatus",
    "versioncreated",
    "bodies",
    "headlines",
    "body_html",
    "body_text",
    "body_xhtml",
    "representationtype",
}
_CORRECTION = NotAnArticle(
    "It is a correction alone, without the article that it corrects.",
    "Say it of that article: quotedesk set-status ID corrected --note '…'",
)
"""A correction may repeat the wrong words, so that it is filed with the right ones or not at all."""

_BODIES = ("body_xhtml", "body_html", "body_text")


def is_ninjs(fields: Fields) -> bool:
    """Whether an object's names are those of a news item."""
    return len(_TELLING & {name.casefold() for name in fields}) >= (1 if "uri" in fields or "guid" in fields else 2)


def read_ninjs(item: Fields, url: str | None, fallback_order: str | None) -> Document:
    """The article in a news item.

    Raises:
        NotAnArticle: a picture or another item without text, or with a correction alone; a status or an embargo that can't be honoured.
    """
    fields = _without_case(item)
    bodies = [body_of(source) for source in _bodies(fields)]
    body = next((body for body in bodies if body.text), None)
    if body is None:
        raise (
            _CORRECTION
            if any(body.correction for body in bodies)
            else NotAnArticle("It is a news item without a text.")
        )
    language = text_in(fields, "language")
    address = canonical(text_in(fields, "url", "canonicalurl")) or canonical(url) or canonical(text_in(fields, "uri"))
    order = date_order(body.text, language, address, fallback_order)
    published = text_in(fields, "firstpublished", "contentcreated", "firstcreated", "versioncreated")
    updated = text_in(fields, "versioncreated")
    return Document(
        text=body.text,
        format="ninjs",
        headline=_first(fields, "headlines") or text_in(fields, "headline", "title"),
        standfirst=_first(fields, "descriptions") or text_in(fields, "description_text", "description"),
        byline=text_in(fields, "by", "byline"),
        outlet=None,
        credit=_source(fields),
        section=names_in(next(items_in(fields.get("genres") or fields.get("genre")), None)),
        dateline=text_in(fields, "located"),
        published=printed_date(published, order, language) if published else None,
        updated=printed_date(updated, order, language) if updated and updated != published else None,
        url=address,
        language=language,
        correction=body.correction,
        status=status_of(text_in(fields, "pubstatus"), body.correction),
        embargo_until=embargo_of(text_in(fields, "embargoed")),
        block_quotes=body.block_quotes,
    )


def _without_case(fields: Fields) -> Fields:
    return {name.casefold(): value for name, value in fields.items()}


def _bodies(fields: Fields) -> Iterator[str]:
    """The texts it holds, the most structured first."""
    listed = [_without_case(body) for body in items_in(fields.get("bodies")) if is_fields(body)]
    for body in sorted(listed, key=lambda body: "html" not in str(body.get("contenttype"))):
        if isinstance(body.get("value"), str):
            yield body["value"]
    for name in _BODIES:
        if isinstance(fields.get(name), str):
            yield fields[name]


def _first(fields: Fields, name: str) -> str | None:
    """The text of the main entry of a list with roles, else of the first."""
    entries = [entry for entry in items_in(fields.get(name)) if is_fields(entry)]
    entries.sort(key=lambda entry: entry.get("role") != "main")
    return next((text for entry in entries if (text := text_in(entry, "value"))), None)


def _source(fields: Fields) -> str | None:
    """The agency it comes from, which is not the paper that prints it."""
    return names_in(fields.get("infosources") or fields.get("infosource")) or text_in(
        fields, "source", "copyrightholder"
    )
