"""Sending to Discord: an answer to an interaction, in time or promised; a reply to a message; a message of its own."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import discord

from adapters.answering import unforeseen
from adapters.discord import render
from adapters.discord.answering import why
from adapters.discord.carry import Carrier
from adapters.discord.layout import Drawn
from adapters.discord.view import files, view
from bot.errors import DeskError

log = logging.getLogger(__name__)

SOON = 1.5
"""Seconds after which an answer is promised, where it is not there yet: Discord gives three.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback
"""

NOBODY = discord.AllowedMentions.none()
"""Whom a message notifies. Told with every message: Discord takes what is not said as everybody."""

REFUSED = 400
"""Discord did not take the message as it is."""

ENDED = DeskError("The bot was started anew before it had your answer.", "Ask again.")


@dataclass
class Promise:
    """The answer to one interaction: given at once, or promised and then given. Discord shows "thinking …" meanwhile.

    Attributes:
        turn: Whether the answer stands in place of the one that was pressed in.
    """

    interaction: discord.Interaction
    carrier: Carrier
    turn: bool = False
    kept: bool = False
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send(self, drawn: Drawn) -> None:
        """Show an answer. What Discord does not take is told to whoever waits for it."""
        async with self._sending:
            try:
                await (self._turned if self.turn else self._alone)(drawn)
            except discord.HTTPException as error:
                if error.status != REFUSED:
                    raise
                await self._alone(render.fault(unforeseen(error)))
            self.kept = True

    async def refuse(self, drawn: Drawn) -> None:
        """Say why there is no answer, to whoever waits for it alone; what was pressed in stays as it is."""
        async with self._sending:
            await self._alone(drawn)
            self.kept = True

    async def _turned(self, drawn: Drawn) -> None:
        shown, attached = await dressed(self.carrier, drawn), files(drawn)
        if self.interaction.response.is_done():
            await self.interaction.edit_original_response(view=shown, attachments=attached, allowed_mentions=NOBODY)
        else:
            await self.interaction.response.edit_message(view=shown, attachments=attached, allowed_mentions=NOBODY)

    async def _alone(self, drawn: Drawn) -> None:
        shown, attached = await dressed(self.carrier, drawn), files(drawn)
        if not self.interaction.response.is_done():
            await self.interaction.response.send_message(
                view=shown, files=attached, ephemeral=True, allowed_mentions=NOBODY
            )
        elif self.turn:
            await self.interaction.followup.send(view=shown, files=attached, ephemeral=True, allowed_mentions=NOBODY)
        else:
            await self.interaction.edit_original_response(view=shown, attachments=attached, allowed_mentions=NOBODY)

    async def after_a_while(self) -> None:
        """Promise the answer, unless it is there by then."""
        await asyncio.sleep(SOON)
        async with self._sending:
            if not self.kept:
                await self.interaction.response.defer(ephemeral=True, thinking=not self.turn)

    async def withdraw(self) -> None:
        """Where an answer was promised and there is none to give, nothing may go on to say that one comes."""
        if self.interaction.response.is_done() and not self.kept and not self.turn:
            await self.interaction.delete_original_response()


@asynccontextmanager
async def promised(interaction: discord.Interaction, carrier: Carrier, *, turn: bool = False) -> AsyncIterator[Promise]:
    """What an answer is sent with; it is promised where it takes long."""
    promise = Promise(interaction, carrier, turn)
    promising = asyncio.create_task(promise.after_a_while())
    try:
        yield promise
    except asyncio.CancelledError:
        with suppress(discord.DiscordException):
            await promise.refuse(render.fault(ENDED))
        raise
    finally:
        promising.cancel()
        try:
            await _ended(promising)
            await promise.withdraw()
        except discord.DiscordException as error:
            log.warning("an interaction could not be answered in time: %s", why(error))


async def _ended(task: asyncio.Task[None]) -> None:
    with suppress(asyncio.CancelledError):
        await task


async def dressed(carrier: Carrier, drawn: Drawn) -> discord.ui.LayoutView:
    """A message with a custom_id for each of its buttons; long questions are sealed and kept."""
    names = await asyncio.to_thread(carrier.names, drawn, now=datetime.now(UTC))
    return view(drawn, names.__getitem__)


async def reply(message: discord.Message, carrier: Carrier, drawn: Drawn) -> None:
    """Answer a message where everybody sees it, without notifying anybody."""
    shown = await dressed(carrier, drawn)
    await message.reply(view=shown, files=files(drawn), mention_author=False, allowed_mentions=NOBODY)


async def post(
    channel: discord.abc.Messageable,
    carrier: Carrier,
    drawn: Drawn,
    once: str,
    answers: discord.MessageReference | None = None,
) -> int:
    """Say something in a channel; the message's id. `once` (up to 25 characters) is known for minutes: said again, nothing is.

    `answers` is the message that it answers, if any.

    Source: https://discord.com/developers/docs/resources/message#create-message (nonce, enforce_nonce)
    """
    shown = await dressed(carrier, drawn)
    told: Any = {"reference": answers, "mention_author": False} if answers else {}
    posted = await channel.send(view=shown, files=files(drawn), nonce=once, allowed_mentions=NOBODY, **told)
    return posted.id


async def edit(message: discord.PartialMessage, carrier: Carrier, drawn: Drawn) -> None:
    """Let a message say something else."""
    shown: Any = await dressed(carrier, drawn)
    await message.edit(view=shown, attachments=files(drawn), allowed_mentions=NOBODY)
