"""The Discord bot: every way to ask, its buttons, and what was shared. It reads, asks, draws and sends; it decides nothing."""

import asyncio
import json
import logging
import sys
import traceback
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.http import Route

from adapters import drafts
from adapters.allowance import a_minute
from adapters.crew import Crew
from adapters.discord import filing, read, render, tree
from adapters.discord.answering import PLATFORM, SURFACE, Answering, why
from adapters.discord.carry import Carrier
from adapters.discord.drift import drift
from adapters.discord.layout import Ask, Choose, Dismiss, Do, Drawn, Mine, ShareItem, TakeBack, Turn
from adapters.discord.posting import promised, reply
from adapters.discord.pressing import Picked, Pressed
from adapters.discord.read import Asker
from adapters.discord.servers import Links, Servers
from adapters.discord.settings import DiscordSettings
from adapters.discord.sharing import Sharing, anybody_reads
from adapters.discord.telling import Telling
from adapters.entry import CLOSED, Entry
from adapters.following import deliver, follow, purge
from adapters.pool import Busy, Pool
from bot.commands.completion import Offer
from bot.desk import Desk
from bot.errors import AskError, QuotedeskError
from bot.ledger import Vault
from bot.order import Ingest
from bot.request import Question, Request

log = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds for answers under way when the bot is told to end. Heroku, for one, gives 30 before it kills."""

PATIENCE = 60.0
"""Seconds that a call may wait where Discord asks for patience."""

CHOICES = 25
"""Choices at once. Source: https://discord.com/developers/docs/interactions/application-commands#autocomplete"""

TOLD = "discord commands"
"""What the vault calls the trace of the commands that Discord was told of last."""

NOT_YOURS = AskError("Only who asked can see this answer.", "Ask for yourself.")
NOT_YOURS_TO_DISMISS = AskError("Only who asked can take this answer away.", "An admin of the server can delete it.")
RESTARTED = AskError("The bot is being started anew.", "Ask again in a moment.")
OUTDATED = AskError("Your Discord still shows an older form of this command.", "Reload it (Ctrl+R), and ask again.")

Work = Callable[[], Awaitable[Drawn | None]]


