"""A PDF -> its paragraphs. It is read in a process of its own (`bot.reading.pdf_lines`), within bounds of time and memory."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.model import PARAGRAPH_BREAK, Document
from bot.reading.dates import date_order
from bot.reading.page import Line
from bot.reading.plain import document_of
from bot.reading.refusal import NotAnArticle
from bot.reading.typeset import SetLine, SetParagraph, paragraphs_of

_START = b"%PDF-"
_END = b"%%EOF"
_LAST = 1024
"""Bytes at a file's end in which the mark of its end must stand. Source: ISO 32000-1, annex H, note 18, as Acrobat reads."""

_SECONDS = 60
"""Seconds until reading is given up; the reader itself may compute for a third of them, and waits for others besides."""

_READER = Path(__file__).with_name("pdf_lines.py")
_COPY = "Copy its text into a .txt or .docx file."
_REFUSALS = {
    "locked": ("This PDF is locked with a password.", "Save it without one."),
    "long": ("This PDF is far longer than any article or draft.", "Split it."),
    "damaged": ("This PDF is damaged, or was cut short.", f"Save it again. {_COPY}"),
    "endless": ("This PDF takes too much time or memory to read.", _COPY),
}


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF says: its paragraphs, and the pages, counted from 1, on which no text can be read."""

    paragraphs: tuple[SetParagraph, ...]
    unread: tuple[int, ...]


def is_pdf(data: bytes) -> bool:
    """Whether a file opens as a PDF does."""
    return data[:_LAST].lstrip().startswith(_START)


def read_pdf(data: bytes, url: str | None, fallback_order: str | None) -> Document:
    """The article in a PDF, its headline, byline and date found as on a pasted page.

    Raises:
        NotAnArticle: as `pdf_text`.
    """
    lines = [paragraph.text for paragraph in pdf_text(data).paragraphs]
    order = date_order(PARAGRAPH_BREAK.join(lines), None, url, fallback_order)
    return document_of([Line(line) for line in lines], order, "pdf", url=url)


def pdf_text(data: bytes) -> PdfText:
    """The text of a PDF.

    Raises:
        NotAnArticle: locked, damaged, cut short, too long, or without any text (a scan).
    """
    if _END not in data[-_LAST:]:
        raise _refusal("damaged")
    pages = [[SetLine(text, number, *place) for text, *place in page] for number, page in enumerate(_pages(data), 1)]
    if not pages:
        raise _refusal("damaged")
    paragraphs = tuple(paragraphs_of(pages))
    if not paragraphs:
        raise NotAnArticle("This PDF has no text, only pictures of it (a scan).", f"Have it recognised. {_COPY}")
    return PdfText(paragraphs, tuple(number for number, page in enumerate(pages, 1) if not page))


def _refusal(why: str) -> NotAnArticle:
    return NotAnArticle(*_REFUSALS[why])


def _pages(data: bytes) -> list[list[tuple[str, float, float, float]]]:
    """The lines of each page, read by another process; what it may have said besides is dropped, as it could quote the file."""
    command = [sys.executable, "-P", str(_READER)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603  our own program
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, OSError) as error:
        raise _refusal("endless") from error
    answer: Mapping[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise _refusal(answer["refused"])
    pages: list[list[tuple[str, float, float, float]]] = answer["pages"]
    return pages
