"""The Discord bot: every way to ask, its buttons, and what was shared. It reads, asks, draws and sends; it decides nothing."""

import asyncio
import json
import logging
import re
import secrets
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import aiohttp
import discord
from discord import app_commands, ui

from adapters.allowance import NEWSROOM, PERSON, a_minute
from adapters.discord import read, render
from adapters.discord.carry import Carrier
from adapters.discord.layout import Ask, Dismiss, Does, Drawn, Mine, ShareItem, TakeBack, Turn, payload
from adapters.discord.read import Asker
from adapters.discord.settings import DiscordSettings
from adapters.discord.view import files, view
from adapters.pool import Busy, Pool
from bot.commands import COMMANDS
from bot.commands.command import Command, Option
from bot.desk import Desk
from bot.errors import AskError, DeskError, QuotedeskError
from bot.ledger import Vault
from bot.order import Place, Posted, Share, Unshare
from bot.reply import Shared
from bot.request import Question, Request
from bot.sharing import Outdated

log = logging.getLogger(__name__)

SOON = 1.5
"""Seconds after which an answer is promised, where it is not there yet: Discord gives three.

Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback
"""

EVERY = 3.0
"""Seconds between two looks for shared messages whose article changed."""

NAME, DESCRIBED, CHOICES, VALUE = 32, 100, 25, 100
"""Characters of a command's and an option's name, of their descriptions; choices at once; characters of a choice's value.

Source: https://discord.com/developers/docs/interactions/application-commands
"""

COMPLETED = frozenset({"name", "by", "about", "article", "outlet"})
"""Options that complete from the archive."""

COMMANDS_TOLD = "discord commands"
"""What the vault calls the trace of the commands that Discord was told of last."""

BUSY = AskError("The desk is busy.", "Ask again in a moment.")

Naming = Callable[[Does], str]


