"""Sharing with a channel, taking back, and editing what was shared when its article changed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import render
from adapters.slack.answering import Answering, Shown, why
from adapters.slack.carry import Shareable
from adapters.slack.filing import giver
from adapters.slack.posting import once, post, update
from adapters.slack.read import Asker
from bot.desk import Desk
from bot.errors import AskError, DeskError
from bot.order import Place, Posted, Share, Unshare
from bot.reply import Reply, Shared
from bot.request import Member
from bot.sharing import Outdated

log = logging.getLogger(__name__)

PLATFORM = "slack"
OUTSIDE = ("is_ext_shared", "is_pending_ext_shared", "connected_team_ids")
"""What a channel has in which people of other organisations read along, or soon may.

Source: https://docs.slack.dev/reference/objects/conversation-object
"""

NOT_IN = frozenset({"not_in_channel", "channel_not_found"})
UNSURE = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable", SlackApiError.__name__})
"""Slack does not say whether it took the message.

Source: https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

LOST = frozenset(
    {
        "message_not_found",
        "channel_not_found",
        "cant_update_message",
        "is_archived",
        "edit_window_closed",
        "not_in_channel",
    }
)
"""There is nothing left to edit, or no right to. A token that does not hold may yet be replaced by one that does.

Source: https://docs.slack.dev/reference/methods/chat.update#errors
"""

UNINVITED = AskError(
    "I am no member of this channel, so nothing was shared.", "Write /invite @quotedesk there, and share again."
)

ClientOf = Callable[[str], Awaitable[AsyncWebClient | None]]
"""The client of a tenant ("slack:T…"), None where the app is not installed there."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Shares through a desk, and takes back."""

    answering: Answering

    async def share(
        self, asker: Asker, client: AsyncWebClient, item: Shareable, where: tuple[str, str]
    ) -> Shown | None:
        """Post something to a channel or thread; what its sharer is told, None where it was shared before.

        Raises:
            QuotedeskError: it was not shared, and why.
            Busy: so much is under way that it would take too long.
        """
        newsroom = await self.answering.admitted(asker)
        if newsroom is None:
            return None
        channel, thread = where
        outsiders = await self.outsiders(asker, newsroom, await channel_of(client, channel))
        place = Place(asker.tenants[0], channel, thread, outsiders)
        reply = await self.answering.done(Share(place, item.version, item.quote), newsroom, asker.member)
        return await self._post(client, place, asker.member, newsroom, reply)

    async def take_back(self, asker: Asker, client: AsyncWebClient, share: int, where: tuple[str, str]) -> Shown | None:
        """Let a message (its channel and `ts`) say that it was taken back. There is nothing to tell who did.

        Raises:
            QuotedeskError: it was not taken back, and why.
            Busy: as above.
        """
        newsroom = await self.answering.admitted(asker)
        if newsroom is None:
            return None
        reply = await self.answering.done(Unshare(share), newsroom, await giver(client, asker))
        try:
            await update(client, *where, render.posted(reply))
        except Exception as error:
            log.warning("a message that was taken back could not be edited: %s", why(error))
            raise DeskError("Slack did not change the message.", "Press Take back again in a minute.") from error
        return None

    async def outsiders(self, asker: Asker, newsroom: str, told: Mapping[str, Any] | None) -> bool:
        """Whether others than the newsroom's own people read along; they do where nobody can know."""
        if told is None or any(told.get(name) for name in OUTSIDE):
            return True
        if not told.get("is_org_shared"):
            return False
        teams = told.get("shared_team_ids") or ("",)
        asked = [(f"slack:{team}", *asker.tenants[1:]) for team in teams]
        return await asyncio.to_thread(lambda: any(self._desk.newsroom_of(*each) != newsroom for each in asked))

    async def _post(self, client: AsyncWebClient, place: Place, giver: Member, newsroom: str, reply: Reply) -> Shown:
        share = next(part.share for part in reply.parts if isinstance(part, Shared))
        try:
            message = await post(once(client), place.channel, place.thread, render.posted(reply))
        except Exception as error:
            await asyncio.to_thread(self._desk.do, Unshare(share), newsroom=newsroom, giver=giver)
            raise _not_posted(error) from error
        await asyncio.to_thread(self._desk.do, Posted(share, message), newsroom=newsroom, giver=giver)
        return render.notice("Shared with the channel.", "Take back, below it, undoes that.")

    @property
    def _desk(self) -> Desk:
        return self.answering.desk


async def channel_of(client: AsyncWebClient, channel: str) -> Mapping[str, Any] | None:
    """What Slack tells of a channel; None where it tells nothing.

    Raises:
        AskError: the bot is no member.
    """
    try:
        told: Mapping[str, Any] | None = (await client.conversations_info(channel=channel)).get("channel")
    except Exception as error:
        if why(error) == "channel_not_found":
            raise UNINVITED from error
        log.info("who reads along could not be known: %s", why(error))
        return None
    if told and told.get("is_member") is False:
        raise UNINVITED
    return told if told and "is_ext_shared" in told else None


def _not_posted(error: Exception) -> AskError | DeskError:
    said = why(error)
    if said in NOT_IN:
        return UNINVITED
    if isinstance(error, SlackApiError) and said not in UNSURE:
        return DeskError(f"Slack did not take the message ({said}), so nothing was shared.", "Try again in a minute.")
    return DeskError(
        "Slack did not confirm the message, so it was not recorded as shared.",
        "If it stands in the channel all the same, an admin of the workspace can delete it.",
    )


async def redraw(client_of: ClientOf, one: Outdated) -> None:
    """Edit a shared message so that it says what it must now; where it is out of reach, nothing is left to do."""
    client = await client_of(one.place.tenant)
    if client is None:
        return
    try:
        await update(client, one.place.channel, one.message, render.posted(one.reply))
    except SlackApiError as error:
        if why(error) not in LOST:
            raise
        log.info("a shared message is out of reach: %s", why(error))
