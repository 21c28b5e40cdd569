"""What Slack is told by itself: alerts and digests, in a channel or to one person alone; and following, by a button."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.following import LaterError, LostError
from adapters.slack import render
from adapters.slack.answering import Shown, why
from adapters.slack.filing import giver
from adapters.slack.posting import plainly, without_patience
from adapters.slack.read import Asker
from adapters.slack.sharing import ClientOf, Sharing, channel_of
from bot.alerts import Saying
from bot.commands.follow import CHANNEL
from bot.errors import AskError
from bot.order import Act, Place
from bot.request import Question

PLACE_LOST: Mapping[str, str] = {
    "channel_not_found": "the channel is gone, or I am no member of it",
    "not_in_channel": "I am no member of the channel",
    "is_archived": "the channel is archived",
    "restricted_action": "only some may write in the channel",
    "restricted_action_read_only_channel": "nobody may write in the channel",
    "restricted_action_thread_locked": "the thread is locked",
    "user_not_found": "who asked is not there any more",
    "messages_tab_disabled": "the app's settings let nobody read its messages",
    "cannot_dm_bot": "who asked is a bot",
    "ekm_access_denied": "the workspace's admins suspended writing",
}
"""Slack's words for a place where nothing can be said, and ours.

Source: https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

SAID_BEFORE = frozenset({"duplicate_message_not_found", "duplicate_channel_not_found"})
"""It was said under this `client_msg_id` and deleted since. Source: as above."""

READ_ONLY = AskError("Not everybody may write in this channel.", "Follow it for yourself, or ask an admin to.")


@dataclass(frozen=True, slots=True)
class Telling:
    """Follows for who presses, and says what is due."""

    sharing: Sharing
    client_of: ClientOf

    async def act(
        self, asker: Asker, client: AsyncWebClient, question: Question, where: tuple[str, str]
    ) -> Shown | None:
        """Do what a button offers; what came of it, None where it was done before.

        Raises:
            QuotedeskError: it was not done, and why.
            Busy: so much is under way that it would take too long.
        """
        newsroom = await self.sharing.answering.admitted(asker)
        if newsroom is None:
            return None
        member = await giver(client, asker)
        place = await self._place(asker, newsroom, client, question, where, admin=member.admin)
        return render.message(await self.sharing.answering.done(Act(question, place), newsroom, member))

    async def _place(
        self,
        asker: Asker,
        newsroom: str,
        client: AsyncWebClient,
        question: Question,
        where: tuple[str, str],
        *,
        admin: bool,
    ) -> Place:
        """Where to tell: the asker alone, unless the channel is wanted and is not theirs with the bot alone anyway."""
        channel, thread = where
        if question.options.get("to") != CHANNEL or channel.startswith("D"):
            return Place(asker.tenants[0], "", outsiders=False)
        told = await channel_of(client, channel)
        if told and told.get("is_read_only") and not admin:
            raise READ_ONLY
        return Place(asker.tenants[0], channel, thread, await self.sharing.outsiders(asker, newsroom, told))

    async def say(self, one: Saying) -> str:
        """Say something that is due; its `ts`.

        Raises:
            LostError: it can't be said there.
            LaterError: Slack asks for patience.
        """
        place = one.errand.place
        client = await self.client_of(place.tenant)
        if client is None or one.reply is None:
            raise LostError("the app is not installed there any more")
        to: dict[str, Any] = {
            "channel": place.channel or one.errand.member.rpartition(":")[2],
            **({"thread_ts": place.thread} if place.thread else {}),
            "client_msg_id": one.errand.token,
        }
        calm = without_patience(client)
        try:
            answer = await plainly(lambda message: calm.chat_postMessage(**to, **message), render.posted(one.reply))
        except SlackApiError as error:
            raise _understood(error) from error
        return str(answer["ts"])


def _understood(error: SlackApiError) -> Exception:
    """What a refusal of Slack's means for what was to be said."""
    word = why(error)
    if error.response.status_code == 429:
        return LaterError(float(error.response.headers.get("Retry-After", 30)))
    if word in SAID_BEFORE:
        return LostError("it was said, and deleted since", place=False)
    return LostError(PLACE_LOST[word]) if word in PLACE_LOST else error
