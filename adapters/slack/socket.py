"""Slack over a socket that we open ourselves, for a newsroom behind a firewall."""

import asyncio
import signal

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from adapters.slack.app import SlackApp


async def listen(slack: SlackApp, ended: asyncio.Event | None = None) -> None:
    """Take payloads until told to end (SIGTERM, SIGINT), then give the answers under way."""
    ended = ended or _told_to_end()
    handler = AsyncSocketModeHandler(slack.bolt, slack.settings.app_token)
    async with slack.running():
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
            await ended.wait()
        finally:
            await handler.client.disconnect()  # type: ignore[no-untyped-call]
    await handler.close_async()  # type: ignore[no-untyped-call]


def _told_to_end() -> asyncio.Event:
    ended = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    return ended
