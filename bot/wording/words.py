"""A text as it is compared word by word: stricter than a search, since "we're" is not "were", nor "Ann's" "Ann"."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from bot.folding import APOSTROPHES, INVISIBLE
from bot.wording.spelling import spelled


class Word(NamedTuple):
    """One word.

    Attributes:
        key: As it is compared: in small letters, with straight apostrophes.
        spelling: The same for all spellings of the word.
        start: Offset in its text; `end` excluded.
    """

    key: str
    spelling: str
    start: int
    end: int


_JOINS = f"[{APOSTROPHES}]"
_LETTERS = rf"[^\W\d_][\w\u0300-\u036f{INVISIBLE}]*"
_WORD = re.compile(
    rf"(?:(?<![\w.,])[-−])?[$£€¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|k|m|bn)?(?![^\W\d_])[%‰]?"
    rf"|(?:[^\W\d_]\.){{2,}}"
    rf"|{_LETTERS}(?:{_JOINS}{_LETTERS})*"
    rf"|[\d_]\w*"
    rf"|[%‰$£€¥+=<>°§©®™&@#]"
)
_APOSTROPHE = re.compile(_JOINS)
_UNSEEN = re.compile(f"[{INVISIBLE}]")


def words_in(text: str) -> list[Word]:
    """The words of a text in order; all but letters, digits and signs that are said aloud is punctuation."""
    return [Word(*_keys(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(65_536)
def _keys(printed: str) -> tuple[str, str]:
    bare = _UNSEEN.sub("", unicodedata.normalize("NFKC", printed)).casefold()
    key = _APOSTROPHE.sub("'", bare).replace("−", "-")
    if key.endswith(".") and key[0].isalpha():
        key = key.replace(".", "")
    if key[0] in "-$£€¥" or key[0].isdigit():
        key = key.replace(",", "")
    return key, spelled(key)
