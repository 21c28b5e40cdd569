"""The playground: a question is typed, and its answer is given as each chat would be sent it, for the page to draw.

A press asks what the button carries. Nothing is shared, filed or kept. Other pages in the same browser can't ask: what is
asked for is sent by our own page alone, and an answer is readable to no other.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.answering import BUSY, unforeseen
from adapters.pool import Busy, Pool
from adapters.web.assets import asset
from adapters.web.doors import Door
from adapters.web.links import Links
from adapters.web.read import body_of
from adapters.web.render import Pages
from bot import request as asking
from bot.commands.typed import as_typed, question_from
from bot.desk import Desk
from bot.errors import AskError, QuotedeskError
from bot.reply import Note, Reply, Tone, as_data
from bot.request import Question

LARGEST = 65_536
"""Bytes of what is sent: the longest line, and all that a button may carry, have fewer."""

CONNECT = "connect-src 'self'"
"""What the page may do that no other may: ask us."""

NEVER = {"Cache-Control": "no-store"}

STRANGE = AskError("The playground answers its own page alone.", "Open it at the address that was printed.")
UNREADABLE = AskError("The playground does not understand what was sent.", "Load the page again.")
NOTHING = AskError("Nothing was typed.", "/help tells what can be asked.")

_DESK = re.compile(r"\A\s*/desk(?:\s+|\Z)", re.IGNORECASE)

_IN_CHATS = {
    "ingest": AskError("Nothing is filed from the playground.", "In a terminal: quotedesk ingest PATH"),
    "pages": AskError("In a chat this opens your newsroom's pages.", "On this machine: quotedesk serve"),
    "newsroom": AskError("On Discord this chooses whose archive is asked.", "quotedesk --newsroom NAME playground"),
}
"""What can be typed in a chat beside questions, and what is said of it here."""


class Stands(StrEnum):
    """Where an answer comes to stand: below all others, or in place of the one that was pressed, or it goes."""

    BELOW = "below"
    INSTEAD = "instead"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be asked next, if anything, and where its answer stands."""

    question: Question | None
    stands: Stands = Stands.BELOW


@dataclass(frozen=True, slots=True)
class Chat:
    """How a chat shows an answer, and what a press in it does.

    Attributes:
        message: The payload that the chat would be sent.
        pressed: What a button does, by its id in the payload and by its value, or the one that was chosen ("" for none).
    """

    message: Callable[[Reply], Mapping[str, Any]]
    pressed: Callable[[str, str], Step]


class Playground:
    """Answers its page from one desk.

    Args:
        door: Tells whose archive a request may read.
        chats: Those that answers are drawn for, by name.
        asked: A sentence on whose articles are asked.
    """

    def __init__(self, desk: Desk, door: Door, pool: Pool, chats: Mapping[str, Chat], asked: str) -> None:
        self._desk = desk
        self._door = door
        self._pool = pool
        self._chats = chats
        self._page = Pages(Links()).playground(asked)

    def routes(self) -> list[BaseRoute]:
        """The page, what it loads, and the two things that it asks."""
        return [
            Route("/", self._shown, methods=["GET"]),
            Route("/static/{name}", self._static, methods=["GET"]),
            Route("/ask", self._asking(self._typed), methods=["POST"]),
            Route("/press", self._asking(self._pressed), methods=["POST"]),
        ]

    async def _shown(self, request: Request) -> Response:
        allowed = self._door.visitor(request) is not None
        return HTMLResponse(self._page, headers=NEVER) if allowed else _refused(STRANGE, 403)

    async def _static(self, request: Request) -> Response:
        return asset(request.path_params["name"]) or _refused(UNREADABLE, 404)

    def _asking(self, step_in: Callable[[Any], Step]) -> Callable[[Request], Awaitable[Response]]:
        """A handler that takes the step which it reads in what was sent."""

        async def asked(request: Request) -> Response:
            visitor = self._door.visitor(request)
            if visitor is None or not _from_our_page(request):
                return _refused(STRANGE, 403)
            try:
                sent = _read(await body_of(request, LARGEST))
                told = await self._pool.run(lambda: self._told(lambda: step_in(sent), visitor.newsroom))
            except AskError as error:
                return _refused(error, 400)
            except Busy:
                return _refused(BUSY, 503)
            return _sent(told)

        return asked

    def _typed(self, sent: Any) -> Step:
        match sent:
            case {"line": str(line)}:
                return Step(_question_in(line))
            case _:
                raise UNREADABLE

    def _pressed(self, sent: Any) -> Step:
        match sent:
            case {"chat": str(chat), "id": str(button), "value": str(value)} if chat in self._chats:
                return self._chats[chat].pressed(button, value)
            case _:
                raise UNREADABLE

    def _told(self, step: Callable[[], Step], newsroom: str) -> Mapping[str, Any]:
        """What came of a step, as every chat would be sent it; whatever was wrong is an answer, too, as in a chat."""
        try:
            next_step = step()
            if next_step.question is None:
                return {"stands": next_step.stands}
            reply = self._desk.answer(asking.Request(next_step.question, newsroom))
            return self._drawn(reply, as_typed(next_step.question), next_step.stands)
        except QuotedeskError as error:
            return self._drawn(_said(error))
        except Exception as error:  # noqa: BLE001 - whatever it was, a person gets a sentence
            return self._drawn(_said(unforeseen(error)))

    def _drawn(self, reply: Reply, typed: str = "", stands: Stands = Stands.BELOW) -> Mapping[str, Any]:
        messages = {name: chat.message(reply) for name, chat in self._chats.items()}
        return {"stands": stands, "typed": typed, "reply": as_data(reply), "messages": messages}


def _question_in(line: str) -> Question:
    """The question in a typed line; /desk before it changes nothing.

    Raises:
        AskError: there is none in it.
    """
    if not line.strip():
        raise NOTHING
    asked = _DESK.sub("", line)
    name = asked.split(maxsplit=1)[0].removeprefix("/").casefold() if asked else "help"
    if name in _IN_CHATS and line.lstrip().startswith("/"):
        raise _IN_CHATS[name]
    return question_from(asked)


def _from_our_page(request: Request) -> bool:
    """Whether our own page sent it: a browser names the page that sends, and no page can name another.

    Source: https://fetch.spec.whatwg.org/#origin-header
    """
    return request.headers.get("origin") == f"http://{request.headers.get('host', '')}"


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UNREADABLE from error


def _said(error: QuotedeskError) -> Reply:
    """What was wrong as every chat says it: a sentence, and what to do."""
    return Reply((Note(error.message), *((Note(error.hint, Tone.HINT),) if error.hint else ())))


def _refused(error: QuotedeskError, status: int) -> Response:
    return _sent({"error": error.message, "hint": error.hint}, status)


def _sent(told: Mapping[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(told), status, NEVER, "application/json")
