"""Whether typed words are what was printed: decided by aligning them word for word, never by how alike they look."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein

from bot.common_words import COMMON
from bot.model import Span
from bot.wording.editing import Edited, edited, edits
from bot.wording.flags import Flag, flags
from bot.wording.steps import Aligned, Kind, Step, aligned, cut, steps, tells
from bot.wording.words import Word, words_in

WHOLE = 9
"""Words from which a changed wording may still be told as found; fewer are found only word after word. Source: DESIGN.md, section 5."""

ALIKE = 0.74
"""Share of the words, typed and printed, that must have stayed in their order for a wording to be an altered one."""

CARRYING = 0.5
"""The same for the words that carry something."""

FEW = 16
"""Words below which more of them must have stayed: formulas that everybody says ("Thank you, Mr. …, you have four minutes") are as long."""

ALIKE_OF_FEW, CARRYING_OF_FEW = 0.82, 0.6
"""The same two shares for so few. Source: `benchmarks.verdict_rates` on a million passages: at 0.74 and 0.5 one in forty wordings of
9 to 15 words that nobody said was told as an altered one, with these one in a hundred and twenty."""

NEAR = 0.5
"""Share of the words from which a passage is near enough to be shown beside others' words."""

PIECE = 4
"""Words of a piece that is told as printed on its own: of an edited wording the longest, of a joined one each."""

LEFT_OUT = 120
"""Words that an ellipsis may stand for."""


class Verdict(IntEnum):
    """How typed words meet printed ones, from the closest on."""

    EXACT = 0
    PUNCTUATION = 1
    SPELLING = 2
    MARKED = 3
    ALTERED = 4
    DIFFERENT = 5

    @property
    def found(self) -> bool:
        """Whether the words may be said to be on file."""
        return self is not Verdict.DIFFERENT


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of laying typed words beside printed ones.

    Attributes:
        laid: The words beside each other.
        spans: For each printed part the stretch of it that was compared, or None.
        kept: Share of the words that stayed, from 0 to 1.
        apart: Whether the words reach over parts that are printed apart.
    """

    verdict: Verdict
    laid: "_Laid"
    spans: tuple[Span | None, ...]
    kept: float
    apart: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """Word by word how the printed words became the typed ones; one step where nothing was changed."""
        return steps(*self.laid)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What sort of words were changed."""
        return flags(*self.laid)


class _Laid(NamedTuple):
    """An alignment of printed words with typed ones, and the texts that these are words of; told only of what is shown."""

    alignment: Sequence[Aligned]
    printed: Sequence[Word]
    text: str
    typed: Sequence[Word]
    given: str


class Printed:
    """A passage as printed, in one part or, where its speaker stands between, in several; read once for many comparisons."""

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = tuple(parts)
        self.text = "\n".join(parts)
        self.words = words_in(self.text)
        self.spellings = [word.spelling for word in self.words]
        self.line = f" {' '.join(self.spellings)} "

    def runs(self, spellings: Sequence[str]) -> Iterator[int]:
        """The numbers of the words from which some words stand one after another."""
        sought = f" {' '.join(spellings)} "
        at = self.line.find(sought) if spellings else -1
        while at >= 0:
            yield self.line.count(" ", 0, at)
            at = self.line.find(sought, at + 1)

    def spans(self, first: int, last: int) -> tuple[Span | None, ...]:
        """Of each part the stretch from one word to another, the last excluded."""
        found: list[Span | None] = []
        offset = 0
        for part in self.parts:
            here = [word for word in self.words[first:last] if offset <= word.start < offset + len(part)]
            found.append(Span(here[0].start - offset, here[-1].end - offset) if here else None)
            offset += len(part) + 1
        return tuple(found)


