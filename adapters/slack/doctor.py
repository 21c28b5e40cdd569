"""What is wrong with a Slack app as it is set up, checked one by one, and what to do about each."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import new
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.checks import NETWORK, SECONDS, Check, Finding, archive
from adapters.slack.answering import why
from adapters.slack.installations import SlackInstallations
from adapters.slack.posting import client_for
from adapters.slack.settings import EVENTS, GUIDE, INSTALL, SlackSettings
from bot.desk import Desk
from bot.errors import DeskError

SIGNING = "It stands under Basic Information, App Credentials, Signing Secret."
REINSTALL = "Install the app again (Install App, in the app's settings), so that it gets what the manifest asks for."


_SECRET = re.compile(r"[0-9a-f]{32}")
_OTHER = re.compile(r"xox|xapp-|\d+\.\d+$")
"""Slack's tokens, and a client id. Source: https://docs.slack.dev/authentication/tokens"""


@dataclass(frozen=True, slots=True)
class Doctor:
    """Looks at one app.

    Args:
        desk: Whose archive is asked.
        settings: Slack's settings.
        address: Where Slack is to find the app over HTTP; "" for Socket Mode.
        manifest: The manifest as it should be.
        installations: Where workspaces install the app themselves.
        newsroom: To which a single workspace is linked when it starts, if it is linked nowhere.
    """

    desk: Desk
    settings: SlackSettings
    address: str
    manifest: Mapping[str, Any]
    installations: SlackInstallations | None = None
    newsroom: str = ""

    async def checks(self) -> list[Check]:
        """All checks, in the order in which things are set up."""
        return [one async for one in self._checks()]

    async def _checks(self) -> AsyncIterator[Check]:
        if self.installations:
            async for one in self._workspaces(self.installations):
                yield one
        else:
            async for one in self._workspace("bot token", self.settings.bot_token, f"Copy it again. {GUIDE}"):
                yield one
        if self.address or self.installations:
            yield _secret(self.settings)
        if self.address:
            yield await _reached(self.settings, self.address)
        elif not self.installations:
            yield await _socket(self.settings)
        yield await _manifest(self.settings, self.manifest)

    async def _workspaces(self, installed: SlackInstallations) -> AsyncIterator[Check]:
        """Each workspace and organisation that installed the app."""
        tenants = await installed.tenants()
        if not tenants:
            yield Check("workspaces", Finding.OPEN, "none has installed the app", f"Install it at {INSTALL}.")
        for tenant in tenants:
            try:
                token = await installed.token_of(tenant)
            except DeskError as error:
                yield Check(tenant, Finding.WRONG, error.message, error.hint)
            else:
                async for one in self._workspace(tenant, token or "", "Install the app there again.", tenant):
                    yield one

    async def _workspace(self, what: str, token: str, remedy: str, tenant: str = "") -> AsyncIterator[Check]:
        """The token, its scopes, and the newsroom of the workspace that it is for."""
        check, told, granted = await _token(what, token, remedy, self.settings.api)
        yield check
        if check.finding is Finding.OK:
            yield _scopes(granted, self.manifest["oauth_config"]["scopes"]["bot"])
            yield await asyncio.to_thread(archive, self.desk, tenant or told, "" if tenant else self.newsroom)
        else:
            yield Check("newsroom", Finding.OPEN)


async def _token(what: str, token: str, remedy: str, api: str) -> tuple[Check, str, str]:
    """The token's check, the tenant it is for, and the scopes that it has."""
    if not token:
        return Check(what, Finding.WRONG, "there is none: SLACK_BOT_TOKEN is not set", GUIDE), "", ""
    try:
        told = await client_for(token, api).auth_test()
    except SlackApiError as error:
        return Check(what, Finding.WRONG, f"Slack says {why(error)}", remedy), "", ""
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Check(what, Finding.WRONG, f"Slack can't be reached: {why(error)}", NETWORK), "", ""
    granted = str(told.headers.get("x-oauth-scopes") or told.headers.get("X-OAuth-Scopes") or "")
    seen = f"for the workspace {told['team']} ({told['team_id']})"
    return Check(what, Finding.OK, seen), f"slack:{told['team_id']}", granted


def _scopes(granted: str, needed: Collection[str]) -> Check:
    """Source: https://docs.slack.dev/authentication/installing-with-oauth (x-oauth-scopes)"""
    held = {scope.strip() for scope in granted.split(",") if scope.strip()}
    missing, more = sorted(set(needed) - held), sorted(held - set(needed))
    if not held:
        return Check("scopes", Finding.OPEN, "Slack did not tell them")
    if missing:
        return Check("scopes", Finding.WRONG, f"missing: {', '.join(missing)}", REINSTALL)
    seen = f"all {len(needed)}" + (f", and more than needed: {', '.join(more)}" if more else "")
    return Check("scopes", Finding.OK, seen)


