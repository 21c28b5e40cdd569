"""What is remarked on a draft's quotations: numbered as they stand, counted, and listed worst first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.drafting.draft import Draft, Place
from bot.model import Span
from bot.phrasing import visible


class RemarkTone(Enum):
    """How much a remark matters, the worst first: what it is called, and the sign that says so without colour."""

    WRONG = ("wrong", "✗")
    LOOK = ("to look at", "?")
    FINE = ("fine", "✓")

    def __init__(self, phrase: str, sign: str) -> None:
        self.phrase = phrase
        self.sign = sign


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of one quotation.

    Attributes:
        span: The quotation in the draft's text.
        verdict: One or a few words: "altered".
        tone: How much it matters.
        sentence: What to know of it, for a reader.
        source: Where the words were printed, for a reader; empty where they were not.
    """

    span: Span
    verdict: str
    tone: RemarkTone
    sentence: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A remark with its number, counted from 1 as the quotations stand, its place, and the draft's words."""

    number: int
    remark: Remark
    place: Place
    words: str


def numbered(draft: Draft, remarks: Sequence[Remark]) -> list[Numbered]:
    """The remarks on a draft as its quotations stand; of two that begin together the longer first."""
    in_order = sorted(remarks, key=lambda remark: (remark.span.start, -remark.span.end))
    return [
        Numbered(number, remark, draft.place_of(remark.span), " ".join(visible(remark.span.cut(draft.text)).split()))
        for number, remark in enumerate(in_order, 1)
    ]


def worst_first(remarks: Sequence[Numbered]) -> list[Numbered]:
    """The remarks by how much they matter, those that matter alike as they stand."""
    order = list(RemarkTone)
    return sorted(remarks, key=lambda one: order.index(one.remark.tone))


def counted(remarks: Sequence[Remark]) -> list[tuple[RemarkTone, int]]:
    """How many remarks there are of each tone, the worst first; tones without any are left out."""
    found = Counter(remark.tone for remark in remarks)
    return [(tone, found[tone]) for tone in RemarkTone if found[tone]]


def unread_text(draft: Draft) -> str:
    """The sentence on pages without text, empty where there is none: what stands on them was not checked."""
    if not draft.unread:
        return ""
    pages = ", ".join(str(page) for page in draft.unread)
    label = "Page" if len(draft.unread) == 1 else "Pages"
    return f"{label} {pages}: no text could be read there (a scan?), so nothing on it was checked."
