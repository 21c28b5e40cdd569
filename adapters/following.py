"""What goes on beside answers: a shared message whose article changed is edited to say so; what is due is said, or deleted."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.alerts import Saying
from bot.desk import Desk
from bot.errors import DeskError
from bot.sharing import Outdated

log = logging.getLogger(__name__)

EVERY, SELDOM = 3.0, 60.0
"""Seconds between two looks for shared messages whose article changed; ever longer ones while something goes wrong."""

PURGE_EVERY = 3600.0
"""Seconds between two looks for workspaces and servers whose time of grace is over."""

Redraw = Callable[[Outdated], Awaitable[None]]
"""Edits a message, and raises where that should be tried again."""

Why = Callable[[Exception], str]
"""A platform's own word for what went wrong."""


Say = Callable[[Saying], Awaitable[str]]
"""Says something and gives the message's own name; the same token a second time says nothing.

Raises:
    LostError: it can't be said there at all.
    Exception: it may be said later; a `LaterError` says when.
"""

NOTHING_LEFT = "what it was about may not be shown any more"


class LostError(Exception):
    """It can't be said, for this reason. Where the place is at fault, nothing else can be said there either."""

    def __init__(self, why: str, *, place: bool = True) -> None:
        super().__init__(why)
        self.why = why
        self.place = place


class LaterError(Exception):
    """The platform asks for so many seconds of patience."""

    def __init__(self, seconds: float) -> None:
        super().__init__("asked for patience")
        self.seconds = seconds


async def deliver(desk: Desk, platform: str, say: Say, why: Why, every: float = EVERY) -> None:
    """Say what is due on a platform, for as long as this runs. What fails is tried again later."""
    while True:
        await asyncio.sleep(every)
        try:
            while one := await asyncio.to_thread(desk.due, platform):
                await _delivered(desk, say, why, one)
        except DeskError as error:
            log.warning("what is due could not be said: %s", error.message)


async def _delivered(desk: Desk, say: Say, why: Why, one: Saying) -> None:
    """Say one thing, and keep what became of it."""
    if one.reply is None:
        await asyncio.to_thread(desk.give_up, one.errand, NOTHING_LEFT, place=False)
        return
    try:
        message = await say(one)
    except LostError as error:
        log.info("something can't be said: %s", error.why)
        await asyncio.to_thread(desk.give_up, one.errand, error.why, place=error.place)
    except LaterError as error:
        await asyncio.to_thread(desk.put_off, one.errand, "asked for patience", error.seconds)
    except Exception as error:  # noqa: BLE001 - whatever it was, it is tried again
        log.warning("something could not be said: %s", why(error))
        await asyncio.to_thread(desk.put_off, one.errand, why(error))
    else:
        await asyncio.to_thread(desk.said, one.errand, message)


async def purge(desk: Desk) -> None:
    """Delete what is kept of workspaces and servers whose time of grace is over, for as long as this runs."""
    while True:
        try:
            await asyncio.to_thread(desk.purge)
        except DeskError as error:
            log.warning("nothing was purged: %s", error.message)
        await asyncio.sleep(PURGE_EVERY)


async def follow(desk: Desk, platform: str, redraw: Redraw, why: Why, every: float = EVERY) -> None:
    """Edit shared messages whose article changed, for as long as this runs. What fails is tried again later."""
    pause = every
    while True:
        await asyncio.sleep(pause)
        pause = every if await _followed(desk, platform, redraw, why) else min(2 * pause, SELDOM)


async def _followed(desk: Desk, platform: str, redraw: Redraw, why: Why) -> bool:
    """Whether all messages that could be edited now say what they must."""
    try:
        outdated = await asyncio.to_thread(desk.outdated, platform)
    except DeskError as error:
        log.warning("shared messages could not be looked through: %s", error.message)
        return False
    return all([await _redrawn(desk, redraw, why, one) for one in outdated])


async def _redrawn(desk: Desk, redraw: Redraw, why: Why, one: Outdated) -> bool:
    """Whether there is nothing left to do for a message. The others must not wait for it."""
    try:
        await redraw(one)
        await asyncio.to_thread(desk.redrawn, one.share, one.seq)
    except Exception as error:  # noqa: BLE001 - whatever it was, it is tried again
        log.warning("a shared message could not be edited: %s", why(error))
        return False
    return True
