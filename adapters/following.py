"""What goes on beside answers: a shared message whose article changed is edited to say so; what is due is deleted."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

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
