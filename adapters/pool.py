"""A fixed number of threads behind a bounded queue, for what waits on the desk while the event loop goes on."""

import asyncio
import gc
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

THREADS = 2
"""Answers worked out at once: they share the interpreter, and one works while the other waits for the database."""

WAITING = 100
"""Answers that may wait for a thread; at 30 ms each, the last of them comes within the seconds that people wait."""

TURN = 0.0005
"""Seconds after which a thread that works gives the interpreter to one that waits for it; Python's own is ten times that."""


class Busy(Exception):  # noqa: N818 - a state to be told, no fault
    """So many wait already that one more would wait too long."""


def prefer_the_loop() -> None:
    """Let an acknowledgement wait for answers as little as Python can: for the whole process, which answers chats."""
    sys.setswitchinterval(TURN)


def keep_what_stands() -> None:
    """Let Python's search for garbage pass over all that a process has made until it is ready: a look through it held answers up 50 ms."""
    gc.collect()
    gc.freeze()


class Pool:
    """Runs work in threads, as many at once as it has, as many waiting as it lets."""

    def __init__(self, threads: int = THREADS, waiting: int = WAITING) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._room = threads + waiting
        self._under_way = 0

    async def run(self, work: Callable[[], T]) -> T:
        """What the work gives, from a thread.

        Raises:
            Busy: the queue is full; the work was not begun.
        """
        if self.full:
            raise Busy
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._under_way -= 1

    @property
    def full(self) -> bool:
        """Whether one more would wait too long."""
        return self._under_way >= self._room

    def close(self) -> None:
        """Begin nothing more; what was begun ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)
