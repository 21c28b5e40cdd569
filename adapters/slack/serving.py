"""Slack over HTTP as a process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from starlette.applications import Starlette

from adapters.crew import crew_for
from adapters.metrics import Metrics
from adapters.slack import render
from adapters.slack.http import asgi
from adapters.slack.installations import SlackInstallations
from adapters.slack.scopes import scopes_for
from adapters.slack.settings import SlackSettings
from adapters.slack.starting import begun
from bot.desk import Desk
from bot.ledger import open_vault
from bot.settings import Settings


@asynccontextmanager
async def taking(
    core: Settings, settings: SlackSettings, desk: Desk, metrics: Metrics | None = None
) -> AsyncIterator[Starlette]:
    """The ASGI app that takes Slack's requests, as long as it is needed.

    Raises:
        DeskError: Slack does not take the settings, or can't be reached.
    """
    installed = installations(core, settings, desk)
    if installed:
        await asyncio.to_thread(installed.seal_anew)
    with crew_for(core, render.message) as crew:
        slack = await begun(desk, core, settings, installed, crew)
        if metrics:
            slack.answering.measure = metrics.measure
        yield asgi(slack)


def installations(core: Settings, settings: SlackSettings, desk: Desk) -> SlackInstallations | None:
    """The workspaces that installed the app themselves; None where the settings name a single one.

    Raises:
        DeskError: the key is none.
    """
    if not settings.many:
        return None
    scopes = scopes_for(core.web_address)
    return SlackInstallations(settings, open_vault(core), desk, scopes, timedelta(days=core.grace_days))
