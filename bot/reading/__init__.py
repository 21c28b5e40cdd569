"""A file or page in some format -> the articles in it. The format is found from the content, never from the name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.model import PARAGRAPH_BREAK, Document
from bot.reading.characters import is_prose
from bot.reading.encoding import decoded
from bot.reading.headlines import derived_headline
from bot.reading.html import is_html, read_html
from bot.reading.json_values import json_in, read_json
from bot.reading.markdown import is_markdown, read_markdown
from bot.reading.pdf import is_pdf, read_pdf
from bot.reading.plain import read_plain
from bot.reading.refusal import NotAnArticle
from bot.reading.word import is_zipped, read_word

__all__ = ["LARGEST", "NotAnArticle", "Reading", "read", "readings", "too_large"]

LARGEST = 20 * 1024 * 1024
"""Bytes of one file. The longest articles have some 0.2 MB and pages with pictures written into them a few MB;
a larger file is an export or no text, and would take its reader minutes and gigabytes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, and the bytes it was read from: the file's, or of a file that holds several its own part."""

    document: Document
    raw: bytes


def read(data: bytes, *, name: str, url: str | None = None, date_order: str | None = None) -> tuple[Document, ...]:
    """The articles in a file: one, or several where it is a list of them.

    Args:
        data: The file's bytes, at most `LARGEST`.
        name: The file's name; noted on the error.
        url: Where the page came from, if known.
        date_order: "DMY", "MDY" or "YMD": settles a date that neither publisher nor text does.

    Raises:
        NotAnArticle: no article could be read; says why in one sentence.
    """
    found = list(readings(data, url=url, date_order=date_order))
    documents = tuple(item.document for item in found if isinstance(item, Reading))
    if not documents:
        refusal = next(item for item in found if isinstance(item, NotAnArticle))
        refusal.add_note(name)
        raise refusal
    return documents


def readings(
    data: bytes, *, url: str | None = None, charset: str | None = None, date_order: str | None = None
) -> Iterator[Reading | NotAnArticle]:
    """Everything in a file, at least one thing: each article, and a refusal for each thing that is none.

    `charset` is the encoding that it was sent with, if that was said; else as in `read`.
    """
    try:
        for item in _items(data, url, charset, date_order):
            yield _finished(item) if isinstance(item, Reading) else item
    except NotAnArticle as refusal:
        yield refusal


def too_large(size: int) -> NotAnArticle:
    """The refusal of a file of so many bytes."""
    return NotAnArticle(
        f"The file is too large to be an article: {size >> 20} MB, and {LARGEST >> 20} MB is the most that is read.",
        "If it is an export of many articles, split it.",
    )


def _items(
    data: bytes, url: str | None, charset: str | None, date_order: str | None
) -> Iterator[Reading | NotAnArticle]:
    if len(data) > LARGEST:
        raise too_large(len(data))
    if is_zipped(data) or is_pdf(data):
        yield Reading((read_word if is_zipped(data) else read_pdf)(data, url, date_order), data)
        return
    text = decoded(data, charset) if data.strip() else ""
    if not text.strip("\ufeff \t\r\n\0"):
        raise NotAnArticle("The file is empty.")
    values = json_in(text)
    if values is not None:
        yield from _listed(values, data, url, date_order)
    else:
        yield Reading(_reader(text)(text, url, date_order), data)


def _reader(text: str) -> Callable[[str, str | None, str | None], Document]:
    if is_html(text):
        return read_html
    return read_markdown if is_markdown(text) else read_plain


def _listed(
    values: list[object], data: bytes, url: str | None, date_order: str | None
) -> Iterator[Reading | NotAnArticle]:
    """The articles of a list; what else it holds is said once."""
    found = list(read_json(values, url, date_order))
    documents = [item for item in found if not isinstance(item, NotAnArticle)]
    refusals = [item for item in found if isinstance(item, NotAnArticle)]
    for document, raw in documents:
        yield Reading(document, raw if len(found) > 1 else data)
    if refusals or not found:
        yield _refusal_of(refusals, len(found))


def _refusal_of(refusals: list[NotAnArticle], of: int) -> NotAnArticle:
    if not refusals:
        return NotAnArticle("The list in it is empty.")
    if of == 1:
        return refusals[0]
    return NotAnArticle(
        f"{len(refusals)} of the {of} things in it are no articles. {refusals[0].message}", refusals[0].hint
    )


def _finished(reading: Reading) -> Reading | NotAnArticle:
    """A document that has prose, under a headline."""
    document = reading.document
    if not any(is_prose(paragraph) for paragraph in document.text.split(PARAGRAPH_BREAK)):
        return NotAnArticle("There is no article in it: not one sentence of running text.")
    if document.headline:
        return reading
    headline = derived_headline(document.text.removeprefix(document.dateline or "").lstrip(" —–-―"))
    return Reading(replace(document, headline=headline, headline_derived=True), reading.raw)
