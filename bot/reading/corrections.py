"""Notes that say what was wrong in an article: they are none of its text, since they may repeat the wrong words."""

import re
from collections.abc import Sequence

_LABELLED = re.compile(
    r"(?:corrections? and clarifications?|correction|clarification|korrektur|berichtigung|richtigstellung"
    r"|rectificatif|corrección|rectificación|fe de erratas?)"
    r"(?:\s*\([^)]{0,60}\)|[\s,–—-]+(?:(?:of|on|from|vom|du|del)\s+)?(?:[^\W\d]+\.?\s+)?\d[^:]{0,40}"
    r"|\s+(?:appended|to (?:this|our|an))\b[^:]{0,50})?\s*:",
    re.IGNORECASE,
)
"""A label and its colon; between them a date or a reference to the article, but no sentence ("Correction officers said:")."""
_SAID = re.compile(
    r"(?:this (?:article|story|report) (?:was|has been) (?:amended|corrected)"
    r"|an? (?:earlier|previous) version of this (?:article|story|report))\b",
    re.IGNORECASE,
)


FOOT = 5
"""Paragraphs that a correction under a label of its own has at most; where more follow, the label stands in the middle of the
article, and they are its text. Corrections that papers print at the foot of an article have one or two."""


def is_correction(text: str) -> bool:
    """Whether a paragraph opens as a printed correction does: by its label, or in the usual words."""
    return bool(_LABELLED.match(text) or _SAID.match(text))


def behind_correction(texts: Sequence[str], place: int, *, below: bool) -> int:
    """Where the correction that begins at `place` ends.

    That is with its paragraph; where only the label stands there, with the page if it stands `below` the text and no more
    than `FOOT` paragraphs follow, else with the next paragraph.
    """
    if not texts[place].endswith(":"):
        return place + 1
    at_the_foot = below and len(texts) - place - 1 <= FOOT
    return len(texts) if at_the_foot else min(place + 2, len(texts))
