"""What is wrong with a Discord app as it is set up, checked one by one, and what to do about each."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import aiohttp

from adapters.checks import NETWORK, SECONDS, Check, Finding, archive
from adapters.discord.drift import drift
from adapters.discord.invite import GUILD_INSTALL, USER_INSTALL
from adapters.discord.read import tenant
from adapters.discord.settings import GUIDE, DiscordSettings
from bot.desk import Desk

API = "https://discord.com/api/v10"
"""Source: https://discord.com/developers/docs/reference#api-versioning"""

PAGE = 200
"""Servers that Discord tells at once. Source: https://discord.com/developers/docs/resources/user#get-current-user-guilds"""

SHARDED = 2_500
"""Servers from which sharding is mandatory. Source: https://discord.com/developers/docs/events/gateway#sharding"""

PRIVILEGED = {
    "Presence": 1 << 12 | 1 << 13,
    "Server Members": 1 << 14 | 1 << 15,
    "Message Content": 1 << 18 | 1 << 19,
}
"""Flags of an application that has a privileged intent, in its form for many servers and for few.

Source: https://discord.com/developers/docs/resources/application#application-object-application-flags
"""

RESET = f"Reset it, and set the new one. {GUIDE}"
CONTEXTS = "In the developer portal, under Installation, tick both Guild Install and User Install, and save."
ENDPOINT = "In the developer portal, under General Information, empty Interactions Endpoint URL, and save."
GRANT = "In the developer portal, under Bot, switch Requires OAuth2 Code Grant off."
STARTING = "python -m adapters.discord brings them in step when it starts."
BETWEEN = "Does a proxy or a portal answer in its place?"


class Unanswered(Exception):  # noqa: N818 - nothing is wrong with us
    """Discord did not answer as it does; how that counts, what was seen, and what to do."""

    def __init__(self, finding: Finding, seen: str, remedy: str = "") -> None:
        super().__init__(seen)
        self.finding = finding
        self.seen = seen
        self.remedy = remedy

    def of(self, what: str) -> Check:
        """The check that came to this."""
        return Check(what, self.finding, self.seen, self.remedy)


@dataclass(frozen=True, slots=True)
class Doctor:
    """Looks at one app.

    Args:
        desk: Whose archive is asked.
        settings: Discord's settings.
        declared: The commands that Discord should know, as it is told of them.
        api: Where Discord's API is, without a slash at the end.
        seconds: How long Discord may take to answer.
    """

    desk: Desk
    settings: DiscordSettings
    declared: Sequence[Mapping[str, Any]]
    api: str = API
    seconds: float = SECONDS

    async def checks(self) -> list[Check]:
        """All checks, in the order in which things are set up; without a token that Discord takes there is one."""
        timeout = aiohttp.ClientTimeout(total=self.seconds)
        async with aiohttp.ClientSession(timeout=timeout, headers=_headers(self.settings.token)) as session:
            discord = _Discord(session, self.api, self.settings.proxy)
            return [one async for one in self._checks(discord)]

    async def _checks(self, discord: "_Discord") -> AsyncIterator[Check]:
        token = await _token(discord)
        yield token
        if token.finding is not Finding.OK:
            return
        application: Mapping[str, Any] = {}
        try:
            application = await discord.object("/applications/@me")
        except Unanswered as error:
            yield error.of("application")
        else:
            for look in (_application, _installation, _interactions, _intents):
                yield look(application)
        yield await _gateway(discord)
        async for one in self._servers(discord):
            yield one
        yield await self._commands(discord, str(application.get("id", "")))

    async def _servers(self, discord: "_Discord") -> AsyncIterator[Check]:
        """Each server that the bot is in, with the newsroom whose archive it asks."""
        try:
            servers = await _every_server(discord)
        except Unanswered as error:
            yield error.of("servers")
            return
        if not servers:
            yield Check(
                "servers", Finding.OPEN, "it is in none", "quotedesk discord invite prints where to install it."
            )
        for server in servers:
            found = await asyncio.to_thread(archive, self.desk, tenant(server["id"]), what=tenant(server["id"]))
            yield replace(found, seen=f"{server.get('name', '')}: {found.seen}")

    async def _commands(self, discord: "_Discord", application: str) -> Check:
        """Whether Discord knows our commands as they are now."""
        if not application:
            return Check("commands", Finding.OPEN)
        try:
            known = await discord.list(f"/applications/{application}/commands", with_localizations="true")
        except Unanswered as error:
            return error.of("commands")
        parted = drift(known, self.declared)
        if parted:
            return Check("commands", Finding.WRONG, f"Discord knows others: {', '.join(parted)}", STARTING)
        return Check("commands", Finding.OK, f"all {len(self.declared)}, as Discord has them")


