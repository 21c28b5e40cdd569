"""Which of some wordings on file come nearest to what was typed. An order, and no verdict: something is always nearest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.model import Grade

SHORT = 10
"""Words under which letters are compared beyond the likeliest stretch, since one wrong word can move that."""

AROUND = 3
"""Words beyond either end of that stretch."""

IN_PART = 0.85
"""How much a stretch of a longer wording counts for that is not typed to the word."""

_CERTAINTY = {grade: at for at, grade in enumerate(Grade)}


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody said in one printing: folded words, how surely it is theirs, when it was printed if that is known."""

    said: int
    words: tuple[str, ...]
    grade: Grade
    printed: str | None


class Typed:
    """What was typed, folded, ready to be compared with many wordings."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._text = " ".join(words)
        self._signs = {word: chr(at) for at, word in enumerate(dict.fromkeys(words), 1)}
        self._signed = self._in_signs(words)

    def nearness(self, words: Sequence[str]) -> float:
        """How near a wording is, 0 to 100: as a whole, or as far as a stretch of it goes. 100 where it holds all in a row."""
        whole = fuzz.ratio(self._text, " ".join(words))
        return whole if len(words) <= len(self._words) else max(whole, self._in_part(words))

    def _in_part(self, words: Sequence[str]) -> float:
        found = fuzz.partial_ratio_alignment(self._signed, self._in_signs(words))
        if found is None:
            return 0.0
        start, end = found.dest_start, found.dest_end
        if tuple(words[start:end]) == self._words:
            return 100.0
        if len(self._words) < SHORT:
            return IN_PART * fuzz.partial_ratio(self._text, " ".join(words[max(0, start - AROUND) : end + AROUND]))
        return IN_PART * fuzz.ratio(self._text, " ".join(words[start:end]))

    def _in_signs(self, words: Sequence[str]) -> str:
        """Each word as one character, so that words are compared as quickly as letters; a word not typed is NUL."""
        return "".join([self._signs.get(word, "\0") for word in words])


def nearest(words: Sequence[str], wordings: Iterable[Wording], limit: int) -> list[int]:
    """The `said` of the wordings nearest to folded words.

    Of those as near, the more surely attributed come first, then the newest printed, then undated ones.
    """
    typed = Typed(words)
    best: dict[int, tuple[float, int]] = {}
    order = sorted(wordings, key=lambda one: (one.printed or "", -one.said), reverse=True)
    for one in order:
        rank = (-typed.nearness(one.words), _CERTAINTY[one.grade])
        best[one.said] = min(rank, best.get(one.said, rank))
    return sorted(best, key=best.__getitem__)[:limit]
