"""Brackwater's newsroom in the Slack of our own: who is there and where, the desk behind the app, and the app itself.

Brackwater's people: Ada is an admin, Ines and Oskar are reporters. In #cdesk all sit with the bot, in #ctown and in the
private #csafe without it; #cpartner is shared with people of another organisation. Eve's newsroom is another one, with an
archive of its own on the same desk, and Noa's workspace belongs to none.
"""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from cryptography.fernet import Fernet

from adapters.slack.app import SlackApp
from adapters.slack.http import asgi
from adapters.slack.manifest import SHORTCUTS
from adapters.slack.serving import installations
from adapters.slack.settings import read_slack_settings
from adapters.slack.socket import listen
from adapters.slack.starting import begun
from bot.archive import open_archive
from bot.desk import Desk
from bot.ledger import open_ledger
from bot.order import Link
from bot.settings import read_settings
from tests import newsroom
from tests.hosting import hosted
from tests.slack import Slack


@dataclass
class Paper:
    """A newsroom's desk and the Slack that its people talk in."""

    slack: Slack
    desk: Desk
    environment: dict[str, str]


def populate(slack: Slack) -> None:
    """Fill a Slack with the people and channels of three workspaces."""
    brackwater = slack.workspace("TBRACK", "brackwater")
    brackwater.person("UADA", "ada", admin=True)
    people = ["UADA", *(brackwater.person(name, name[1:].lower()).id for name in ("UINES", "UOSKAR"))]
    brackwater.person("UGUEST", "guest", team="TFAR")
    brackwater.channel("CDESK", *people)
    brackwater.channel("CTOWN", *people, bot=False)
    brackwater.channel("CSAFE", *people, bot=False, private=True)
    brackwater.channel("CPARTNER", *people, "UGUEST", external=True)
    elsewhere, unlinked = slack.workspace("TELSE", "elsewhere"), slack.workspace("TNONE", "unlinked")
    elsewhere.person("UEVE", "eve")
    elsewhere.channel("CELSE", "UEVE")
    unlinked.person("UNOA", "noa")
    unlinked.channel("CNONE", "UNOA")


def shortcut(name: str) -> str:
    """The callback_id of the shortcut that people see under this name."""
    return next(callback for _, callback, called, _ in SHORTCUTS if called == name)


def opened(slack: Slack, folder: Path, *, many: bool = False, then: newsroom.Then | None = None) -> Paper:
    """Brackwater's desk over an archive in the folder, and what its operator sets; `then` happens to every answer."""
    populate(slack)
    environment = {**_settings_of(folder), **(_many(slack) if many else _one(slack))}
    core = read_settings(environment)
    newsroom.opened_at(core).close()
    desk = newsroom.WatchedDesk(open_archive(core), open_ledger(core), lambda: newsroom.NOW, fetch_loopback=True)
    desk.then = then
    if many:
        desk.do(Link("slack:TBRACK"), newsroom=newsroom.HARBOUR)
    return Paper(slack, desk, environment)


WEB_KEY = "d2hhdCBzZWFscyBsaW5rcyB0byB0aGUgcGFnZXMgMSE="
"""Thirty-two bytes that anybody may know."""


@asynccontextmanager
async def running(paper: Paper, transport: str) -> AsyncIterator[SlackApp]:
    """The app while it takes what Slack delivers, over "http" or over a "socket"."""
    core, settings = read_settings(paper.environment), read_slack_settings(paper.environment)
    app = await begun(paper.desk, core, settings, installations(core, settings, paper.desk))
    if transport == "http":
        async with hosted(asgi(app)) as address:
            paper.slack.app_address = f"{address}/slack/events"
            yield app
        return
    ended, before = asyncio.Event(), paper.slack.hellos
    listening = asyncio.create_task(listen(app, ended))
    await paper.slack.until(lambda: paper.slack.hellos > before or listening.done(), lambda: "the socket")
    paper.slack.app_address = ""
    try:
        yield app
    finally:
        ended.set()
        await listening


def _settings_of(folder: Path) -> dict[str, str]:
    return {
        "QUOTEDESK_ARCHIVE": str(folder / "archive.db"),
        "QUOTEDESK_INDEX": str(folder / "index"),
        "QUOTEDESK_NEWSROOM": newsroom.HARBOUR,
        "QUOTEDESK_WEB_ADDRESS": "https://quotes.example.org",
        "QUOTEDESK_WEB_KEY": WEB_KEY,
    }


def _one(slack: Slack) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.install("TBRACK"),
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api,
    }


def _many(slack: Slack) -> dict[str, str]:
    return {
        "SLACK_CLIENT_ID": slack.client_id,
        "SLACK_CLIENT_SECRET": slack.client_secret,
        "SLACK_KEY": Fernet.generate_key().decode(),
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api,
    }


class Browser:
    """Somebody's browser, with the cookies that the app gave it."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._cookies: dict[str, str] = {}

    @property
    def _home(self) -> str:
        return self._slack.app_address.removesuffix("/events")

    async def begins(self) -> str:
        """The address of Slack's to which the app's page leads."""
        async with httpx.AsyncClient() as client:
            page = await client.get(f"{self._home}/install")
        assert page.status_code == 200
        self._cookies = dict(page.cookies)
        found = re.search(r'href="(https://slack\.com/oauth/v2/authorize[^"]*)"', page.text)
        assert found, page.text
        return html.unescape(found[1])

    async def returns(self, agreed: dict[str, str]) -> int:
        """Come back from Slack with what was agreed; the status of the page that shows."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        async with httpx.AsyncClient() as client:
            page = await client.get(f"{self._home}/oauth_redirect", params=agreed, headers={"Cookie": cookies})
        return page.status_code

    async def installs(self, team: str) -> int:
        """Install the app in a workspace, from beginning to end."""
        return await self.returns(self._slack.consent(await self.begins(), team))
