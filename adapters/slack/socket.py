"""Slack over a socket that we open ourselves, for a newsroom behind a firewall."""

import asyncio
import logging
import signal

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from adapters.slack.answering import why
from adapters.slack.app import SlackApp
from adapters.slack.settings import GUIDE
from bot.errors import DeskError

log = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds that a connection may take; Slack's address for it holds about as long."""


async def listen(slack: SlackApp, ended: asyncio.Event | None = None) -> None:
    """Take payloads until told to end (SIGTERM, SIGINT), then give the answers under way.

    Raises:
        DeskError: Slack can't be reached, or does not take the app's token.
    """
    ended = ended or _told_to_end()
    address = await _address(slack)
    handler = AsyncSocketModeHandler(slack.bolt, slack.settings.app_token)
    handler.client.wss_uri = address
    async with slack.running():
        watching = asyncio.create_task(_watch(handler.client))
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
            await ended.wait()
        finally:
            watching.cancel()
            # Else it would connect again while the answers under way are given.
            handler.client.default_auto_reconnect_enabled = handler.client.auto_reconnect_enabled = False
            await handler.client.disconnect()  # type: ignore[no-untyped-call]
    await handler.close_async()  # type: ignore[no-untyped-call]


async def _address(slack: SlackApp) -> str:
    """Where the first socket is. Asked for here, since the SDK would ask for ever, whatever Slack says."""
    try:
        opened = await slack.bolt.client.apps_connections_open(app_token=slack.settings.app_token)
    except SlackApiError as error:
        raise DeskError(
            f"Slack does not take SLACK_APP_TOKEN: {why(error)}.", f"It needs the scope connections:write. {GUIDE}"
        ) from error
    except Exception as error:
        raise DeskError(f"Slack can't be reached: {why(error)}.", "Is the network up? Then start again.") from error
    return str(opened["url"])


async def _watch(client: SocketModeClient) -> None:
    """Let a client that finds no connection ask for a new address: it would try the old one for ever."""
    while True:
        await asyncio.sleep(PATIENCE)
        if not await client.is_connected():
            log.warning("the socket to Slack is not open; trying again")
            client.wss_uri = None


def _told_to_end() -> asyncio.Event:
    ended = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    return ended
