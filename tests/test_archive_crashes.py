"""Kill the process that files, anywhere: what was acknowledged is there, once, and the index finds all of it."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.archive import Archive, Filters, Words
from bot.settings import Settings
from tests.archives import NOW
from tests.filing import ROOM, story

ROOT = Path(__file__).resolve().parents[1]


def acknowledged_before_death(settings: Settings, first: int, *, how: str, seconds: float = 0.0) -> list[int]:
    """The numbers that a filing process acknowledged before it was killed, `seconds` after its first word."""
    place = [str(settings.archive), settings.database_url, str(settings.index)]
    command = [sys.executable, "-m", "tests.filing", *place, str(first), how]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        if how == "on":
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    return [int(line) for line in lines if line.endswith("\n")]


def nothing_lost_nothing_doubled(archive: Archive, acknowledged: list[int]) -> None:
    archive.catch_up()
    state = archive.state(ROOM, now=NOW)
    assert state.whole
    assert len(acknowledged) <= state.articles <= len(acknowledged) + 1
    for number in acknowledged:
        words = Words((f"saying{number}",))
        found = archive.utterances_matching(ROOM, words, Filters(), offset=0, limit=9, now=NOW)
        assert [item.utterance.source.headline for item in found.items] == [f"Story{number}"]
        [hit] = archive.speakers_named(ROOM, [f"number{number:05}"], slips=False, now=NOW)
        assert hit.by == 1
        [refiled] = archive.file(ROOM, [story(number).submission], now=NOW)
        assert refiled.outcome == "same"


def test_a_kill_at_any_moment_loses_and_doubles_nothing_so_that_an_ingest_can_simply_be_run_again(
    archive: Archive, archive_settings: Settings
) -> None:
    chance = random.Random(20250607)
    acknowledged: list[int] = []
    for _ in range(4):
        first = acknowledged[-1] if acknowledged else 0
        again = acknowledged_before_death(archive_settings, first, how="on", seconds=chance.uniform(0, 0.4))
        acknowledged = sorted({*acknowledged, *again})
    nothing_lost_nothing_doubled(archive, acknowledged)


@pytest.mark.parametrize("indexed_before", [False, True])
def test_a_kill_between_commit_and_watermark_is_replayed_so_that_nothing_is_indexed_twice(
    archive: Archive, archive_settings: Settings, indexed_before: bool
) -> None:
    acknowledged: list[int] = []
    if indexed_before:
        acknowledged = acknowledged_before_death(archive_settings, 1, how="on", seconds=0.1)
        archive.catch_up()
    first = max(acknowledged, default=0) + 1
    acknowledged += acknowledged_before_death(archive_settings, first, how="at-the-gap")
    nothing_lost_nothing_doubled(archive, acknowledged)
