"""How texts and typed words are folded, so that both meet wherever they are compared: one rule, used on either side.

A *word* is folded of case, accents and marks: "Don’t" is `dont`, "U.S." is `us`, "Musk’s" is `musk`,
"tax-and-spending" is three words.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain

from bot.model import Span

WORD_LIMIT = 64
"""Characters of a word that count; a longer run of letters is no word, and is cut alike on both sides."""

INVISIBLE = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Characters inside a word that no reader sees, for a set in a pattern: soft hyphen, zero width, direction."""

APOSTROPHES = "'’‘ʼ＇`´"
"""Signs that are printed or typed for an apostrophe."""

_INNER = rf"\u0300-\u036f{INVISIBLE}"
_UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = rf"(?:[^\W{_UNSPACED}_]++|[{_INNER}])++"
_TOKEN = re.compile(
    rf"(?<!\w)(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?"  # U.S., J.R.R
    rf"|\d+(?:[.,]\d+)+"  # 1,000 and 5.5
    rf"|{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*"
    rf"|[{_UNSPACED}]"
)
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s$", re.IGNORECASE)
# Letters that no Unicode decomposition takes apart, though readers type them plain.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_DROPPED = re.compile(rf"[{_INNER}{APOSTROPHES},]")


def folded(text: str) -> str:
    """A text without case, accents and invisible characters; its words otherwise as they stand."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_PLAIN)


def words_with_spans(text: str) -> Iterator[tuple[str, Span]]:
    """The folded words of a text in order, each with the characters it stands for."""
    for match in _TOKEN.finditer(text):
        word = _word(match.group())
        if word:
            yield word, Span(match.start(), match.end())


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text in order. Folding what is folded changes nothing."""
    return tuple([word for token in _TOKEN.findall(text) if (word := _word(token))])


def stands(run: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a run of folded words stands in others, one after another."""
    if len(run) == 1:
        return run[0] in words
    return any(tuple(words[at : at + len(run)]) == tuple(run) for at, word in enumerate(words) if word == run[0])


KEPT = 65_536
"""Pieces of text that are kept folded: some 10 MB. The commonest come back at once when all of them go."""


class Folding(dict[str, tuple[str, ...]]):
    """Folds many texts as `words_of` does, three times as quickly: what stands between two blanks is folded once.

    It keeps what it folded, up to `KEPT` pieces, so it is for texts on file and never for what somebody typed.
    """

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) >= KEPT:
            self.clear()
        words = self[piece] = words_of(piece)
        return words

    def words_of(self, text: str) -> tuple[str, ...]:
        """The folded words of a text in order."""
        return tuple(chain.from_iterable(map(self.__getitem__, text.split())))


def marked(text: str, runs: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    """The stretches of a text where any of the runs of folded words stands, in order, none touching another."""
    standing = list(words_with_spans(text))
    words = [word for word, _ in standing]
    sought = sorted({tuple(run) for run in runs if run}, key=len, reverse=True)
    begins = {run[0] for run in sought}
    found: list[Span] = []
    end = 0
    for at, word in enumerate(words):
        if at >= end and word in begins:
            length = next((len(run) for run in sought if tuple(words[at : at + len(run)]) == run), 0)
            if length:
                end = at + length
                found.append(Span(standing[at][1].start, standing[end - 1][1].end))
    return tuple(found)


def _word(token: str) -> str:
    if token.isascii() and token.isalnum():  # nearly every word, and nothing to fold but its case
        return token.lower()[:WORD_LIMIT]
    if not token[0].isdecimal():  # full stops inside are those of initials, not of a number
        token = token.replace(".", "")
    bare = _DROPPED.sub("", folded(_POSSESSIVE.sub("", token)))
    return re.sub(r"[^\w.]|(?<!\d)\.|\.(?!\d)", "", bare)[:WORD_LIMIT]
