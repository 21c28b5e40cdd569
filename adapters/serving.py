"""Serving an ASGI app until told to end, without a log of addresses: query strings may hold what was typed."""

import signal
from collections.abc import Sequence
from socket import socket

import uvicorn
from starlette.types import ASGIApp

LONG = 20
"""Seconds for requests under way when told to end."""


async def serve(app: ASGIApp, host: str, port: int, listening: Sequence[socket] = ()) -> None:
    """Take requests until SIGTERM or SIGINT, at sockets that listen already if there are; what is under way is answered first."""
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: None)  # uvicorn raises the signal again at its end, when all is done
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who asks is told by as many proxies as the operator says, and no more
        timeout_graceful_shutdown=LONG,
    )
    await uvicorn.Server(config).serve(sockets=list(listening) or None)
