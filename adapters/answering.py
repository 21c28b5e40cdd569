"""From a question to what is shown: asked in the pool, claimed once, within the asker's allowance, drawn, sent."""

import asyncio
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from adapters.allowance import NEWSROOM, PERSON, Allowance, a_minute
from adapters.crew import Crew
from adapters.pool import Busy, Pool
from bot.desk import Desk
from bot.errors import AskError, DeskError, QuotedeskError
from bot.order import Order
from bot.reply import Reply
from bot.request import Member, Question, Request

log = logging.getLogger(__name__)

Shown = TypeVar("Shown")
"""What a chat is sent."""

Send = Callable[[Shown], Awaitable[object]]

BUSY = AskError("The desk is busy.", "Ask again in a moment.")
MUCH = "So much was asked that others would have to wait."


class Asker(Protocol):
    """Who asks, from a verified payload."""

    @property
    def tenants(self) -> Sequence[str]:
        """The workspaces or servers that they ask from, the nearest first."""
        ...

    @property
    def member(self) -> Member:
        """The asker, as the desk knows them."""
        ...

    @property
    def delivery(self) -> str:
        """What is the same when the payload is delivered again; "" where it never is."""
        ...


@dataclass(frozen=True, slots=True)
class Surface(Generic[Shown]):
    """How a chat shows what the desk says.

    Attributes:
        place: What it calls that which is linked to a newsroom ("workspace").
        tenant: How one is written where nobody knows which it is ("slack:T…").
        message: Draws an answer; known by its name, so that another process finds it.
        fault: Draws what was wrong.
        why: Its own word for what went wrong, with nothing that was sent.
    """

    place: str
    tenant: str
    message: Callable[[Reply], Shown]
    fault: Callable[[QuotedeskError], Shown]
    why: Callable[[Exception], str]


@dataclass
class Answering(Generic[Shown]):
    """Answers from one desk, some at once. What is under way can be waited for."""

    surface: Surface[Shown]
    desk: Desk
    crew: Crew[Shown] | None = None
    pool: Pool = field(default_factory=Pool)
    people: Allowance = field(default_factory=lambda: a_minute(PERSON))
    newsrooms: Allowance = field(default_factory=lambda: a_minute(NEWSROOM))
    measure: Callable[[str], AbstractContextManager[None]] = lambda _: nullcontext()
    _under_way: set[asyncio.Task[Any]] = field(default_factory=set)

    async def answer(self, asker: Asker, question: Callable[[], Question], send: Send[Shown]) -> None:
        """Answer a question once, however often it is delivered; whatever comes of it, the asker is told."""
        await self.told(self.asked(asker, question), send)

    async def asked(self, asker: Asker, question: Callable[[], Question]) -> Shown | None:
        """What a question comes to; None where it was answered before.

        Raises:
            QuotedeskError: it can't be answered, and why.
            Busy: so many ask at once that one more would wait too long.
        """
        return await self._drawn(
            asker, lambda newsroom: self._shown(Request(question(), newsroom, member=asker.member))
        )

    async def put(self, request: Request) -> Shown:
        """What a question comes to, of somebody who was admitted.

        Raises:
            QuotedeskError, Busy: as above.
        """
        return await self.pool.run(lambda: self._shown(request))

    def _shown(self, request: Request) -> Shown:
        with self.measure(request.question.command):
            return self.crew.answer(request) if self.crew else self.surface.message(self.desk.answer(request))

    async def tell(self, asker: Asker, draw: Callable[[str], Shown], send: Send[Shown]) -> None:
        """The same for anything that is drawn from what a newsroom has; `draw` runs in a thread."""
        await self.told(self._drawn(asker, draw), send)

    async def _drawn(self, asker: Asker, draw: Callable[[str], Shown]) -> Shown | None:
        def drawn() -> Shown | None:
            newsroom = self._admitted(asker)
            return None if newsroom is None else draw(newsroom)

        return await self.pool.run(drawn)

    async def told(self, work: Awaitable[Shown | None], send: Send[Shown], refuse: Send[Shown] | None = None) -> None:
        """Send what the work comes to, or why it comes to nothing (by `refuse`, if that is another way); nothing for None."""
        refused = True
        try:
            shown = await work
            refused = False
        except Busy:
            shown = self.surface.fault(BUSY)
        except QuotedeskError as error:
            shown = self.surface.fault(error)
        except Exception as error:  # noqa: BLE001 - whatever it was, a person gets a sentence
            shown = self.surface.fault(unforeseen(error))
        if shown is not None:
            await self.sent(refuse if refuse and refused else send, shown)

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
        """The newsroom that may be asked from there.

        Raises:
            AskError: none, or they asked too much.
        """
        newsroom = self.desk.newsroom_of(*asker.tenants)
        if newsroom is None:
            tenant = asker.tenants[0] if asker.tenants else self.surface.tenant
            raise AskError(
                f"This {self.surface.place} is not linked to a newsroom, so there is no archive to ask.",
                f"The operator of the desk links it: quotedesk link {tenant} NEWSROOM",
            )
        wait = self.people.wait(asker.member.id) or self.newsrooms.wait(newsroom)
        if wait:
            raise AskError(MUCH, f"Ask again in {wait} s.")
        return newsroom

    async def sent(self, send: Send[Shown], shown: Shown) -> None:
        """Send what is to be shown; where that can't be done it is logged, without a word of it."""
        try:
            await send(shown)
        except Exception as error:  # noqa: BLE001 - nobody is left to tell
            log.warning("an answer could not be delivered: %s", self.surface.why(error))

    async def finish(self, seconds: float) -> None:
        """Wait until what is under way is answered, but not for ever; what is not, is told to end."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
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
    told = {"error": type(error).__name__, "reference": reference}
    log.error("%s, reference %s\n%s", *told.values(), place, extra=told)
    remedy = f"Tell the operator of this desk the reference {reference}."
    return DeskError(f"Something went wrong that we did not foresee (reference {reference}).", remedy)
