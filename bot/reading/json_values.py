"""JSON and JSON lines -> the articles in them, whichever of the known forms each has."""

import json
from collections.abc import Iterator

from bot.model import Document
from bot.reading.fields import Fields, is_fields, items_in
from bot.reading.newsarticle import articles_in, read_newsarticle
from bot.reading.ninjs import is_ninjs, read_ninjs
from bot.reading.refusal import NotAnArticle
from bot.reading.wordpress import is_wordpress, read_wordpress

_UNKNOWN = NotAnArticle(
    "It is JSON, but in none of the forms that are read: schema.org NewsArticle, IPTC ninjs, WordPress posts."
)


def json_in(text: str) -> list[object] | None:
    """The values in a JSON or JSON-lines text, a list's items one by one; None where it is neither.

    Raises:
        NotAnArticle: JSON that breaks off, or is nested beyond all sense.
    """
    start = text.lstrip("\ufeff \t\r\n")[:2]
    if not start.startswith(("{", "[")):
        return None
    try:
        return list(items_in(_loaded(text)))
    except ValueError:
        return _lines(text, start)


def read_json(
    values: list[object], url: str | None, date_order: str | None
) -> Iterator[tuple[Document, bytes] | NotAnArticle]:
    """The article in each value with the bytes of its own part, or the reason why there is none."""
    for value in values:
        articles: list[object] = [*articles_in(value)]
        for item in articles or [value]:
            try:
                yield _document(item, url, date_order), json.dumps(item, ensure_ascii=True).encode()
            except NotAnArticle as refusal:
                yield refusal


def _document(item: object, url: str | None, date_order: str | None) -> Document:
    if not is_fields(item):
        raise _UNKNOWN
    if is_wordpress(item):
        return read_wordpress(item, url)
    if "@type" in item:
        return _schema_org(item, url, date_order)
    if is_ninjs(item):
        return read_ninjs(item, url, date_order)
    raise _UNKNOWN


def _schema_org(item: Fields, url: str | None, date_order: str | None) -> Document:
    article = next(articles_in(item), None)
    if article is None:
        raise NotAnArticle("It is schema.org data, but about something other than an article.")
    return read_newsarticle(article, url, date_order)


def _loaded(text: str) -> object:
    try:
        return json.loads(text.lstrip("\ufeff"), parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError as error:
        raise NotAnArticle("Its JSON is nested too deeply to be read.") from error


def _lines(text: str, start: str) -> list[object] | None:
    """One value a line; a text that only begins like JSON ("[Update] …") is none."""
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        return [_loaded(line) for line in lines]
    except ValueError as error:
        if start.startswith('{"') or start in ("[{", "{\n", "{\r"):
            raise NotAnArticle("It begins like JSON but breaks off or has a fault in it.") from error
        return None
