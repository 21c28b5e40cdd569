"""A zipped file -> its parts, inflated within bounds: what a file says of its own size is not believed."""

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.reading.refusal import NotAnArticle

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of all parts together: 100,000 words with a run for each are some 10 MB, and pictures hardly shrink when zipped."""

MOST_PARTS = 5_000
"""Parts of one file: a document has a few dozen, and one for each picture."""

MOST_TAGS = 2_000_000
"""Tags of all parts together: 100,000 words with a run for each have some 600,000."""

_ENTRY = b"PK\x01\x02"
"""What each entry of the list of parts opens with. Source: PKWARE APPNOTE, 4.3.12."""

_ENCRYPTED = 0x1
"""The flag of a part that needs a password. Source: PKWARE APPNOTE, 4.4.4, bit 0."""

_AT_ONCE = 1 << 16
_AGAIN = "Save it again, or send it as plain text."


def parts_of(data: bytes) -> Mapping[str, bytes]:
    """The parts of a zipped file by name.

    Raises:
        NotAnArticle: damaged or locked; more parts, bytes or tags than the limits above.
    """
    if data.count(_ENTRY) > MOST_PARTS:
        raise _too_much()
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _inflated(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise NotAnArticle("The file is damaged, or was cut short.", _AGAIN) from error


def _inflated(archive: ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    room, tags = MOST_BYTES, MOST_TAGS
    for entry in archive.infolist():
        part = _part(archive, entry, room)
        room -= len(part)
        tags -= part.count(b"<")  # a part's name says nothing of whether it will be parsed
        if tags < 0:
            raise _too_much()
        parts[entry.filename] = part
    return parts


def _part(archive: ZipFile, entry: ZipInfo, room: int) -> bytes:
    """One part, as far as there is room for it."""
    if entry.flag_bits & _ENCRYPTED:
        raise NotAnArticle("The file is locked with a password.", "Save it without one.")
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise BadZipFile(entry.filename)
    if entry.file_size > room:
        raise _too_much()
    with archive.open(entry) as stream:
        return b"".join(_within(iter(lambda: stream.read(_AT_ONCE), b""), room))


def _within(chunks: Iterator[bytes], room: int) -> Iterator[bytes]:
    for chunk in chunks:
        room -= len(chunk)
        if room < 0:
            raise _too_much()
        yield chunk


def _too_much() -> NotAnArticle:
    return NotAnArticle("Unpacked, the file is far larger than any article or draft.", _AGAIN)
