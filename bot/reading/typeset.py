"""Lines as they were set on pages -> paragraphs: running heads dropped, words divided at a line's end made whole again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise

from bot.common_words import COMMON
from bot.reading.characters import SENTENCE_END, one_line

_EDGE = 2
"""Lines at a page's top and at its bottom, in height, among which a running head or foot is looked for."""

_NEARBY = 2
"""Pages forward and back on which a running head is looked for: left and right ones may differ."""

_LARGER = 1.15
"""How much larger or smaller letters are in a heading or a note; a heading is set a fifth larger or more."""

_WIDER = 1.3
"""How much farther apart than usual two lines stand that begin a paragraph; the gap is half a line or more in print."""

_INDENT = 0.5
"""How far a paragraph's first line stands in at least, in sizes of its letters: half an em."""

_SHORT = 0.8
"""How much of a full line's characters a line may have, with the next word set behind it, that was ended on purpose."""

_LONGEST_WORD = 100
"""Characters at a line's end in which its last word is looked for; the search goes with the square in one endless word."""

_DIVIDED = re.compile(r"(?P<first>[^\W\d_]+)[-\u2010]$")
_TIGHT = re.compile(r"\S[-\u2010\u2013\u2014]$")
_REST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_SOFT = "\u00ad"
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
"""Letters joined by the typesetter. Source: Unicode, Alphabetic Presentation Forms, U+FB00 to U+FB06."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line on a page, counted from 1: where it begins from the left and from below, and its letters' size, in points."""

    text: str
    page: int
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph on one line, and its pages, each with the character at which the paragraph goes on there: 0 for the first."""

    text: str
    pages: tuple[tuple[int, int], ...]


def paragraphs_of(pages: Sequence[Sequence[SetLine]]) -> list[SetParagraph]:
    """The paragraphs on some pages, in the order in which the lines come."""
    clean = [[replace(line, text=text) for line in page if (text := _cleaned(line.text))] for page in pages]
    lines = list(chain.from_iterable(_without_running_heads(clean)))
    setting = _Setting(lines)
    words = _words_in(lines) | COMMON
    blocks: list[list[SetLine]] = []
    for line in lines:
        if not blocks or setting.begins(blocks[-1][-1], line):
            blocks.append([])
        blocks[-1].append(line)
    return [_joined(block, words) for block in blocks]


def _cleaned(text: str) -> str:
    """A line as read; a soft hyphen at its end is kept, since it was shown."""
    shown = one_line(text.translate(_LIGATURES))
    return shown + _SOFT if text.rstrip().endswith(_SOFT) else shown


def _without_running_heads(pages: Sequence[Sequence[SetLine]]) -> Iterator[list[SetLine]]:
    """The pages without lines at the top or bottom that stand so on a page nearby too, numbers apart."""
    edges = [dict(_edges(page)) for page in pages]
    for number, page in enumerate(pages):
        nearby = edges[max(0, number - _NEARBY) : number] + edges[number + 1 : number + 1 + _NEARBY]
        running = {line for key, line in edges[number].items() if any(key in edge for edge in nearby)}
        yield [line for line in page if line not in running]


def _edges(page: Sequence[SetLine]) -> Iterator[tuple[tuple[str, int], SetLine]]:
    """The lines at a page's top and bottom, each under its words without numbers, and its height."""
    heights = sorted({line.y for line in page})
    outermost = {*heights[:_EDGE], *heights[-_EDGE:]}
    for line in page:
        if line.y in outermost:
            yield (re.sub(r"\d+", "#", line.text), round(line.y)), line


class _Setting:
    """How a text is set: the usual distance of its lines, in sizes of their letters, and the characters of a full one."""

    def __init__(self, lines: Sequence[SetLine]) -> None:
        steps = [_step(above, line) for above, line in pairwise(lines) if _is_below(above, line)]
        self._usual = _ranked(steps, 0.25)  # not the middle: in a text of short paragraphs most steps are gaps
        self._full = _ranked([len(line.text) for line in lines], 0.9)

    def begins(self, above: SetLine, line: SetLine) -> bool:
        """Whether a line begins a paragraph, as its letters, the space around it or the line above it show."""
        larger = max(above.size, line.size) > _LARGER * min(above.size, line.size)
        return larger or self._stands_apart(above, line) or self._ended(above, line)

    def _stands_apart(self, above: SetLine, line: SetLine) -> bool:
        """Whether a line stands lower than usual, or farther in behind the end of a sentence (not so in a list)."""
        if not _is_below(above, line):
            return False
        indented = line.x - above.x > _INDENT * line.size and SENTENCE_END.search(above.text.rstrip(":"))
        return bool(indented) or _step(above, line) > _WIDER * self._usual

    def _ended(self, above: SetLine, line: SetLine) -> bool:
        """Whether the line above ended a sentence where the next word would have fitted in."""
        length = len(above.text) + 1 + len(line.text.split(maxsplit=1)[0])
        return bool(SENTENCE_END.search(above.text)) and length < _SHORT * self._full


def _step(above: SetLine, line: SetLine) -> float:
    return (above.y - line.y) / max(above.size, line.size, 1.0)


def _ranked(sizes: Sequence[float], share: float) -> float:
    """The size that such a share of them does not exceed; 0 for none."""
    return sorted(sizes)[int(len(sizes) * share)] if sizes else 0.0


def _is_below(above: SetLine, line: SetLine) -> bool:
    """Whether a line stands under another, and not beside it, in the next column or on the next page."""
    return above.page == line.page and above.y - line.y > 0.3 * line.size


def _words_in(lines: Sequence[SetLine]) -> frozenset[str]:
    """The words of a text, folded of case, but for the parts of those divided at a line's end."""
    words: set[str] = set()
    divided = False
    for line in lines:
        found = [word.casefold() for word in _WORD.findall(line.text)]
        ends = line.text.endswith(_SOFT) or bool(_DIVIDED.search(line.text[-_LONGEST_WORD:]))
        words.update(found[int(divided) : len(found) - ends])
        divided = ends
    return frozenset(words)


def _joined(lines: Sequence[SetLine], words: frozenset[str]) -> SetParagraph:
    """Lines as a paragraph."""
    parts = [_led_on(above.text, line.text, words) for above, line in pairwise(lines)]
    parts.append(lines[-1].text.removesuffix(_SOFT))
    pages: dict[int, int] = {}
    for line, start in zip(lines, accumulate(map(len, parts), initial=0), strict=False):
        pages.setdefault(line.page, start)
    return SetParagraph("".join(parts), tuple((start, page) for page, start in pages.items()))


def _led_on(line: str, below: str, words: frozenset[str]) -> str:
    """A line as the next one goes on behind it: a hyphen at its end goes where it only divided a word."""
    end = line[-_LONGEST_WORD:]
    divided, rest = _DIVIDED.search(end), _REST.match(below)
    mends = divided and rest and _is_one_word(divided["first"], rest.group(), words)
    if mends or end.endswith(_SOFT):
        return line[:-1]
    return line if _TIGHT.search(end) else f"{line} "


def _is_one_word(first: str, rest: str, words: frozenset[str]) -> bool:
    """Whether a hyphen between two parts is no more than their division: as the text writes them elsewhere, else by the parts.

    Two words of their own are a compound and keep it; so does one whose second part has a capital.
    """
    one, two = first.casefold(), rest.casefold()
    if one + two in words:
        return True
    compound = f"{one}-{two}" in words or rest[0].isupper()
    return not compound and not ({one, two} <= words)