class DiscordApp(discord.AutoShardedClient):
    """Quotedesk on Discord.

    Args:
        desk: Answers and files.
        settings: The token, and whether mentions are answered in the open.
        vault: Keeps questions that are too long for a button, sealed.
        crew: Processes that answer; without them this one does.
        entry: Makes the links to the pages.
        grace: How long what is kept of a server outlasts the bot's removal.
        connector: How Discord is reached, for tests; None as usual.
    """

    def __init__(
        self,
        desk: Desk,
        settings: DiscordSettings,
        vault: Vault,
        *,
        crew: Crew[Drawn] | None = None,
        grace: timedelta = timedelta(days=30),
        entry: Entry = CLOSED,
        connector: aiohttp.BaseConnector | None = None,
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=PATIENCE,
            proxy=settings.proxy or None,
            connector=connector,
        )
        self.desk = desk
        self.settings = settings
        self.grace = grace
        self.entry = entry
        self.carrier = Carrier(vault)
        people, newsrooms = a_minute(settings.person_limit), a_minute(settings.newsroom_limit)
        self.answering = Answering(SURFACE, desk, crew, people=people, newsrooms=newsrooms)
        self.offering = Pool(threads=1)  # of their own: a keystroke must not wait for answers
        self.links = Links(desk)
        self.servers = Servers(self, desk, vault)
        self.sharing = Sharing(self, self.answering, self.carrier)
        self.telling = Telling(self, self.sharing)
        self.tree = tree.tree_of(self)
        self.tree.error(self._not_taken)
        self._beside: list[asyncio.Task[None]] = []
        self._noting = asyncio.Lock()
        self._ending = False

    async def setup_hook(self) -> None:
        """Register what may be pressed, tell Discord of the commands, and begin to follow what was shared."""
        self.add_dynamic_items(Pressed, Picked)
        await self._tell_commands()
        going_on = (self._follow(), self._deliver(), self._purge())
        self._beside = [asyncio.create_task(one) for one in going_on]

    async def _tell_commands(self) -> None:
        """Tell Discord of the commands, if they are others than it was told last, or than it knows.

        It takes 200 new ones a day: https://discord.com/developers/docs/interactions/application-commands (rate limits)
        """
        told = await tree.payloads(self.tree)
        trace = sha256(json.dumps(told, sort_keys=True).encode()).digest()
        vault, key, now = self.carrier.vault, str(self.application_id), datetime.now(UTC)
        kept = await asyncio.to_thread(vault.get, TOLD, key, now=now)
        if kept != trace or drift(await self._known_commands(), told):
            await self.tree.set_translator(tree.Translations())
            await self.tree.sync()
            await asyncio.to_thread(vault.put, TOLD, key, trace, now=now)

    async def _known_commands(self) -> list[dict[str, Any]]:
        """The commands as Discord has them, with their words in every language, which discord.py leaves out."""
        asked = Route("GET", "/applications/{id}/commands?with_localizations=true", id=self.application_id)
        known: list[dict[str, Any]] = await self.http.request(asked)
        return known

    async def _follow(self) -> None:
        await self.wait_until_ready()
        await follow(self.desk, PLATFORM, self.sharing.redraw, why)

    async def _deliver(self) -> None:
        await self.wait_until_ready()
        await deliver(self.desk, PLATFORM, self.telling.say, why)

    async def _purge(self) -> None:
        """Forget servers that are due, but none that the bot is in: it may have been added again while nobody listened."""
        await self.wait_until_ready()
        for guild in self.guilds:
            await self._remembered(self.desk.keep, read.tenant(guild.id))
        await purge(self.desk)

    async def close(self) -> None:
        """End when what is under way is answered."""
        if self._ending:
            return
        self._ending = True
        await self.answering.finish(GRACE)
        self.offering.close()
        for task in self._beside:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await super().close()

    # --- asking

    async def answer(
        self, interaction: discord.Interaction, question: Callable[[], Question], *, turn: bool = False
    ) -> None:
        """Answer an interaction for whoever caused it alone; `turn` changes the answer that a button stands in."""
        asker = asker_of(interaction)
        await self._told(interaction, lambda: self._asked(asker, question), turn=turn)

    async def _asked(self, asker: Asker, question: Callable[[], Question]) -> Drawn | None:
        placed = await self.servers.placed(asker)
        if isinstance(placed, Asker):
            return await self.answering.asked(placed, question)
        return render.which([(server.id, server.name) for server in placed], question())

    async def _told(self, interaction: discord.Interaction, work: Work, *, turn: bool = False) -> None:
        """Show what some work comes to, or why it comes to nothing."""

        async def told() -> None:
            async with promised(interaction, self.carrier, turn=turn) as promise:
                await self.answering.told(work(), promise.send, promise.refuse)

        if self._ending:
            await self._told_at_once(interaction, RESTARTED)
        else:
            await self.answering.within(told())

    async def _told_at_once(self, interaction: discord.Interaction, error: QuotedeskError) -> None:
        async with promised(interaction, self.carrier) as promise:
            await self.answering.sent(promise.send, render.fault(error))

    async def offers(self, interaction: discord.Interaction, option: str, typed: str) -> Sequence[Offer]:
        """What may be meant by what is half typed; nothing, where nothing may be offered, or not at once."""
        asker = asker_of(interaction)

        def offers(asked: Asker) -> Sequence[Offer] | None:
            newsroom = self.links.newsroom_of(asked.tenants)
            return None if newsroom is None else self.desk.offers(newsroom, option, typed, CHOICES)

        found: Sequence[Offer] | None = ()
        with suppress(QuotedeskError, Busy):
            found = await self.offering.run(lambda: offers(asker))
            if found is None and asker.alone and (placed := self.servers.at_once(asker)):
                found = await self.offering.run(lambda: offers(placed))
        return found or ()

    # --- messages

    async def on_message(self, message: discord.Message) -> None:
        """A mention gets a button that shows its answer to the asker alone; what is written to the bot is answered there."""
        if self.user is None or not self._asks(message, self.user.id):
            return
        guild, bot, text = message.guild, self.user.id, message.content
        asker = Asker(guild.id if guild else 0, message.author.id, read.delivery(message.id), alone=guild is None)
        openly = guild is None or (self.settings.public and not anybody_reads(guild, message.channel.id))
        work = self._asked if openly else self._waiting

        async def answered() -> None:
            await self.answering.told(
                work(asker, lambda: read.message(text, bot)), lambda drawn: reply(message, self.carrier, drawn)
            )

        await self.answering.within(answered())

    def _asks(self, message: discord.Message, bot: int) -> bool:
        if message.author.bot or message.webhook_id or message.is_system():
            return False
        return message.guild is None or read.addressed(message.content, bot)

    async def _waiting(self, asker: Asker, question: Callable[[], Question]) -> Drawn | None:
        """A button for who mentioned the bot; nothing for who does so more often than they may ask."""
        if self.answering.people.wait(asker.member.id):
            return None
        first = await self.answering.pool.run(lambda: self.desk.first_time(asker.delivery))
        return render.waiting(asker.user, question()) if first else None

    # --- what is pressed

    async def press(self, interaction: discord.Interaction, custom_id: str) -> None:
        """Do what a button does."""
        try:
            does = await asyncio.to_thread(self.carrier.done, custom_id, now=datetime.now(UTC))
        except QuotedeskError as error:
            await self._told_at_once(interaction, error)
            return
        match does:
            case Turn(question):
                await self.answer(interaction, lambda: question, turn=_in_private(interaction))
            case Ask(question):
                await self.answer(interaction, lambda: question)
            case Do(question):
                await self._told(interaction, lambda: self._act(interaction, question))
            case Mine(user, question):
                await self._mine(interaction, user, question)
            case Choose(server, question):
                await self._choose(interaction, server, question)
            case ShareItem():
                await self._told(interaction, lambda: self._share(interaction, does))
            case TakeBack(share):
                await self._told(interaction, lambda: self._take_back(interaction, share), turn=True)
            case Dismiss():
                await self._dismiss(interaction)

    async def _mine(self, interaction: discord.Interaction, user: int, question: Question) -> None:
        if user == interaction.user.id:
            await self.answer(interaction, lambda: question)
        else:
            await self._told_at_once(interaction, NOT_YOURS)

    async def _dismiss(self, interaction: discord.Interaction) -> None:
        if not (_in_private(interaction) or _asked_by(interaction.message) == interaction.user.id):
            await self._told_at_once(interaction, NOT_YOURS_TO_DISMISS)
            return
        try:
            await interaction.response.defer()
            await interaction.delete_original_response()
        except discord.DiscordException as error:
            log.warning("an answer could not be dismissed: %s", why(error))

    # --- newsrooms

    async def choose_newsroom(self, interaction: discord.Interaction) -> None:
        """Keep to the server that it is asked in; elsewhere show those to choose from."""
        asker = asker_of(interaction)

        async def choosing() -> Drawn | None:
            linked = await asyncio.to_thread(self.desk.linked)
            if read.tenant(asker.guild) in linked:
                await self.servers.choose(asker, asker.guild)
                return render.notice("From now on I ask the archive of this server for you wherever you write to me.")
            own = await self.servers.of(asker)
            return render.which([(server.id, server.name) for server in own], Question("help"))

        await self._told(interaction, choosing)

    async def open_pages(self, interaction: discord.Interaction) -> None:
        """Give a way to our pages to whoever asks."""

        async def entered() -> Drawn | None:
            asker = await self._one_place(interaction)
            if await self.answering.admitted(asker) is None:
                return None
            return render.entry(await asyncio.to_thread(self.entry.link, self.desk, asker.tenants))

        await self._told(interaction, entered)

    async def _choose(self, interaction: discord.Interaction, server: int, question: Question) -> None:
        async def chosen() -> Drawn | None:
            return await self.answering.asked(
                await self.servers.choose(asker_of(interaction), server), lambda: question
            )

        await self._told(interaction, chosen, turn=True)

    # --- filing

    async def open_filing(self, interaction: discord.Interaction) -> None:
        """Show the form that files. Who may not is told when it comes back: a form can't be promised."""
        await self._open(interaction, filing.filing_form(self.file))

    async def _open(self, interaction: discord.Interaction, form: filing.Form) -> None:
        try:
            await interaction.response.send_modal(form)
        except discord.DiscordException as error:
            log.warning("a form could not be opened: %s", why(error))

    async def file(
        self, interaction: discord.Interaction, text: str, files: Sequence[discord.Attachment], address: str = ""
    ) -> None:
        """File what was handed in, and tell what came of it."""

        async def filed() -> Drawn | None:
            asker = await self._one_place(interaction)
            newsroom = await self.answering.admitted(asker)
            if newsroom is None:
                return None
            self.desk.check_filing(asker.member)
            inputs = await filing.inputs_from(text, files, address)
            return render.message(await self.answering.done(Ingest(inputs), newsroom, asker.member))

        await self._told(interaction, filed)

    # --- checking

    async def open_checking(self, interaction: discord.Interaction) -> None:
        """Show the form that checks a draft."""
        await self._open(interaction, filing.checking_form(self.check))

    async def check(self, interaction: discord.Interaction, text: str, files: Sequence[discord.Attachment]) -> None:
        """Check a text, or one file; nothing of either is kept."""
        await self._told(interaction, lambda: self._checked(interaction, text, files[0] if files else None))

    async def check_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Check a message's document, else its words."""

        async def checked() -> Drawn | None:
            file = drafts.draft_among(message.attachments, lambda one: one.content_type)
            return await self._checked(interaction, "" if file else message.content, file)

        await self._told(interaction, checked)

    async def _checked(
        self, interaction: discord.Interaction, text: str, file: discord.Attachment | None
    ) -> Drawn | None:
        newsroom = await self.answering.admitted(await self._one_place(interaction))
        if newsroom is None:
            return None
        upload = await filing.fetched_file(file) if file else None
        return await self.answering.put(Request(drafts.question(read.plain(text)), newsroom, upload=upload))

    # --- sharing

    async def _share(self, interaction: discord.Interaction, item: ShareItem) -> Drawn | None:
        return await self.sharing.share(await self._one_place(interaction), interaction, item)

    async def _take_back(self, interaction: discord.Interaction, share: int) -> Drawn | None:
        return await self.sharing.take_back(await self._one_place(interaction), share)

    async def _act(self, interaction: discord.Interaction, question: Question) -> Drawn | None:
        return await self.telling.act(await self._one_place(interaction), interaction, question)

    async def _one_place(self, interaction: discord.Interaction) -> Asker:
        placed = await self.servers.placed(asker_of(interaction))
        if isinstance(placed, Asker):
            return placed
        raise AskError("You belong to several newsrooms.", "Choose one with /newsroom, then do this again.")

    # --- events

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was added to a server, perhaps again."""
        await self._remembered(self.desk.keep, read.tenant(guild.id))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server: what is kept of it is deleted after the time of grace."""
        await self._remembered(lambda tenant: self.desk.forget(tenant, after=self.grace), read.tenant(guild.id))

    async def _remembered(self, told: Callable[[str], None], tenant: str) -> None:
        try:
            async with self._noting:  # one after another, as they came
                await asyncio.to_thread(told, tenant)
        except QuotedeskError as error:
            log.warning("a server that came or went could not be noted: %s", error.message)

    async def _not_taken(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """A command did not come to its question."""
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            if interaction.type is not discord.InteractionType.autocomplete:
                await self._told_at_once(interaction, OUTDATED)
        else:
            log.error("a command failed: %s", _place(error.__cause__ or error))

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """Whatever failed is logged by its kind and place; its message may hold what was typed."""
        error = sys.exc_info()[1]
        log.error("%s failed: %s", event_method, _place(error) if error else "nobody knows why")


async def listen(app: DiscordApp, ended: asyncio.Event) -> None:
    """Answer until told to end, then give the answers under way.

    Raises:
        discord.LoginFailure: Discord does not take the token.
        discord.DiscordException, aiohttp.ClientError, OSError: it can't be reached.
    """
    async with app:
        running = asyncio.create_task(app.start(app.settings.token))
        told = asyncio.create_task(ended.wait())
        await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        await app.close()
        await running


def asker_of(interaction: discord.Interaction) -> Asker:
    """Who asks: from the verified interaction alone.

    Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object
    """
    guild = interaction.guild_id or 0
    admin = bool(guild) and interaction.permissions.manage_guild
    alone = not guild or interaction.is_user_integration()
    return Asker(guild, interaction.user.id, read.delivery(interaction.id), admin, alone)


def _in_private(interaction: discord.Interaction) -> bool:
    """Whether nobody but the asker sees the message that something was pressed in."""
    message = interaction.message
    return interaction.context.dm_channel or bool(message and message.flags.ephemeral)


def _asked_by(message: discord.Message | None) -> int | None:
    """Who wrote the message that one in the open answers."""
    asked = message.reference.resolved if message and message.reference else None
    return asked.author.id if isinstance(asked, discord.Message) else None


def _place(error: BaseException) -> str:
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
