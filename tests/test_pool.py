"""Threads for what waits on the desk: as many as were asked for, and a queue that says when it is full."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import pytest

from adapters.pool import Busy, Pool

PATIENCE = 30.0
"""Seconds until a test gives up; none is about time."""


class Gate:
    """Work that waits until the gate opens, and counts how often it was begun."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._counting = threading.Lock()
        self.begun = 0

    def work(self) -> str:
        with self._counting:
            self.begun += 1
        assert self._open.wait(PATIENCE)
        return threading.current_thread().name

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open()


@asynccontextmanager
async def filled(pool: Pool, gate: Gate, asked: int) -> AsyncIterator[list[asyncio.Task[str]]]:
    """The pool with so much work under way."""
    tasks = [asyncio.create_task(pool.run(gate.work)) for _ in range(asked)]
    try:
        await asyncio.sleep(0)
        yield tasks
    finally:
        gate.open()
        await asyncio.gather(*tasks, return_exceptions=True)
        pool.close()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.001)


async def test_work_is_done_in_a_thread_and_gives_what_it_gives() -> None:
    pool = Pool(threads=1, waiting=0)

    assert await pool.run(threading.get_ident) != threading.get_ident()
    pool.close()


async def test_the_event_loop_goes_on_while_work_waits(gate: Gate) -> None:
    async with filled(Pool(threads=1, waiting=0), gate, 1) as (task,):
        await until(lambda: gate.begun == 1)
        assert not task.done()


async def test_as_much_is_begun_as_there_are_threads_and_the_rest_waits(gate: Gate) -> None:
    async with filled(Pool(threads=2, waiting=3), gate, 5) as tasks:
        await until(lambda: gate.begun == 2)
        gate.open()
        names = await asyncio.gather(*tasks)

    assert gate.begun == 5
    assert len(set(names)) <= 2


async def test_a_full_pool_says_so_at_once_and_begins_nothing(gate: Gate) -> None:
    pool, begun = Pool(threads=1, waiting=1), list[str]()
    async with filled(pool, gate, 2):
        with pytest.raises(Busy):
            await pool.run(lambda: begun.append("too much"))

    assert begun == []
    assert gate.begun == 2


async def test_there_is_room_again_when_work_has_ended(gate: Gate) -> None:
    pool = Pool(threads=1, waiting=0)
    async with filled(pool, gate, 1) as (task,):
        with pytest.raises(Busy):
            await pool.run(int)
        gate.open()
        await task

        assert await pool.run(int) == 0


async def test_what_goes_wrong_comes_through_and_takes_no_room() -> None:
    pool = Pool(threads=1, waiting=0)

    def fail() -> None:
        raise LookupError("no such article")

    for _ in range(3):
        with pytest.raises(LookupError, match="no such article"):
            await pool.run(fail)
    pool.close()


async def test_a_closed_pool_begins_nothing_more_and_lets_what_was_begun_end(gate: Gate) -> None:
    pool = Pool(threads=1, waiting=1)
    async with filled(pool, gate, 2) as (first, second):
        await until(lambda: gate.begun == 1)
        pool.close()
        gate.open()

        assert await first
        with pytest.raises(asyncio.CancelledError):
            await second

    assert gate.begun == 1
