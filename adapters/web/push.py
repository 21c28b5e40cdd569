"""Where a newsroom's own system sends its articles: each is signed, taken once, and on file when it is answered."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.answering import BUSY, unforeseen
from adapters.pool import Busy, Pool
from adapters.web import read
from bot.desk import Desk
from bot.errors import AskError, QuotedeskError

LARGEST = 5 * 1024 * 1024
"""Bytes of one sending: an item comes alone, and the longest have some 0.2 MB."""

TIMESTAMP, SIGNATURE = "x-quotedesk-timestamp", "x-quotedesk-signature"

HEADERS = {"Cache-Control": "no-store"}


class Push:
    """Takes what is sent.

    Args:
        keys: The desk's keys, of which the secrets of sources are made.
    """

    def __init__(self, desk: Desk, keys: tuple[str, ...], pool: Pool) -> None:
        self._desk = desk
        self._keys = keys
        self._pool = pool

    def routes(self) -> list[Route]:
        """Where an article is sent."""
        return [Route("/push/{source:int}", self._take, methods=["POST"])]

    async def _take(self, request: Request) -> Response:
        from bot.sources.pushing import Sending, TakenBefore, Unsigned  # the rest of the site needs no readers of files

        try:
            body = await read.body_of(request, LARGEST)
            timestamp, signature = (request.headers.get(name, "") for name in (TIMESTAMP, SIGNATURE))
            sending = Sending(request.path_params["source"], timestamp, signature.removeprefix("sha256="), body)
            filing = await self._pool.run(lambda: self._desk.pushed(self._keys, sending))
        except Busy:
            return _refused(BUSY, 503)
        except Unsigned as error:
            return _refused(error, 401)
        except TakenBefore as error:
            return _refused(error, 409)
        except AskError as error:
            return _refused(error, 422)
        except QuotedeskError as error:
            return _refused(error, 500)
        except Exception as error:  # noqa: BLE001 - whatever it was, a program gets a sentence
            return _refused(unforeseen(error), 500)
        told = {"articles": filing.articles, "versions": filing.versions, "quotes": filing.quotes}
        return JSONResponse({**told, "unchanged": filing.unchanged}, headers=HEADERS)


def _refused(error: QuotedeskError, status: int) -> Response:
    return JSONResponse({"error": error.message, "hint": error.hint}, status, HEADERS)
