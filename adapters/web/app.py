"""The reader's pages as an ASGI app: who asks, what the desk tells, a page of it.

Nothing that was typed is logged or kept, and no answer with typed words in it has a tag made of them.
"""

from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.allowance import a_minute
from adapters.answering import MUCH
from adapters.pool import Pool
from adapters.web import read
from adapters.web.assets import asset
from adapters.web.copies import COPIES, annotated
from adapters.web.doors import Door
from adapters.web.guests import PAGES, Guests
from adapters.web.links import Links
from adapters.web.render import Pages
from adapters.web.sending import NEVER, NOWHERE, Refused, Sender
from bot import request as asking
from bot.commands import COMMANDS
from bot.desk import Desk
from bot.errors import AskError
from bot.permalinks import path_of
from bot.reply import Masthead, Reply
from bot.request import Question

AGAIN = "private, no-cache"
MOST_QUOTATIONS = 300
"""Quotations of a draft that are looked for: some five seconds of one processor."""

DRAFT = "/check"
"""Where a draft is checked: it is sent to that page, so that no address ever holds it."""


Handler = Callable[[Request], Awaitable[Response]]
Draw = Callable[[Request, str], Response]
"""Draws a page for a newsroom."""


class Reader:
    """Answers requests for pages from one desk.

    Args:
        door: Tells whose archive a request may read.
        links: Where the pages lie.
        pool: The threads that draw them.
        guests: How often those may ask who have no session.
    """

    def __init__(self, desk: Desk, door: Door, links: Links, pages: Pages, pool: Pool, guests: Guests) -> None:
        self._desk = desk
        self._door = door
        self._links = links
        self._pages = pages
        self._send = Sender(pages)
        self._pool = pool
        self._people = a_minute(PAGES)
        self._guests = guests

    def routes(self) -> list[BaseRoute]:
        """Every page, the fixed ones first."""
        pages: dict[str, Draw] = {
            "/": self._home,
            "/ask": self._ask,
            "/versions/{version}/changes": self._changes,
            "/speakers/{speaker}": self._speaker,
            "/articles": self._list,
            DRAFT: self._draft,
            **{f"/{command}": self._question for command in COMMANDS if f"/{command}" != DRAFT},
        }
        article = Route(self._links.to("/versions/{version}"), self._handler(self._article), methods=["GET"])
        shown = [Route(self._links.to(path), self._page(draw), methods=["GET"]) for path, draw in pages.items()]
        checked = Route(self._links.to(DRAFT), self._checked, methods=["POST"])
        static = Route(self._links.to("/static/{name}"), self._static, methods=["GET"])
        nowhere = Route(self._links.to("/{path:path}"), self._page(self._nowhere), methods=["GET"])
        return [static, checked, article, *shown, nowhere]

    def _page(self, draw: Draw) -> Handler:
        """A handler that draws a page for whoever may read."""
        return self._handler(lambda request: draw(request, self._admitted(request)))

    def _handler(self, draw: Callable[[Request], Response]) -> Handler:
        """A handler that draws a page in a thread."""

        async def answered(request: Request) -> Response:
            return await self._send.told_of(self._pool.run(lambda: draw(request)))

        return answered

    def _admitted(self, request: Request) -> str:
        """Whose archive whoever asks may read.

        Raises:
            Refused: none, or they opened too many pages.
        """
        visitor = self._door.visitor(request)
        if visitor is None:
            raise Refused(NOWHERE, 404, self._wanted(request))
        if visitor.name and (wait := self._people.wait(visitor.name)):
            raise Refused(AskError(MUCH, f"Ask again in {wait} s."), 429)
        return visitor.newsroom

    def _wanted(self, request: Request) -> str:
        """What somebody without a session asked for, as far as signing in leads to it."""
        return read.permalink(request.url.path.removeprefix(self._links.folder))

    # --- pages, each for one newsroom

    def _home(self, _: Request, newsroom: str) -> Response:
        return self._send.once(self._pages.home(self._desk.welcome(newsroom)))

    def _ask(self, request: Request, _: str) -> Response:
        question = read.question_typed(request.query_params.get("q", ""))
        if question.command == DRAFT.removeprefix("/"):
            return self._send.elsewhere(self._links.to(DRAFT))  # a draft is not put into an address
        return self._send.elsewhere(self._links.question(question) if question.options else self._links.to("/"))

    def _question(self, request: Request, newsroom: str) -> Response:
        command = request.url.path.rpartition("/")[2]
        question = read.question_at(command, request.query_params.multi_items())
        reply = self._desk.answer(asking.Request(question, newsroom))
        opened = _opened(reply)
        return self._send.elsewhere(self._links.to(opened)) if opened else self._told(reply)

    def _article(self, request: Request) -> Response:
        """An article; whoever has no session is shown those alone that anybody may be shown."""
        version = read.number(request.path_params["version"])
        if self._door.visitor(request) is None and self._door.guest(request):
            return self._public(request, version)
        newsroom = self._admitted(request)
        page = self._desk.article_page(newsroom, version) if version else None
        return self._kept(request, newsroom, self._pages.article(page)) if page else self._nothing()

    def _public(self, request: Request, version: int | None) -> Response:
        """An article as a guest is shown it."""
        self._guests.admitted(request)
        wanted = self._wanted(request)
        newsroom = self._desk.public_home(version) if version else None
        page = self._desk.article_page(newsroom, version) if version and newsroom else None
        return self._kept(request, "", self._pages.article(page, wanted)) if page else self._nothing(wanted)

    def _nothing(self, wanted: str | None = None) -> Response:
        return self._send.refused(NOWHERE, 404, wanted)

    def _changes(self, request: Request, newsroom: str) -> Response:
        version = read.number(request.path_params["version"])
        page = self._desk.changes_page(newsroom, version) if version else None
        return self._kept(request, newsroom, self._pages.changes(page)) if page else self._nothing()

    def _speaker(self, request: Request, newsroom: str) -> Response:
        speaker = read.number(request.path_params["speaker"])
        page = self._desk.speaker_page(newsroom, speaker) if speaker else None
        return self._kept(request, newsroom, self._pages.speaker(page)) if page else self._nothing()

    def _list(self, request: Request, newsroom: str) -> Response:
        number = read.number(request.query_params.get("page", "1"))
        page = self._desk.list_page(newsroom, number) if number else None
        return self._kept(request, newsroom, self._pages.listing(page)) if page else self._nothing()

    def _draft(self, _: Request, __: str) -> Response:
        return self._send.once(self._pages.draft())

    async def _checked(self, request: Request) -> Response:
        return await self._send.told_of(self._checking(request))

    async def _checking(self, request: Request) -> Response:
        """What came of a draft, which is in memory while it is checked and nowhere else; nothing that a stranger sends is read."""
        newsroom = await self._pool.run(lambda: self._admitted(request))
        pasted = ""
        try:
            sent = await read.draft_sent(request)
            pasted = sent.pasted
            return await self._pool.run(lambda: self._answer_on(sent, newsroom))
        except AskError as error:
            return self._send.once(self._pages.draft(text=pasted, error=error), 400)

    def _answer_on(self, sent: read.DraftSent, newsroom: str) -> Response:
        found = self._desk.check(asking.Request(Question("check"), newsroom, upload=sent.upload), most=MOST_QUOTATIONS)
        if not sent.copy:
            return self._send.once(self._pages.draft(found.reply, sent.pasted))
        kind, copy = annotated(found.draft, [one.remark for one in found.checked])
        told = {"Cache-Control": NEVER, "Content-Disposition": f'attachment; filename="checked.{kind}"'}
        return Response(copy, media_type=COPIES[kind], headers=told)

    def _nowhere(self, _: Request, __: str) -> Response:
        return self._nothing()

    async def _static(self, request: Request) -> Response:
        return asset(request.path_params["name"]) or self._nothing()

    # --- how they are sent

    def _told(self, reply: Reply) -> Response:
        return self._send.once(self._pages.reply(reply))

    def _kept(self, request: Request, newsroom: str, page: str) -> Response:
        """A page that a browser may keep as long as it asks each time whether it still is so, and for whom."""
        tag = _tag(newsroom, page)
        headers = {"Cache-Control": AGAIN, "Vary": "Cookie", "ETag": tag}
        known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
        return Response(status_code=304, headers=headers) if tag in known else HTMLResponse(page, headers=headers)


def _opened(reply: Reply) -> str | None:
    """The path of the page that an answer to /article stands for; None where it is no article, or another question's."""
    head = next((part for part in reply.parts if isinstance(part, Masthead)), None)
    if reply.question.command != "article" or head is None:
        return None
    quote = read.number(reply.question.options.get("quote", "").removeprefix("#"))
    return path_of(head.source.version_id, quote)


def _tag(newsroom: str, page: str) -> str:
    """What is another for every page and every newsroom. No page that it is made for holds what somebody typed."""
    made = sha256(f"{newsroom}\n{page}".encode()).digest()
    return f'"{urlsafe_b64encode(made)[:22].decode()}"'
