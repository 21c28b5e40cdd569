"""A Discord of our own on loopback, over real sockets, written from Discord's documentation and from nothing of ours.

The gateway (tests/discord_gateway.py) and as much of the HTTP API as a bot of commands needs. Every body is checked against
Discord's description of its API. What breaks a rule is refused as Discord refuses it, and is a fault that ends the test: `faults`
holds them. What people do and see is in tests/discord_people.py, the way here in tests/discord_tunnel.py.
"""

import json
import re
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from tests import discord_rules as rules
from tests.discord_gateway import Gateway
from tests.discord_world import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    DM,
    EPHEMERAL,
    LOADING,
    MODAL,
    Channel,
    Interaction,
    Message,
    Payload,
    User,
    snowflake,
)

API = "/api/v10"
LIFE = 15 * 60.0
"""Seconds that an interaction's token holds. Source: https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages"""

FOLLOWUPS = 5
"""Where only a person installed the app. Source: the same."""

ALLOWED = {COMMAND: {4, 5, 9}, COMPONENT: {4, 5, 6, 7, 9}, MODAL: {4, 5, 6, 7}, AUTOCOMPLETE: {8}}
"""Answers that each kind takes. Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type"""

Answer = tuple[int, Any]


@dataclass
class Trouble:
    """How a call fails on purpose; `done` where it was done all the same, and only the answer is lost."""

    status: int
    code: int = 0
    retry_after: float = 0.05
    done: bool = False


@dataclass
class Call:
    """One call of the API."""

    method: str
    path: str
    body: Any
    files: dict[str, bytes]
    headers: dict[str, str]


