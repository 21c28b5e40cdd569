"""How two wordings of the same words differ: by aligning them word for word, never by how alike they look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein, Opcode

from bot.common_words import COMMON
from bot.folding import Folding, words_with_spans
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
    ours, theirs = wording_of(here), wording_of(there)
    return tuple(_changes(ours, theirs, _opcodes(ours, theirs)))


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and its words as they are compared, worked out once for many comparisons."""

    text: str
    words: tuple[str, ...]
    distinct: frozenset[str]


def wording_of(text: str) -> Wording:
    """A text on file, ready to be compared with others. Its words are kept folded, so it is never what somebody typed."""
    words = _FOLDING.words_of(text)
    return Wording(text, words, frozenset(words))


_FOLDING = Folding()


def one_saying(here: Wording, there: Wording) -> bool:
    """Whether one saying stands behind two wordings, by the rule of `differences`; the same words are one."""
    return here.words == there.words or _one_saying(_shared(here, _opcodes(here, there)), here, there)


def differences(here: Wording, there: Wording) -> tuple[Change, ...]:
    """Where two wordings of one saying differ; empty where they say the same, or are sayings of their own.

    One saying is taken to stand behind both where, aligned, they share at least `SHARED` words, and the greater part
    of the words that carry it. That one of them only begins earlier or ends later is no difference.
    """
    # Words that stand in both are more than those that are aligned: most texts are told apart by that alone.
    if here.distinct.isdisjoint(there.distinct) or not _enough(
        sum(word in there.distinct for word in here.words), here, there
    ):
        return ()
    codes = _opcodes(here, there)
    if not _one_saying(_shared(here, codes), here, there):
        return ()
    return tuple(_changes(here, there, codes[_grows(codes[:1]) : len(codes) - _grows(codes[-1:])]))


def _opcodes(here: Wording, there: Wording) -> list[Opcode]:
    return list(Levenshtein.opcodes(here.words, there.words))


def _shared(here: Wording, codes: Sequence[Opcode]) -> list[str]:
    """The words that stand in both, aligned."""
    return [word for code in codes if code.tag == "equal" for word in here.words[code.src_start : code.src_end]]


def _enough(shared: int, here: Wording, there: Wording) -> bool:
    """Whether so many words in common may be those of one saying."""
    return shared >= SHARED and shared * 3 >= min(len(here.words), len(there.words)) * 2


def _one_saying(shared: Sequence[str], here: Wording, there: Wording) -> bool:
    shorter = min(here.words, there.words, key=len)
    carrying = [word for word in shorter if word not in COMMON]
    kept = [word for word in shared if word not in COMMON]
    return _enough(len(shared), here, there) and len(kept) * 3 > len(carrying) * 2 - 1


def _grows(end: Sequence[Opcode]) -> bool:
    """Whether one wording merely goes on, at the end that is given, where the other stops."""
    return any(code.tag in {"insert", "delete"} for code in end)


def _changes(here: Wording, there: Wording, codes: Sequence[Opcode]) -> Iterator[Change]:
    ours, theirs = (list(words_with_spans(one.text)) for one in (here, there))
    for code in codes:
        if code.tag != "equal":
            yield Change(
                _cut(here.text, ours, code.src_start, code.src_end),
                _cut(there.text, theirs, code.dest_start, code.dest_end),
            )


def _cut(text: str, words: Sequence[tuple[str, Span]], start: int, end: int) -> str:
    return text[words[start][1].start : words[end - 1][1].end] if start < end else ""
