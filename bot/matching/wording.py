"""How two wordings of the same words differ: by aligning them word for word, never by how alike they look."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein, Opcode

from bot.common_words import COMMON
from bot.folding import words_with_spans
from bot.model import Span

SHARED = 4
"""Words in a row or not that two wordings must share before they are taken for wordings of one saying."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two wordings part: verbatim words of either, empty where it has none there."""

    here: str
    there: str


def changes(here: str, there: str) -> tuple[Change, ...]:
    """Every place where two texts differ in their words, in order; case, accents and punctuation don't count."""
    ours, theirs = _aligned(here), _aligned(there)
    return tuple(_change(here, ours, there, theirs, code) for code in _opcodes(ours, theirs) if code.tag != "equal")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and its words as they are compared, worked out once for many comparisons."""

    text: str
    words: Sequence[tuple[str, Span]]


def wording_of(text: str) -> Wording:
    """A text, ready to be compared with others."""
    return Wording(text, _aligned(text))


def one_saying(here: Wording, there: Wording) -> bool:
    """Whether one saying stands behind two wordings, by the rule of `differences`; the same words are one."""
    ours, theirs = here.words, there.words
    shared = [
        word
        for code in _opcodes(ours, theirs)
        if code.tag == "equal"
        for word, _ in ours[code.src_start : code.src_end]
    ]
    return len(shared) == len(ours) == len(theirs) or _one_saying(shared, ours, theirs)


def differences(here: Wording, there: Wording) -> tuple[Change, ...]:
    """Where two wordings of one saying differ; empty where they say the same, or are sayings of their own.

    One saying is taken to stand behind both where, aligned, they share at least `SHARED` words, and the greater part
    of the words that carry it. That one of them only begins earlier or ends later is no difference.
    """
    ours, theirs = here.words, there.words
    if {word for word, _ in ours}.isdisjoint(word for word, _ in theirs):
        return ()
    codes = _opcodes(ours, theirs)
    shared = [word for code in codes if code.tag == "equal" for word, _ in ours[code.src_start : code.src_end]]
    if not _one_saying(shared, ours, theirs):
        return ()
    inner = codes[_grows(codes[:1]) : len(codes) - _grows(codes[-1:])]
    return tuple(_change(here.text, ours, there.text, theirs, code) for code in inner if code.tag != "equal")


_Words = Sequence[tuple[str, Span]]


def _aligned(text: str) -> _Words:
    return list(words_with_spans(text))


def _opcodes(ours: _Words, theirs: _Words) -> list[Opcode]:
    return list(Levenshtein.opcodes([word for word, _ in ours], [word for word, _ in theirs]))


def _one_saying(shared: Sequence[str], ours: _Words, theirs: _Words) -> bool:
    shorter = min(ours, theirs, key=len)
    carrying = [word for word, _ in shorter if word not in COMMON]
    kept = [word for word in shared if word not in COMMON]
    return len(shared) >= SHARED and len(shared) * 3 >= len(shorter) * 2 and len(kept) * 3 > len(carrying) * 2 - 1


def _grows(end: Sequence[Opcode]) -> bool:
    """Whether one wording merely goes on, at the end that is given, where the other stops."""
    return any(code.tag in {"insert", "delete"} for code in end)


def _change(here: str, ours: _Words, there: str, theirs: _Words, code: Opcode) -> Change:
    return Change(_cut(here, ours, code.src_start, code.src_end), _cut(there, theirs, code.dest_start, code.dest_end))


def _cut(text: str, words: _Words, start: int, end: int) -> str:
    return text[words[start][1].start : words[end - 1][1].end] if start < end else ""
