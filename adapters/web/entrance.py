"""How members come in, and go: by a link from a chat, by an account of a chat, and out again."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from adapters.entry import SESSION
from adapters.pool import Pool
from adapters.web.doors import Entered, Members
from adapters.web.guests import Guests
from adapters.web.links import Links
from adapters.web.read import permalink
from adapters.web.render import Pages
from adapters.web.sending import NOWHERE, Refused, Sender
from adapters.web.sign_in import WITHIN, SignIn
from bot.desk import Desk
from bot.errors import AskError

WORN = AskError("This link is too old, or was cut short.", "Ask for another one in the chat that it came from.")

UNLINKED = AskError(
    "You belong to no workspace or server that is linked to a newsroom here.", "Ask the operator of the desk."
)


class Entrance:
    """Lets members in and out.

    Args:
        guests: How often people may try.
    """

    def __init__(
        self, desk: Desk, members: Members, sign_in: SignIn, links: Links, pages: Pages, pool: Pool, guests: Guests
    ) -> None:
        self._desk = desk
        self._members = members
        self._sign_in = sign_in
        self._links = links
        self._pages = pages
        self._pool = pool
        self._guests = guests
        self._send = Sender(pages)
        self._kept = f"{members.cookie}-sign-in"

    def routes(self) -> list[BaseRoute]:
        """All that lets in and out."""
        return [
            Route(self._links.to("/open/{link}"), self._handler(self._opened), methods=["GET"]),
            Route(self._links.to("/sign-in"), self._handler(self._asked), methods=["GET"]),
            Route(self._links.to("/sign-in/{name}"), self._handler(self._begun), methods=["GET"]),
            Route(self._links.to("/sign-in/{name}/back"), self._handler(self._come_back), methods=["GET"]),
            Route(self._links.to("/sign-out"), self._handler(self._left), methods=["POST"]),
        ]

    def _handler(self, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            return await self._send.told_of(answer(request))

        return answered

    async def _opened(self, request: Request) -> Response:
        """Let somebody in who comes by a link from a chat, and lead them on to an address without it."""
        entered = self._members.entered(request.path_params["link"])
        return self._let_in(entered) if entered else self._send.refused(WORN, 403)

    async def _asked(self, request: Request) -> Response:
        return self._send.once(self._pages.sign_in(permalink(request.query_params.get("to", ""))))

    async def _begun(self, request: Request) -> Response:
        """Send somebody to a chat to sign in there."""
        self._admitted(request)
        begun = self._sign_in.begun(request.path_params["name"], permalink(request.query_params.get("to", "")))
        if begun is None:
            raise Refused(NOWHERE, 404, "/")
        response = self._send.elsewhere(begun.address)
        self._keep(response, self._kept, begun.kept, int(WITHIN.total_seconds()))
        return response

    async def _come_back(self, request: Request) -> Response:
        """Let somebody in who comes back from a chat; what their browser kept for that serves once."""
        self._admitted(request)
        response = await self._send.told_of(self._signed_in(request))
        self._forget(response, self._kept)
        return response

    async def _signed_in(self, request: Request) -> Response:
        try:
            proven = await self._sign_in.proven(
                request.path_params["name"], request.query_params, request.cookies.get(self._kept, "")
            )
        except AskError as error:
            raise Refused(error, 403, "/") from error
        tenants = await self._pool.run(lambda: self._newsrooms(proven.memberships))
        if not tenants:
            raise Refused(UNLINKED, 403, "/")
        first, *more = tenants.values()
        if not more:
            return self._let_in(self._members.let_in(first, proven.path))
        ways = {newsroom: self._members.way(tenant, proven.path) for newsroom, tenant in tenants.items()}
        return self._send.once(self._pages.choice(ways))

    def _newsrooms(self, memberships: tuple[tuple[str, ...], ...]) -> dict[str, str]:
        """The newsrooms whose archives a member may read, each with a workspace or server of theirs that is linked to it."""
        linked = ((self._desk.newsroom_of(one), one) for nearest in memberships for one in self._nearest(nearest))
        return {newsroom: tenant for newsroom, tenant in linked if newsroom}

    def _nearest(self, tenants: tuple[str, ...]) -> tuple[str, ...]:
        """The first that is linked, as in the chats."""
        return next(((one,) for one in tenants if self._desk.newsroom_of(one)), ())

    async def _left(self, request: Request) -> Response:
        """Forget a session. A page of somebody else's can't ask for it: the browser would send no session with that."""
        response = self._send.elsewhere(self._links.to("/sign-in"))
        if self._members.cookie in request.cookies:
            self._forget(response, self._members.cookie)
        return response

    def _admitted(self, request: Request) -> None:
        """Nothing, for who asks by the pages' own name and not too often."""
        if not self._members.guest(request):
            raise Refused(NOWHERE, 404, "/")
        self._guests.admitted(request)

    def _let_in(self, entered: Entered) -> Response:
        response = self._send.elsewhere(self._links.to(entered.path))
        self._keep(response, entered.cookie, entered.session, int(SESSION.total_seconds()))
        return response

    def _keep(self, response: Response, name: str, value: str, seconds: int) -> None:
        secure = self._members.secure
        response.set_cookie(name, value, seconds, path="/", secure=secure, httponly=True, samesite="lax")

    def _forget(self, response: Response, name: str) -> None:
        response.delete_cookie(name, path="/", secure=self._members.secure, httponly=True, samesite="lax")
