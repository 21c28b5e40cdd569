"""Answers worked out in processes of their own: Python runs one thread at a time, and an acknowledgement must not wait for answers.

Each process has a desk of its own over the same archive, and answers one question after another. What comes of a question goes
back as it is to be sent; neither it nor the question is kept.
"""

import logging
import os
import queue
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar, cast

from adapters.logs import write_logs
from adapters.pool import keep_what_stands
from bot.desk import Desk, open_desk
from bot.errors import DeskError, QuotedeskError
from bot.reply import Reply
from bot.request import Request
from bot.settings import Settings

log = logging.getLogger(__name__)

Shown = TypeVar("Shown")
"""What is sent."""

_SPAWN = get_context("spawn")
"""Made from nothing: a copy of a process with threads may hold their locks for ever."""

LOST = DeskError("The desk lost hold of the answer.", "Ask again.")
BEHIND = 10
"""How far these processes stand behind the one that acknowledges where both want a processor. Source: nice(2)"""

PATIENCE = 5.0
"""Seconds that a process may take to end."""


class _Line(Protocol):
    """One end of a line between two processes."""

    def send(self, obj: Any, /) -> None: ...

    def recv(self) -> Any: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class _Failed:
    """What came of a question instead of an answer: words of ours alone."""

    kind: type[QuotedeskError]
    message: str
    hint: str

    @property
    def error(self) -> QuotedeskError:
        """The same, to be raised."""
        return self.kind(self.message, self.hint)


@dataclass(frozen=True)
class _Hand:
    """A process, and our end of the line to it."""

    process: BaseProcess
    line: _Line


class Crew(Generic[Shown]):
    """So many processes that answer. Any thread may ask; it waits until one of them is free and has answered."""

    def __init__(self, settings: Settings, draw: Callable[[Reply], Shown], size: int) -> None:
        self._settings = settings
        self._draw = draw
        self._free: queue.SimpleQueue[_Hand] = queue.SimpleQueue()
        self._size = size
        for _ in range(size):
            self._free.put(self._hired())

    def answer(self, request: Request) -> Shown:
        """What to send for a question.

        Raises:
            AskError: it can't be answered as it was put.
            DeskError: the archive can't be read, or the process ended over it.
        """
        hand = self._free.get()
        try:
            hand.line.send(request)
            said = hand.line.recv()
        except (OSError, EOFError) as error:
            log.error("a process that answers has ended; another one begins")  # noqa: TRY400 - where it ended is not here
            hand.line.close()
            hand = self._hired()
            raise LOST from error
        finally:
            self._free.put(hand)
        if isinstance(said, _Failed):
            raise said.error
        return cast("Shown", said)

    def close(self) -> None:
        """End every process that has answered."""
        for _ in range(self._size):
            hand = self._free.get()
            hand.line.close()
            hand.process.join(PATIENCE)
            if hand.process.is_alive():
                hand.process.kill()

    def _hired(self) -> _Hand:
        ours, theirs = _SPAWN.Pipe()
        told = logging.getLogger().getEffectiveLevel()
        process = _SPAWN.Process(target=_work, args=(self._settings, self._draw, theirs, told), daemon=True)
        process.start()
        theirs.close()
        return _Hand(process, ours)


@contextmanager
def crew_for(core: Settings, draw: Callable[[Reply], Shown]) -> Iterator[Crew[Shown] | None]:
    """The processes that answer, ended when all is done; None where the settings want none."""
    crew = Crew(core, draw, core.workers) if core.workers else None
    try:
        yield crew
    finally:
        if crew:
            crew.close()


def _work(settings: Settings, draw: Callable[[Reply], object], line: _Line, level: int) -> None:
    """Answer until the line is closed. Signals are for the process that hired this one."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_IGN)
    if sys.platform != "win32":
        os.nice(BEHIND)
    write_logs(os.environ, level)
    desk: Desk | None = None
    with suppress(QuotedeskError):  # what is wrong is told with the first question
        desk = open_desk(settings)
    keep_what_stands()
    with suppress(EOFError, OSError):
        while True:
            request = line.recv()
            try:
                desk = desk or open_desk(settings)
                said: object = draw(desk.answer(request))
            except QuotedeskError as error:
                said = _Failed(type(error), error.message, error.hint)
            except Exception as error:  # noqa: BLE001 - its message may hold what was typed, and Python would print it
                place = "".join(traceback.format_tb(error.__traceback__))
                log.error("an answer could not be drawn: %s\n%s", type(error).__name__, place)  # noqa: TRY400
                said = _Failed(DeskError, LOST.message, LOST.hint)
            line.send(said)
    if desk:
        desk.close()
