"""`python -m adapters.discord`: Discord, until told to end."""

import asyncio
import logging
import os
import signal
import sys
from datetime import timedelta

import aiohttp
import discord

from adapters.crew import crew_for
from adapters.discord import render
from adapters.discord.app import DiscordApp, listen
from adapters.discord.settings import GUIDE, read_discord_settings
from adapters.entry import Entry
from adapters.logs import write_logs
from adapters.metrics import metrics_for
from adapters.pool import keep_what_stands, prefer_the_loop
from bot.desk import open_desk
from bot.errors import DeskError
from bot.ledger import open_vault
from bot.settings import both, read_settings

UNABLE = 3
"""How it ends where the desk can't work as it is set up, as `quotedesk` does."""


async def run() -> None:
    """Answer until told to end.

    Raises:
        DeskError: a setting is missing or wrong, or Discord does not take the token.
    """
    core, settings = both(lambda: read_settings(os.environ), lambda: read_discord_settings(os.environ))
    desk, vault = open_desk(core), open_vault(core)
    try:
        prefer_the_loop()
        with crew_for(core, render.message) as crew:
            grace = timedelta(days=core.grace_days)
            app = DiscordApp(desk, settings, vault, crew=crew, grace=grace, entry=Entry.of(core))
            if metrics := metrics_for(core, desk):
                app.answering.measure = metrics.measure
            keep_what_stands()
            await listen(app, _told_to_end())
    except discord.LoginFailure as error:
        raise DeskError("Discord does not take DISCORD_TOKEN.", f"Reset it, and set the new one. {GUIDE}") from error
    except discord.PrivilegedIntentsRequired as error:
        raise DeskError(
            "Discord wants an intent that we don't ask for.", "quotedesk discord doctor says more."
        ) from error
    except (aiohttp.ClientError, discord.DiscordException, OSError) as error:
        raise DeskError("Discord can't be reached.", "Is the network up? Then start again.") from error
    finally:
        vault.close()
        desk.close()


def _told_to_end() -> asyncio.Event:
    ended = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    return ended


def main() -> int:
    """Run it; how it ended."""
    write_logs(os.environ)
    logging.getLogger("discord").setLevel(logging.WARNING)  # at lower levels it prints what it is given
    try:
        asyncio.run(run())
    except DeskError as error:
        print(f"{error.message}\n{error.hint}".strip(), file=sys.stderr)
        return UNABLE
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
