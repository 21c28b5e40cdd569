"""Sharing with a channel, taking back, and editing what was shared when its article changed."""

import logging
from dataclasses import dataclass

import discord

from adapters.discord import render
from adapters.discord.answering import Answering, why
from adapters.discord.carry import Carrier
from adapters.discord.layout import Drawn, ShareItem
from adapters.discord.posting import edit, post
from adapters.discord.read import Asker
from bot.errors import AskError, DeskError
from bot.order import Place, Posted, Share, Unshare
from bot.reply import Reply, Shared
from bot.sharing import Outdated

log = logging.getLogger(__name__)

OPEN = frozenset({"COMMUNITY", "DISCOVERABLE"})
"""Features of a server that anybody may join.

Source: https://discord.com/developers/docs/resources/guild#guild-object-guild-features
"""

SILENCED = AskError(
    "I may not write in this channel, so nothing was shared.",
    "An admin of the server can let me: View Channel, Send Messages, Embed Links, Attach Files.",
)
ABSENT = AskError(
    "I am no member here, so nothing was shared.",
    "Share where I am a member; an admin of a server can add me.",
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """Shares through a desk, and takes back."""

    client: discord.Client
    answering: Answering
    carrier: Carrier

    async def share(self, asker: Asker, interaction: discord.Interaction, item: ShareItem) -> Drawn | None:
        """Post something to the channel, or the thread; what its sharer is told, None where it was shared before.

        Raises:
            QuotedeskError: it was not shared, and why.
            Busy: so much is under way that it would take too long.
        """
        channel = self._channel(interaction)
        newsroom = await self.answering.admitted(asker)
        if newsroom is None:
            return None
        place = Place(asker.tenants[0], str(interaction.channel_id), outsiders=outsiders(interaction, asker.guild))
        reply = await self.answering.done(Share(place, item.version, item.quote), newsroom, asker.member)
        return await self._post(channel, asker, newsroom, reply)

    async def take_back(self, asker: Asker, share: int) -> Drawn | None:
        """What a message says from now on, which was taken back; None where it was before.

        Raises:
            QuotedeskError: it was not taken back, and why.
            Busy: as above.
        """
        newsroom = await self.answering.admitted(asker)
        if newsroom is None:
            return None
        return render.posted(await self.answering.done(Unshare(share), newsroom, asker.member))

    async def redraw(self, one: Outdated) -> None:
        """Edit a shared message so that it says what it must now; where it is out of reach, nothing is left to do."""
        message = self.client.get_partial_messageable(int(one.place.channel)).get_partial_message(int(one.message))
        try:
            await edit(message, self.carrier, render.posted(one.reply))
        except (discord.NotFound, discord.Forbidden) as error:
            log.info("a shared message is out of reach: %s", why(error))

    def _channel(self, interaction: discord.Interaction) -> discord.abc.Messageable:
        """Where the button was pressed.

        Raises:
            AskError: the bot can't write there itself, so it could not mend later what it shared.
        """
        guild = interaction.guild_id
        here = self.client.get_guild(guild) is not None if guild else interaction.context.dm_channel
        if not (here and interaction.channel_id):
            raise ABSENT
        return self.client.get_partial_messageable(interaction.channel_id)

    async def _post(self, channel: discord.abc.Messageable, asker: Asker, newsroom: str, reply: Reply) -> Drawn:
        share = next(part.share for part in reply.parts if isinstance(part, Shared))
        try:
            message = await post(channel, self.carrier, render.posted(reply), f"share {share}")
        except Exception as error:
            await self.answering.done(Unshare(share), newsroom, asker.member)
            raise _not_posted(error) from error
        await self.answering.done(Posted(share, str(message)), newsroom, asker.member)
        return render.notice("Shared with the channel.", "Take back, below it, undoes that.")


def outsiders(interaction: discord.Interaction, own: int) -> bool:
    """Whether people who are not of the newsroom may read along: in any server but the asker's `own`, in a channel that everybody
    sees of a server that anybody may join, and wherever that can't be known. A direct message is the asker's own.
    """
    if interaction.guild_id is None:
        return False
    guild = interaction.guild
    return guild is None or guild.id != own or anybody_reads(guild, interaction.channel_id)


def anybody_reads(guild: discord.Guild, channel: int | None) -> bool:
    """Whether a channel or thread is one that everybody sees of a server that anybody may join."""
    if not OPEN & set(guild.features):
        return False
    known = guild.get_channel_or_thread(channel) if channel else None
    return known is None or known.permissions_for(guild.default_role).view_channel


def _not_posted(error: Exception) -> AskError | DeskError:
    if isinstance(error, discord.Forbidden | discord.NotFound):
        return SILENCED
    if isinstance(error, discord.HTTPException) and error.status < 500:
        return DeskError(
            f"Discord did not take the message ({why(error)}), so nothing was shared.", "Try again in a minute."
        )
    log.warning("a message was not confirmed: %s", why(error))
    return DeskError(
        "Discord did not confirm the message, so it was not recorded as shared.",
        "If it stands in the channel all the same, an admin of the server can delete it.",
    )
