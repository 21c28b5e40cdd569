"""`quotedesk slack`: what an operator needs to set Slack up."""

import asyncio
import json
import os
from typing import Annotated

import typer

from adapters.console import app as console
from adapters.console.app import Exit
from bot.desk import open_desk
from bot.settings import Settings, read_settings

commands = typer.Typer(
    name="slack",
    help="Set Slack up: the manifest of the app, a key for tokens, and what is wrong.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

_URL = typer.Option("--url", metavar="URL", help="where Slack finds the app over HTTP; without it, Socket Mode")


@commands.command()
def manifest(address: Annotated[str, _URL] = "") -> None:
    """Print the app's manifest, to paste into Slack when the app is made or changed."""
    typer.echo(json.dumps(_manifest(read_settings(os.environ), address), indent=2, ensure_ascii=False))


@commands.command()
def key() -> None:
    """Print a new key that seals the tokens of workspaces, for SLACK_KEY."""
    from cryptography.fernet import Fernet

    typer.echo(Fernet.generate_key().decode())


@commands.command()
def doctor(
    address: Annotated[str, _URL] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print what was found as JSON")] = False,
) -> Exit:
    """Check tokens, scopes, manifest and address, one by one, and say what to fix."""
    from adapters.checks import report
    from adapters.slack.doctor import Doctor
    from adapters.slack.serving import installations
    from adapters.slack.settings import checked_address, read_slack_settings

    core = read_settings(os.environ)
    settings = read_slack_settings(os.environ)
    desk = open_desk(core)
    try:
        drawn, installed = _manifest(core, address), installations(core, settings, desk)
        looking = Doctor(desk, settings, checked_address(address), drawn, installed, core.newsroom)
        found = report("Slack", asyncio.run(looking.checks()))
    finally:
        desk.close()
    console.show(found, as_json=as_json)
    return Exit.UNABLE if found.found else Exit.ANSWERED


def _manifest(core: Settings, address: str) -> dict[str, object]:
    from adapters.slack.manifest import manifest as drawn
    from adapters.slack.settings import checked_address, read_slack_settings

    settings = read_slack_settings(os.environ)
    return drawn(checked_address(address), settings.prefix, core.web_address, many=settings.many)
