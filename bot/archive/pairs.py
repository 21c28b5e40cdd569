"""Pairs of words that stand side by side, or with one word between: what is left of a sentence when a word is wrong.

Common words meet in a million quotes; two of them in this order, next to each other, meet in few. A pair of
neighbours and a pair with a word between are the same pair, so that a word left out or put in costs little. With a
word between, two very short words meet nearly everywhere, and a long one tells by itself: such pairs are left out.
"""

from collections.abc import Sequence
from itertools import compress, starmap
from zlib import crc32

_BITS = 18
_FIRST = 0x40000
"""From here on Unicode has many places that no character takes: a pair is one of 262,144 of them, which is a short term."""

_TELLING = range(4, 8)
"""Letters of the longer of two words that are a pair with a word between."""

_LEFT, _RIGHT = 0x9E3779B1, 0x85EBCA6B
"""Two large odd numbers: the order of the words must count, and every bit of theirs."""


class Pairing:
    """Makes the pairs of many texts; each word is made a number of once."""

    def __init__(self) -> None:
        self._left, self._right = _Numbers(_LEFT, _FIRST), _Numbers(_RIGHT, 0)

    def pairs_of(self, words: Sequence[str]) -> list[str]:
        """The pairs of neighbouring words, and of some with one word between, each once, in no order.

        Each is one character that stands for many pairs: about one in 262,144 is another with the same character.
        """
        left = list(map(self._left.__getitem__, words))
        right = list(map(self._right.__getitem__, words))
        sizes = list(map(len, words))
        longer = map(max, sizes, sizes[2:])
        apart = compress(zip(left, right[2:], strict=False), map(_TELLING.__contains__, longer))
        return list(map(chr, {*map(int.__xor__, left, right[1:]), *starmap(int.__xor__, apart)}))


def pairs_of(words: Sequence[str]) -> list[str]:
    """The pairs of one text."""
    return Pairing().pairs_of(words)


class _Numbers(dict[str, int]):
    """The number of each word on one side of a pair."""

    def __init__(self, factor: int, first: int) -> None:
        super().__init__()
        self._factor, self._first = factor, first

    def __missing__(self, word: str) -> int:
        number = (crc32(word.encode()) * self._factor & 0xFFFFFFFF) >> 32 - _BITS
        self[word] = self._first | number
        return self[word]
