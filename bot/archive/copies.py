"""Whether two articles are one story in two papers: by the runs of words that they share, whatever stands around these."""

from zlib import crc32

from bot.folding import Folding

RUN = 8
"""Words of a run. Eight words are alike by chance only in quotations and names of offices; copied paragraphs share them all."""

SHARED = 0.5
"""Share of the shorter article's runs that both must have. Source: `python -m benchmarks.copies`, docs/stories.md."""

SHORTEST = 40
"""Runs that the shorter article must have: of a shorter one a quotation or two could be half."""

PRINTS = 16
"""Runs by which a text is found. Two texts with a third of all their runs in common have one of these in common in 998 of 1,000."""

Runs = frozenset[int]
"""The runs of words of a text, each as a number under 2^32 that is the same in every process."""

_FOLDING = Folding()


def runs_of(text: str) -> Runs:
    """The runs of `RUN` words in a text, wherever its lines and paragraphs end."""
    words = _FOLDING.words_of(text)
    return frozenset(crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1))


def prints_of(runs: Runs) -> list[int]:
    """The runs by which a text is found; none of a text that is too short to be known again.

    They are the smallest numbers: as good as drawn by lot, and alike from every text. Source: Broder, On the resemblance and
    containment of documents (1997).
    """
    return sorted(runs)[:PRINTS] if len(runs) >= SHORTEST else []


def shared(one: Runs, other: Runs) -> float:
    """What share of the shorter text's runs stand in the other, from 0 to 1."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def is_copy(one: Runs, other: Runs) -> bool:
    """Whether two texts are the same story: one printed the other's, or both the same agency's."""
    return min(len(one), len(other)) >= SHORTEST and shared(one, other) >= SHARED
