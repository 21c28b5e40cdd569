"""What changed in a text from one version to the next, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from bot.model import PARAGRAPH_BREAK, Span

MOST = 20_000
"""Words of a text that are compared one by one: the table of two such texts takes 50 MB. Longer texts go by paragraph."""

SHORTEST = 2
"""Words that must stay together between two changes to be told as kept: a lone "the" makes a change hard to read."""

_WORD = re.compile(rf"{PARAGRAPH_BREAK}|\S+[^\S\n]*")
_PARAGRAPH = re.compile(rf"{PARAGRAPH_BREAK}|[^\n]+")

Tag = Literal["kept", "dropped", "added"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stayed, went or came, verbatim; of a kept one the newer text's spacing."""

    tag: Tag
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of either text, or of both, and where it stands in them; `after` is empty where it went."""

    stretches: tuple[Stretch, ...]
    before: Span
    after: Span

    @property
    def changed(self) -> bool:
        """Whether anything in it went or came."""
        return any(stretch.tag != "kept" for stretch in self.stretches)


def paragraphs_between(before: str, after: str) -> tuple[Paragraph, ...]:
    """Two texts as one: every paragraph in order, with the words that stayed, went and came.

    The kept and added stretches in order are the later text, the kept and dropped ones the earlier, but for spacing.
    """
    by_word = max(len(before.split()), len(after.split())) <= MOST
    old, new = (list((_WORD if by_word else _PARAGRAPH).findall(text)) for text in (before, after))
    return tuple(_paragraphs(_legible(list(_steps(old, new)))))


_Step = tuple[Tag, list[str], list[str]]
"""What happened, and the tokens it took from the earlier and the later text."""


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[_Step]:
    codes = Indel.opcodes([token.strip() or token for token in old], [token.strip() or token for token in new])
    for code in codes:
        gone, come = list(old[code.src_start : code.src_end]), list(new[code.dest_start : code.dest_end])
        if code.tag == "equal":
            yield "kept", gone, come
        elif gone:
            yield "dropped", gone, []
        elif come:
            yield "added", [], come


def _legible(steps: list[_Step]) -> Iterator[_Step]:
    """The steps, with what is changed run together over kept words that are too few to be read by themselves."""
    gone: list[str] = []
    come: list[str] = []
    for place, (tag, old, new) in enumerate(steps):
        between = 0 < place < len(steps) - 1 and PARAGRAPH_BREAK not in new
        if tag != "kept" or (between and len(new) < SHORTEST and (gone or come)):
            gone += old
            come += new
            continue
        yield from _changed(gone, come)
        gone, come = [], []
        yield tag, old, new
    yield from _changed(gone, come)


def _changed(gone: list[str], come: list[str]) -> Iterator[_Step]:
    if gone:
        yield "dropped", gone, []
    if come:
        yield "added", [], come


@dataclass(slots=True)
class _Line:
    """The paragraph that is being put together, and how far either text has been read."""

    stretches: list[Stretch]
    before: int = 0
    after: int = 0
    from_before: int = 0
    from_after: int = 0

    def add(self, tag: Tag, token: str, old: str, new: str) -> None:
        """Take in a word."""
        if self.stretches and self.stretches[-1].tag == tag:
            token = self.stretches.pop().text + token
        self.stretches.append(Stretch(tag, token))
        self.read(old, new)

    def read(self, old: str, new: str) -> None:
        """Go on in both texts."""
        self.before += len(old)
        self.after += len(new)

    def ended(self) -> Iterator[Paragraph]:
        """The paragraph, if it has any words; another one begins."""
        if self.stretches:
            here = Span(self.from_before, self.before), Span(self.from_after, self.after)
            yield Paragraph(tuple(self.stretches), *here)
        self.stretches = []


def _paragraphs(steps: Iterator[_Step]) -> Iterator[Paragraph]:
    line = _Line([])
    for tag, old, new in steps:
        for place, token in enumerate(new or old):
            gone, come = old[place] if old else "", new[place] if new else ""
            if token == PARAGRAPH_BREAK:
                yield from line.ended()
                line.read(gone, come)
                line.from_before, line.from_after = line.before, line.after
            else:
                line.add(tag, token, gone, come)
    yield from line.ended()
