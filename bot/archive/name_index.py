"""What the Archive asks of an index of names or titles: whose they are, found while they are typed.

Like the search index it is derived, on local disk, and can be thrown away and built anew. What it holds of somebody
is enough to offer them without asking the store, so that a keystroke never waits for a network.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.archive.index import Watermark


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name of somebody, or a title.

    Attributes:
        text: As printed.
        visible_from: When it may first be shown, microseconds since 1970.
    """

    text: str
    visible_from: int


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who or what goes by some names.

    Attributes:
        id: The store's number, above 0.
        weight: How prominent: among equally good fits the weightier comes first. 0 to 4,294,967,295.
        spellings: None where it is to be forgotten.
        facts: What is shown of it, as the caller writes it; handed back as it is.
    """

    id: int
    newsroom: int
    weight: int
    spellings: tuple[Spelling, ...]
    facts: bytes = b""


class NameWriter(Protocol):
    """What the one process that may write is given."""

    def load(self, changed: int) -> int:
        """How many bearers are written anew, those merged included, where so many changed."""
        ...

    def replace(self, bearers: Iterable[Bearer], watermark: Watermark, *, anew: bool = False) -> None:
        """Hold these instead of what was held of them, and set the watermark; `anew` forgets all others."""
        ...


class NameIndex(Protocol):
    """Names that one process at a time writes and any number read."""

    def watermark(self) -> Watermark | None:
        """How far it has come, as last written by anybody; None where it is missing, older in kind or damaged.

        From now on that is what is read.
        """
        ...

    def held(self) -> Watermark | None:
        """How far what is read has come, without a look at the disk; None where nothing can be read."""
        ...

    def writing(self) -> AbstractContextManager[NameWriter | None]:
        """A writer, or None where another process is at it."""
        ...

    def begun(self, newsroom: int, words: Sequence[str], *, now: int, limit: int) -> list[Bearer]:
        """Bearers of a name in which every typed, folded word begins a word, the weightiest first."""
        ...

    def near(self, newsroom: int, words: Sequence[str], *, now: int, limit: int) -> list[Bearer]:
        """Bearers of a name that the typed, folded words come near, a slip a word or on a space, the nearest first."""
        ...