def _secret(settings: SlackSettings) -> Check:
    """Whether the signing secret looks like one. What Slack promises of its shape is nothing, so an odd one is not wrong."""
    secret = settings.signing_secret
    if not secret:
        return Check("signing secret", Finding.WRONG, "SLACK_SIGNING_SECRET is not set", GUIDE)
    if secret in {settings.client_secret, settings.client_id} or _OTHER.match(secret):
        return Check("signing secret", Finding.WRONG, "that is another of the app's secrets", SIGNING)
    if not _SECRET.fullmatch(secret):
        return Check(
            "signing secret", Finding.OPEN, "Slack's have 32 of the signs 0-9 and a-f; this one has not", SIGNING
        )
    return Check("signing secret", Finding.OK, "looks like one")


async def _socket(settings: SlackSettings) -> Check:
    """Source: https://docs.slack.dev/reference/methods/apps.connections.open"""
    if not settings.app_token:
        return Check(
            "socket", Finding.WRONG, "SLACK_APP_TOKEN is not set", f"Or name the app's address: --url. {GUIDE}"
        )
    try:
        await client_for("", settings.api).apps_connections_open(app_token=settings.app_token)
    except SlackApiError as error:
        return Check(
            "socket", Finding.WRONG, f"Slack says {why(error)}", f"Copy it again; it needs connections:write. {GUIDE}"
        )
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Check("socket", Finding.WRONG, f"Slack can't be reached: {why(error)}", NETWORK)
    return Check("socket", Finding.OK, "Slack opens one")


async def _reached(settings: SlackSettings, address: str) -> Check:
    """Whether our own app answers at its address as it must when Slack asks whether it is there.

    Source: https://docs.slack.dev/reference/events/url_verification
    """
    if not settings.signing_secret:
        return Check("address", Finding.OPEN, "nothing can be signed without the secret")
    body = json.dumps({"type": "url_verification", "challenge": "quotedesk"})
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(
                f"{address}{EVENTS}", data=body, headers=_signed(settings, body), allow_redirects=False
            ) as told,
        ):
            status, said = told.status, await told.text()
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Check(
            "address", Finding.WRONG, f"{address} can't be reached: {why(error)}", "Is quotedesk serve running there?"
        )
    if status == 401:
        return Check(
            "address", Finding.WRONG, "it does not take our signature", "Is SLACK_SIGNING_SECRET the same there?"
        )
    if status != 200 or "quotedesk" not in said:
        return Check("address", Finding.WRONG, f"it answers with {status}", "Is it quotedesk serve that answers there?")
    return Check("address", Finding.OK, f"{address}{EVENTS} answers")


def _signed(settings: SlackSettings, body: str) -> dict[str, str]:
    """Source: https://docs.slack.dev/authentication/verifying-requests-from-slack"""
    moment = str(int(time.time()))
    mark = new(settings.signing_secret.encode(), f"v0:{moment}:{body}".encode(), sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={mark}",
    }


async def _manifest(settings: SlackSettings, drawn: Mapping[str, Any]) -> Check:
    """Whether the app in Slack is as the manifest has it. Source: https://docs.slack.dev/reference/methods/apps.manifest.export"""
    if not (settings.config_token and settings.app_id):
        remedy = (
            "To compare it with what Slack has, set SLACK_CONFIG_TOKEN (an app configuration token) and SLACK_APP_ID."
        )
        return Check("manifest", Finding.OPEN, "", remedy)
    try:
        told = await client_for(settings.config_token, settings.api).apps_manifest_export(app_id=settings.app_id)
    except SlackApiError as error:
        return Check(
            "manifest",
            Finding.WRONG,
            f"Slack says {why(error)}",
            "Make a new app configuration token: it lives twelve hours.",
        )
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Check("manifest", Finding.WRONG, f"Slack can't be reached: {why(error)}", NETWORK)
    parted = drift(told["manifest"] or {}, drawn)
    if parted:
        return Check(
            "manifest",
            Finding.WRONG,
            f"Slack's is another in {', '.join(parted)}",
            "quotedesk slack manifest prints it anew.",
        )
    return Check("manifest", Finding.OK, "as Slack has it")


def drift(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> list[str]:
    """Where the manifest that Slack has says something else than it should; what only Slack adds does not count."""
    return sorted(_drift(theirs, ours, ""))


def _drift(theirs: object, ours: object, where: str) -> set[str]:
    if isinstance(ours, list) and isinstance(theirs, list):
        kept, wanted = _by_name(theirs), _by_name(ours)
        return {f"{where}: {name}" for name in set(kept) ^ set(wanted)} | {
            found for name in set(kept) & set(wanted) for found in _drift(kept[name], wanted[name], f"{where}: {name}")
        }
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return {one for name in ours for one in _drift(theirs.get(name), ours[name], f"{where}.{name}".strip("."))}
    return set() if theirs == ours or (ours is False and theirs is None) else {where}


def _by_name(items: list[Any]) -> dict[str, Any]:
    """Each item by what tells it from the others: a command by its name, a shortcut by its callback."""
    return {_named(item): item for item in items}


def _named(item: object) -> str:
    if isinstance(item, Mapping):
        return str(item.get("command") or item.get("callback_id"))
    return str(item)
