"""From a question to what is shown: asked in the pool, claimed once, within the asker's allowance, drawn, sent."""

import asyncio
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from adapters.allowance import NEWSROOM, PERSON, Allowance, a_minute
from adapters.crew import Crew
from adapters.pool import Busy, Pool
from adapters.slack import render
from adapters.slack.read import Asker
from bot.desk import Desk
from bot.errors import AskError, DeskError, QuotedeskError
from bot.order import Order
from bot.reply import Reply
from bot.request import Member, Question, Request

log = logging.getLogger(__name__)

Shown = dict[str, Any]
"""What is sent to Slack: `text` and `blocks`."""

Send = Callable[[Shown], Awaitable[object]]

BUSY = AskError("The desk is busy.", "Ask again in a moment.")
MUCH = "So much was asked that others would have to wait."


@dataclass
class Answering:
    """Answers from one desk, some at once. What is under way can be waited for."""

    desk: Desk
    crew: Crew | None = None
    pool: Pool = field(default_factory=Pool)
    people: Allowance = field(default_factory=lambda: a_minute(PERSON))
    newsrooms: Allowance = field(default_factory=lambda: a_minute(NEWSROOM))
    _under_way: set[asyncio.Task[Any]] = field(default_factory=set)

    async def answer(self, asker: Asker, question: Callable[[], Question], send: Send) -> None:
        """Answer a question once, however often it is delivered; whatever comes of it, the asker is told."""

        def drawn(newsroom: str) -> Shown:
            request = Request(question(), newsroom)
            return self.crew.answer(request) if self.crew else render.message(self.desk.answer(request))

        await self.tell(asker, drawn, send)

    async def tell(self, asker: Asker, draw: Callable[[str], Shown], send: Send) -> None:
        """The same for anything that is drawn from what a newsroom has; `draw` runs in a thread."""

        def drawn() -> Shown | None:
            newsroom = self._admitted(asker)
            return None if newsroom is None else draw(newsroom)

        await self.told(self.pool.run(drawn), send)

    async def told(self, work: Awaitable[Shown | None], send: Send) -> None:
        """Send what the work comes to, or why it comes to nothing; nothing where it gives None."""
        try:
            shown = await work
        except Busy:
            shown = render.fault(BUSY)
        except QuotedeskError as error:
            shown = render.fault(error)
        except Exception as error:  # noqa: BLE001 - whatever it was, a person gets a sentence
            shown = render.fault(unforeseen(error))
        if shown is not None:
            await self.sent(send, shown)

    async def admitted(self, asker: Asker) -> str | None:
        """The newsroom that an asker may ask; None where this was answered before.

        Raises:
            AskError: there is none, or they asked too much.
            Busy: so many ask at once that one more would wait too long.
        """
        return await self.pool.run(lambda: self._admitted(asker))

    async def done(self, order: Order, newsroom: str, giver: Member) -> Reply:
        """What came of an order.

        Raises:
            QuotedeskError: nothing, and why.
            Busy: as above.
        """
        return await self.pool.run(partial(self.desk.do, order, newsroom=newsroom, giver=giver))

    def _admitted(self, asker: Asker) -> str | None:
        if asker.delivery and not self.desk.first_time(asker.delivery):
            return None
        return self._newsroom_of(asker)

    def _newsroom_of(self, asker: Asker) -> str:
        """The newsroom that the asker's workspace may ask.

        Raises:
            AskError: none, or they asked too much.
        """
        newsroom = self.desk.newsroom_of(*asker.tenants)
        if newsroom is None:
            tenant = asker.tenants[0] if asker.tenants else "slack:T…"
            raise AskError(
                "This workspace is not linked to a newsroom, so there is no archive to ask.",
                f"The operator of the desk links it: quotedesk link {tenant} NEWSROOM",
            )
        wait = self.people.wait(asker.member.id) or self.newsrooms.wait(newsroom)
        if wait:
            raise AskError(MUCH, f"Ask again in {wait} s.")
        return newsroom

    async def sent(self, send: Send, shown: Shown) -> None:
        """Send what is to be shown; where that can't be done it is logged, without a word of it."""
        try:
            await send(shown)
        except Exception as error:  # noqa: BLE001 - nobody is left to tell
            log.warning("an answer could not be delivered: %s", why(error))

    async def finish(self, seconds: float) -> None:
        """Wait until what is under way is answered, but not for ever."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        self.pool.close()

    async def within(self, work: Awaitable[None]) -> None:
        """Do the work, known to be under way."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        try:
            await task
        finally:
            self._under_way.discard(task)


def unforeseen(error: Exception) -> DeskError:
    """What a person is told of a fault that nobody foresaw; the log has its place, never its message."""
    reference = secrets.token_hex(3)
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s, reference %s\n%s", type(error).__name__, reference, place)
    remedy = f"Tell the operator of this desk the reference {reference}."
    return DeskError(f"Something went wrong that we did not foresee (reference {reference}).", remedy)


def why(error: Exception) -> str:
    """Slack's own word for what went wrong ("channel_not_found"), else the kind of error; nothing that was sent."""
    response = getattr(error, "response", None)
    try:
        said = response["error"] if response is not None else None
    except (KeyError, TypeError, ValueError):
        said = None
    return str(said) if said else type(error).__name__
