"""What tells a supervisor how the process is: nothing of what is on file, so that anybody may ask."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.desk import Desk
from bot.errors import QuotedeskError


def health(desk: Desk) -> list[BaseRoute]:
    """/healthz, which is there as long as the process is, and /readyz, once the archive can be read."""

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(_: Request) -> Response:
        try:
            await run_in_threadpool(desk.newsroom_of)
        except QuotedeskError:
            return PlainTextResponse("The archive can't be read.\n", 503)
        return PlainTextResponse("ok\n")

    return [Route("/healthz", alive, methods=["GET"]), Route("/readyz", ready, methods=["GET"])]