class Claimed:
    """Typed words that may have been printed; read once for many comparisons."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        self.edited: Edited = edited(self.text)
        self.words = self.edited.words
        self.spellings = [word.spelling for word in self.words]


def compared(claimed: Claimed, printed: Printed) -> Comparison:
    """How typed words meet a passage. Words without one that counts are different from anything."""
    if not claimed.words or not printed.words:
        return Comparison(Verdict.DIFFERENT, _Laid((), (), "", (), ""), (None,) * len(printed.parts), 0.0)
    standing = [_standing(claimed, printed, at) for at in printed.runs(claimed.spellings)]
    if standing:
        closest = min(standing, key=lambda one: one.verdict)
        (step,) = closest.steps
        openly_so = closest.verdict is not Verdict.EXACT and edits(step.typed) != edits(step.printed)
        return replace(closest, verdict=Verdict.MARKED) if openly_so else closest
    openly = _openly(claimed, printed) if claimed.edited.openly else None
    return openly or _laid_beside(claimed, printed)


def _standing(claimed: Claimed, printed: Printed, at: int) -> Comparison:
    """Where the words stand one after another: exact, but for punctuation, or but for spelling."""
    last = at + len(claimed.words)
    spans = printed.spans(at, last)
    words = printed.words[at:last]
    apart = sum(span is not None for span in spans) > 1
    typed = cut(claimed.words, 0, len(claimed.words), claimed.text)
    standing = cut(words, 0, len(words), printed.text)
    if [word.key for word in words] != [word.key for word in claimed.words]:
        verdict = Verdict.SPELLING
    else:
        verdict = Verdict.EXACT if not apart and _flat(typed) == _flat(standing) else Verdict.PUNCTUATION
    whole = Aligned(Kind.KEPT, 0, len(words), 0, len(claimed.words))
    return Comparison(verdict, _Laid((whole,), words, printed.text, claimed.words, claimed.text), spans, 1.0, apart)


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _openly(claimed: Claimed, printed: Printed) -> Comparison | None:
    """Where every piece between brackets and ellipses stands in the passage, in order: altered, and marked as such."""
    pieces = claimed.edited.pieces
    if (
        not pieces
        or max(map(len, pieces)) < min(PIECE, len(claimed.words))
        or (len(pieces) > 1 and min(map(len, pieces)) < 2)
    ):
        return None
    places = _places(claimed.edited, printed)
    if places is None:
        return None
    between = list(_between(claimed.edited, places))
    laid = _Laid(between, printed.words, printed.text, claimed.words, claimed.text)
    spans = printed.spans(between[0].first, between[-1].last)
    return Comparison(Verdict.MARKED, laid, spans, 1.0, sum(span is not None for span in spans) > 1)


def _places(typed: Edited, printed: Printed) -> list[int] | None:
    """Where the pieces stand, each as soon after the one before as may be; None where one stands nowhere."""
    for at in printed.runs([word.spelling for word in typed.pieces[0]]):
        found = [at]
        for before, piece, joint in zip(typed.pieces, typed.pieces[1:], typed.joints, strict=False):
            end = found[-1] + len(before)
            reach = LEFT_OUT if joint.ellipsis else joint.bracketed + 3
            following = (one for one in printed.runs([word.spelling for word in piece]) if end <= one <= end + reach)
            place = next(following, None)
            if place is None:
                break
            found.append(place)
        else:
            return found
    return None


def _between(typed: Edited, places: Sequence[int]) -> Iterator[Aligned]:
    """The pieces as kept, and between them what was left out or bracketed."""
    order = {id(word): number for number, word in enumerate(typed.words)}
    ended, stopped = places[0], order[id(typed.pieces[0][0])]
    for place, piece in zip(places, typed.pieces, strict=True):
        start = order[id(piece[0])]
        if place > ended or start > stopped:
            kind = Kind.REPLACED if place > ended and start > stopped else Kind.DROPPED if place > ended else Kind.ADDED
            yield Aligned(kind, ended, place, stopped, start)
        ended, stopped = place + len(piece), start + len(piece)
        yield Aligned(Kind.KEPT, place, ended, start, stopped)


def _laid_beside(claimed: Claimed, printed: Printed) -> Comparison:
    """What became of each word where the words don't stand one after another."""
    first, last = _with_what_moved(claimed, printed, *_window(printed.spellings, claimed.spellings))
    words = printed.words[first:last]
    alignment = aligned(words, claimed.words)
    kept = _kept(alignment, words, claimed.words)
    shares = (sum(kept.values()) / len(claimed.words), sum(kept.values()) / max(1, len(words)))
    carrying = [at for at, word in enumerate(claimed.words) if word.spelling not in COMMON]
    carried = sum(kept.get(at, 0.0) for at in carrying) / len(carrying) if carrying else min(shares)
    alike, carrying_share = (ALIKE_OF_FEW, CARRYING_OF_FEW) if len(claimed.words) < FEW else (ALIKE, CARRYING)
    altered = len(claimed.words) >= WHOLE and min(shares) >= alike and carried >= carrying_share
    return Comparison(
        Verdict.ALTERED if altered else Verdict.DIFFERENT,
        _Laid(alignment, words, printed.text, claimed.words, claimed.text),
        printed.spans(first, last) if first < last else (None,) * len(printed.parts),
        min(shares),
    )


