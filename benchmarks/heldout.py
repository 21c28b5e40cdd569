"""What quoting reaches on articles that its weights never saw: each half is predicted by weights fitted to the other.

    python -m benchmarks.heldout LABELLED.jsonl --scorer score.py

prints the scorer's figures, then how many names are right, and how many are kept back, the more must speak for one
before it is shown. Takes two or three minutes.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.fit_quoting import fitted, half_of, module_of
from benchmarks.quoting import predictions
from bot.model import Attribution, Extraction, Grade
from bot.quoting import extract
from bot.quoting.trust import NEEDED
from bot.quoting.weights import scales_of

Article = dict[str, Any]

STEPS = (NEEDED, 0.6, 0.8, 1.0, 1.25, 1.5)
"""Log-odds that must speak for a name: those that ship first."""

FIGURES = {
    "detection F1": "detect_PRF",
    "end to end F1": "e2e_PRF",
    "reader F1 at full share": "reader_PRF_full_share",
    "direct fragments": "attr_acc_direct",
    "mixed fragments": "attr_acc_mixed",
    "person of a pronoun": "person_accuracy",
    "right when a speaker is told": "precision_when_attributing_matched",
    "not attributed": "abstain_pct_of_matched",
    "no speech, but with a speaker": "scare_FP_with_speaker_pct",
}


def held_out(articles: Sequence[Article], rules: ModuleType) -> dict[str, Extraction]:
    """Each article's id -> what weights fitted to the other half find in it."""
    halves = [[article for article in articles if half_of(article) == half] for half in (0, 1)]
    found: dict[str, Extraction] = {}
    for half, other in zip(halves, reversed(halves), strict=True):
        known = scales_of(fitted(other, rules))
        found.update((article["id"], extract(article["text"], known=known)) for article in half)
    return found


def report(articles: Sequence[Article], found: dict[str, Extraction], rules: ModuleType) -> Iterator[str]:
    """The lines that are printed."""
    shown = _scored(articles, found, rules, NEEDED)
    yield from (f"{name:32}{_told(shown[key]):6.1f}" for name, key in FIGURES.items())
    yield f"\n{'must speak for a name':24}{'right':>8}{'kept back':>12}{'end to end':>12}"
    for needed in STEPS:
        scored = _scored(articles, found, rules, needed)
        right, kept_back = scored["precision_when_attributing_matched"], scored["abstain_pct_of_matched"]
        yield f"{needed:<24}{right:8.1f}{kept_back:12.1f}{_told(scored['e2e_PRF']):12.1f}"


def _told(figure: Any) -> float:
    """A figure, or the last of precision, recall and F1."""
    return float(figure[-1] if isinstance(figure, tuple) else figure or 0.0)


def _scored(
    articles: Sequence[Article], found: dict[str, Extraction], rules: ModuleType, needed: float
) -> dict[str, Any]:
    predicted = {
        article["id"]: [
            one if _is_sure(attribution, needed) else {**one, "speaker_text": None, "speaker_name": None}
            for one, attribution in _told_of(found[article["id"]], article["text"])
        ]
        for article in articles
    }
    total, _ = rules.evaluate(articles, predicted)
    figures: dict[str, Any] = rules.report(total)
    return figures


def _told_of(extraction: Extraction, text: str) -> Iterator[tuple[Article, Attribution]]:
    spoken = [quotation.attribution for quotation in extraction.quotations if quotation.speech]
    told = [reported.attribution for reported in extraction.reported]
    yield from zip(predictions(extraction, text), spoken + told, strict=True)


def _is_sure(attribution: Attribution, needed: float) -> bool:
    evidence = attribution.evidence
    return evidence is None or evidence.trust >= needed or attribution.grade == Grade.NONE


def main(arguments: list[str] | None = None) -> None:
    """Fits twice, predicts, and prints."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.heldout", description="Measure quoting on unseen articles."
    )
    parser.add_argument("labelled", type=Path, metavar="LABELLED.jsonl")
    parser.add_argument("--scorer", type=Path, required=True, help="score.py")
    asked = parser.parse_args(arguments)
    articles = [json.loads(line) for line in asked.labelled.read_text("utf-8").splitlines() if line.strip()]
    rules = module_of(asked.scorer)
    for line in report(articles, held_out(articles, rules), rules):
        print(line)


if __name__ == "__main__":
    main()
