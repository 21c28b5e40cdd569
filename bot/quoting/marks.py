"""Quotation marks of all shapes, read as the stretches of words they enclose.

Only the outermost marks of a place count: what stands in single marks inside double ones belongs to the
quotation around it. One pass from left to right, so any number of marks takes linear time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.model import Span
from bot.quoting.layout import paragraph_spans

_MARK = re.compile(
    r"''|``|["
    "\"“”„‟«»‹›‘’‚‛'`"
    "]"
)
_DOUBLE = frozenset({'"', "“", "”", "„", "‟", "''", "``"})
_SINGLE_OPEN = frozenset("‘‚‛'`")
_SINGLE_CLOSE = frozenset("’'‘")
_ANGLE_PARTNER = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
_ELISION = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|bout|round|n|cuz)\b", re.IGNORECASE)
_BEFORE_OPENING = frozenset("([{—–-/…\"“”„‘'«»‹›")


class Turn(Enum):
    """How a text tells without marks that words are somebody's: their turn in a transcript, or a block quote."""

    NONE = 0
    NAMED = 1
    QUESTION = 2
    ANSWER = 3
    CONTINUED = 4
    LED_TO = 5
    SIGNED = 6

    def __bool__(self) -> bool:
        """Whether they are a turn at all."""
        return self is not Turn.NONE


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks.

    Attributes:
        span: The words, without marks and without the blank space next to them.
        outer: The words with their marks.
        closed: False where the paragraph ended, or other marks opened, before these were closed.
        single: True where single marks enclose it.
        turn: Where no marks enclose it, but it is somebody's turn in a transcript, or a block quote: how that is told.
    """

    span: Span
    outer: Span
    closed: bool
    single: bool
    turn: Turn = Turn.NONE


def quoted_spans(text: str, paragraphs: Sequence[Span] | None = None) -> list[Quoted]:
    """All quoted stretches, in reading order; they never overlap, and none reaches past its paragraph."""
    found: list[Quoted] = []
    for paragraph in paragraph_spans(text) if paragraphs is None else paragraphs:
        found += _Paragraph(text, paragraph).quoted()
    return found


def taking_place(turns: Sequence[Quoted], quoted: list[Quoted]) -> list[Quoted]:
    """What needs no marks, with the quotations outside it, in reading order."""
    if not turns:
        return quoted
    inside = _Inside(turns)
    return sorted([*turns, *(one for one in quoted if not inside(one))], key=lambda one: one.outer.start)


class _Inside:
    """Whether a quotation stands within a turn; asked in reading order."""

    def __init__(self, turns: Sequence[Quoted]) -> None:
        self.turns = turns
        self.at = 0

    def __call__(self, one: Quoted) -> bool:
        while self.at < len(self.turns) and self.turns[self.at].outer.end <= one.outer.start:
            self.at += 1
        return self.at < len(self.turns) and self.turns[self.at].outer.touches(one.outer)


class _Paragraph:
    """One paragraph's marks, read once from left to right."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span
        self.marks = list(_MARK.finditer(text, span.start, span.end))
        self.closers = self._single_closers()

    def quoted(self) -> list[Quoted]:
        found: list[Quoted] = []
        if not self.marks:
            return found
        opened: re.Match[str] | None = None
        closer = ""
        index = 0
        while index < len(self.marks):
            mark = self.marks[index]
            if opened is None:
                single = self._single_quoted(index)
                if single is not None:
                    found += self._cut(mark, self.marks[single])
                    index = single
                elif self._opens(mark):
                    opened, closer = mark, _ANGLE_PARTNER.get(mark.group(), "")
            elif self._closes(mark, closer):
                found += self._cut(opened, mark)
                opened = None
            elif not closer and mark.group() in _DOUBLE:
                found += self._cut_open(opened, mark.start())
                opened = mark
            index += 1
        if opened is not None:
            found += self._cut_open(opened, self.span.end)
        return found

    def _opens(self, mark: re.Match[str]) -> bool:
        kind = mark.group()
        if kind in "«‹":
            return True
        if kind in "»›":
            return self._at_word_start(mark)
        if kind not in _DOUBLE:
            return False
        return self._has_words_after(mark) and (kind in "“„‟``" or not self._after_word(mark))

    def _closes(self, mark: re.Match[str], closer: str) -> bool:
        if closer:
            return mark.group() == closer
        kind = mark.group()
        if kind not in _DOUBLE:
            return False
        if kind == "”":
            return True
        return not self._at_word_start(mark)

    def _at_word_start(self, mark: re.Match[str]) -> bool:
        """Blank or an opening bracket before it, a word after it."""
        before, after = self._neighbours(mark)
        return (
            (before.isspace() or before in "([{—–" or before == "")
            and bool(after)
            and not after.isspace()
            and after not in ",.;:!?)—–"
        )

    def _after_word(self, mark: re.Match[str]) -> bool:
        before, after = self._neighbours(mark)
        return before.isalnum() or (before in ".,!?" and bool(before) and not after.isalnum())

    def _has_words_after(self, mark: re.Match[str]) -> bool:
        _, after = self._neighbours(mark)
        return bool(after)

    def _neighbours(self, mark: re.Match[str]) -> tuple[str, str]:
        before = self.text[mark.start() - 1] if mark.start() > self.span.start else ""
        after = self.text[mark.end()] if mark.end() < self.span.end else ""
        return before, after

    def _single_quoted(self, index: int) -> int | None:
        """The mark that closes single quotes opened here; None where it is an apostrophe."""
        mark = self.marks[index]
        if mark.group() not in _SINGLE_OPEN:
            return None
        before, after = self._neighbours(mark)
        at_start = before == "" or before.isspace() or before in _BEFORE_OPENING
        if not at_start or not (after.isalnum() or after in "$£€[…"):
            return None
        if _ELISION.match(self.text, mark.end()):
            return None
        return self.closers[index + 1] if index + 1 < len(self.closers) else None

    def _single_closers(self) -> list[int | None]:
        """For each mark, the next one from there that closes single quotes: surely if there is one, else perhaps."""
        sure: int | None = None
        perhaps: int | None = None
        closers: list[int | None] = []
        for index in range(len(self.marks) - 1, -1, -1):
            strength = self._closing_strength(self.marks[index])
            if strength == 2:
                sure = index
                perhaps = None
            elif strength == 1:
                perhaps = index
            closers.append(sure if sure is not None else perhaps)
        return closers[::-1]

    def _closing_strength(self, mark: re.Match[str]) -> int:
        """2: closes single quotes. 1: may close them, or be the apostrophe of a plural. 0: neither."""
        if mark.group() not in _SINGLE_CLOSE:
            return 0
        before, after = self._neighbours(mark)
        if before == "" or before.isspace() or after.isalnum() or (mark.group() == "‘" and before.isalnum()):
            return 0
        return 1 if before in "sS" and after == " " else 2

    def _cut(self, opening: re.Match[str], closing: re.Match[str]) -> list[Quoted]:
        single = opening.group() in _SINGLE_OPEN
        return self._words(
            Span(opening.start(), closing.end()), opening.end(), closing.start(), closed=True, single=single
        )

    def _cut_open(self, opening: re.Match[str], end: int) -> list[Quoted]:
        return self._words(Span(opening.start(), end), opening.end(), end, closed=False, single=False)

    def _words(self, outer: Span, start: int, end: int, *, closed: bool, single: bool) -> list[Quoted]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        words = Span(start, end)
        return [Quoted(words, outer, closed, single)] if any(c.isalnum() for c in words.cut(self.text)) else []
