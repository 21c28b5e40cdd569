"""Words as they are compared: without case, accents, marks and possessives, so that every room compares alike."""

import re
import unicodedata
from dataclasses import dataclass

from bot.model import Span

APOSTROPHES = "'’‘ʼ＇´`"
_INITIALS = r"(?:[^\W\d_]\.){2,}(?![^\W_])"
_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"{_INITIALS}|{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s$", re.IGNORECASE)
_UNSEEN = {ord(mark): None for mark in APOSTROPHES + "."}
# Letters that no Unicode decomposition takes apart, though readers type them without the stroke.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: where it stands, and how it is compared."""

    span: Span
    folded: str


def words_in(text: str) -> list[Word]:
    """The words of a text in order, each with its place; "Musk’s" compares as "musk", "don’t" as "dont", "U.S." as "us".

    A word that folds to nothing (a lone combining mark) is left out.
    """
    found = ((match.span(), folded(match.group())) for match in _WORD.finditer(text))
    return [Word(Span(*span), word) for span, word in found if word]


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(word.folded for word in words_in(text))


def folded(word: str) -> str:
    """One word as it is compared. A text of several words keeps what stands between them: use `folded_words`."""
    bare = _POSSESSIVE.sub("", word)
    taken_apart = unicodedata.normalize("NFKD", bare.casefold())
    kept = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return kept.translate(_STROKES).translate(_UNSEEN)
