"""What is wrong with a Slack app as it is set up, checked one by one, and what to do about each."""

import json
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from hmac import new
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.answering import why
from adapters.slack.posting import client_for
from adapters.slack.scopes import SCOPES
from adapters.slack.settings import EVENTS, GUIDE, SlackSettings
from bot.desk import Desk
from bot.errors import QuotedeskError
from bot.reply import Facts, Heading, Note, Reply, Tone

SECONDS = 10
"""How long an answer may take before the address counts as out of reach."""

REINSTALL = "Install the app again (Install App, in the app's settings), so that it gets what the manifest asks for."


class Finding(StrEnum):
    """How a check ended."""

    OK = "ok"
    WRONG = "wrong"
    OPEN = "not checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, how it ended, what was seen, and what to do."""

    what: str
    finding: Finding
    seen: str = ""
    remedy: str = ""


async def checks(desk: Desk, settings: SlackSettings, address: str, drawn: Mapping[str, Any]) -> list[Check]:
    """All checks, in the order in which things are set up.

    Args:
        desk: Whose archive is asked.
        settings: Slack's settings.
        address: Where Slack is to find the app over HTTP; "" for Socket Mode.
        drawn: The manifest as it should be.
    """
    return [one async for one in _checks(desk, settings, address, drawn)]


def report(found: list[Check]) -> Reply:
    """What was found, a line each, and what to do."""
    rows = tuple((one.what, " – ".join(word for word in (str(one.finding), one.seen) if word)) for one in found)
    remedies = tuple(Note(f"{one.what}: {one.remedy}", _TONES[one.finding]) for one in found if one.remedy)
    return Reply(
        (Heading("Slack, as it is set up"), Facts(rows), *remedies), sum(one.finding is Finding.WRONG for one in found)
    )


_TONES = {Finding.OK: Tone.PLAIN, Finding.WRONG: Tone.WARNING, Finding.OPEN: Tone.HINT}


async def _checks(desk: Desk, settings: SlackSettings, address: str, drawn: Mapping[str, Any]) -> AsyncIterator[Check]:
    tenant = ""
    if settings.many:
        yield Check(
            "bot token", Finding.OPEN, "workspaces install the app themselves", "Install it in one at /slack/install."
        )
    else:
        token, tenant, granted = await _token(settings)
        yield token
        if tenant:
            yield _scopes(granted)
    yield await (_reached(settings, address) if address else _socket(settings))
    yield await _manifest(settings, drawn)
    yield _archive(desk, tenant)


async def _token(settings: SlackSettings) -> tuple[Check, str, str]:
    """The token's check, the tenant it is for, and the scopes that it has."""
    if not settings.bot_token:
        return Check("bot token", Finding.WRONG, "SLACK_BOT_TOKEN is not set", GUIDE), "", ""
    try:
        told = await client_for(settings.bot_token, settings.api).auth_test()
    except SlackApiError as error:
        return Check("bot token", Finding.WRONG, f"Slack says {why(error)}", f"Copy it again. {GUIDE}"), "", ""
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Check("bot token", Finding.WRONG, f"Slack can't be reached: {why(error)}", "Is the network up?"), "", ""
    granted = str(told.headers.get("x-oauth-scopes") or told.headers.get("X-OAuth-Scopes") or "")
    return (
        Check("bot token", Finding.OK, f"for the workspace {told['team']} ({told['team_id']})"),
        f"slack:{told['team_id']}",
        granted,
    )


def _scopes(granted: str) -> Check:
    """Source: https://docs.slack.dev/authentication/installing-with-oauth (x-oauth-scopes)"""
    held = {scope.strip() for scope in granted.split(",") if scope.strip()}
    missing, more = sorted(set(SCOPES) - held), sorted(held - set(SCOPES))
    if not held:
        return Check("scopes", Finding.OPEN, "Slack did not tell them")
    if missing:
        return Check("scopes", Finding.WRONG, f"missing: {', '.join(missing)}", REINSTALL)
    seen = f"all {len(SCOPES)}" + (f", and more than needed: {', '.join(more)}" if more else "")
    return Check("scopes", Finding.OK, seen)


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
        return Check("socket", Finding.WRONG, f"Slack can't be reached: {why(error)}", "Is the network up?")
    return Check("socket", Finding.OK, "Slack opens one")


async def _reached(settings: SlackSettings, address: str) -> Check:
    """Whether our own app answers at its address as it must when Slack asks whether it is there.

    Source: https://docs.slack.dev/reference/events/url_verification
    """
    if not settings.signing_secret:
        return Check("address", Finding.WRONG, "SLACK_SIGNING_SECRET is not set", GUIDE)
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
        return Check("manifest", Finding.WRONG, f"Slack can't be reached: {why(error)}", "Is the network up?")
    parted = drift(told["manifest"], drawn)
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
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return {one for name in ours for one in _drift(theirs.get(name), ours[name], f"{where}.{name}".strip("."))}
    if isinstance(ours, list) and isinstance(theirs, list):
        return set() if sorted(map(_named, theirs)) == sorted(map(_named, ours)) else {where}
    return set() if theirs == ours or (ours is False and theirs is None) else {where}


def _named(item: object) -> str:
    """What tells one item of a list from the others: a command by its name, a shortcut by its callback."""
    if isinstance(item, Mapping):
        return str(item.get("command") or item.get("callback_id"))
    return str(item)


def _archive(desk: Desk, tenant: str) -> Check:
    if not tenant:
        return Check("newsroom", Finding.OPEN)
    try:
        newsroom = desk.newsroom_of(tenant)
        if newsroom is None:
            return Check("newsroom", Finding.WRONG, f"{tenant} is linked to none", f"quotedesk link {tenant} NEWSROOM")
        desk.welcome(newsroom)
    except QuotedeskError as error:
        return Check("newsroom", Finding.WRONG, error.message, error.hint)
    return Check("newsroom", Finding.OK, newsroom)