def _with_what_moved(claimed: Claimed, printed: Printed, first: int, last: int) -> tuple[int, int]:
    """The stretch, widened to words beside it that were typed at its other end."""
    alignment = aligned(printed.words[first:last], claimed.words)
    for one in (*alignment[:1], *alignment[-1:]):
        words = claimed.spellings[one.start : one.stop]
        if one.kind is Kind.ADDED and tells(words):
            for at in printed.runs(words):
                if last <= at <= last + len(words) or at <= first <= at + 2 * len(words):
                    first, last = min(first, at), max(last, at + len(words))
    return first, last


def _kept(alignment: Sequence[Aligned], printed: Sequence[Word], typed: Sequence[Word]) -> dict[int, float]:
    """Of each typed word how far it is the printed one: 1, or a half where a letter or two are mistyped."""
    found: dict[int, float] = {}
    for one in alignment:
        if one.kind is Kind.KEPT:
            found.update((at, 1.0) for at in range(one.start, one.stop))
        elif one.kind is Kind.REPLACED:
            pairs = zip(range(one.start, one.stop), printed[one.first : one.last], strict=False)
            found.update((at, SLIP) for at, word in pairs if _is_slip(word.key, typed[at].key))
    return found


SLIP = 0.8
"""What a mistyped word counts."""


def _is_slip(one: str, other: str) -> bool:
    allowed = 1 if min(len(one), len(other)) < 8 else 2
    return min(len(one), len(other)) >= 4 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _window(printed: Sequence[str], typed: Sequence[str]) -> tuple[int, int]:
    """From which printed word to which the typed ones are nearest; of several such stretches the longest, so that a changed
    last word stands beside the one it was changed from.
    """
    letters: dict[str, str] = {}
    passage, sought = (
        "".join(letters.setdefault(word, chr(0xF0000 + len(letters))) for word in words) for words in (printed, typed)
    )
    first, last = 0, len(passage)
    if last > len(sought):
        place = fuzz.partial_ratio_alignment(sought, passage)
        first, last = (place.dest_start, place.dest_end) if place else (0, last)
    slack = len(sought) // 3 + 2
    starts = range(max(0, first - slack), min(len(passage), first + slack + 1))
    first = min(starts, key=lambda at: (Levenshtein.distance(passage[at:last], sought), at))
    ends = range(max(first, last - slack), min(len(passage), last + slack) + 1)
    last = min(ends, key=lambda at: (Levenshtein.distance(passage[first:at], sought), -at))
    return first, last


def joined(
    claimed: Claimed, passages: Sequence[Printed]
) -> tuple[tuple[int, Comparison], tuple[int, Comparison]] | None:
    """Two passages, by their numbers, of which the typed words are run together: the one's words, then the other's.

    None where no two hold them all, each at least `PIECE` words.
    """
    count = len(claimed.words)
    heads = [
        (_held(claimed, one, range(count - PIECE, PIECE - 1, -1), head=True), number)
        for number, one in enumerate(passages)
    ]
    tails = [
        (_held(claimed, one, range(count - PIECE, PIECE - 1, -1), head=False), number)
        for number, one in enumerate(passages)
    ]
    head, tail = max(heads, default=(0, -1)), max(tails, default=(0, -1))
    if head[0] + tail[0] < count or not head[0] or not tail[0] or head[1] == tail[1]:
        return None
    split = claimed.words[head[0] - 1].end
    one, other = Claimed(claimed.text[:split]), Claimed(claimed.text[claimed.words[head[0]].start :])
    return (head[1], compared(one, passages[head[1]])), (tail[1], compared(other, passages[tail[1]]))


def _held(claimed: Claimed, printed: Printed, lengths: range, *, head: bool) -> int:
    """How many of the first, or of the last, typed words stand one after another in a passage; 0 for too few."""
    for length in lengths:
        words = claimed.spellings[:length] if head else claimed.spellings[-length:]
        if next(printed.runs(words), None) is not None:
            return length
    return 0
