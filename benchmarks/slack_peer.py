"""The least that a Slack app can do, to compare with: Bolt under uvicorn, which acknowledges and does no more.

python -m benchmarks.slack_peer PORT API
"""

import sys

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.slack_load import PATH, SECRET


def bare_app(api: str) -> Starlette:
    """An app that says yes to /quote."""
    bolt = AsyncApp(client=AsyncWebClient("xoxb-peer", base_url=api), signing_secret=SECRET)
    handler = AsyncSlackRequestHandler(bolt)

    async def quote(ack: AsyncAck) -> None:
        await ack()

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    bolt.command("/quote")(quote)
    return Starlette(routes=[Route(PATH, events, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(bare_app(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
