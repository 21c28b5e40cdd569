"""How one wording becomes another, word by word: what is kept, dropped, added, replaced, and moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from bot.common_words import COMMON
from bot.wording.words import Word


class Kind(StrEnum):
    """What becomes of words. `MOVED` stands twice: where they were printed, and where they were typed."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADDED = "added"
    REPLACED = "replaced"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Step:
    """Words that stand together, verbatim as printed and as typed; empty on the side that lacks them.

    The printed sides in order hold all words as printed, the typed sides all words as typed.
    """

    kind: Kind
    printed: str
    typed: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A stretch of the words as printed and one as typed; ends excluded."""

    kind: Kind
    first: int
    last: int
    start: int
    stop: int


def aligned(printed: Sequence[Word], typed: Sequence[Word]) -> list[Aligned]:
    """Which words became which, so that the fewest change; two spellings of a word are that word."""
    codes = Levenshtein.opcodes([word.spelling for word in printed], [word.spelling for word in typed])
    found = [Aligned(_KINDS[code.tag], code.src_start, code.src_end, code.dest_start, code.dest_end) for code in codes]
    return list(_with_moved(found, printed, typed))


_KINDS = {"equal": Kind.KEPT, "delete": Kind.DROPPED, "insert": Kind.ADDED, "replace": Kind.REPLACED}


def _with_moved(found: Sequence[Aligned], printed: Sequence[Word], typed: Sequence[Word]) -> Iterator[Aligned]:
    """The same, with words that were dropped in one place and added in another told as moved."""
    gone = {_spellings(printed, one.first, one.last) for one in found if one.kind is Kind.DROPPED}
    come = {_spellings(typed, one.start, one.stop) for one in found if one.kind is Kind.ADDED}
    moved = {words for words in gone & come if tells(words)}
    for one in found:
        words = (
            _spellings(printed, one.first, one.last)
            if one.kind is Kind.DROPPED
            else _spellings(typed, one.start, one.stop)
        )
        is_moved = one.kind in {Kind.DROPPED, Kind.ADDED} and words in moved
        yield replace(one, kind=Kind.MOVED) if is_moved else one


def tells(words: Sequence[str]) -> bool:
    """Whether words that stand in two places are likely the same ones: two of them, or one that is not in every sentence."""
    return len(words) > 1 or not COMMON.issuperset(words)


def _spellings(words: Sequence[Word], start: int, stop: int) -> tuple[str, ...]:
    return tuple(word.spelling for word in words[start:stop])


def steps(
    alignment: Sequence[Aligned], printed: Sequence[Word], text: str, typed: Sequence[Word], given: str
) -> tuple[Step, ...]:
    """The alignment in words, verbatim; changes that stand side by side are told as one."""
    return tuple(
        Step(one.kind, cut(printed, one.first, one.last, text), cut(typed, one.start, one.stop, given))
        for one in _run_together(alignment)
    )


def _run_together(alignment: Sequence[Aligned]) -> Iterator[Aligned]:
    last: Aligned | None = None
    for one in alignment:
        if last and {last.kind, one.kind} <= _CHANGES:
            last = Aligned(Kind.REPLACED, last.first, one.last, last.start, one.stop)
        else:
            if last:
                yield last
            last = one
    if last:
        yield last


_CHANGES = frozenset({Kind.DROPPED, Kind.ADDED, Kind.REPLACED})


def cut(words: Sequence[Word], start: int, stop: int, text: str) -> str:
    """From the first to the last of some words, verbatim; empty where there is none."""
    return text[words[start].start : words[stop - 1].end] if start < stop else ""
