"""A process for a test to kill: `python -m tests.filing ARCHIVE URL INDEX FIRST at-the-gap|on`.

It files numbered stories for ever, and says each number once the archive has acknowledged it. `at-the-gap` kills
itself where the index has committed and its watermark is about to be written.
"""

import itertools
import os
import signal
import sys
from pathlib import Path

from bot.archive.archive import Archive
from bot.archive.engine import engine_for
from bot.archive.roster import Roster
from bot.archive.store import SqlStore
from bot.archive.tantivy_index import TantivyIndex
from bot.settings import Settings
from tests.archives import NOW, Line, Story

ROOM = "city-desk"


def story(number: int) -> Story:
    lines = (
        Line(f"Speaker number{number:05}", f"This is saying{number} of many."),
        Line("Ada Okafor", f"Answer{number}."),
    )
    return Story(lines, origin=f"/{number}", headline=f"Story{number}")


def die(_path: Path, _text: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(archive: str, url: str, index: str, first: str, how: str) -> None:
    settings = Settings(Path(archive), url, Path(index))
    keep = die if how == "at-the-gap" else None
    store = SqlStore(engine_for(settings))
    opened = Archive(store, TantivyIndex(settings.index, keep), Roster(store, settings))
    for number in itertools.count(int(first)):
        opened.file(ROOM, [story(number).submission], now=NOW)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        if number % 3 == 0:
            opened.catch_up()


if __name__ == "__main__":
    main(*sys.argv[1:])
