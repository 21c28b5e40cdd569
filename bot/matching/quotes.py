"""What became of a quotation in a later version of its article: told by its words and who said them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from bot.folding import words_of

ALIKE = 0.5
"""The part of their words that two quotations of one article must share, in order, for the later to be the earlier, altered.

Of a sentence in which one word was corrected far more stays; two sentences of one speech seldom share so much.
"""


class Fate(StrEnum):
    """Whether a quotation stands as it did, elsewhere, in other words, as somebody else's, or no more."""

    KEPT = "kept"
    MOVED = "moved"
    ALTERED = "altered"
    REASSIGNED = "reassigned"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Standing:
    """A quotation in a version: its number, words, speaker's number and paragraph."""

    quote: int
    exact: str
    speaker: int | None
    paragraph: int


def fate_of(old: Standing, later: Sequence[Standing]) -> tuple[Fate, Standing | None]:
    """What became of a quotation, and as which it stands now; case and punctuation don't count."""
    words = words_of(old.exact)
    same = [one for one in later if words_of(one.exact) == words]
    if own := [one for one in same if one.speaker == old.speaker]:
        here = next((one for one in own if one.paragraph == old.paragraph), own[0])
        return (Fate.KEPT if here.paragraph == old.paragraph else Fate.MOVED), here
    if same:
        return Fate.REASSIGNED, same[0]
    alike = [(Indel.normalized_similarity(words, words_of(one.exact)), one) for one in later]
    nearest = max(alike, key=lambda pair: (pair[0], pair[1].speaker == old.speaker), default=None)
    return (Fate.ALTERED, nearest[1]) if nearest and nearest[0] >= ALIKE else (Fate.GONE, None)
