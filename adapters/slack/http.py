"""Slack over HTTP: an ASGI app that takes Slack's requests at /slack/events, and later carries the pages, too."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.slack.app import SlackApp
from adapters.slack.settings import EVENTS, INSTALL, REDIRECT

LARGEST = 1_000_000
"""Bytes of a request: a view with all that Slack lets it hold has 250,000."""

_MOMENT = re.compile(r"[0-9]{1,12}")


def asgi(slack: SlackApp) -> Starlette:
    """The ASGI app; its lifespan ends when the answers under way are given."""
    handler = AsyncSlackRequestHandler(slack.bolt)

    async def events(request: Request) -> Response:
        # Bolt takes any timestamp for a number, and fails where it is none.
        if not _MOMENT.fullmatch(request.headers.get("x-slack-request-timestamp", "")):
            return PlainTextResponse("Not from Slack.", 401)
        if int(request.headers.get("content-length") or 0) > LARGEST:
            return PlainTextResponse("Too large.", 413)
        return await handler.handle(request)

    async def handle(request: Request) -> Response:
        return await handler.handle(request)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with slack.running():
            yield

    routes: list[BaseRoute] = [Route(EVENTS, events, methods=["POST"])]
    if slack.installations:
        routes += [Route(path, handle, methods=["GET"]) for path in (INSTALL, REDIRECT)]
    return Starlette(routes=routes, lifespan=lifespan)
