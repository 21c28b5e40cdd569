"""Everything that comes over HTTP in one process: the reader's pages, and Slack's requests where they are set up."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from adapters.entry import Keys
from adapters.extras import needed
from adapters.metrics import Metrics, metrics_for
from adapters.pool import Pool, keep_what_stands
from adapters.serving import serve
from adapters.web.api import Api
from adapters.web.app import Reader
from adapters.web.doors import Door, Members, door_for
from adapters.web.entrance import Entrance
from adapters.web.guests import Guests
from adapters.web.headers import SafeHeaders
from adapters.web.health import health
from adapters.web.links import Links
from adapters.web.providers import Provider
from adapters.web.push import Push
from adapters.web.render import Pages
from adapters.web.sign_in import SignIn
from bot.desk import Desk, open_desk
from bot.settings import Settings

if TYPE_CHECKING:  # Slack's packages are there only where Slack is
    from adapters.slack.settings import SlackSettings

log = logging.getLogger(__name__)

SLACK = ("SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID")
"""Settings with which Slack sends its requests here; by SLACK_BOT_TOKEN and SLACK_APP_TOKEN it may have them fetched instead."""


def over_http(
    core: Settings, slack: "SlackSettings | None", accounts: Sequence[Provider], host: str, port: int
) -> None:
    """Take requests until told to end, Slack's too where they come here.

    Args:
        core: What the operator decided.
        slack: The same of Slack; None where its requests don't come here.
        accounts: By which members may sign in to the pages.
        host: Where to listen.
        port: The port to listen on.

    Raises:
        DeskError: the archive can't be opened, or Slack not be reached.
    """
    desk = open_desk(core)
    try:
        asyncio.run(_served(core, slack, accounts, desk, host, port))
    finally:
        desk.close()


async def _served(
    core: Settings,
    settings: "SlackSettings | None",
    accounts: Sequence[Provider],
    desk: Desk,
    host: str,
    port: int,
) -> None:
    door = door_for(core, desk, host)
    metrics = metrics_for(core, desk)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(_slack(core, settings, desk, metrics)) if settings else None
        log.info("%s, port %d: %s", host, port, door.told)
        app = site(desk, core, door, slack, accounts)
        await serve(metrics.counting(app) if metrics else app, host, port)


def slack_settings(environment: Mapping[str, str]) -> "SlackSettings | None":
    """Slack's settings, where the environment says that its requests come here.

    Raises:
        DeskError: one is missing or wrong.
    """
    fetched = environment.get("SLACK_APP_TOKEN") or not environment.get("SLACK_BOT_TOKEN")
    if fetched and not any(environment.get(name) for name in SLACK):
        return None
    needed("slack", "slack_bolt", "aiohttp")
    from adapters.slack.settings import for_http, read_slack_settings

    return read_slack_settings(environment, for_http)


@asynccontextmanager
async def _slack(
    core: Settings, settings: "SlackSettings", desk: Desk, metrics: Metrics | None
) -> AsyncIterator[Starlette]:
    from adapters.slack.serving import taking

    async with taking(core, settings, desk, metrics) as app:
        yield app


def site(
    desk: Desk, core: Settings, door: Door, slack: Starlette | None = None, accounts: Sequence[Provider] = ()
) -> ASGIApp:
    """The ASGI app: how it is, Slack's own paths and what programs ask by where they are set up, and the pages."""
    pool = Pool()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(pool.close)
            keep_what_stands()
            if slack:
                await stack.enter_async_context(slack.router.lifespan_context(slack))
            yield

    api = Api(desk, core.api_keys, pool).routes() if core.api_keys else []
    keys = tuple(key.strip() for key in core.web_key.split(",") if key.strip())
    push = Push(desk, keys, pool).routes() if keys else []
    routes = [*health(desk), *(slack.routes if slack else ()), *api, *push, *_pages(desk, core, door, accounts, pool)]
    return SafeHeaders(Starlette(routes=routes, lifespan=lifespan))


def _pages(desk: Desk, core: Settings, door: Door, accounts: Sequence[Provider], pool: Pool) -> list[BaseRoute]:
    """The pages, and where members come in to them."""
    links, guests = Links.under(core.web_address), Guests(core.proxies)
    if not isinstance(door, Members):
        return Reader(desk, door, links, Pages(links), pool, guests).routes()
    pages = Pages(links, accounts, sessions=True)
    sign_in = SignIn(accounts, Keys(core.web_key), core.web_address)
    entrance = Entrance(desk, door, sign_in, links, pages, pool, guests)
    return [*entrance.routes(), *Reader(desk, door, links, pages, pool, guests).routes()]