class Refused(Exception):  # noqa: N818 - Discord's own answer, no fault of ours
    """A call that Discord does not take."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class DiscordServer(Gateway):
    """Discord, as a bot knows it."""

    def __init__(self, token: str, shards: int = 1) -> None:
        super().__init__(token)
        self.shards = shards
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[Payload] = []
        self.calls: list[Call] = []
        self.files: dict[str, bytes] = {}
        self.trouble: dict[str, list[Trouble]] = defaultdict(list)
        self.patience = 3.0
        self.age = 0.0
        self.checking = True
        self._posted: dict[tuple[int, str], Message] = {}
        self._runner: web.AppRunner | None = None

    async def open(self, context: Any) -> int:
        """Begin; the port on loopback."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=context)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """End. Interactions that nobody answered are faults."""
        for one in self.interactions.values():
            if not one.answer:
                self.faults.append(f"an interaction of kind {one.kind} was never answered")
            elif one.original and one.original.loading and not one.original.deleted:
                self.faults.append("“thinking …” was left standing")
        for session in self.sessions.values():
            if session.socket:
                await session.socket.web.close(code=1001)
        if self._runner:
            await self._runner.cleanup()

    # --- the HTTP API. Source: https://discord.com/developers/docs/reference

    async def _take(self, request: web.Request) -> web.StreamResponse:
        if request.host.startswith("gateway."):
            return await self.heard(request)
        if request.host.startswith("cdn."):
            data = self.files.get(request.path)
            return web.Response(body=data) if data is not None else web.Response(status=404)
        body, files = await _body_of(request)
        path = request.path.removeprefix(API)
        call = Call(request.method, path, body, files, dict(request.headers))
        self.calls.append(call)
        trouble = self._trouble_for(call)
        if trouble and not trouble.done:
            return self._troubled(trouble)
        try:
            status, answer = await self._answered(call, request)
        except Refused as error:
            return _json(error.status, {"code": error.code, "message": error.message})
        return self._troubled(trouble) if trouble else _json(status, answer)

    def _trouble_for(self, call: Call) -> Trouble | None:
        waiting = next((found for at, found in self.trouble.items() if found and re.fullmatch(at, call.path)), None)
        return waiting.pop(0) if waiting else None

    def _troubled(self, trouble: Trouble) -> web.Response:
        if trouble.status == 429:
            told = {"message": "You are being rate limited.", "retry_after": trouble.retry_after, "global": False}
            limits = {"Retry-After": "1", "X-RateLimit-Remaining": "0", "X-RateLimit-Scope": "user"}
            return _json(429, told, limits | {"X-RateLimit-Reset-After": str(trouble.retry_after)})
        return _json(trouble.status, {"code": trouble.code, "message": "on purpose"})

    async def _answered(self, call: Call, request: web.Request) -> Answer:
        known = ((method, re.fullmatch(pattern, call.path), answer) for method, pattern, answer in self._routes())
        found = next(((match, answer) for method, match, answer in known if match and method == call.method), None)
        if found is None:
            self.faults.append(f"no such call here: {call.method} {call.path}")
            raise Refused(404, 0, "404: Not Found")
        if not call.path.startswith(("/interactions/", "/webhooks/")) and call.headers.get("Authorization") != (
            f"Bot {self.token}"
        ):
            raise Refused(401, 0, "401: Unauthorized")
        if self.checking:
            self._check(call)
        match, answer = found
        return await answer(call, *match.groups())

    def _check(self, call: Call) -> None:
        wrong = rules.body_faults(call.method, call.path, call.body)
        message = _message_in(call)
        if message is not None:
            wrong += _message_faults(message, call.files)
        if wrong:
            self.faults += [f"{call.method} {call.path}: {fault}" for fault in wrong]
            raise Refused(400, 50035, f"Invalid Form Body: {wrong[0]}")

    def _routes(self) -> Iterator[tuple[str, str, Callable[..., Awaitable[Answer]]]]:
        yield "GET", "/users/@me", self._me
        yield "GET", "/oauth2/applications/@me", self._application
        yield "GET", "/applications/@me", self._application
        yield "GET", "/gateway/bot", self._gateway_bot
        yield "GET", "/users/@me/guilds", self._my_guilds
        yield "POST", "/users/@me/channels", self._direct
        yield "GET", r"/guilds/(\d+)/members/(\d+)", self._member
        yield "GET", r"/applications/(\d+)/commands", self._commands
        yield "PUT", r"/applications/(\d+)/commands", self._told_commands
        yield "POST", r"/channels/(\d+)/messages", self._post
        yield "PATCH", r"/channels/(\d+)/messages/(\d+)", self._patch
        yield "DELETE", r"/channels/(\d+)/messages/(\d+)", self._delete
        yield "POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback
        yield "POST", r"/webhooks/(\d+)/([^/]+)", self._followup
        yield "GET", r"/webhooks/(\d+)/([^/]+)/messages/@original", self._get_original
        yield "PATCH", r"/webhooks/(\d+)/([^/]+)/messages/@original", self._edit_original
        yield "DELETE", r"/webhooks/(\d+)/([^/]+)/messages/@original", self._delete_original

    async def _me(self, call: Call) -> Answer:
        return 200, {**self.bot.json, "verified": True, "mfa_enabled": True, "email": None}

    async def _application(self, call: Call) -> Answer:
        own = {"id": str(self.bot.id), "name": "Quotedesk", "icon": None, "description": "", "flags": 0}
        key = {"verify_key": "0" * 64, "bot_public": True, "bot_require_code_grant": False, "team": None}
        return 200, {**own, **key, "owner": User("Owner").json, "summary": "", "hook": True}

    async def _gateway_bot(self, call: Call) -> Answer:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return 200, {"url": "wss://gateway.discord.gg", "shards": self.shards, "session_start_limit": limit}

    async def _my_guilds(self, call: Call) -> Answer:
        own = [guild for guild in self.guilds.values() if guild.bot]
        return 200, [{"id": str(guild.id), "name": guild.name, "features": list(guild.features)} for guild in own]

    async def _direct(self, call: Call) -> Answer:
        person = int(call.body["recipient_id"])
        found = next(one for one in self.channels.values() if one.kind == DM and one.people[0].id == person)
        return 200, found.json

    async def _member(self, call: Call, guild: str, person: str) -> Answer:
        there = self.guilds.get(int(guild))
        if there is None or not there.bot:
            raise Refused(403, 50001, "Missing Access")
        member = there.members.get(int(person))
        if member is None:
            raise Refused(404, 10007, "Unknown Member")
        return 200, there.member(member)

    async def _commands(self, call: Call, application: str) -> Answer:
        return 200, self.commands

    async def _told_commands(self, call: Call, application: str) -> Answer:
        own = {"application_id": application, "version": "1"}
        self.commands = [{"id": str(snowflake()), "description": "", **own, **command} for command in call.body]
        return 200, self.commands

    # --- messages

    async def _post(self, call: Call, channel: str) -> Answer:
        there = self._writable(channel)
        nonce = call.body.get("nonce")
        if (
            nonce is not None
            and call.body.get("enforce_nonce")
            and (before := self._posted.get((there.id, str(nonce))))
        ):
            return 200, before.json()
        answers = call.body.get("message_reference")
        made = self.message(there, self.bot, call.body, call.files)
        made.answers = there.find(int(answers["message_id"])) if answers else None
        if nonce is not None:
            self._posted[there.id, str(nonce)] = made
        return 200, {**made.json(), "nonce": nonce}

    def _writable(self, channel: str) -> Channel:
        there = self.channels.get(int(channel))
        if there is None:
            raise Refused(404, 10003, "Unknown Channel")
        if there.guild and not there.guild.bot:
            raise Refused(403, 50001, "Missing Access")
        if there.silent:
            raise Refused(403, 50013, "Missing Permissions")
        return there

    def _own(self, channel: str, number: str) -> Message:
        found = self._writable(channel).find(int(number))
        if found is None or found.deleted or found.to:
            raise Refused(404, 10008, "Unknown Message")
        if found.author is not self.bot:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        return found

    async def _patch(self, call: Call, channel: str, number: str) -> Answer:
        found = self._own(channel, number)
        self._edit(found, call.body, call.files)
        return 200, found.json()

    async def _delete(self, call: Call, channel: str, number: str) -> Answer:
        self._own(channel, number).deleted = True
        return 204, None

    def message(self, channel: Channel, author: User, body: Payload, files: dict[str, bytes]) -> Message:
        """A message that stands from now on."""
        flags = int(body.get("flags") or 0)
        made = Message(channel, author, body.get("content") or "", body.get("components") or [], flags, dict(files))
        channel.messages.append(made)
        self._keep(made)
        return made

    def _edit(self, message: Message, body: Payload, files: dict[str, bytes]) -> None:
        message.components = body.get("components") or message.components
        message.content = body.get("content") or message.content
        kept = {one.get("filename") for one in body.get("attachments") or ()} if "attachments" in body else None
        message.files = {name: data for name, data in message.files.items() if kept is None or name in kept} | files
        message.flags = (message.flags | int(body.get("flags") or 0)) & ~LOADING
        message.edited += 1
        self._keep(message)

    def _keep(self, message: Message) -> None:
        for (name, data), told in zip(message.files.items(), message.attachments, strict=True):
            self.files[told["url"].removeprefix("https://cdn.discordapp.com")] = data
            assert told["filename"] == name

    # --- interactions

    async def _callback(self, call: Call, number: str, token: str) -> Answer:
        one = self.interactions.get(token)
        if one is None or str(one.id) != number:
            raise Refused(404, 10062, "Unknown interaction")
        if one.answer:
            self.faults.append("an interaction was answered twice")
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if time.monotonic() - one.began > self.patience:
            self.faults.append("an interaction was answered late")
            raise Refused(404, 10062, "Unknown interaction")
        kind, data = int(call.body["type"]), call.body.get("data") or {}
        if kind not in ALLOWED[one.kind]:
            self.faults.append(f"an interaction of kind {one.kind} was answered with {kind}")
            raise Refused(400, 50035, "Invalid Form Body")
        one.answer, one.heard = kind, time.monotonic()
        self._respond(one, kind, data, call.files)
        return 200, _callback_answer(one)

    def _respond(self, one: Interaction, kind: int, data: Payload, files: dict[str, bytes]) -> None:
        match kind:
            case 4:
                one.original = self.message(one.channel, self.bot, data, files)
                one.original.to = one.person if one.original.flags & EPHEMERAL else None
            case 5:
                flags = int(data.get("flags") or 0) | LOADING
                one.original = self.message(one.channel, self.bot, {"flags": flags}, {})
                one.original.to = one.person if flags & EPHEMERAL else None
                return
            case 6:
                one.original = one.message
                return
            case 7:
                assert one.message
                one.original = one.message
                self._edit(one.message, data, files)
            case 8:
                one.choices = data["choices"]
            case 9:
                one.modal = data
        one.settle()

    def _of_token(self, token: str) -> Interaction:
        one = self.interactions.get(token)
        if one is None or not one.answer:
            raise Refused(404, 10015, "Unknown Webhook")
        if time.monotonic() - one.began + self.age > LIFE:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return one

    async def _followup(self, call: Call, application: str, token: str) -> Answer:
        one = self._of_token(token)
        if one.original and one.original.loading:
            self._edit(one.original, call.body, call.files)
            one.settle()
            return 200, one.original.json()
        if one.user_only and len(one.followups) >= FOLLOWUPS:
            self.faults.append("more follow-ups than Discord takes")
            raise Refused(400, 40094, "This interaction has reached the maximum number of follow up messages.")
        made = self.message(one.channel, self.bot, call.body, call.files)
        made.to = one.person if made.flags & EPHEMERAL else None
        one.followups.append(made)
        one.settle()
        return 200, made.json()

    def _original(self, token: str) -> tuple[Interaction, Message]:
        one = self._of_token(token)
        if one.original is None or one.original.deleted:
            raise Refused(404, 10008, "Unknown Message")
        return one, one.original

    async def _get_original(self, call: Call, application: str, token: str) -> Answer:
        return 200, self._original(token)[1].json()

    async def _edit_original(self, call: Call, application: str, token: str) -> Answer:
        one, message = self._original(token)
        self._edit(message, call.body, call.files)
        one.settle()
        return 200, message.json()

    async def _delete_original(self, call: Call, application: str, token: str) -> Answer:
        one, message = self._original(token)
        message.deleted = True
        one.settle()
        return 204, None


def _callback_answer(one: Interaction) -> Payload:
    told = {"id": str(one.id), "type": one.kind, "response_message_loading": one.answer == 5}
    if one.original and one.answer in {4, 5, 7}:
        told["response_message_id"] = str(one.original.id)
        told["response_message_ephemeral"] = one.original.to is not None
        return {"interaction": told, "resource": {"type": one.answer, "message": one.original.json()}}
    return {"interaction": told, "resource": {"type": one.answer}}


def _message_in(call: Call) -> Payload | None:
    """The message in the body of a call that sends or changes one."""
    if call.path.endswith("/callback"):
        return call.body.get("data") if call.body["type"] in {4, 7} else None
    sends = call.method in {"POST", "PATCH"} and re.search(r"/messages|^/webhooks/", call.path)
    return call.body if sends else None


def _message_faults(message: Payload, files: dict[str, bytes]) -> Iterator[str]:
    """What is wrong with a message beyond the schema."""
    allowed = message.get("allowed_mentions")
    if allowed is None or allowed.get("parse") != [] or allowed.get("replied_user"):
        yield "mentions are not forbidden"
    if not message.get("components"):
        return
    yield from rules.message_faults({**message, "allowed_mentions": {"parse": []}})
    named = {one["file"]["url"].removeprefix("attachment://") for one in rules.of_kind(message, rules.FILE)}
    kept = {one.get("filename") for one in message.get("attachments") or ()}
    yield from (f"no file {name}" for name in named - set(files) - kept)


async def _body_of(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    if request.content_type != "multipart/form-data":
        data = await request.read()
        return (json.loads(data) if data else None), {}
    body: Any = None
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            body = json.loads(data)
        else:
            files[part.filename or part.name or ""] = data
    return body, files


def _json(status: int, answer: Any, headers: dict[str, str] | None = None) -> web.Response:
    limits = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49", "X-RateLimit-Reset-After": "1.0"}
    limits["Via"] = "1.1 google"
    if answer is None:
        return web.Response(status=status)
    body = json.dumps(answer).encode()
    return web.Response(body=body, status=status, content_type="application/json", headers=limits | (headers or {}))
