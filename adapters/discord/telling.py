"""What Discord is told by itself: alerts and digests, in a channel or to one person alone; and following, by a button."""

from dataclasses import dataclass

import discord

from adapters.discord import render
from adapters.discord.layout import Drawn
from adapters.discord.posting import post
from adapters.discord.read import Asker
from adapters.discord.sharing import Sharing, outsiders
from adapters.following import LaterError, LostError
from bot.alerts import Saying
from bot.commands.follow import CHANNEL
from bot.errors import AskError
from bot.order import Act, Place
from bot.request import Question

NONCE = 25
"""Characters of a nonce. Source: https://discord.com/developers/docs/resources/message#create-message"""

MUTE = AskError("You may not write in this channel yourself.", "Follow it for yourself, or ask somebody who may.")
CLOSED_TO_ME = AskError(
    "I may not write in this channel.",
    "An admin of the server can let me: View Channel, Send Messages, Embed Links, Attach Files.",
)


@dataclass(frozen=True, slots=True)
class Telling:
    """Follows for who presses, and says what is due."""

    client: discord.Client
    sharing: Sharing

    async def act(self, asker: Asker, interaction: discord.Interaction, question: Question) -> Drawn | None:
        """Do what a button offers; what came of it, None where it was done before.

        Raises:
            QuotedeskError: it was not done, and why.
            Busy: so much is under way that it would take too long.
        """
        place = _place(asker, interaction, question)
        newsroom = await self.sharing.answering.admitted(asker)
        if newsroom is None:
            return None
        return render.message(await self.sharing.answering.done(Act(question, place), newsroom, asker.member))

    async def say(self, one: Saying) -> str:
        """Say something that is due; the message's id.

        Raises:
            LostError: it can't be said there.
            LaterError: Discord asks for patience.
        """
        if one.reply is None:
            raise LostError("there is nothing to say", place=False)
        drawn, token = render.posted(one.reply), one.errand.token.replace("-", "")[:NONCE]
        try:
            where = await self._where(one)
            return str(await post(where, self.sharing.carrier, drawn, token, _answered(one)))
        except discord.NotFound as error:
            raise LostError("the channel, or who asked, is not there any more") from error
        except discord.Forbidden as error:
            raise LostError("Discord does not let me write there") from error
        except discord.RateLimited as error:
            raise LaterError(error.retry_after) from error

    async def _where(self, one: Saying) -> discord.abc.Messageable:
        place = one.errand.place
        if place.channel:
            return self.client.get_partial_messageable(int(place.channel))
        return await self.client.create_dm(discord.Object(int(one.errand.member.rpartition(":")[2])))


def _answered(one: Saying) -> discord.MessageReference | None:
    """The message that this answers; where it was deleted, it stands by itself."""
    message, channel = one.errand.matter.get("answers"), one.errand.place.channel
    if not message:
        return None
    return discord.MessageReference(message_id=int(message), channel_id=int(channel), fail_if_not_exists=False)


def _place(asker: Asker, interaction: discord.Interaction, question: Question) -> Place:
    """Where to tell: the asker alone, unless the channel is wanted and both they and the bot may write there.

    Raises:
        AskError: one of them may not.
    """
    guild, channel = interaction.guild, interaction.channel_id
    if question.options.get("to") != CHANNEL or interaction.guild_id is None or channel is None:
        return Place(asker.tenants[0], "", outsiders=False)
    if guild is None or not _may_write(interaction, interaction.app_permissions):
        raise CLOSED_TO_ME
    if not _may_write(interaction, interaction.permissions):
        raise MUTE
    return Place(asker.tenants[0], str(channel), outsiders=outsiders(interaction, asker.guild))


def _may_write(interaction: discord.Interaction, allowed: discord.Permissions) -> bool:
    in_thread = isinstance(interaction.channel, discord.Thread)
    return allowed.send_messages_in_threads if in_thread else allowed.send_messages
