"""A Slack of our own on loopback, written from Slack's documentation and from nothing of ours.

It answers Web API calls (tests/slack_api.py), checks every payload that it gets (tests/slack_rules.py), takes messages for
response_urls, keeps what stands where (tests/slack_world.py), and delivers to an app over signed HTTP or over a socket.
What people do and see in it is in tests/slack.py. A payload that breaks a rule is refused as Slack refuses it, and is a fault that `close` raises at the end of the test.
"""

import asyncio
import copy
import hashlib
import hmac
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
from aiohttp import web

from tests import slack_rules as rules
from tests.slack_api import METHODS, TOKENLESS, Caller, RefusedError, arguments, basic
from tests.slack_rules import Payload
from tests.slack_world import Call, File, Grant, Hook, Message, View, Workspace

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds until a test gives something up. No test is about time, and a machine may be busy; Slack itself waits 3."""

USES = 5
"""How often a response_url takes a message. Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""

SCOPES = frozenset(
    f"{what}:{may}" for what, may in (
        ("app_mentions", "read"), ("channels", "read"), ("chat", "write"), ("files", "read"), ("groups", "read"),
        ("im", "history"), ("im", "read"), ("links", "read"), ("links", "write"), ("team", "read"), ("users", "read"),
    )
) | {"commands"}  # fmt: skip
"""What a bot may do here unless a test says otherwise."""

ENVELOPES = {"command": "slash_commands", "event": "events_api", "interactive": "interactive", "options": "interactive"}
"""How the socket calls each kind. Source: https://docs.slack.dev/apis/events-api/using-socket-mode#events"""


@dataclass
class Delivery:
    """Something delivered to the app: what, over which headers, and how it was acknowledged. `status` 0 is not at all."""

    kind: str
    payload: Payload
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    status: int = 0
    answer: Any = None

    @property
    def acknowledged(self) -> bool:
        """Whether Slack would be content. Source: https://docs.slack.dev/apis/events-api#responding"""
        return 200 <= self.status < 300


@dataclass
class Trouble:
    """How a call fails on purpose: with an error's name, or with a status and no word of why."""

    error: str = ""
    status: int = 200
    retry_after: int = 0


@dataclass
class Consent:
    """What an installer agreed to in the browser."""

    team: str
    scopes: frozenset[str]
    enterprise: str
    redirect_uri: str


