"""How much is on file by and about somebody over time, as shapes of an SVG that a template draws. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reader import Bar

WIDTH, HALF, LABELS = 640, 60, 22
"""Units of the drawing: its width, the height of each half, and of the line of years between them."""

WIDEST = 54
"""Units of a bar with the room beside it: a label has so many."""


@dataclass(frozen=True, slots=True)
class Column:
    """A bar's place: its left edge and width; by them upwards from the line, about them downwards."""

    bar: Bar
    left: float
    width: float
    up: float
    down: float
    label: str

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return round(self.left + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing `WIDTH` wide; the bars by them stand on `above`, those about them hang from `below`."""

    columns: tuple[Column, ...]
    most: int
    width: int = WIDTH
    above: int = HALF
    below: int = HALF + LABELS
    height: int = 2 * HALF + LABELS


def chart(bars: Sequence[Bar]) -> Chart | None:
    """The bars as they are drawn, both halves in one scale; None where there are too few to compare."""
    if len(bars) < 2:
        return None
    most = max(max(bar.by, bar.about) for bar in bars)
    step = min(WIDTH / len(bars), WIDEST)
    every = -(-len(bars) * WIDEST // WIDTH)  # labels that would stand too near each other are left out
    return Chart(
        tuple(
            Column(
                bar,
                round((place + 0.14) * step, 1),
                round(step * 0.72, 1),
                round(HALF * bar.by / most, 1),
                round(HALF * bar.about / most, 1),
                bar.iso if place % every == 0 else "",
            )
            for place, bar in enumerate(bars)
        ),
        most,
    )
