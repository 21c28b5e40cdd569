"""What the archive is asked with and what it hands back, besides the nouns of `bot.model`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal

from bot.archive.bindings import Bindings
from bot.archive.standing import Standing
from bot.model import Document, Extraction, PrintedDate, Source, Span, Speaker, T, Utterance


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search; an empty one lets everything through.

    Attributes:
        by: Ids of speakers, any of whom said it.
        about: Ids of speakers, any of whom it concerns.
        since: ISO date, included; an undated article meets neither `since` nor `until`.
        until: ISO date, included ("2025-06" means to the end of June).
        outlet: An outlet's name, compared without case.
        article: One article's id.
    """

    by: tuple[int, ...] = ()
    about: tuple[int, ...] = ()
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    article: int | None = None


EVERYTHING = Filters()
"""What lets everything through."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched for: single words and phrases.

    Attributes:
        words: Single words, folded (case, accents, marks).
        phrases: Each a run of folded words that stand one after another.
        every: Whether all of them must stand in the text; else any of them.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    every: bool = True

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One page of what was found, and how many there are on all pages.

    `more` where there may be more than `total`, which a search neither counts nor shows. `beside` is what stands before and after
    the page, where that was asked for: its words alone.
    """

    items: tuple[T, ...]
    total: int
    more: bool = False
    beside: "tuple[Worded, ...]" = ()


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of an utterance, one line for each of its quotes, and where it stands: no more than comparing it needs."""

    words: str
    article_id: int
    quote_id: int


@dataclass(frozen=True, slots=True)
class Printing:
    """An utterance in its earliest printing, and in how many other articles the same words by the same speaker stand.

    `marked` holds, for each quote of the utterance, the stretches of its exact words that a search matched.
    """

    utterance: Utterance
    also_in: int = 0
    marked: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Indirect:
    """What an article reports somebody to have said, in its own words: a sentence of it, verbatim, and what of that is reported.

    Attributes:
        words: What is reported, as a span of `sentence`.
        paragraph: Counts from 1.
        because: From which words the speaker was worked out; "" where the sentence names them.
    """

    source: Source
    sentence: str
    words: Span
    paragraph: int
    because: str = ""


@dataclass(frozen=True, slots=True)
class FiledVersion:
    """A version with what was found in it, for reading it anew, and what the operator said of its newsroom's speakers."""

    version_id: int
    article_id: int
    document: Document
    standing: Standing
    bindings: Bindings


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that matched, with the paragraph that matched best, verbatim, and the stretches of it to mark.

    `paragraph` counts from 1; 0 where the headline or standfirst matched, and `passage` is then that line.
    """

    source: Source
    passage: str
    paragraph: int
    marked: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """An article's newest version in a list, and how many quotations of speech it has."""

    source: Source
    quotes: int


@dataclass(frozen=True, slots=True)
class Month:
    """How much somebody is quoted in a month ("2025-06"; a year alone where no month is known), and how much about them."""

    iso: str
    by: int
    about: int


@dataclass(frozen=True, slots=True)
class NameHit:
    """A speaker on file whose name may be meant, how many visible utterances are by it and about it."""

    speaker: Speaker
    by: int
    about: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a newsroom has on file and may be shown; said whenever nothing was found."""

    articles: int
    versions: int
    quotes: int
    speakers: int
    outlets: tuple[str, ...]
    earliest: PrintedDate | None
    latest: PrintedDate | None


@dataclass(frozen=True, slots=True)
class Submission:
    """Something to file: what was read, what was found in it, the raw bytes, and where it came from.

    Attributes:
        origin: What makes it the same article again: its canonical URL where it has one, else its path, else a
            name for it.
    """

    document: Document
    extraction: Extraction
    raw: bytes
    origin: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing one submission did: a new article, a new version of one on file, or nothing.

    "same" is on file already; "removed" was taken down and is not filed again: `version_id` is then 0.
    """

    outcome: Literal["article", "version", "same", "removed"]
    article_id: int
    version_id: int
    quotes: int


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """What an operator wants to know of an archive, withheld and embargoed articles counted in.

    Attributes:
        where: The archive's file, or the database without its password.
        store: "SQLite" or "PostgreSQL".
        size: Bytes of the store; `index_size` those of the index.
        seq: Number of the last change; `indexed` that of the last one in the index, None where there is no index.
        whole: Whether the index holds all that the store holds.
        last_filed: When an article or version was last filed; None while there is none.
        newsroom: Whose counts these are; None for all together.
        withheld: Articles that may not be shown: withheld, or embargoed still.
    """

    where: str
    store: str
    size: int
    index: str
    index_size: int
    seq: int
    indexed: int | None
    whole: bool
    last_filed: datetime | None
    newsroom: str | None
    articles: int
    versions: int
    quotes: int
    speakers: int
    withheld: int
    removed: int


Ids = Sequence[int]
