"""Pairs of words that stand side by side, or with one word between: what is left of a sentence when a word is wrong.

Common words meet in a million quotes; two of them in this order, next to each other, meet in few. A pair of
neighbours and a pair with a word between are the same pair, so that a word left out or put in costs little.
"""

from collections.abc import Sequence
from zlib import crc32

_FIRST = 0x10000
_COUNT = 1 << 20
"""As many as there are characters beyond the first plane of Unicode: a pair is one of them, which is a short term."""

_LEFT, _RIGHT = 0x9E3779B1, 0x85EBCA6B
"""Two large odd numbers: the order of the words must count, and every bit of theirs."""


def pairs_of(words: Sequence[str]) -> list[str]:
    """The pairs of neighbouring words and of those with one word between, each once, in no order.

    Each is one character that stands for many pairs: about one in a million is another with the same character.
    """
    left = [crc32(word.encode()) for word in words]
    right = [number * _RIGHT for number in left]
    left = [number * _LEFT for number in left]
    sums = {a + b >> 32 & _COUNT - 1 for a, b in zip(left, right[1:], strict=False)}
    sums.update(a + b >> 32 & _COUNT - 1 for a, b in zip(left, right[2:], strict=False))
    return [chr(_FIRST + number) for number in sums]
