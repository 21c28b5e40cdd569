"""How well copies of a story are told from other stories: `python -m benchmarks.copies ARTICLES.jsonl [--seed S]`.

Of labelled articles, each another story, every pair is compared: what is taken for a copy is a fault. Then each article is made
into copies as papers make them (the end cut off, paragraphs left out, words changed, a paragraph of the paper's own), and compared with itself.
"""

import argparse
import json
import random
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

from bot.archive.copies import SHARED, SHORTEST, is_copy, runs_of, shared

OWN = "Local officials said on Friday that they would look into what the report means for the county and its schools."


def _cut(parts: list[str], _: random.Random) -> list[str]:
    return parts[: max(3, len(parts) // 2)]


def _thinned(parts: list[str], chance: random.Random) -> list[str]:
    return [part for part in parts if chance.random() > 0.3] or parts


def _reworded(parts: list[str], chance: random.Random) -> list[str]:
    return [" ".join("also" if chance.random() < 0.03 else word for word in part.split()) for part in parts]


def _with_own(parts: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(parts) + 1)
    return [*parts[:at], *[OWN] * 3, *parts[at:]]


DAMAGE: Mapping[str, Callable[[list[str], random.Random], list[str]]] = {
    "the second half cut off": _cut,
    "three paragraphs in ten left out": _thinned,
    "three words in a hundred changed": _reworded,
    "three paragraphs of its own": _with_own,
}


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("articles", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    chance = random.Random(given.seed)
    texts = [json.loads(line)["text"] for line in given.articles.read_text(encoding="utf-8").splitlines()]
    runs = [runs_of(text) for text in texts]
    pairs = [(shared(one, other), is_copy(one, other)) for one, other in combinations(runs, 2)]
    alike = sorted((share for share, _ in pairs), reverse=True)[:5]
    print(
        f"{len(texts)} stories, {len(pairs):,} pairs: {sum(copy for _, copy in pairs)} taken for copies (at {SHARED}, {SHORTEST} runs)"
    )
    print(f"the most that two stories share: {', '.join(f'{share:.2f}' for share in alike)}")
    for name, damage in DAMAGE.items():
        known = [
            is_copy(own, runs_of("\n\n".join(damage(text.split("\n\n"), chance))))
            for own, text in zip(runs, texts, strict=True)
        ]
        print(f"{name:<36}{100 * sum(known) / len(known):6.1f} % known again")


if __name__ == "__main__":
    main()
