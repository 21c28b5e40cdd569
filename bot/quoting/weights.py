"""Readable weights: for each decision, a number for each clue."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files


@cache
def weights(decision: str) -> Mapping[str, float]:
    """Clue -> weight, for "speaker", "speech" or "person"; made by `python -m benchmarks.fit_quoting`."""
    stored: dict[str, dict[str, float]] = json.loads(files("bot.quoting").joinpath("weights.json").read_text("utf-8"))
    return stored.get(decision, {})


def score(clues: Iterable[str], known: Mapping[str, float]) -> float:
    """The sum of what the clues weigh."""
    return sum(known.get(clue, 0.0) for clue in clues)
