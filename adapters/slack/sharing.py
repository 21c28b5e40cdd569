"""Sharing with a channel, taking back, and editing what was shared when its article changed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import render
from adapters.slack.answering import Answering, Shown, why
from adapters.slack.carry import Shareable
from adapters.slack.posting import post, update
from adapters.slack.read import Asker
from bot.desk import Desk
from bot.errors import AskError, DeskError
from bot.order import Place, Posted, Share, Unshare
from bot.reply import Reply, Shared
from bot.request import Member
from bot.sharing import Outdated

log = logging.getLogger(__name__)

PLATFORM = "slack"
EVERY = 3.0
"""Seconds between two looks for shared messages whose article changed."""

NOT_IN = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})
LOST = frozenset(
    {
        "message_not_found",
        "channel_not_found",
        "cant_update_message",
        "is_archived",
        "edit_window_closed",
        "not_in_channel",
        "account_inactive",
        "token_revoked",
        "invalid_auth",
    }
)
"""There is nothing left to edit, or no right to. Source: https://docs.slack.dev/reference/methods/chat.update#errors"""

UNINVITED = AskError(
    "I am no member of this channel, so nothing was shared.", "Write /invite @quotedesk there, and share again."
)

ClientOf = Callable[[str], Awaitable[AsyncWebClient | None]]
"""The client of a tenant ("slack:T…"), None where the app is not installed there."""


async def place_in(client: AsyncWebClient, tenant: str, channel: str, thread: str) -> Place:
    """Where something is to be shared; where nobody can know who reads along, outsiders do.

    Raises:
        AskError: the bot does not see the channel at all.

    Source: https://docs.slack.dev/reference/objects/conversation-object (is_ext_shared, is_pending_ext_shared)
    """
    try:
        told = (await client.conversations_info(channel=channel))["channel"]
    except Exception as error:
        if why(error) == "channel_not_found":
            raise UNINVITED from error
        log.info("who reads along could not be known: %s", why(error))
        return Place(tenant, channel, thread, outsiders=True)
    outside = told.get("is_ext_shared") or told.get("is_pending_ext_shared") or told.get("connected_team_ids")
    return Place(tenant, channel, thread, outsiders=bool(outside))


@dataclass(frozen=True, slots=True)
class Sharing:
    """Shares through a desk."""

    answering: Answering

    async def share(
        self, asker: Asker, client: AsyncWebClient, item: Shareable, where: tuple[str, str]
    ) -> Shown | None:
        """Post something to the channel; what its sharer is told, None where it was shared before."""
        try:
            place = await place_in(client, asker.tenants[0] if asker.tenants else "", *where)
        except AskError as error:
            return render.fault(error)
        made: list[tuple[str, Reply]] = []

        def order(newsroom: str) -> Shown:
            reply = self._desk.do(Share(place, item.version, item.quote), newsroom=newsroom, giver=asker.member)
            made.append((newsroom, reply))
            return {}

        told = await self.answering.drawn(asker, order)
        if not made:
            return told
        return await self._post(client, place, asker.member, *made[0])

    async def _post(self, client: AsyncWebClient, place: Place, giver: Member, newsroom: str, reply: Reply) -> Shown:
        share = next(part.share for part in reply.parts if isinstance(part, Shared))
        try:
            message = await post(client, place.channel, place.thread, render.posted(reply))
        except Exception as error:  # noqa: BLE001 - the record of what was not posted must go
            await asyncio.to_thread(self._desk.do, Unshare(share), newsroom=newsroom, giver=giver)
            return render.fault(_not_posted(error))
        await asyncio.to_thread(self._desk.do, Posted(share, message), newsroom=newsroom, giver=giver)
        return render.notice("Shared with the channel.", "Take back, below it, undoes that.")

    @property
    def _desk(self) -> Desk:
        return self.answering.desk


def _not_posted(error: Exception) -> AskError | DeskError:
    if isinstance(error, SlackApiError) and error.response.get("error") in NOT_IN:
        return UNINVITED
    return DeskError("Slack did not take the message, so nothing was shared.", "Try again in a minute.")


async def follow(desk: Desk, client_of: ClientOf, every: float = EVERY) -> None:
    """Edit shared messages whose article changed, for as long as this runs. What fails is tried again later."""
    while True:
        await asyncio.sleep(every)
        try:
            outdated = await asyncio.to_thread(desk.outdated, PLATFORM)
        except DeskError as error:
            log.warning("shared messages could not be looked through: %s", error.message)
            continue
        for one in outdated:
            try:
                await _redraw(desk, client_of, one)
            except Exception as error:  # noqa: BLE001 - the others must not wait for this one
                log.warning("a shared message could not be edited: %s", why(error))


async def _redraw(desk: Desk, client_of: ClientOf, one: Outdated) -> None:
    client = await client_of(one.place.tenant)
    if client is not None:
        try:
            await update(client, one.place.channel, one.message, render.posted(one.reply))
        except SlackApiError as error:
            if error.response.get("error") not in LOST:
                raise
            log.info("a shared message is out of reach: %s", error.response.get("error"))
    await asyncio.to_thread(desk.redrawn, one.share, one.seq)
