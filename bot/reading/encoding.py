"""Bytes -> characters. A wrong guess would alter quotations, so what can't be told is refused."""

import codecs
import re

from charset_normalizer import from_bytes

from bot.reading.refusal import NotAnArticle

_SIGNATURES = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old Word document, or one locked with a password",
        "Save it as .docx, without a password.",
    ),
    (b"{\\rtf", "a rich-text document", "Save it as .docx, plain text or HTML."),
    (b"\x89PNG", "an image", "Send the text itself, not a picture of it."),
    (b"\xff\xd8\xff", "an image", "Send the text itself, not a picture of it."),
    (b"GIF8", "an image", "Send the text itself, not a picture of it."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
    (b"SQLite format 3", "a database", "Export its articles."),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_WESTERN = {"ascii", "iso8859-1", "cp1252"}
"""Source: WHATWG Encoding Standard: the labels ascii and latin1 mean windows-1252."""
_INSIDE_A_WORD = re.compile(r"[^\W\d_][¡-©«-±²³´¶·¸¹»-¿×÷][^\W\d_]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 64 * 1024
"""Bytes looked at where the encoding has to be guessed; more made no guess better and cost seconds."""


def decoded(data: bytes, charset: str | None = None) -> str:
    """The characters of a file, line ends as they are.

    Args:
        data: The file's bytes.
        charset: The encoding that it was sent with; what the bytes themselves leave no doubt of goes first.

    Raises:
        NotAnArticle: bytes that are no text, or whose encoding can't be told.
    """
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            raise NotAnArticle(f"This is {what}, which is not read yet.", hint)
    sent = _strictly(data, charset) if charset else None
    text = _as_marked(data) or _as_utf8(data) or _as_wide(data) or sent or _as_declared(data) or _as_guessed(data)
    if len(_CONTROLS.findall(text)) > len(text) // 100:
        raise NotAnArticle("This is binary data, not text.", "Save it as plain text, HTML, .docx or .pdf.")
    return text


def _as_marked(data: bytes) -> str | None:
    return next((_strictly(data, name) for mark, name in _MARKS if data.startswith(mark)), None)


def _as_utf8(data: bytes) -> str | None:
    """UTF-8, also where a few bytes are damaged, as long as far more are whole."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if damaged == 0:
        return text if text.count("\0") <= len(text) // 100 else None
    whole = sum(char > "\x7f" for char in text) - damaged
    return text if whole > 4 * damaged else None


def _as_wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters leave every other byte empty."""
    head = data[:_SAMPLE]
    for name, empty in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if empty.count(0) > len(empty) // 2 and head.count(0) < 0.6 * len(head):
            return _strictly(data, name)
    return None


def _as_declared(data: bytes) -> str | None:
    """What an HTML page says of itself. Source: HTML Standard, "prescan a byte stream": the first 1024 bytes."""
    found = _DECLARED.search(data[:1024])
    return _strictly(data, found[1].decode("ascii", "replace")) if found else None


def _as_guessed(data: bytes) -> str:
    """By the letters' own shape. Latin letters are read as cp1252 unless that puts signs inside words."""
    if b"\0" in data:
        raise NotAnArticle("This is binary data, not text.", "Save it as plain text, HTML, .docx or .pdf.")
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise NotAnArticle("The characters of this file can't be told: no known encoding fits.", "Save it as UTF-8.")
    western = _strictly(data, "cp1252")
    latin = all("Latin" in name or "Control" in name or "Punct" in name for name in best.alphabets)
    if western is not None and latin and not _INSIDE_A_WORD.search(western):
        return western
    guessed = _strictly(data, best.encoding)
    if guessed is None:
        raise NotAnArticle("The characters of this file can't be told: no known encoding fits.", "Save it as UTF-8.")
    return guessed


def _strictly(data: bytes, name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
        return data.decode("cp1252" if known in _WESTERN else known)
    except (LookupError, UnicodeError):
        return None
