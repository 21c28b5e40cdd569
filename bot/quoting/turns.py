"""Transcripts and interviews: paragraphs that begin with who speaks, "ANN LEE, MAYOR: …", and need no marks."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.model import Span
from bot.quoting.marks import Quoted

FEWEST = 3
"""Paragraphs with a speaker in capitals from which a text is taken for a transcript; one more where they are not."""

_CAPITALS = re.compile(
    r"(?P<who>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3})(?:, [A-Z][A-Z0-9 ,.&'’/-]{1,80})?(?: \([^()\n]{1,40}\))?: +(?=\S)"
)
_NAMED = re.compile(r"(?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,3})(?: \([^()\n]{1,40}\))?: +(?=\S)")
_MARKS = frozenset("\"“”„«»‘'")


def with_turns(text: str, paragraphs: Sequence[Span], quoted: list[Quoted]) -> list[Quoted]:
    """Of a transcript its turns, as if they stood in marks, with the quotations outside them; of another text the quotations."""
    turns = turns_in(text, paragraphs)
    if not turns:
        return quoted
    starts = {turn.outer.start: turn for turn in turns}
    inside = _Inside(turns)
    return sorted([*starts.values(), *(one for one in quoted if not inside(one))], key=lambda one: one.outer.start)


def turns_in(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """The turns of a transcript in order; none where too few paragraphs begin with a speaker, or always the same."""
    capitals = _labelled(text, paragraphs, _CAPITALS)
    if len(capitals) >= FEWEST and len({who for who, _ in capitals}) > 1:
        return [turn for _, turn in capitals]
    named = _labelled(text, paragraphs, _NAMED)
    times = Counter(who for who, _ in named)
    kept = [(who, turn) for who, turn in named if times[who] > 1]
    return [turn for _, turn in kept] if len(kept) > FEWEST and len({who for who, _ in kept}) > 1 else []


def _labelled(text: str, paragraphs: Sequence[Span], label: re.Pattern[str]) -> list[tuple[str, Quoted]]:
    found: list[tuple[str, Quoted]] = []
    for paragraph in paragraphs:
        match = label.match(text, paragraph.start, paragraph.end)
        if match is not None and text[match.end()] not in _MARKS and _has_words(text, match.end(), paragraph.end):
            words = Span(match.end(), paragraph.end)
            found.append((match["who"], Quoted(words, words, closed=True, single=False, turn=True)))
    return found


def _has_words(text: str, start: int, end: int) -> bool:
    """Whether words follow, not a number alone as in a table: "Lee: 310."."""
    return any(character.isalpha() for character in text[start:end])


class _Inside:
    """Whether a quotation stands within a turn; asked in reading order."""

    def __init__(self, turns: Sequence[Quoted]) -> None:
        self.turns = turns
        self.at = 0

    def __call__(self, one: Quoted) -> bool:
        while self.at < len(self.turns) and self.turns[self.at].outer.end <= one.outer.start:
            self.at += 1
        return self.at < len(self.turns) and self.turns[self.at].outer.touches(one.outer)
