"""The worker: each job is done until it is done, whatever ends in between; what can't be done is parked and says why."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO, cast

import pytest

from adapters.worker.queue import FACTOR, FIRST, TRIES, Chore, Queue, open_queue
from bot.archive import Archive
from bot.errors import AskError
from bot.settings import Settings
from tests.worker_process import chore

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0
NOW = datetime.now(UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "due").mkdir()
    return tmp_path


@pytest.fixture
def settings(archive: Archive, archive_settings: Settings) -> Iterator[Settings]:
    """An archive's settings, whose queue is empty."""
    with open_queue(archive_settings) as queue:
        queue.huey.flush()
        yield archive_settings
        queue.huey.flush()


def due(folder: Path, row: int, how: str) -> None:
    (folder / "due" / str(row)).write_text(how)


def noted(folder: Path, what: str) -> list[int]:
    file = folder / what
    return [int(line) for line in file.read_text().split()] if file.exists() else []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(settings: Settings, folder: Path, clock: Clock) -> Iterator[Queue]:
    """The queue as a worker has it."""
    with open_queue(settings, [chore(folder)], clock) as opened:
        yield opened


def run(queue: Queue, clock: Clock) -> None:
    """Do what huey's consumer would do by now."""
    huey = queue.huey
    now = clock.now.replace(tzinfo=None)
    for task in huey.read_schedule(now):
        huey.enqueue(task)
    while (task := huey.dequeue()) is not None:
        huey.execute(task, now)


def hasten(queue: Queue) -> None:
    """Let what is to be tried again later be tried at once."""
    later = queue.huey.read_schedule(datetime(9999, 1, 1, tzinfo=UTC))
    for task in [*iter(queue.huey.dequeue, None), *later]:
        task.eta = None
        queue.huey.enqueue(task)


def worker(settings: Settings, folder: Path) -> "subprocess.Popen[str]":
    place = [str(settings.archive), settings.database_url, str(folder)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.worker_process", *place], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )


def until(so: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.05)


def ended(process: "subprocess.Popen[str]") -> str:
    process.send_signal(signal.SIGTERM)
    told = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 0, told
    return told


def test_what_is_due_is_done_once_so_that_a_look_every_second_costs_nothing(
    settings: Settings, folder: Path, queue: Queue
) -> None:
    for row in (1, 2, 3):
        due(folder, row, "well")
    with worker(settings, folder) as process:
        until(lambda: len(noted(folder, "done")) == 3)
        due(folder, 4, "well")
        until(lambda: len(noted(folder, "done")) == 4)
        until(lambda: not queue.jobs())
        ended(process)
    assert sorted(noted(folder, "begun")) == [1, 2, 3, 4]


def test_a_job_under_way_is_finished_before_the_worker_ends(settings: Settings, folder: Path) -> None:
    due(folder, 1, "long")
    with worker(settings, folder) as process:
        until(lambda: noted(folder, "begun"))
        ended(process)
    assert noted(folder, "done") == [1]


def test_a_worker_that_is_killed_over_a_job_is_followed_by_one_that_does_it(
    settings: Settings, folder: Path, queue: Queue, clock: Clock
) -> None:
    due(folder, 7, "die once")
    with worker(settings, folder) as process:
        process.wait(PATIENCE)
    (job,) = queue.jobs()
    assert (job.name, job.state) == ("row:7", "under way")

    queue.mend()
    (job,) = queue.jobs()
    assert (job.state, job.reason) == ("to be tried again", "The worker ended while it did this.")
    clock.now += FIRST
    run(queue, clock)
    assert noted(folder, "done") == [7]
    assert not queue.jobs()


def test_a_job_that_kills_every_worker_is_parked_so_that_the_others_go_on(
    settings: Settings, folder: Path, queue: Queue
) -> None:
    due(folder, 1, "die")
    for _ in range(TRIES):
        with worker(settings, folder) as process:
            process.wait(PATIENCE)
        queue.mend()
        hasten(queue)
    (job,) = queue.jobs()
    assert (job.state, job.tries) == ("parked", TRIES)
    due(folder, 2, "well")
    with worker(settings, folder) as process:
        until(lambda: noted(folder, "done") == [2])
        ended(process)


@pytest.mark.parametrize("then", ["jobs put but not queued", "queued but not taken"])
def test_a_worker_that_ends_while_it_fills_the_queue_loses_nothing(
    folder: Path, queue: Queue, clock: Clock, then: str
) -> None:
    due(folder, 1, "well")
    queue.fill()
    if then == "jobs put but not queued":
        queue.huey.storage.flush_queue()
    queue.mend()
    run(queue, clock)
    assert noted(folder, "done") == [1]


def test_a_job_that_fails_is_tried_ever_later_then_parked_with_its_reason(
    folder: Path, queue: Queue, clock: Clock
) -> None:
    due(folder, 5, "fail")
    pause = FIRST
    for tried in range(1, TRIES):
        queue.fill()
        run(queue, clock)
        (job,) = queue.jobs()
        assert (job.state, job.tries) == ("to be tried again", tried)
        assert datetime.fromisoformat(job.at) - clock.now <= pause
        clock.now += pause / 2
        run(queue, clock)
        assert noted(folder, "begun") == [5] * tried
        clock.now += pause / 2
        pause *= FACTOR
    run(queue, clock)
    (job,) = queue.jobs()
    assert (job.state, job.reason) == ("parked", "The site did not answer. Try later.")

    clock.now += timedelta(days=365)
    queue.fill()
    run(queue, clock)
    assert noted(folder, "begun") == [5] * TRIES


def test_a_parked_job_is_begun_anew_when_the_operator_says_so(
    settings: Settings, folder: Path, queue: Queue, clock: Clock
) -> None:
    due(folder, 5, "fail")
    queue.fill()
    run(queue, clock)
    due(folder, 5, "well")
    with open_queue(settings) as operators:
        operators.retry("row:5")
    run(queue, clock)
    assert noted(folder, "done") == [5]
    assert not queue.jobs()
    with pytest.raises(AskError):
        queue.retry("row:5")


def test_what_nobody_foresaw_is_told_by_its_kind_so_that_no_words_of_an_article_are_kept(
    folder: Path, queue: Queue, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    due(folder, 5, "stumble over somebody's words")
    queue.fill()
    run(queue, clock)
    (job,) = queue.jobs()
    assert job.reason == "It came to a ValueError."
    assert "somebody" not in caplog.text


def test_a_job_of_an_unknown_kind_fails_with_a_sentence(
    settings: Settings, folder: Path, queue: Queue, clock: Clock
) -> None:
    due(folder, 5, "well")
    queue.fill()
    with open_queue(settings, [Chore("other", lambda: (), lambda _: None)], clock) as older:
        run(older, clock)
    (job,) = queue.jobs()
    assert job.reason.startswith("This Quotedesk does no job of the kind 'row'.")


def test_a_second_worker_waits_so_that_no_job_is_done_by_two_and_takes_over(settings: Settings, folder: Path) -> None:
    with worker(settings, folder) as first:
        due(folder, 1, "well")
        until(lambda: noted(folder, "done") == [1])
        with worker(settings, folder) as second:
            heard = cast("TextIO", second.stderr)
            until(lambda: "another worker works" in heard.readline())
            ended(first)
            due(folder, 2, "well")
            until(lambda: noted(folder, "done") == [1, 2])
            ended(second)


def test_the_queue_holds_no_code(folder: Path, queue: Queue) -> None:
    due(folder, 1, "well")
    queue.fill()
    (item,) = queue.huey.storage.enqueued_items()
    assert bytes(item).startswith(b"{")
