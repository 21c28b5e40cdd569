"""What is on file: a store that is the truth, an index derived from it, and the Archive made of the two."""

from bot.archive.archive import Archive, migrate, open_archive, runs_of
from bot.archive.records import (
    ArchiveState,
    ArticleHit,
    Filed,
    FiledVersion,
    Filters,
    Found,
    Holdings,
    Ids,
    Indirect,
    Listed,
    Month,
    NameHit,
    Printing,
    Submission,
    Worded,
    Words,
)
from bot.folding import folded, marked, words_of

__all__ = [
    "Archive",
    "ArchiveState",
    "ArticleHit",
    "Filed",
    "FiledVersion",
    "Filters",
    "Found",
    "Holdings",
    "Ids",
    "Indirect",
    "Listed",
    "Month",
    "NameHit",
    "Printing",
    "Submission",
    "Worded",
    "Words",
    "folded",
    "marked",
    "migrate",
    "open_archive",
    "runs_of",
    "words_of",
]
