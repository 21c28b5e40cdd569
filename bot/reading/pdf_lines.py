"""The lines of a PDF and where they stand on its pages, as a program of its own: `bot.reading.pdf` runs it.

A PDF can be made so that reading it never ends or takes all memory, and no library can promise that it does not. So it is
read in a process that may be lost: it limits its own memory and time, takes the file from its input and writes JSON to
its output. It imports nothing of Quotedesk, so that it starts in a fraction of a second.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from math import hypot
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

MEMORY = 1 << 30
"""Bytes of memory for reading one file; a page seldom takes 0.1 GB."""

SECONDS = 20
"""Seconds of computing for one file; 300 pages of text take some 5."""

MOST_PAGES = 500
"""Pages of one file: 100,000 words fill some 300."""

MOST_CHARACTERS = 5_000_000
"""Characters of one file: 100,000 words have some 600,000."""

MOST_LINES = 200_000
"""Lines of one file: 300 pages have some 12,000."""

Line = tuple[str, float, float, float]
"""Its text; where it begins, from left and from below, in points; the size of its letters, in points."""


class TooLong(Exception):  # noqa: N818  what it says, not that it is an error
    """The file has more pages, lines or characters than are read."""


def pages(data: bytes) -> list[list[Line]]:
    """The lines of each page in the order in which the file draws them.

    Raises:
        FileNotDecryptedError: a password is needed.
        TooLong: above the limits.
        Exception: whatever pypdf raises on a damaged file.
    """
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise FileNotDecryptedError
    if len(reader.pages) > MOST_PAGES:
        raise TooLong
    found: list[list[Line]] = []
    lines = characters = 0
    for page in reader.pages:
        found.append(list(_lines(page)))
        lines += len(found[-1])
        characters += sum(len(text) for text, *_ in found[-1])
        if lines > MOST_LINES or characters > MOST_CHARACTERS:
            raise TooLong
    return found


def _lines(page: PageObject) -> Iterator[Line]:
    """The lines of a page that show something."""
    drawn: list[Line] = []
    page.extract_text(visitor_text=lambda text, cm, tm, _, size: drawn.append(_drawn(text, cm, tm, size)))
    line: list[Line] = []
    for text, *place in drawn:
        first, *others = text.split("\n")
        line.append((first, place[0], place[1], place[2]))
        for other in others:
            yield from _line(line)
            line = [(other, place[0], place[1], place[2])]
    yield from _line(line)


def _line(pieces: list[Line]) -> Iterator[Line]:
    """Pieces of one line as one: it begins with the first, and its letters are as large as most of them."""
    shown = [piece for piece in pieces if piece[0].strip()]
    if shown:
        _, x, y, _ = shown[0]
        longest = max(shown, key=lambda piece: len(piece[0]))
        yield "".join(text for text, *_ in pieces), x, y, longest[3]


def _drawn(text: str, cm: list[float], tm: list[float], size: float) -> Line:
    """Some text where it is drawn: text space through user space. Source: ISO 32000-1, 8.3.4 and 9.4.4."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    up = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
    return text, round(x, 1), round(y, 1), round(size * hypot(*up), 1)


def answer(data: bytes) -> dict[str, Any]:
    """What is written: `{"pages": …}`, or `{"refused": "locked" | "long" | "endless" | "damaged"}`."""
    try:
        return {"pages": pages(data)}
    except (FileNotDecryptedError, DependencyError):  # the second: a cipher for which nothing is installed
        return {"refused": "locked"}
    except TooLong:
        return {"refused": "long"}
    except (LimitReachedError, MemoryError):
        return {"refused": "endless"}
    except Exception:  # noqa: BLE001  pypdf meets damaged files with errors of every kind
        return {"refused": "damaged"}


def _limit() -> None:
    """Limits memory and time where the system can (Windows can't: there only the caller's clock ends it)."""
    if sys.platform != "win32":
        import resource

        for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
            with suppress(ValueError, OSError):  # a system that has no such limit, or a lower one already
                resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    _limit()
    logging.disable()
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)
