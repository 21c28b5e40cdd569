"""What a chat tells us when we call it: within limits of time and size, and by no proxy of the environment."""

import asyncio
import json
import ssl
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlencode

import certifi
import httpcore

SECONDS = 10
"""Within which one call has its answer, however it is dripped out: somebody waits for it."""

LARGEST = 1 << 20
"""Bytes of an answer: a member of 200 servers has a list of 100 KB."""


class Unconfirmed(Exception):  # noqa: N818 - what came of a call, told by whoever called
    """A chat did not confirm what it was asked. The message is ours, and holds nothing that was sent."""


async def called(
    address: str, *, form: Mapping[str, str] | None = None, token: str = "", seconds: float = SECONDS
) -> object:
    """The JSON that an address answers.

    Args:
        address: One that is fixed, never one that somebody sent.
        form: What is sent to it; without it the address is only read.
        token: What lets us read there.
        seconds: What it may take in all.

    Raises:
        Unconfirmed: it can't be reached, or answers with a fault, too late, too much, or with something else.
    """
    method, body = ("GET", b"") if form is None else ("POST", urlencode(form).encode())
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with asyncio.timeout(seconds):
            return json.loads(await _answer(method, address, {**headers, **bearer}, body))
    except (TimeoutError, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise Unconfirmed("it can't be reached, or answers too late") from error
    except (ValueError, RecursionError) as error:
        raise Unconfirmed("its answer is no JSON") from error


@cache
def _believed() -> ssl.SSLContext:
    """Whose certificates are believed: to read them takes too long for each call."""
    return ssl.create_default_context(cafile=certifi.where())


async def _answer(method: str, address: str, headers: Mapping[str, str], body: bytes) -> bytes:
    async with (
        httpcore.AsyncConnectionPool(_believed()) as pool,
        pool.stream(method, address, headers=list(headers.items()), content=body) as response,
    ):
        if response.status != 200:
            raise Unconfirmed(f"it answers with {response.status}")
        answer = bytearray()
        async for piece in response.aiter_stream():
            answer += piece
            if len(answer) > LARGEST:
                raise Unconfirmed("its answer is too large")
        return bytes(answer)
