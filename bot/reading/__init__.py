"""A file or page in some format -> the articles in it. The format is found from the content, never from the name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.model import PARAGRAPH_BREAK, Document
from bot.reading.characters import is_prose
from bot.reading.encoding import decoded
from bot.reading.headlines import derived_headline
from bot.reading.markdown import is_markdown, read_markdown
from bot.reading.plain import read_plain
from bot.reading.refusal import NotAnArticle

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


def readings(data: bytes, *, url: str | None = None, date_order: str | None = None) -> Iterator[Reading | NotAnArticle]:
    """Everything in a file, at least one thing: each article, and a refusal for each thing that is none."""
    try:
        for item in _items(data, url, date_order):
            yield _finished(item) if isinstance(item, Reading) else item
    except NotAnArticle as refusal:
        yield refusal


def too_large(size: int) -> NotAnArticle:
    """The refusal of a file of so many bytes."""
    return NotAnArticle(
        f"The file is too large to be an article: {size >> 20} MB, and {LARGEST >> 20} MB is the most that is read.",
        "If it is an export of many articles, split it.",
    )


def _items(data: bytes, url: str | None, date_order: str | None) -> Iterator[Reading | NotAnArticle]:
    if len(data) > LARGEST:
        raise too_large(len(data))
    text = decoded(data) if data.strip() else ""
    if not text.strip("\ufeff \t\r\n\0"):
        raise NotAnArticle("The file is empty.")
    if is_markdown(text):
        yield Reading(read_markdown(text, url, date_order), data)
    else:
        yield Reading(read_plain(text, url, date_order), data)


def _finished(reading: Reading) -> Reading | NotAnArticle:
    """A document that has prose, under a headline."""
    document = reading.document
    if not any(is_prose(paragraph) for paragraph in document.text.split(PARAGRAPH_BREAK)):
        return NotAnArticle("There is no article in it: not one sentence of running text.")
    if document.headline:
        return reading
    headline = derived_headline(document.text)
    return Reading(replace(document, headline=headline, headline_derived=True), reading.raw)
