"""What following costs: ten thousand follows against a hundred articles a second, and how long an alert takes.

    python -m benchmarks.alerts [--follows 10000] [--seconds 10] [--rate 100] [--postgres ADDRESS]

Half of the follows are of people, half of two words. Each second so many articles are filed, then looked through as the worker
does, and what came of them is said to a chat that takes everything at once: what is measured is ours alone. A chat takes about
one message a second and channel, and the app looks for what is due every three seconds, which come on top.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from adapters.following import deliver
from benchmarks.made_up_archive import articles
from bot.alerts import Saying
from bot.archive import Submission, migrate, open_archive
from bot.desk import Desk
from bot.folding import words_of
from bot.follow import Followed, Subject, When
from bot.ledger import Ledger, open_ledger
from bot.order import Place
from bot.settings import Settings

ROOM, MEMBERS, BEFORE = "newsroom", 1_000, 500
"""The newsroom, how many people follow, and articles on file before anything is measured, which name who can be followed."""


@dataclass
class Measured:
    """Seconds for each second's articles to be filed and looked through, and from filed to said for each alert."""

    filed: list[float]
    looked: list[float]
    said: list[float]


def _recent(submission: Submission) -> Submission:
    """Undated, and so news."""
    return replace(submission, document=replace(submission.document, published=None))


def _now() -> datetime:
    return datetime.now(UTC)


def follow(ledger: Ledger, speakers: Sequence[int], words: Sequence[str], count: int) -> None:
    """Let members follow people and words, half and half."""
    dice = random.Random(3)
    for number in range(count):
        subject = (
            Subject("somebody", speakers=(dice.choice(speakers),))
            if number % 2
            else Subject("words", runs=tuple((word,) for word in dice.sample(words, 2)))
        )
        member = f"slack:T1:U{number % MEMBERS}"
        place = Place("slack:T1", f"C{number}", outsiders=False)
        ledger.follow(Followed(0, ROOM, member, place, subject, When(), _now()), lambda word: -len(word))


async def measure(desk: Desk, file: Callable[[], None], seconds: int) -> Measured:
    """File, look through and say, second by second."""
    measured = Measured([], [], [])
    for _ in range(seconds):
        began = time.perf_counter()
        file()
        filed = time.perf_counter()
        desk.evaluate()
        measured.filed.append(filed - began)
        measured.looked.append(time.perf_counter() - filed)
        await _say_all(desk, filed, measured.said)
    return measured


async def _say_all(desk: Desk, filed: float, said: list[float]) -> None:
    last = time.perf_counter()

    async def say(one: Saying) -> str:
        nonlocal last
        last = time.perf_counter()
        said.append(last - filed)
        return str(one.errand.errand)

    task = asyncio.create_task(deliver(desk, "slack", say, str, every=0.0))
    while time.perf_counter() - last < 0.5:  # until nothing came for so long
        await asyncio.sleep(0.05)
    task.cancel()


def run(settings: Settings, follows: int, seconds: int, rate: int) -> Measured:
    """All of it, in a database that is there for that."""
    archive, ledger = open_archive(settings), open_ledger(settings)
    desk = Desk(archive, ledger)
    stream = map(_recent, articles(BEFORE + seconds * rate))
    filed = archive.file(ROOM, list(islice(stream, BEFORE)), now=_now())
    read = [version for one in filed if (version := archive.version(ROOM, one.version_id, now=_now()))]
    speakers = sorted({quote.speaker.id for version in read for quote in version.quotes if quote.speaker})
    words = sorted({word for version in read for word in words_of(version.document.text)})
    desk.evaluate()
    follow(ledger, speakers, words, follows)

    def file() -> None:
        archive.file(ROOM, list(islice(stream, rate)), now=_now())

    measured = asyncio.run(measure(desk, file, seconds))
    desk.close()
    return measured


def main() -> None:
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("--follows", 10_000), ("--seconds", 10), ("--rate", 100)):
        parser.add_argument(name, type=int, default=default)
    parser.add_argument("--postgres", default="", help="an empty database; without it a SQLite file is made")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "archive.db", given.postgres, Path(folder) / "index")
        migrate(settings)
        measured = run(settings, given.follows, given.seconds, given.rate)
    alerts = sorted(measured.said)
    print(f"{given.follows:,} follows, {given.rate} articles a second for {given.seconds} s")
    print(f"to file them        median {median(measured.filed) * 1000:7.0f} ms, most {max(measured.filed) * 1000:.0f}")
    print(
        f"to look them through median {median(measured.looked) * 1000:6.0f} ms, most {max(measured.looked) * 1000:.0f}"
    )
    if alerts:
        print(f"{len(alerts):,} alerts; from filed to said: the first quarter within {alerts[len(alerts) // 4]:.2f} s,")
        print(f"half within {median(alerts):.2f} s, all within {alerts[-1]:.2f} s")


if __name__ == "__main__":
    main()
