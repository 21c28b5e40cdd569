"""What tells one wording from another, and what stands for texts where the texts themselves may not stand."""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b, sha256

from bot.folding import APOSTROPHES, INVISIBLE

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_DASH = re.compile(r"[\u2010-\u2015\u2212]")
_DOUBLE = re.compile("[“”„‟«»＂]")
_TOKEN = re.compile(r"\[|\]|\.{3}|(?:(?<!\w)[-+](?=[$€£¥]?\d))?[$€£¥]?\w+(?:['.,]\w+)*%?")


def wording(parts: Sequence[str]) -> str:
    """What two printings of the same words have in common, however they are parted, marked and dashed.

    Brackets and dots of omission stay: they say that somebody altered the words. So do signs of numbers.
    """
    return " ".join(token for part in parts for token in _TOKEN.findall(_evened(part)))


def as_typed(text: str) -> str:
    """A text as a typewriter has it: what two settings of the same words, case and marks have in common.

    Blanks, kinds of quotation marks, of apostrophes and of dashes, and characters that nobody sees, are setting; paragraphs are not.
    """
    even = _DOUBLE.sub('"', _plainly_set(unicodedata.normalize("NFKC", text)))
    return "\n".join(" ".join(line.split()) for line in even.splitlines() if line.strip())


def number_of(*texts: str) -> int:
    """A positive number under 2^63 that stands for the texts together, as good as unique."""
    digest = blake2b("\x1f".join(texts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def trace(*texts: str) -> str:
    """What is left of texts that may not be kept: enough to know them again, nothing to read."""
    return sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()


def storable(text: str) -> str:
    """The text with what no database keeps (NUL, half a surrogate pair) replaced, character for character."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def _evened(text: str) -> str:
    return _plainly_set(unicodedata.normalize("NFKC", text).casefold())


def _plainly_set(text: str) -> str:
    """The text without what nobody sees, with one kind of apostrophe and one of dash."""
    return _DASH.sub("-", _APOSTROPHE.sub("'", _INVISIBLE.sub("", text)))
