"""Transcripts and interviews: paragraphs that begin with who speaks, "ANN LEE, MAYOR: …" or "Q: …", and need no marks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Span
from bot.quoting import lexicon
from bot.quoting.layout import TIME_STAMP
from bot.quoting.marks import Quoted, Turn, taking_place

FEWEST = 3
"""Paragraphs with a speaker in capitals from which a text is taken for a transcript; one more where they are not."""

_END = r"(?: \([^()\n]{1,40}\))?(?::[*_]{0,3}|[*_]{1,3}:) +(?=\S)"
_CAPITALS = re.compile(
    r"[*_]{0,3}(?P<who>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3})(?:, [A-Z][A-Z0-9 ,.&'’/-]{1,80})?" + _END
)
_NAMED = re.compile(r"[*_]{0,3}(?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,3})" + _END)
_ASKED = re.compile(
    r"[*_]{0,3}(?P<who>Q|A|Question|Answer|QUESTION|ANSWER)(?:[:.)][*_]{0,3}|[*_]{1,3}[:.]?| ?[–—-]) +(?=\S)"
)
_LABEL = re.compile(r"[*_]{0,3}[A-Z][^\n:.!?“”\"]{0,60}:")
_NO_SPEAKERS = lexicon.words(
    "related read more see also watch listen live update updates updated breaking correction corrections clarification note notes editor editors "
    "photo photos video videos audio graphic gallery caption credit exclusive opinion analysis warning source sources contact info information "
    "who what when where why how date time place location cost price tickets admission phone email address hours summary background "
    "topic topics tags share follow subscribe advertisement dateline headline"
)
"""First words of what stands before a colon in notices, listings and links, and speaks not."""

_MARKS = frozenset("\"“”„«»‘'")
_DOUBLE_MARKS = re.compile(r"[\"“”„«»]")
_SENTENCE_END = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A paragraph that begins with a label: who that is, and the words after it."""

    who: str
    turn: Quoted

    @property
    def surname(self) -> str:
        return self.who.split()[-1].lower()


def with_turns(text: str, paragraphs: Sequence[Span], quoted: list[Quoted]) -> list[Quoted]:
    """Of a transcript its turns, as if they stood in marks, with the quotations outside them; of another text the quotations."""
    return taking_place(turns_in(text, paragraphs), quoted)


def turns_in(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """The turns of a transcript in order; none where too few paragraphs begin with a speaker, or always the same."""
    sure = _labelled(text, paragraphs, (_ASKED, _CAPITALS))
    if len(sure) >= FEWEST and _speakers(sure) > 1:
        return list(_with_continued(text, paragraphs, sure))
    named = _labelled(text, paragraphs, (_ASKED, _NAMED))
    times = Counter(one.surname for one in named.values())
    kept = {number: one for number, one in named.items() if times[one.surname] > 1}
    if len(kept) <= FEWEST or _speakers(kept) < 2:
        return []
    return list(_with_continued(text, paragraphs, kept))


def _speakers(labelled: Mapping[int, _Labelled]) -> int:
    return len({one.surname for one in labelled.values()})


def _is_dialogue(labelled: Mapping[int, _Labelled], paragraphs: Sequence[Span]) -> bool:
    """Whether a text is a transcript and does not only cite one, with its own words between: they fill half, each speaks twice."""
    reach = max(labelled) - min(labelled) + 1
    return len(labelled) >= 2 * _speakers(labelled) and 2 * reach >= len(paragraphs)


def _labelled(text: str, paragraphs: Sequence[Span], labels: Sequence[re.Pattern[str]]) -> dict[int, _Labelled]:
    """The paragraphs that begin with a label, by number."""
    found: dict[int, _Labelled] = {}
    for number, paragraph in enumerate(paragraphs):
        match = next(filter(None, (label.match(text, paragraph.start, paragraph.end) for label in labels)), None)
        if match is None or match["who"].split()[0].lower().removesuffix("’s").removesuffix("'s") in _NO_SPEAKERS:
            continue
        if text[match.end()] not in _MARKS and _has_words(text, match.end(), paragraph.end):
            found[number] = _Labelled(match["who"], _turn(match, paragraph))
    return found


def _turn(match: re.Match[str], paragraph: Span) -> Quoted:
    words = Span(match.end(), paragraph.end)
    if match.re is not _ASKED:
        return Quoted(words, words, closed=True, single=False, turn=Turn.NAMED)
    turn = Turn.QUESTION if match["who"][0] == "Q" else Turn.ANSWER
    return Quoted(words, paragraph, closed=True, single=False, turn=turn)


def _with_continued(text: str, paragraphs: Sequence[Span], labelled: Mapping[int, _Labelled]) -> Iterator[Quoted]:
    """The turns, and in a dialogue the paragraphs that go on with them: those before the next label, but none after the last."""
    dialogue = _is_dialogue(labelled, paragraphs)
    speaking: _Labelled | None = None
    for number in range(min(labelled), max(labelled) + 1):
        paragraph = paragraphs[number]
        if number in labelled:
            speaking = labelled[number]
            yield speaking.turn
        elif dialogue and speaking is not None and _goes_on(text[paragraph.start : paragraph.end], speaking):
            yield Quoted(paragraph, paragraph, closed=True, single=False, turn=Turn.CONTINUED)
        else:
            speaking = None


def _goes_on(words: str, speaking: _Labelled) -> bool:
    """Whether a paragraph without a label is still speech: no heading, stage direction, quotation, or words about the speaker."""
    if words[0] in "([*_#>" or words[-1] not in _SENTENCE_END or _DOUBLE_MARKS.search(words):
        return False
    if _LABEL.match(words) or TIME_STAMP.match(words):
        return False
    return speaking.turn.turn is not Turn.NAMED or speaking.surname not in map(_bare, words.split())


def _bare(word: str) -> str:
    return word.strip(".,;:!?()").removesuffix("’s").removesuffix("'s").lower()


def _has_words(text: str, start: int, end: int) -> bool:
    """Whether words follow, not a number alone as in a table: "Lee: 310."."""
    return any(character.isalpha() for character in text[start:end])
