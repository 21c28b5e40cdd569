"""Readable weights: for each decision, a number for each clue."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import repeat

Clues = tuple[str, ...]
"""Clues that are told together, because they follow from the same few facts, and that come again in article after article."""

REMEMBERED = 8192
"""How many groups of clues it is remembered of what they weigh; then all are forgotten."""


class Scale(dict[str, float]):
    """Clue -> weight, for one decision; remembers what clues that are told together weigh."""

    def __init__(self, known: Mapping[str, float]) -> None:
        super().__init__(known)
        self.sums: dict[Clues, float] = {}

    def weight(self, clues: Clues) -> float:
        """What a group of clues weighs."""
        found = self.sums.get(clues)
        if found is None:
            if len(self.sums) >= REMEMBERED:
                self.sums.clear()
            found = self.sums[clues] = self.total(clues)
        return found

    def total(self, clues: Iterable[str]) -> float:
        """The sum of what clues weigh."""
        return sum(map(self.get, clues, repeat(0.0)))


Weights = Mapping[str, Scale]
"""Decision -> what its clues weigh; the decisions are "speaker", "speech", "person" and "trust"."""

NO_WEIGHTS = Scale({})
"""Of a decision that was never fitted."""


@cache
def all_weights() -> Weights:
    """The weights that ship; made by `python -m benchmarks.fit_quoting`."""
    return scales_of(json.loads(files("bot.quoting").joinpath("weights.json").read_text("utf-8")))


def scales_of(weights: Mapping[str, Mapping[str, float]]) -> Weights:
    """Weights as they are fitted and stored, ready to weigh with."""
    return {decision: Scale(known) for decision, known in weights.items()}


def score(clues: Iterable[Clues], known: Scale) -> float:
    """The sum of what the clues weigh, rounded so that the order in which they are told makes no difference."""
    return round(sum(map(known.weight, clues)), 4)
