"""Slack over HTTP as a process."""

import asyncio
import os

from adapters.serving import serve
from adapters.slack.http import asgi
from adapters.slack.settings import for_http, read_slack_settings
from adapters.slack.starting import begun
from bot.desk import open_desk
from bot.settings import Settings


def over_http(core: Settings, host: str, port: int) -> None:
    """Take Slack's requests until told to end.

    Raises:
        DeskError: a setting is missing or wrong.
    """
    settings = for_http(read_slack_settings(os.environ))
    desk = open_desk(core)

    async def served() -> None:
        slack = await begun(desk, core, settings)
        await serve(asgi(slack), host, port)

    try:
        asyncio.run(served())
    finally:
        desk.close()
