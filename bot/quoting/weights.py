"""Readable weights: for each decision, a number for each clue."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import repeat

from bot.quoting.memory import Memory

Clues = tuple[str, ...]
"""Clues that follow from the same few facts, so that they are told together."""

Rule = Callable[..., Clues]
"""What tells clues from facts."""

Group = tuple[Rule, *tuple[str | int, ...]]
"""A rule and the facts that it needs, one by one; since they come again in article after article, the clues need no telling anew."""


class Scale(dict[str, float]):
    """Clue -> weight, for one decision; remembers what clues that are told together weigh."""

    def __init__(self, known: Mapping[str, float]) -> None:
        super().__init__(known)
        self.sums = Memory(self._sum)
        self._weigh = self.sums.__getitem__

    def weight(self, groups: Iterable[Group], singles: Iterable[str] = ()) -> float:
        """The sum of what clues weigh, in groups and one by one; rounded so that the order in which they are told makes no difference."""
        return round(sum(map(self._weigh, groups), sum(map(self.get, singles, repeat(0.0)))), 4)

    def _sum(self, group: Group) -> float:
        return self.total(told([group]))

    def total(self, clues: Iterable[str]) -> float:
        """The sum of what clues weigh."""
        return sum(map(self.get, clues, repeat(0.0)))


def told(groups: Iterable[Group]) -> list[str]:
    """The clues of groups, in order."""
    return [clue for rule, *facts in groups for clue in rule(*facts)]


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
