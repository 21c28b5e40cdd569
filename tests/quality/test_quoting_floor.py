"""What quoting reaches is pinned: `floors.json` holds the figures, measured with the scorer beside the project.

A figure below its floor fails. After an improvement `make floors` raises
the floors to what is reached now, never lowers one; lowering is done by hand in `floors.json`, and shows in the diff.
The weights were fitted on `dev.jsonl`, so its figures are a guard against loss and no promise for other articles.
"""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks.quoting import predictions
from bot.quoting import extract

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1].parent / "shared" / "quotes"
SCORER = SHARED / "score.py"
FLOORS = HERE / "floors.json"
GOLD = {"cases": HERE / "cases.jsonl", "dev": SHARED / "dev.jsonl"}
FIGURES = {"detection": "detect_PRF", "end to end": "e2e_PRF", "reader at full share": "reader_PRF_full_share"}


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quoting_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reached(name: str) -> dict[str, float]:
    """The F1 figures of one set, in per cent."""
    rules = scorer()
    gold = [json.loads(line) for line in GOLD[name].read_text("utf-8").splitlines()]
    predicted = {article["id"]: predictions(extract(article["text"]), article["text"]) for article in gold}
    total, _ = rules.evaluate(gold, predicted)
    report: dict[str, Any] = rules.report(total)
    return {figure: report[key][2] for figure, key in FIGURES.items() if report[key] is not None}


def floors() -> dict[str, dict[str, float]]:
    stored: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    return stored


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer is not beside the project")
@pytest.mark.parametrize("name", GOLD)
def test_no_figure_falls_below_its_floor(name: str) -> None:
    if not GOLD[name].exists():
        pytest.skip(f"{GOLD[name].name} is not beside the project")
    now = reached(name)
    assert {figure: now[figure] for figure, floor in floors()[name].items() if now[figure] < floor} == {}


def raised() -> Iterator[tuple[str, dict[str, float]]]:
    for name, stored in floors().items():
        now = reached(name) if GOLD[name].exists() else {}
        yield name, {figure: max(floor, now.get(figure, floor)) for figure, floor in stored.items()}


if __name__ == "__main__":
    FLOORS.write_text(json.dumps(dict(raised()), indent=2) + "\n", "utf-8")
