"""Block quotes: paragraphs that a page sets apart as quoted, without marks, if the words around them say that they are."""

from collections.abc import Collection, Iterator, Sequence

from bot.model import Span
from bot.quoting.marks import Quoted, Turn, taking_place

_MARKS = frozenset("\"“”„«»‹›‘’'`")
_DASHES = frozenset("-–—―")


def with_blocks(text: str, paragraphs: Sequence[Span], quoted: list[Quoted], numbers: Collection[int]) -> list[Quoted]:
    """The quotations of a text, those in block quotes as one each; `numbers` tells their paragraphs, from 1.

    A block quote counts where the paragraph before it leads to it with a colon, or a line that begins with a dash says
    below it whose it is. One that opens with marks goes by its marks.
    """
    blocks = [block for run in _runs(numbers, len(paragraphs)) for block in _quoted(text, paragraphs, run)]
    return taking_place(blocks, quoted)


def _runs(numbers: Collection[int], count: int) -> Iterator[range]:
    """Paragraphs, from 0, that follow one another."""
    first = last = -1
    for number in sorted({number - 1 for number in numbers if 0 < number <= count}):
        if number > last + 1 or first < 0:
            if first >= 0:
                yield range(first, last + 1)
            first = number
        last = number
    if first >= 0:
        yield range(first, last + 1)


def _quoted(text: str, paragraphs: Sequence[Span], run: range) -> Iterator[Quoted]:
    credited = [number for number in run if text[paragraphs[number].start] in _DASHES]
    words = range(run.start, credited[0]) if credited else run
    below = credited or [number for number in (run.stop,) if number < len(paragraphs)]
    led = run.start > 0 and text[paragraphs[run.start - 1].end - 1] == ":"
    signed = bool(below) and text[paragraphs[below[0]].start] in _DASHES
    if not (led or signed) or any(text[paragraphs[number].start] in _MARKS for number in words):
        return
    turn = Turn.LED_TO if led else Turn.SIGNED
    for number in words:
        span = paragraphs[number]
        yield Quoted(
            span, span, closed=number == words[-1], single=False, turn=turn if number == words[0] else Turn.CONTINUED
        )
