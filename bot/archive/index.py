"""What the Archive asks of an index: a derived thing on local disk that can be thrown away and built anew.

Nothing of any search engine shows here, so that another one can take its place.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

Runs = tuple[tuple[str, ...], ...]
"""What must stand in a text, all of it: each a run of folded words that follow one another."""


@dataclass(frozen=True, slots=True)
class Saying:
    """An utterance to be found by its words. `said` is the same for the same words by the same speaker."""

    said: int
    speaker: int | None
    about: tuple[int, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's newest version to be found, with its utterances.

    Attributes:
        content: A number that stands for all of the version, whenever it was filed.
        earlier: What was said only in its earlier versions, each wording once.
        visible_from: Microseconds since 1970.
        day_first: The first day that its date may mean, YYYYMMDD as a number; None where it is undated.
        outlet: Folded.
    """

    article_id: int
    newsroom: int
    content: int
    visible_from: int
    day_first: int | None
    day_last: int | None
    outlet: str | None
    headline: str | None
    standfirst: str | None
    paragraphs: tuple[str, ...]
    sayings: tuple[Saying, ...]
    earlier: tuple[Saying, ...] = ()


COUNTED = 1_000
"""Matches that a search tells at most: nobody pages through more, and counting a common word's would take a hundred times as long."""


class Matches(NamedTuple):
    """The numbers of what a search found, best first, and whether there is more.

    Of matches as good as each other the newest come first, then some by what they say, whenever they were indexed. Where there
    is more than `COUNTED`, half as many are told at least.
    """

    numbers: Sequence[int] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What a search may see, enforced inside the query.

    Attributes:
        earlier: The wordings that only earlier versions have, instead of those that stand.
        without: Articles that changed since they were indexed: what the index holds of them is stale.
    """

    newsroom: int
    now: int
    by: tuple[int, ...] = ()
    about: tuple[int, ...] = ()
    since: int | None = None
    until: int | None = None
    outlet: str | None = None
    article: int | None = None
    earlier: bool = False
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Watermark:
    """How far an index has come: the store it was made from, and the last change it holds with that change's time."""

    store: str
    seq: int
    at: int


Read = Callable[[Sequence[int]], Sequence[Entry]]
"""Reads what stands of articles now, by their ids; other processes may be given it."""


class IndexWriter(Protocol):
    """What the one process that may write is given."""

    def begin_anew(self, articles: int) -> None:
        """Write an empty index, which takes the place of the old one when the writer is left in peace.

        `articles` is how many will come. Nothing of it lasts before the end, whatever is committed.
        """
        ...

    def replace(self, article_ids: Sequence[int], read: Read) -> None:
        """Forget what was held of the articles and hold instead what is read of them, here or in another process."""
        ...

    def commit(self, watermark: Watermark) -> None:
        """Make it last, then set the watermark."""
        ...


class Index(Protocol):
    """An index that one process at a time writes and any number read."""

    def watermark(self) -> Watermark | None:
        """How far it has come, as last written by anybody; None where it is missing, older in kind or damaged."""
        ...

    def writing(self) -> AbstractContextManager[IndexWriter | None]:
        """A writer, or None where another process is at it."""
        ...

    def sayings(self, sight: Sight, runs: Runs, *, every: bool = True) -> Matches:
        """The `said` of wordings that hold every run, or else any of them, best first."""
        ...

    def articles(self, sight: Sight, runs: Runs) -> Matches:
        """The ids of the matching articles, best first; words in the head count more."""
        ...

    def near(self, sight: Sight, words: Sequence[str], limit: int) -> list[int]:
        """The `said` of wordings that share most with folded words that may be misquoted, likeliest first.

        Shared are rare words, and pairs of words that stand close to each other.
        """
        ...

    def headlines(self, sight: Sight, words: Sequence[str], limit: int) -> list[int]:
        """Ids of articles whose headline may be meant by words that are half typed or misspelt, best first."""
        ...

    def count(self) -> int:
        """How many articles and utterances it holds."""
        ...

    def size(self) -> int:
        """Bytes on disk."""
        ...

    def place(self) -> str:
        """Where it is, for an operator."""
        ...
