"""Readable weights: for each decision, a number for each clue."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import repeat

Weights = Mapping[str, Mapping[str, float]]
"""Decision -> clue -> weight; the decisions are "speaker", "speech", "person" and "trust"."""


@cache
def all_weights() -> Weights:
    """The weights that ship; made by `python -m benchmarks.fit_quoting`."""
    stored: Weights = json.loads(files("bot.quoting").joinpath("weights.json").read_text("utf-8"))
    return stored


def score(clues: Iterable[str], known: Mapping[str, float]) -> float:
    """The sum of what the clues weigh."""
    return sum(map(known.get, clues, repeat(0.0)))
