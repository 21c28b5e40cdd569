"""Questions and answers as JSON for programs: a question is sent as replies hold it, so that each way on can be sent back.

Whose archive is asked comes from the key alone.
"""

import json
from collections.abc import Sequence
from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.allowance import NEWSROOM, a_minute
from adapters.answering import BUSY, MUCH, unforeseen
from adapters.pool import Busy, Pool
from adapters.web import read
from adapters.web.openapi import ASK, DESCRIPTION, description
from bot import request as asking
from bot.desk import Desk
from bot.errors import AskError, QuotedeskError
from bot.reply import as_data

LARGEST = 65_536
"""Bytes of a question: the longest text that one takes, with every character escaped, has fewer."""

HEADERS = {"Cache-Control": "no-store"}

UNKNOWN = AskError("This key opens nothing.", "Send Authorization: Bearer KEY with a key of QUOTEDESK_API_KEYS.")


class Api:
    """Answers questions of programs.

    Args:
        keys: Each key with its newsroom.
    """

    def __init__(self, desk: Desk, keys: Sequence[tuple[str, str]], pool: Pool) -> None:
        self._desk = desk
        self._keys = keys
        self._pool = pool
        self._allowance = a_minute(NEWSROOM)

    def routes(self) -> list[BaseRoute]:
        """Where a question is sent, and what describes it."""
        return [
            Route(ASK, self._ask, methods=["POST"]),
            Route(DESCRIPTION, self._describe, methods=["GET"]),
        ]

    async def _describe(self, _: Request) -> Response:
        return JSONResponse(description(), headers=HEADERS)

    async def _ask(self, request: Request) -> Response:
        newsroom = self._newsroom_of(request.headers.get("authorization", ""))
        if newsroom is None:
            return _refused(UNKNOWN, 401, {"WWW-Authenticate": "Bearer"})
        if wait := self._allowance.wait(newsroom):
            return _refused(AskError(MUCH, f"Ask again in {wait} s."), 429, {"Retry-After": str(wait)})
        try:
            question = read.question_in(await read.body_of(request, LARGEST))
            reply = await self._pool.run(lambda: self._desk.answer(asking.Request(question, newsroom)))
        except Busy:
            return _refused(BUSY, 503)
        except AskError as error:
            return _refused(error, 400)
        except QuotedeskError as error:
            return _refused(error, 500)
        except Exception as error:  # noqa: BLE001 - whatever it was, a program gets a sentence
            return _refused(unforeseen(error), 500)
        return Response(json.dumps(as_data(reply)), media_type="application/json", headers=HEADERS)

    def _newsroom_of(self, authorization: str) -> str | None:
        """The newsroom of the key that was sent; every key is compared, so that the time tells nothing."""
        sent = authorization.removeprefix("Bearer ").encode()
        found = [newsroom for key, newsroom in self._keys if compare_digest(key.encode(), sent)]
        return found[0] if found and authorization.startswith("Bearer ") else None


def _refused(error: QuotedeskError, status: int, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": error.message, "hint": error.hint}, status, {**HEADERS, **(headers or {})})