@dataclass(frozen=True, slots=True)
class _Discord:
    """Discord's API, asked one thing after another."""

    session: aiohttp.ClientSession
    api: str
    proxy: str

    async def object(self, path: str) -> Mapping[str, Any]:
        """What is told as an object.

        Raises:
            Unanswered: it is not.
        """
        told = await self._told(path, {})
        if not isinstance(told, dict):
            raise _other()
        return told

    async def list(self, path: str, **asked: str) -> Sequence[Mapping[str, Any]]:
        """What is told as a list of objects that have an id.

        Raises:
            Unanswered: it is not.
        """
        told = await self._told(path, asked)
        if not (isinstance(told, list) and all(isinstance(one, dict) and "id" in one for one in told)):
            raise _other()
        return told

    async def _told(self, path: str, asked: Mapping[str, str]) -> Any:
        try:
            async with self.session.get(
                f"{self.api}{path}", params=asked, proxy=self.proxy or None, allow_redirects=False
            ) as answer:
                status, body = answer.status, await answer.read()
        except TimeoutError as error:
            raise Unanswered(Finding.WRONG, "Discord took too long to answer", NETWORK) from error
        except (aiohttp.ClientError, OSError) as error:
            raise self._out_of_reach(error) from error
        return _read(status, body)

    def _out_of_reach(self, error: Exception) -> Unanswered:
        way = "Is HTTPS_PROXY right, and is it up?" if self.proxy else NETWORK
        return Unanswered(Finding.WRONG, f"Discord can't be reached: {type(error).__name__}", way)


def _headers(token: str) -> dict[str, str]:
    """Source: https://discord.com/developers/docs/reference#authentication, and #user-agent"""
    return {"Authorization": f"Bot {token}", "User-Agent": "DiscordBot (quotedesk, 1)"}


def _read(status: int, body: bytes) -> Any:
    """What an answer holds. Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#http"""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _other() from error
    if status == 429:
        after = told.get("retry_after", "?") if isinstance(told, dict) else "?"
        raise Unanswered(Finding.OPEN, "Discord asks for patience", f"Look again in {after} s.")
    if status == 401:
        raise Unanswered(Finding.WRONG, "Discord does not take DISCORD_TOKEN", RESET)
    if status != 200:
        raise Unanswered(Finding.WRONG, f"Discord answers with {status}", "Look again in a while.")
    return told


def _other() -> Unanswered:
    return Unanswered(Finding.WRONG, "what answers is not Discord", BETWEEN)


async def _token(discord: _Discord) -> Check:
    """Source: https://discord.com/developers/docs/resources/user#get-current-user"""
    try:
        user = await discord.object("/users/@me")
    except Unanswered as error:
        return error.of("token")
    return Check("token", Finding.OK, f"for the bot {user.get('username', '')} ({user.get('id', '')})")


def _application(application: Mapping[str, Any]) -> Check:
    """Source: https://discord.com/developers/docs/resources/application#application-object"""
    if application.get("bot_require_code_grant"):
        return Check("application", Finding.WRONG, "it can't be installed with the address alone", GRANT)
    who = "anybody may install it" if application.get("bot_public", True) else "only its owner may install it"
    return Check("application", Finding.OK, f"{application.get('name', '')}, {who}")


def _installation(application: Mapping[str, Any]) -> Check:
    """Source: as above (integration_types_config)"""
    contexts = application.get("integration_types_config")
    if not isinstance(contexts, dict):
        return Check("installation", Finding.OPEN, "Discord did not tell its contexts", CONTEXTS)
    names = {str(GUILD_INSTALL): "Guild Install", str(USER_INSTALL): "User Install"}
    missing = [name for context, name in names.items() if context not in contexts]
    if missing:
        return Check("installation", Finding.WRONG, f"missing: {', '.join(missing)}", CONTEXTS)
    return Check("installation", Finding.OK, "on servers, and by people for themselves")


def _interactions(application: Mapping[str, Any]) -> Check:
    """We take them from the gateway, which hears of none where an address is set.

    Source: https://discord.com/developers/docs/interactions/receiving-and-responding#receiving-an-interaction
    """
    if application.get("interactions_endpoint_url"):
        return Check("interactions", Finding.WRONG, "Discord sends them to an address, and we hear of none", ENDPOINT)
    return Check("interactions", Finding.OK, "they come by the gateway")


def _intents(application: Mapping[str, Any]) -> Check:
    flags = application.get("flags", 0)
    more = [name for name, bits in PRIVILEGED.items() if isinstance(flags, int) and flags & bits]
    seen = f"more than needed: {', '.join(more)}" if more else "no privileged ones, and none is needed"
    return Check("intents", Finding.OK, seen)


async def _gateway(discord: _Discord) -> Check:
    """Source: https://discord.com/developers/docs/events/gateway#get-gateway-bot"""
    try:
        told = await discord.object("/gateway/bot")
    except Unanswered as error:
        return error.of("gateway")
    match told:
        case {"shards": int(shards), "session_start_limit": {"remaining": int(left), "total": int(total)} as starts}:
            pass
        case _:
            return _other().of("gateway")
    if left == 0:
        minutes = int(starts.get("reset_after", 0)) // 60_000 + 1
        return Check("gateway", Finding.WRONG, "no session may be started", f"Start the bot in {minutes} minutes.")
    several = f"{shards} shards, which it starts by itself" if shards > 1 else f"no sharding below {SHARDED:,} servers"
    return Check("gateway", Finding.OK, f"{left} of {total} session starts left; {several}")


async def _every_server(discord: _Discord) -> list[Mapping[str, Any]]:
    """Page after page, by their ids."""
    servers: list[Mapping[str, Any]] = []
    after = "0"
    while True:
        page = await discord.list("/users/@me/guilds", limit=str(PAGE), after=after)
        servers += page
        if len(page) < PAGE or str(page[-1]["id"]) == after:
            return servers
        after = str(page[-1]["id"])
