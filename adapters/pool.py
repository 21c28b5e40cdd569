"""A fixed number of threads behind a bounded queue, for what waits on the desk while the event loop goes on."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

THREADS = 4
"""Answers worked out at once: they share the interpreter, and wait for the database one by one."""

WAITING = 200
"""Answers that may wait for a thread; at 20 ms each, the last of them comes within the seconds that people wait."""


class Busy(Exception):  # noqa: N818 - a state to be told, no fault
    """So many wait already that one more would wait too long."""


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
        if self._under_way >= self._room:
            raise Busy
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._under_way -= 1

    def close(self) -> None:
        """Begin nothing more; what was begun ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)
