"""A small newsroom on a Discord of our own: a server that is linked, a channel, two people, and the bot over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from adapters.discord.app import DiscordApp, listen
from adapters.discord.settings import DiscordSettings
from adapters.entry import CLOSED, Entry
from bot.desk import Desk
from bot.ledger import open_vault
from bot.order import Link
from tests.discord_people import TOKEN, Discord, Person, discord
from tests.discord_world import Channel, Guild
from tests.newsroom import HARBOUR, WatchedDesk, opened, settings

FIRST = "“The harbour comes first,”"


@dataclass
class Newsroom:
    """What a test has at hand."""

    discord: Discord
    quotedesk: WatchedDesk
    app: DiscordApp
    guild: Guild
    desk: Channel
    ines: Person
    oskar: Person


@asynccontextmanager
async def running(
    folder: Path,
    here: Discord,
    desk: Desk,
    chosen: DiscordSettings | None = None,
    grace: timedelta = timedelta(days=30),
    entry: Entry = CLOSED,
) -> AsyncIterator[DiscordApp]:
    """The bot, until the test is done with it."""
    vault = open_vault(settings(folder))
    used = chosen or DiscordSettings(TOKEN, proxy=here.proxy)
    app = DiscordApp(desk, used, vault, grace=grace, entry=entry, connector=here.connector())
    ended = asyncio.Event()
    task = asyncio.create_task(listen(app, ended))
    try:
        await here.ready()
        yield app
    finally:
        ended.set()
        await task
        vault.close()


@asynccontextmanager
async def newsroom(
    folder: Path,
    *,
    linked: bool = True,
    public: bool = False,
    features: tuple[str, ...] = (),
    entry: Entry = CLOSED,
) -> AsyncIterator[Newsroom]:
    """A newsroom's server with the bot in it."""
    async with discord(folder) as here:
        guild = here.guild("Harbour Post", features)
        channel = here.channel(guild, "desk")
        ines, oskar = here.person("Ines", guild, manages=True), here.person("Oskar", guild)
        desk = opened(folder)
        if linked:
            desk.do(Link(f"discord:{guild.id}"), newsroom=HARBOUR)
        chosen = DiscordSettings(TOKEN, public=public, proxy=here.proxy)
        async with running(folder, here, desk, chosen, entry=entry) as app:
            yield Newsroom(here, desk, app, guild, channel, ines, oskar)
        desk.close()
