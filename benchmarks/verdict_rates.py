"""How often /verify says that a wording is on file: of those that are, damaged, and of those that never were.

What is not on file comes from passages that were kept out of the archive: whole, and cut to stretches of 9 to 15 and of 5 to 8 words.
A stretch that does stand word after word in a stored passage is not counted.
"""

import random
from collections.abc import Callable, Iterator, Sequence

from benchmarks.damage import KINDS
from bot.commands.standing import GRAVITY
from bot.reply import Heading, Reply
from bot.request import Question

HELD_OUT = 2_000
"""Passages that are kept out of the archive, at most; of few passages a fifth."""

TRUE = ("none", "case", "marks and dashes", "1 typo", "2 typos", "3 typos", "2 synonyms")
"""Kinds of damage that a wording may have and still be told as found: marks and case, slips, two words changed."""

CUTS: dict[str, tuple[int, int]] = {"whole": (16, 60), "9-15 words": (9, 15), "5-8 words": (5, 8)}
"""Kinds of wordings that are not stored: from how many words to how many."""

_FOUND = frozenset(
    outcome.capitalize()
    for outcome in GRAVITY
    if outcome.startswith(("exact", "altered", "different speaker", "earlier wording"))
)
_STANDS = frozenset(outcome for outcome in _FOUND if outcome in {"Exact", "Exact but for punctuation"})

Verify = Callable[[Question], Reply]


def rates(
    verify: Verify, stored: Sequence[str], foreign: Sequence[str], chance: random.Random, asked: int
) -> Iterator[tuple[str, dict[str, float]]]:
    """For each kind of wording how many of a hundred are said to be found, and of how many that is."""
    for name, (least, most) in CUTS.items():
        outcomes = [_outcome(verify, one) for one in _cut(foreign, least, most, chance, asked)]
        counted = [outcome for outcome in outcomes if outcome not in _STANDS]
        yield f"not stored, {name}", _share(counted)
    every: list[str] = []
    for kind in TRUE:
        damaged = [KINDS[kind](text.split(), chance).typed for text in chance.choices(stored, k=asked)]
        outcomes = [_outcome(verify, one) for one in damaged]
        every += outcomes
        yield f"stored, {kind}", _share(outcomes)
    yield "stored, all these kinds", _share(every)


def _cut(passages: Sequence[str], least: int, most: int, chance: random.Random, asked: int) -> Iterator[str]:
    """Stretches of so many words; whole passages where these have no more."""
    long = [text.split() for text in passages if len(text.split()) >= least]
    for words in chance.choices(long, k=asked):
        length = min(len(words), chance.randint(least, most))
        start = chance.randint(0, len(words) - length)
        yield " ".join(words if most >= len(words) > 15 else words[start : start + length])


def _outcome(verify: Verify, typed: str) -> str:
    reply = verify(Question("verify", {"sentence": typed}))
    return next(part.text for part in reply.parts if isinstance(part, Heading))


def _share(outcomes: Sequence[str]) -> dict[str, float]:
    found = sum(outcome in _FOUND for outcome in outcomes)
    return {"said to be found %": 100 * found / max(1, len(outcomes)), "of": float(len(outcomes))}
