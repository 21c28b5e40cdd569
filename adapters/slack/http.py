"""Slack over HTTP: an ASGI app that takes Slack's requests at /slack/events, and later carries the pages, too."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.starlette.async_handler import (
    AsyncSlackRequestHandler,
    to_async_bolt_request,
    to_starlette_response,
)
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.slack.app import SlackApp
from adapters.slack.settings import EVENTS, INSTALL, REDIRECT

LARGEST = 1_000_000
"""Bytes of a request: a view with all that Slack lets it hold has 250,000."""

_MOMENT = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def asgi(slack: SlackApp) -> Starlette:
    """The ASGI app; its lifespan ends when the answers under way are given."""
    handler = AsyncSlackRequestHandler(slack.bolt)
    verifier = SignatureVerifier(slack.settings.signing_secret)

    async def events(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("Too large.", 413)
        if not _genuine(verifier, body, request.headers):
            return PlainTextResponse("Not from Slack.", 401)
        return to_starlette_response(await slack.bolt.async_dispatch(to_async_bolt_request(request, body)))

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


async def _body(request: Request) -> bytes | None:
    """What was sent; None where it is more than Slack sends, of which no more is read."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _genuine(verifier: SignatureVerifier, body: bytes, headers: Headers) -> bool:
    """Whether Slack signed this, lately. Bolt looks after it has read the body, and fails where a header is none.

    Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    moment, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    if not (_MOMENT.fullmatch(moment) and _SIGNATURE.fullmatch(signature)):
        return False
    try:
        return verifier.is_valid(body, moment, signature)
    except UnicodeDecodeError:
        return False
