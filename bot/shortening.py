"""Where words may be cut for want of room: after a whole word, outside marks, and never so that their sense turns."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

from bot.folding import words_of, words_with_spans

_VERBS = """
do does did is are was were ca can could would should wo have has had ai need must might may sha ought
"""
_WORDS = """
not never no none nobody nothing nowhere neither nor cannot without hardly scarcely barely rarely seldom unless except
excluding but although though however yet despite nevertheless nonetheless whereas instead rather if only until unlike
otherwise false untrue wrong fails fail failed deny denies denied refuse refuses refused t
"""

TURNING = frozenset(_WORDS.split()) | {f"{verb}nt" for verb in _VERBS.split()}
"""Words, folded, that can turn the sense of those before them: negations, contrasts, conditions. English."""

_SHORT = """
mr mrs ms dr st jr sr vs etc inc ltd co corp gen sen rep gov lt col sgt capt cmdr adm prof rev hon pres
jan feb mar apr jun jul aug sep sept oct nov dec no dept est approx mt ft ave blvd rd messrs mme supt
"""
_ABBREVIATIONS = frozenset(_SHORT.split())
_END = re.compile(
    r"(?P<word>[^\W\d_]{0,12})(?P<mark>[.!?])[\"'”’»)\]]*(?=\s[\s…“\"'‘«(\[]*(?P<next>[A-Z][\w'’]{0,30}))"
)
_TOKEN = re.compile(r"\S+")
_PARTNERS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))


def shown_parts(parts: Sequence[str], between: str, room: int | None) -> tuple[tuple[str, ...], int]:
    """The beginning of some texts that is drawn in `room` characters with `between` them, and how many words it leaves out.

    What is left out begins after a whole word, best after a sentence, and neither the rest of that sentence nor the
    beginning of the next one holds a word of `TURNING`; where there is no such place, nothing is shown. The room is
    kept for the count of what is left out, too: see `more`. None is room for everything.
    """
    text = between.join(parts)
    if room is None or len(text) <= room:
        return tuple(parts), 0
    end = _shown(text, _ends(parts, len(between)), room - len(f" {more(_count(text))}"))
    cut = tuple(_cut(parts, len(between), end))
    return cut, _count(text) - sum(map(_count, cut)) or 1


def more(words: int) -> str:
    """What stands, outside of any marks, for words left out: "[41 words more]"."""
    return f"[{words:,} word{'' if words == 1 else 's'} more]"


def whole_words(text: str, room: int) -> int:
    """How many characters of a text can be shown so that a word ends there and no mark stays open; 0 where none."""
    return max((end for end in _ends([text], 0) if end <= room and _closed(text[:end])), default=0)


def turns(words: str) -> bool:
    """Whether any of the words can turn the sense of what stands before them."""
    return not TURNING.isdisjoint(words_of(words))


def _count(text: str) -> int:
    return len(words_of(text)) or len(text.split())


def _ends(parts: Sequence[str], between: int) -> Iterator[int]:
    """Where words end, in the joined text."""
    starts = accumulate((len(part) + between for part in parts), initial=0)
    return (start + word.end() for start, part in zip(starts, parts, strict=False) for word in _TOKEN.finditer(part))


def _cut(parts: Sequence[str], between: int, end: int) -> Iterator[str]:
    for part in parts:
        if end <= 0:
            return
        yield part[:end]
        end -= len(part) + between


def _shown(text: str, ends: Iterator[int], room: int) -> int:
    """How much may be shown: to the end of a sentence, unless that leaves more than half of the room empty."""
    words = [(span.start, word) for word, span in words_with_spans(text)]
    starts, turning = [start for start, _ in words], [start for start, word in words if word in TURNING]
    stops = [*(match.end() for match in _END.finditer(text) if _is_end(match)), len(text)]
    longest = whole = 0
    for end in takewhile(lambda end: end <= room, ends):
        stop = stops[bisect_left(stops, end)]
        if _closed(text[:end]) and not _between(turning, end, stop):
            longest = end
            whole = whole if _between(starts, end, stop) else end
    return whole if whole * 2 >= longest else longest


def _between(places: Sequence[int], start: int, end: int) -> bool:
    """Whether any of the places, which are in order, lies between two others."""
    return bisect_left(places, start) < bisect_left(places, end)


def _is_end(match: re.Match[str]) -> bool:
    """Whether a sentence surely ends here: no abbreviation does, and none that the next one's first word turns."""
    word = match["word"].casefold()
    return (match["mark"] != "." or (len(word) > 1 and word not in _ABBREVIATIONS)) and not turns(match["next"])


def _closed(shown: str) -> bool:
    """Whether every mark and bracket that is opened in the words is closed there."""
    balanced = all(shown.count(opening) <= shown.count(closing) for opening, closing in _PARTNERS)
    return balanced and shown.count('"') % 2 == 0