class SlackServer:
    """One Slack with one app installed in some of its workspaces."""

    def __init__(self) -> None:
        self.app_id, self.signing_secret, self.app_token = (
            "A0QUOTES",
            "a secret between two",
            "xapp-1-A0QUOTES-1-secret",
        )
        self.client_id, self.client_secret, self.rotates = "111.222", "the app's own secret", False
        self.config_token, self.manifest = "xoxe.xoxp-1-secret", Payload()
        self.app_address = ""
        self.workspaces: dict[str, Workspace] = {}
        self.grants: dict[str, Grant] = {}
        self.codes: dict[str, Consent] = {}
        self.messages: dict[tuple[str, str], Message] = {}
        self.views: dict[str, View] = {}
        self.hooks: dict[str, Hook] = {}
        self.triggers: dict[str, tuple[str, str] | None] = {}
        self.calls: list[Call] = []
        self.happened: list[str] = []
        self.faults: list[str] = []
        self._trouble: dict[str, list[Trouble]] = defaultdict(list)
        self._numbers = itertools.count(1)
        self._links: list[web.WebSocketResponse] = []
        self._tickets: set[str] = set()
        self._acknowledged: dict[str, asyncio.Future[Payload]] = {}
        self.hellos = 0

    # The server

    async def open(self) -> None:
        """Listen on loopback, on a port that is free."""
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/api/{method}", self._web_api)
        app.router.add_post("/hooks/{hook}", self._response)
        app.router.add_get("/files/{team}/{file}/{name}", self._file)
        app.router.add_get("/link/{ticket}", self._link)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE))

    async def close(self) -> None:
        """Stop, and tell of every payload that broke a rule."""
        for link in self._links:
            await link.close()
        await self._client.close()
        await self._runner.cleanup()
        assert not self.faults, "\n".join(["Slack was sent what it does not take:", *self.faults])

    @property
    def address(self) -> str:
        """Where this Slack stands, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def api(self) -> str:
        """What stands before the name of a Web API method."""
        return f"{self.address}/api/"

    # What there is

    def workspace(self, team: str, name: str = "", *, enterprise: str = "") -> Workspace:
        """A new workspace, nobody in it but the bot."""
        place = Workspace(team, name or team.lower(), enterprise, bot=f"U{team}BOT")
        self.workspaces[team] = place
        return place

    def install(self, team: str, scopes: Iterable[str] = SCOPES) -> str:
        """The token of the app in a workspace where it was installed by hand."""
        return self.grant(team, frozenset(scopes), enterprise=self.workspaces[team].enterprise).token

    def grant(self, team: str, scopes: frozenset[str], *, enterprise: str = "", rotated: bool = False) -> Grant:
        """A new token; one that is rotated comes with another to renew it."""
        secret = next(self._numbers)
        prefix = "xoxe.xoxb" if rotated else "xoxb"
        token = f"{prefix}-{team or enterprise}-{secret}-quotedesk"
        grant = Grant(token, team, scopes, enterprise, refresh=f"xoxe-1-{secret}" if rotated else "")
        self.grants[token] = grant
        return grant

    def consent(self, address: str, team: str, *, whole_organisation: bool = False) -> dict[str, str]:
        """What the browser takes back to the app when somebody agreed to what the address asks for.

        Source: https://docs.slack.dev/authentication/installing-with-oauth
        """
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == self.client_id
        code, enterprise = self.new_id("code"), self.workspaces[team].enterprise
        scopes = frozenset(asked["scope"].split(","))
        self.codes[code] = Consent(
            "" if whole_organisation else team, scopes, enterprise, asked.get("redirect_uri", "")
        )
        return {"code": code, "state": asked["state"]}

    def upload(self, team: str, name: str, data: bytes) -> File:
        """A file that somebody has put into a workspace."""
        file = File(self.new_id("F"), name, data)
        self.workspaces[team].files[file.id] = file
        return file

    def say(self, person: str, channel: str, text: str, *, thread: str = "", files: Iterable[File] = ()) -> Message:
        """Something that a person writes in a channel, of which the app hears nothing yet."""
        place = self.place_of(channel)
        message = self.post(place, channel, {"text": text}, thread=thread, author=person)
        message.payload |= {"links": [word.strip("<>") for word in text.split() if word.strip("<>").startswith("http")]}
        if attached := [self.file_object(place, file) for file in files]:
            message.payload["files"] = attached
        return message

    def post(
        self, place: Workspace, channel: str, payload: Payload, *, thread: str = "", reader: str = "", author: str = ""
    ) -> Message:
        """A message that stands from now on, the bot's own unless it is somebody else's."""
        moment = f"1760000000.{next(self._numbers):06}"
        message = Message(place.id, channel, moment, author or place.bot, payload, thread, reader)
        self.messages[channel, moment] = message
        return message

    def said_as(self, place: Workspace, channel: str, token: str) -> Message | None:
        """The message that was posted in a channel under a `client_msg_id`."""
        here = (one for one in self.messages.values() if (one.team, one.channel) == (place.id, channel))
        return next((one for one in here if token and one.token == token), None)

    def fail(self, what: str, error: str = "", *, status: int = 200, retry_after: int = 0, times: int = 1) -> None:
        """Let the next calls of a method (or "response_url") fail."""
        self._trouble[what] += [Trouble(error, status, retry_after)] * times

    def fault(self, where: str, found: Iterable[str]) -> None:
        """Keep what is wrong for the end of the test."""
        self.faults += [f"{where}: {fault}" for fault in found]

    def refuse(self, error: str, found: list[str]) -> None:
        """Refuse a payload that is wrong, as Slack does."""
        if found:
            self.fault(error, found)
            raise RefusedError(error, response_metadata={"messages": found})

    def place_of(self, channel: str) -> Workspace:
        """The workspace that a channel is in."""
        return next(place for place in self.workspaces.values() if channel in place.channels)

    def new_id(self, prefix: str) -> str:
        """An identifier that is like no other."""
        return f"{prefix}{next(self._numbers):08}"

    def named(self, payload: Payload) -> Payload:
        """The payload with a block_id for every block that has none, as Slack makes one up."""
        own = copy.deepcopy(payload)
        for block in own.get("blocks") or ():
            block.setdefault("block_id", self.new_id("b"))
        return own

    def file_object(self, place: Workspace, file: File) -> Payload:
        """A file as others are told of it. Source: https://docs.slack.dev/reference/objects/file-object"""
        address = f"{self.address}/files/{place.id}/{file.id}/{file.name}"
        named = {
            "id": file.id,
            "name": file.name,
            "title": file.name,
            "mimetype": guess_type(file.name)[0] or "text/plain",
            "size": len(file.data),
        }
        kind = file.name.rpartition(".")[2]
        return {**named, "filetype": kind, "mode": "hosted", "url_private": address, "url_private_download": address}

    def view_object(self, view: View) -> Payload:
        """A view as others are told of it."""
        own = {"id": view.id, "team_id": view.team, "hash": view.hash, "app_id": self.app_id, "root_view_id": view.id}
        return {"private_metadata": "", "callback_id": "", "state": {"values": {}}, **view.payload, **own}

    def opened(self, view: View) -> View:
        """A modal that stands open from now on."""
        self.views[view.id] = view
        return view

    # Waiting

    async def until(self, condition: Callable[[], T | None], what: Callable[[], str]) -> T:
        """What a condition comes to once it holds. A test that waits in vain says for what."""
        end = time.monotonic() + PATIENCE
        while not (found := condition()):
            if time.monotonic() > end:
                told = "\n".join([*self.happened[-12:], *self.faults])
                raise AssertionError(f"waited in vain for {what()}\nlast happened:\n{told}")
            await asyncio.sleep(0.01)
        return found

    # Delivering

    async def deliver(self, kind: str, payload: Payload) -> Delivery:
        """Deliver over HTTP where the app has an address, else over the socket."""
        delivery = Delivery(kind, payload)
        if not self.app_address:
            return await self._over_socket(delivery)
        delivery.body, delivery.headers = _encoded(kind, payload)
        delivery.headers |= self.signed(delivery.body)
        return await self._over_http(delivery)

    async def again(self, delivery: Delivery, *, number: int = 1, reason: str = "http_timeout") -> Delivery:
        """Deliver the same event once more, as Slack does where the first was not acknowledged in time."""
        fresh = Delivery(delivery.kind, delivery.payload, delivery.body, dict(delivery.headers))
        if not self.app_address:
            return await self._over_socket(fresh, retry_attempt=number, retry_reason=reason)
        fresh.headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason, **self.signed(fresh.body)}
        return await self._over_http(fresh)

    async def replay(self, delivery: Delivery, body: bytes | None = None, **headers: str) -> Delivery:
        """Send what was sent before to the letter, but for another body or other headers: what an attacker can do."""
        changed = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._over_http(
            Delivery(delivery.kind, delivery.payload, body or delivery.body, {**delivery.headers, **changed})
        )

    def signed(self, body: bytes, moment: str = "") -> dict[str, str]:
        """The headers that prove who sends. Source: https://docs.slack.dev/authentication/verifying-requests-from-slack"""
        moment = moment or str(int(time.time()))
        digest = hmac.new(self.signing_secret.encode(), b"v0:" + moment.encode() + b":" + body, hashlib.sha256)
        return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest.hexdigest()}"}

    async def _over_http(self, delivery: Delivery) -> Delivery:
        try:
            async with self._client.post(self.app_address, data=delivery.body, headers=delivery.headers) as answer:
                delivery.status, text = answer.status, await answer.text()
        except (aiohttp.ClientError, TimeoutError):
            return delivery
        self.happened.append(f"{delivery.kind} acknowledged with {delivery.status}")
        delivery.answer = _answer(text)
        return delivery

    async def _over_socket(self, delivery: Delivery, **retry: Any) -> Delivery:
        link = await self.until(
            lambda: next((one for one in reversed(self._links) if not one.closed), None), lambda: "a socket"
        )
        envelope = self.new_id("envelope-")
        self._acknowledged[envelope] = asyncio.get_running_loop().create_future()
        told = {"envelope_id": envelope, "type": ENVELOPES[delivery.kind], "payload": delivery.payload}
        await link.send_json({**told, "accepts_response_payload": delivery.kind != "event", **retry})
        try:
            answered = await asyncio.wait_for(self._acknowledged[envelope], PATIENCE)
        except TimeoutError:
            return delivery
        delivery.status, delivery.answer = 200, answered.get("payload")
        self.happened.append(f"{delivery.kind} acknowledged over the socket")
        return delivery

    # Being called

    async def _web_api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        form = {name: str(value) for name, value in {**request.query, **(await request.post())}.items()}
        given = arguments(request.content_type, await request.read(), form) | dict(request.query)
        header = request.headers.get("Authorization", "")
        token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else str(given.pop("token", ""))
        grant = self._granted(token)
        call = Call(method, grant.team if grant else "", given | basic(header))
        self.calls.append(call)
        trouble = self._trouble[method].pop(0) if self._trouble[method] else None
        self.happened.append(f"{method} called{' and refused on purpose' if trouble else ''}")
        if trouble and trouble.status != 200:
            return _failed(trouble)
        call.answer = {"ok": False, "error": trouble.error} if trouble else self._answer(call, grant, token)
        scopes = {"x-oauth-scopes": ",".join(sorted(grant.scopes))} if grant else {}
        return web.json_response(call.answer, headers=scopes)

    def _granted(self, token: str) -> Grant | None:
        if token == self.app_token:
            return Grant(token, "", frozenset({"connections:write"}))
        if token == self.config_token:
            return Grant(token, "", frozenset({"app_configurations:write"}))
        return self.grants.get(token)

    def _answer(self, call: Call, grant: Grant | None, token: str) -> Payload:
        try:
            answer = METHODS.get(call.method)
            if answer is None:
                self.fault(call.method, ["Quotedesk has no need to call this"])
                raise RefusedError("unknown_method")
            if grant is None and call.method not in TOKENLESS:
                raise RefusedError("invalid_auth" if token else "not_authed")
            if grant and grant.revoked:
                raise RefusedError("token_revoked")
            return {"ok": True, **answer(Caller(self, grant or Grant("", "", frozenset()), call.arguments))}
        except RefusedError as refused:
            return refused.answer

    async def _response(self, request: web.Request) -> web.StreamResponse:
        hook, trouble = self.hooks.get(request.match_info["hook"]), self._trouble["response_url"]
        payload = await request.json()
        self.happened.append("response_url used")
        if trouble and trouble[0].status != 200:
            return _failed(trouble.pop(0))
        if hook is None or hook.uses >= USES:
            self.fault("response_url", ["used more often than Slack lets it, or none of ours"])
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        hook.uses += 1
        return web.Response(text=self.take(hook, payload))

    def take(self, hook: Hook, payload: Payload) -> str:
        """Take a message for a response_url. Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""
        if payload.get("delete_original"):
            if hook.source:
                hook.source.gone = True
            return "ok"
        if found := rules.message_faults(payload):
            self.fault("response_url", found)
            return "invalid_blocks"
        if rules.too_many_words(payload):
            self.fault("response_url", ["msg_blocks_too_long"])
        content = self.named({name: payload[name] for name in ("text", "blocks") if payload.get(name)})
        if payload.get("replace_original") and hook.source:
            hook.source.payload, hook.source.edited = content, hook.source.edited + 1
            return "ok"
        reader = "" if payload.get("response_type") == "in_channel" else hook.person
        thread = payload.get("thread_ts") or ""
        self.post(self.workspaces[hook.team], hook.channel, content, thread=thread, reader=reader)
        return "ok"

    async def _file(self, request: web.Request) -> web.StreamResponse:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        grant, team = self.grants.get(token), request.match_info["team"]
        if grant is None or grant.revoked or team != grant.team or "files:read" not in grant.scopes:
            # Slack does not refuse: it shows its page for signing in.
            return web.Response(text="<!DOCTYPE html><title>Sign in | Slack</title>", content_type="text/html")
        return web.Response(body=self.workspaces[team].files[request.match_info["file"]].data)

    def new_link(self) -> str:
        """The address of a socket that may be opened once."""
        ticket = self.new_id("ticket-")
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self.port}/link/{ticket}"

    async def _link(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["ticket"] not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(request.match_info["ticket"])
        link = web.WebSocketResponse(heartbeat=5)
        await link.prepare(request)
        hello = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": self.app_id}}
        await link.send_json({**hello, "debug_info": {"host": "applink", "approximate_connection_time": 18_060}})
        self._links.append(link)
        self.hellos += 1
        async for message in link:
            if message.type is aiohttp.WSMsgType.TEXT:
                self._acknowledge(json.loads(message.data))
        return link

    def _acknowledge(self, answer: Payload) -> None:
        waiting = self._acknowledged.get(answer.get("envelope_id", ""))
        if waiting is None:
            self.fault("socket", ["acknowledged what was never sent"])
        elif waiting.done():
            self.fault("socket", ["acknowledged the same envelope twice"])
        else:
            waiting.set_result(answer)


def _encoded(kind: str, payload: Payload) -> tuple[bytes, dict[str, str]]:
    """Commands come as a form, interactions as JSON in a form, events as JSON."""
    if kind == "event":
        return json.dumps(payload).encode(), {"Content-Type": "application/json"}
    fields: Mapping[str, str] = payload if kind == "command" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"}


def _answer(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return {"text": text}


def _failed(trouble: Trouble) -> web.Response:
    """Source: https://docs.slack.dev/apis/web-api/rate-limits"""
    if trouble.status == 429:
        return web.json_response(
            {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(trouble.retry_after)}
        )
    return web.Response(status=trouble.status, text="upstream trouble")
