"""Whether two articles are one story in two papers: by the runs of words that they share, whatever stands around these."""

from bot.folding import Folding

RUN = 8
"""Words of a run. Eight words are alike by chance only in quotations and names of offices; copied paragraphs share them all."""

SHARED = 0.5
"""Share of the shorter article's runs that both must have. Source: `python -m benchmarks.copies`, docs/stories.md."""

SHORTEST = 40
"""Runs that the shorter article must have: of a shorter one a quotation or two could be half."""

Runs = frozenset[int]
"""The runs of words of a text, each as a number."""

_FOLDING = Folding()


def runs_of(text: str) -> Runs:
    """The runs of `RUN` words in a text, wherever its lines and paragraphs end."""
    words = _FOLDING.words_of(text)
    return frozenset(hash(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def shared(one: Runs, other: Runs) -> float:
    """What share of the shorter text's runs stand in the other, from 0 to 1."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def is_copy(one: Runs, other: Runs) -> bool:
    """Whether two texts are the same story: one printed the other's, or both the same agency's."""
    return min(len(one), len(other)) >= SHORTEST and shared(one, other) >= SHARED
