"""The worker: does what is due, a few jobs at a time, until told to end. A second one on the same archive waits for the first to end."""

import logging
import signal
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event

from huey.consumer import Consumer

from adapters.worker.queue import Queue
from bot.desk import Desk
from bot.errors import DeskError

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks for what is due."""

AT_ONCE = 4
"""Jobs done at a time; they mostly wait for other people's servers."""

SPARE = 5.0
"""Seconds between two looks whether the worker before this one has ended."""

LONG = 20
"""Seconds for jobs under way when told to end. What takes longer is begun again by the next worker."""


def work(desk: Desk, queue: Queue) -> None:
    """Work until SIGTERM or SIGINT.

    Raises:
        DeskError: the archive or the queue can't be read when it begins. Later that is waited for.
    """
    ended = Event()
    _end_on_signals(ended)
    with _turn(desk, ended) as ours:
        if ours:
            _work(queue, ended)


@contextmanager
def _turn(desk: Desk, ended: Event) -> Generator[bool]:
    """Whether it is this worker's turn, at last; not where it is told to end before."""
    while not ended.is_set():
        with desk.at_work() as alone:
            if alone:
                yield True
                return
        log.info("another worker works; this one waits for it to end")
        ended.wait(SPARE)
    yield False


def _work(queue: Queue, ended: Event) -> None:
    consumer = Consumer(queue.huey, AT_ONCE, periodic=False, max_delay=EVERY, shutdown_timeout=LONG)
    queue.mend()
    consumer.start()
    _end_on_signals(ended)  # huey has put its own there
    log.info("working")
    while not ended.wait(EVERY):
        consumer.check_worker_health()
        try:
            queue.fill()
        except DeskError as error:
            log.warning("what is due can't be told: %s", error.message)
    consumer.stop(graceful=True)


def _end_on_signals(ended: Event) -> None:
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
