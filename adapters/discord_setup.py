"""`quotedesk discord`: what an operator needs to set Discord up."""

import asyncio
import os
from typing import Annotated

import typer

from adapters.console import app as console
from adapters.console.app import Exit
from bot.desk import open_desk
from bot.settings import read_settings

commands = typer.Typer(
    name="discord",
    help="Set Discord up: where the app is installed, and what is wrong.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

_JSON = typer.Option("--json", help="print it as JSON")


@commands.command()
def invite(as_json: Annotated[bool, _JSON] = False) -> Exit:
    """Print the addresses at which the app is installed: on a server, and for oneself."""
    from adapters.discord.invite import invitation
    from adapters.discord.settings import read_discord_settings

    return console.show(invitation(read_discord_settings(os.environ).token), as_json=as_json)


@commands.command()
def doctor(as_json: Annotated[bool, _JSON] = False) -> Exit:
    """Check token, application, gateway, servers and commands, one by one, and say what to fix."""
    from adapters.checks import report
    from adapters.discord.doctor import Doctor
    from adapters.discord.settings import read_discord_settings
    from adapters.discord.tree import declared

    settings = read_discord_settings(os.environ)
    desk = open_desk(read_settings(os.environ))
    try:
        found = report("Discord", asyncio.run(Doctor(desk, settings, declared()).checks()))
    finally:
        desk.close()
    console.show(found, as_json=as_json)
    return Exit.UNABLE if found.found else Exit.ANSWERED
