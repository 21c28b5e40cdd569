"""Slack over HTTP as a process."""

import asyncio
import os
from datetime import timedelta

from adapters.crew import crew_for
from adapters.serving import serve
from adapters.slack import render
from adapters.slack.http import asgi
from adapters.slack.installations import SlackInstallations
from adapters.slack.scopes import scopes_for
from adapters.slack.settings import SlackSettings, for_http, read_slack_settings
from adapters.slack.starting import begun
from bot.desk import Desk, open_desk
from bot.ledger import open_vault
from bot.settings import Settings


def over_http(core: Settings, host: str, port: int) -> None:
    """Take Slack's requests until told to end.

    Raises:
        DeskError: a setting is missing or wrong.
    """
    settings = for_http(read_slack_settings(os.environ))
    desk = open_desk(core)

    async def served() -> None:
        installed = installations(core, settings, desk)
        if installed:
            await asyncio.to_thread(installed.seal_anew)
        with crew_for(core, render.message) as crew:
            slack = await begun(desk, core, settings, installed, crew)
            await serve(asgi(slack), host, port)

    try:
        asyncio.run(served())
    finally:
        desk.close()


def installations(core: Settings, settings: SlackSettings, desk: Desk) -> SlackInstallations | None:
    """The workspaces that installed the app themselves; None where the settings name a single one.

    Raises:
        DeskError: the key is none.
    """
    if not settings.many:
        return None
    scopes = scopes_for(core.web_address)
    return SlackInstallations(settings, open_vault(core), desk, scopes, timedelta(days=core.grace_days))