class DiscordApp(discord.AutoShardedClient):
    """Quotedesk on Discord.

    Args:
        desk: Answers and files.
        settings: The token, and whether mentions are answered in the open.
        vault: Keeps questions that are too long for a button, sealed.
        connector: Where Discord is, for tests; None for Discord.
    """

    def __init__(
        self, desk: Desk, settings: DiscordSettings, vault: Vault, connector: aiohttp.BaseConnector | None = None
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            connector=connector,
            max_messages=None,
        )
        self.desk = desk
        self.settings = settings
        self.carrier = Carrier(vault)
        self.pool = Pool()
        self.people, self.newsrooms = a_minute(PERSON), a_minute(NEWSROOM)
        self.tree = app_commands.CommandTree(self)
        self._under_way: set[asyncio.Task[Any]] = set()
        self._following: asyncio.Task[None] | None = None
        self._grow()

    def _grow(self) -> None:
        for command in COMMANDS.values():
            self.tree.add_command(_slash(self, command))
        for name, question in (("Find this quote", read.finding), ("Quotes in this message", read.checking)):
            self.tree.add_command(_menu(self, name, question))

    async def setup_hook(self) -> None:
        """Register what may be pressed, and begin to follow what was shared."""
        self.add_dynamic_items(Pressed, Picked)
        await self._sync()
        self._following = asyncio.create_task(self._follow())

    async def _sync(self) -> None:
        """Tell Discord of the commands, if they are others than it was told last: it takes 200 new ones a day."""
        told = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        told += [menu.to_dict(self.tree) for menu in self.tree.get_commands(type=discord.AppCommandType.message)]
        trace = sha256(json.dumps(told, sort_keys=True, default=str).encode()).digest()
        vault, key, now = self.carrier.vault, str(self.application_id), datetime.now(UTC)
        if await asyncio.to_thread(vault.get, COMMANDS_TOLD, key, now=now) != trace:
            await self.tree.sync()
            await asyncio.to_thread(vault.put, COMMANDS_TOLD, key, trace, now=now)

    async def close(self) -> None:
        """End when what is under way is answered."""
        if self._following:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=10)
        self.pool.close()
        await super().close()

    # --- asking

    async def answer(
        self, interaction: discord.Interaction, question: Callable[[], Question], *, turn: bool = False
    ) -> None:
        """Answer an interaction for whoever caused it alone; `turn` changes the answer that a button stands in."""
        asker = asker_of(interaction)
        await self._within(self._told(interaction, self._drawing(asker, question), turn=turn))

    def _drawing(self, asker: Asker, question: Callable[[], Question]) -> Callable[[], Drawn | None]:
        def drawn() -> Drawn | None:
            if not self.desk.first_time(f"discord:{asker.delivery}"):
                return None
            return render.message(self.desk.answer(Request(question(), self._newsroom_of(asker))))

        return drawn

    def _newsroom_of(self, asker: Asker) -> str:
        newsroom = self.desk.newsroom_of(asker.tenant) if asker.guild else None
        if newsroom is None:
            raise AskError(
                "This server is not linked to a newsroom, so there is no archive to ask.",
                f"The operator of the desk links it: quotedesk link {asker.tenant} NEWSROOM",
            )
        wait = self.people.wait(asker.member.id) or self.newsrooms.wait(newsroom)
        if wait:
            raise AskError("So much was asked that others would have to wait.", f"Ask again in {wait} s.")
        return newsroom

    async def _told(self, interaction: discord.Interaction, work: Callable[[], Drawn | None], *, turn: bool) -> None:
        """Show what the work comes to; where it takes long, that is promised first, and the promise kept."""
        drawing = asyncio.ensure_future(self.drawn(work))
        done, _ = await asyncio.wait({drawing}, timeout=SOON)
        if not done:
            await interaction.response.defer(ephemeral=True, thinking=not turn)
        drawn, names = await drawing
        if drawn is None:
            return
        shown = view(drawn, names.__getitem__)
        if not done:
            await interaction.edit_original_response(attachments=files(drawn), view=shown)
        elif turn:
            await interaction.response.edit_message(attachments=files(drawn), view=shown)
        else:
            await interaction.response.send_message(ephemeral=True, files=files(drawn), view=shown)

    async def drawn(self, work: Callable[[], Drawn | None]) -> tuple[Drawn | None, dict[Does, str]]:
        """What the work comes to, or why it comes to nothing, with the custom_id of each of its buttons."""

        def named() -> tuple[Drawn | None, dict[Does, str]]:
            try:
                drawn = work()
            except QuotedeskError as error:
                drawn = render.fault(error)
            except Exception as error:  # noqa: BLE001 - whatever it was, a person gets a sentence
                drawn = render.fault(_unforeseen(error))
            return drawn, self._names(drawn) if drawn else {}

        try:
            return await self.pool.run(named)
        except Busy:
            busy = render.fault(BUSY)
            return busy, {Dismiss(): "d|"}

    def _names(self, drawn: Drawn) -> dict[Does, str]:
        names: dict[Does, str] = {}
        now = datetime.now(UTC)

        def name(does: Does) -> str:
            return names.setdefault(does, self.carrier.named(does, now=now))

        payload(drawn, name)
        return names

    async def _within(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        try:
            await task
        except discord.HTTPException as error:
            log.warning("an answer could not be delivered: %s", error.code)
        finally:
            self._under_way.discard(task)

    # --- messages

    async def on_message(self, message: discord.Message) -> None:
        """A mention gets a button that shows its answer to the asker alone; what is written to the bot is answered there."""
        if message.author.bot or self.user is None or (message.guild and self.user not in message.mentions):
            return
        asker = Asker(message.guild.id if message.guild else 0, message.author.id, str(message.id))
        text, bot = message.content, self.user.id
        await self._within(self._replied(message, asker, lambda: read.message(text, bot)))

    async def _replied(self, message: discord.Message, asker: Asker, question: Callable[[], Question]) -> None:
        openly = message.guild is None or self.settings.public

        def waiting() -> Drawn | None:
            if not self.desk.first_time(f"discord:{asker.delivery}"):
                return None
            return render.waiting(asker.user, question())

        drawn, names = await self.drawn(self._drawing(asker, question) if openly else waiting)
        if drawn:
            await message.reply(
                view=view(drawn, names.__getitem__),
                files=files(drawn),
                mention_author=False,
                allowed_mentions=discord.AllowedMentions.none(),
            )

    # --- what is pressed

    async def press(self, interaction: discord.Interaction, custom_id: str) -> None:
        """Do what a button does."""
        try:
            does = await asyncio.to_thread(self.carrier.done, custom_id, now=datetime.now(UTC))
            await self._press(interaction, does)
        except QuotedeskError as error:
            await self.tell(interaction, render.fault(error))

    async def _press(self, interaction: discord.Interaction, does: Does) -> None:
        match does:
            case Turn(question):
                await self.answer(interaction, lambda: question, turn=True)
            case Ask(question):
                await self.answer(interaction, lambda: question)
            case Mine(user, question):
                if user != interaction.user.id:
                    raise AskError("Only who asked can see this answer.", "Ask for yourself.")
                await self.answer(interaction, lambda: question)
            case ShareItem():
                await self._within(self._share(interaction, does))
            case TakeBack(share):
                await self._within(self._take_back(interaction, share))
            case Dismiss():
                await interaction.response.defer()
                await interaction.delete_original_response()

    async def tell(self, interaction: discord.Interaction, drawn: Drawn) -> None:
        """Say something to whoever pressed, alone."""
        shown = view(drawn, self._names(drawn).__getitem__)
        if interaction.response.is_done():
            await interaction.followup.send(view=shown, ephemeral=True)
        else:
            await interaction.response.send_message(view=shown, ephemeral=True)

    async def _share(self, interaction: discord.Interaction, item: ShareItem) -> None:
        """Post to the channel, with who shared it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        asker = asker_of(interaction)
        place = Place(asker.tenant, str(interaction.channel_id), outsiders=_outsiders(interaction))

        def order() -> tuple[str, Drawn, int]:
            newsroom = self._newsroom_of(asker)
            reply = self.desk.do(Share(place, item.version, item.quote), newsroom=newsroom, giver=asker.member)
            share = next(part.share for part in reply.parts if isinstance(part, Shared))
            return newsroom, render.posted(reply), share

        try:
            newsroom, drawn, share = await self.pool.run(order)
            names = await self.pool.run(lambda: self._names(drawn))
        except (QuotedeskError, Busy) as error:
            await self._edited(interaction, render.fault(error if isinstance(error, QuotedeskError) else BUSY))
            return
        try:
            channel = self.get_partial_messageable(interaction.channel_id or 0)
            posted = await channel.send(
                view=view(drawn, names.__getitem__), files=files(drawn), allowed_mentions=discord.AllowedMentions.none()
            )
        except discord.HTTPException:
            await asyncio.to_thread(self.desk.do, Unshare(share), newsroom=newsroom, giver=asker.member)
            told = AskError(
                "I may not write in this channel, so nothing was shared.", "An admin of the server can let me."
            )
            await self._edited(interaction, render.fault(told))
            return
        await asyncio.to_thread(self.desk.do, Posted(share, str(posted.id)), newsroom=newsroom, giver=asker.member)
        await self._edited(interaction, render.notice("Shared with the channel.", "Take back, below it, undoes that."))

    async def _edited(self, interaction: discord.Interaction, drawn: Drawn) -> None:
        names = await asyncio.to_thread(self._names, drawn)
        await interaction.edit_original_response(view=view(drawn, names.__getitem__))

    async def _take_back(self, interaction: discord.Interaction, share: int) -> None:
        asker = asker_of(interaction)

        def order() -> Drawn:
            return render.posted(self.desk.do(Unshare(share), newsroom=self._newsroom_of(asker), giver=asker.member))

        try:
            drawn = await self.pool.run(order)
        except (QuotedeskError, Busy) as error:
            await self.tell(interaction, render.fault(error if isinstance(error, QuotedeskError) else BUSY))
            return
        await interaction.response.edit_message(view=view(drawn, self._names(drawn).__getitem__), attachments=[])

    async def _follow(self) -> None:
        """Edit shared messages whose article changed, for as long as this runs. What fails is tried again later."""
        await self.wait_until_ready()
        while True:
            await asyncio.sleep(EVERY)
            try:
                outdated = await asyncio.to_thread(self.desk.outdated, "discord")
            except DeskError as error:
                log.warning("shared messages could not be looked through: %s", error.message)
                continue
            for one in outdated:
                try:
                    await self._redraw(one)
                except discord.HTTPException as error:
                    log.warning("a shared message could not be edited: %s", error.code)

    async def _redraw(self, one: Outdated) -> None:
        drawn, names = await self.drawn(lambda: render.posted(one.reply))
        assert drawn
        message = self.get_partial_messageable(int(one.place.channel)).get_partial_message(int(one.message))
        with suppress(discord.NotFound, discord.Forbidden):  # there is nothing left to edit, or no right to
            await message.edit(
                view=view(drawn, names.__getitem__),
                attachments=files(drawn),
                allowed_mentions=discord.AllowedMentions.none(),
            )
        await asyncio.to_thread(self.desk.redrawn, one.share, one.seq)


class Pressed(ui.DynamicItem[ui.Button[Any]], template=re.compile(r"(?P<what>[tamsud]\|.*)", re.DOTALL)):
    """A button of ours, known by its custom_id, also after a restart."""

    def __init__(self, what: str) -> None:
        super().__init__(ui.Button(custom_id=what))
        self.what = what

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - as discord.py calls it
        item: ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> "Pressed":
        """The button that was pressed."""
        return cls(match["what"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        assert isinstance(interaction.client, DiscordApp)
        await interaction.client.press(interaction, self.what)


class Picked(ui.DynamicItem[ui.Select[Any]], template=re.compile(r"pick:\d+")):
    """A list of ours; what is chosen in it reads like a button."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(ui.Select(custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - as discord.py calls it
        item: ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> "Picked":
        """The list that was chosen from."""
        return cls(match[0])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        assert isinstance(interaction.client, DiscordApp)
        data: dict[str, Any] = dict(interaction.data or {})
        await interaction.client.press(interaction, str((data.get("values") or [""])[0]))


def asker_of(interaction: discord.Interaction) -> Asker:
    """Who asks: from the verified interaction alone. A server counts where it installed the bot itself."""
    guild = interaction.guild_id if _installed_here(interaction) else 0
    admin = bool(guild) and interaction.permissions.manage_guild
    return Asker(guild or 0, interaction.user.id, str(interaction.id), admin)


def _installed_here(interaction: discord.Interaction) -> bool:
    """Whether the server itself installed the bot, and not the user who asks alone.

    Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
    """
    return interaction.is_guild_integration() or not interaction.is_user_integration()


def _outsiders(interaction: discord.Interaction) -> bool:
    """Whether people who are not of the newsroom may read along: a server that anybody finds, or one that is not ours.

    Source: https://discord.com/developers/docs/resources/guild#guild-object-guild-features
    """
    guild = interaction.guild
    return (
        guild is None or not _installed_here(interaction) or bool({"COMMUNITY", "DISCOVERABLE"} & set(guild.features))
    )


def _slash(app: DiscordApp, command: Command) -> app_commands.Command[Any, Any, Any]:
    """A question as a slash command, its options as Discord's."""

    async def asked(interaction: discord.Interaction, **given: str) -> None:
        await app.answer(interaction, lambda: read.command(command.name, given))

    options = [command.subject, *command.options]
    made: app_commands.Command[Any, Any, Any] = app_commands.Command(
        name=command.name, description=_short(command.about), callback=_taking(asked, options)
    )
    for option in options:
        if option.name in COMPLETED:
            made.autocomplete(_name(option))(_completing(app, option))
    return made


def _taking(asked: Callable[..., Any], options: list[Option]) -> Any:
    """The callback with a parameter for each option, as discord.py reads them from its signature."""
    parameters = ", ".join(f"{_name(option)}: str | None = None" for option in options)
    given = ", ".join(f"{_name(option)}={_name(option)}" for option in options)
    source = f"async def callback(interaction: discord.Interaction, {parameters}) -> None:\n    await asked(interaction, {given})\n"
    space: dict[str, Any] = {"discord": discord, "asked": asked}
    exec(source, space)  # noqa: S102 - made of the names in COMMANDS, nothing that anybody typed
    callback = space["callback"]
    described = {_name(option): _short(option.about) for option in options}
    return app_commands.describe(**described)(callback)


def _completing(app: DiscordApp, option: Option) -> Any:
    async def complete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        asker = asker_of(interaction)

        def offers() -> list[app_commands.Choice[str]]:
            newsroom = app.desk.newsroom_of(asker.tenant) if asker.guild else None
            found = app.desk.offers(newsroom, option.name, current, CHOICES) if newsroom else ()
            return [
                app_commands.Choice(name=_short(" – ".join(filter(None, (one.label, one.hint)))), value=one.value)
                for one in found
                if len(one.value) <= VALUE
            ]

        try:
            return await app.pool.run(offers)
        except (QuotedeskError, Busy):
            return []

    return complete


def _menu(app: DiscordApp, name: str, question: Callable[[str], Question]) -> app_commands.ContextMenu:
    async def asked(interaction: discord.Interaction, message: discord.Message) -> None:
        await app.answer(interaction, lambda: question(message.content))

    return app_commands.ContextMenu(name=name, callback=asked)


def _name(option: Option) -> str:
    return option.name.replace("-", "_")


def _short(text: str) -> str:
    return text if len(text) <= DESCRIBED else f"{text[: DESCRIBED - 1].rsplit(' ', 1)[0]}…"


def _unforeseen(error: Exception) -> DeskError:
    """What a person is told of a fault that nobody foresaw; the log has its place, never its message."""
    reference = secrets.token_hex(3)
    log.error(
        "%s, reference %s\n%s", type(error).__name__, reference, "".join(traceback.format_tb(error.__traceback__))
    )
    return DeskError(
        f"Something went wrong that we did not foresee (reference {reference}).",
        f"Tell the operator of this desk the reference {reference}.",
    )
