"""A watched folder -> the files in it, and in the folders in it."""

import os
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.reading import LARGEST
from bot.sources.listing import Item, Listing, NotAList

SETTLED = timedelta(seconds=10)
"""How long a file must have been left alone: one that is younger may still be on its way here."""

MOST = 100_000
"""Files that are looked through."""


def folder(place: Path, now: datetime) -> Listing:
    """The files of a folder that were left alone for a while, by path; hidden ones, links and what is no file are left out.

    Raises:
        NotAList: there is no such folder, or it can't be read.
    """
    try:
        return Listing(tuple(_files(place, now)))
    except OSError as error:
        raise NotAList(
            f"The folder {place} can't be read: {error.strerror}.", "Is it there, and may we read it?"
        ) from error


def _files(place: Path, now: datetime) -> Iterator[Item]:
    before = (now - SETTLED).timestamp()
    number = 0
    for where, below, names in os.walk(place, onerror=_raise):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            number += 1
            if number > MOST:
                return
            told = path.lstat()
            if (
                stat.S_ISREG(told.st_mode)
                and not name.startswith(".")
                and told.st_size <= LARGEST
                and told.st_mtime <= before
            ):
                yield Item(path.relative_to(place).as_posix(), f"{told.st_size}:{told.st_mtime_ns}", path=path)


def _raise(error: OSError) -> None:
    raise error
