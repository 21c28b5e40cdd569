"""The gateway of the Discord of our own: version 10, JSON, compressed as one stream; sessions outlast their connections.

Source: https://discord.com/developers/docs/events/gateway
"""

import asyncio
import json
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_world import Guild, Payload, User

PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
"""Source: https://discord.com/developers/docs/events/gateway#privileged-intents"""


@dataclass
class Session:
    """A shard's connection, and all it was told, for when it comes back."""

    id: str
    shard: tuple[int, int]
    intents: int
    told: list[Payload] = field(default_factory=list[Payload])
    socket: "Socket | None" = None
    resumed: int = 0
    ready: bool = False

    async def tell(self, event: str, data: Payload) -> None:
        said = {"op": 0, "t": event, "s": len(self.told) + 1, "d": data}
        self.told.append(said)
        if self.socket:
            await self.socket.send(said)


@dataclass
class Socket:
    """One websocket, its words compressed as one stream."""

    web: web.WebSocketResponse
    transport: asyncio.BaseTransport
    packer: Any = field(default_factory=zlib.compressobj)

    async def send(self, said: Payload) -> None:
        data = self.packer.compress(json.dumps(said).encode()) + self.packer.flush(zlib.Z_SYNC_FLUSH)
        with suppress(ConnectionError, RuntimeError):
            await self.web.send_bytes(data)


class Gateway:
    """Where bots are told what happens."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.bot = User("Quotedesk", bot=True)
        self.guilds: dict[int, Guild] = {}
        self.sessions: dict[str, Session] = {}
        self.faults: list[str] = []
        self.beat = 41_250

    async def tell(self, event: str, data: Payload, guild: Guild | None = None) -> None:
        """Tell the shard that a server belongs to; direct messages belong to the first."""
        for session in list(self.sessions.values()):
            number, of = session.shard
            if (guild.id >> 22) % of == number if guild else number == 0:
                await session.tell(event, data)

    async def drop(self, code: int = 0) -> None:
        """Lose every connection: with a code, or as a network does."""
        for session in list(self.sessions.values()):
            socket, session.socket = session.socket, None
            if socket and code:
                await socket.web.close(code=code)
            elif socket and isinstance(socket.transport, asyncio.Transport):
                socket.transport.abort()

    async def reconnect(self) -> None:
        """Ask every bot to come back over another connection, as Discord does where it moves them."""
        for session in self.sessions.values():
            if session.socket:
                await session.socket.send({"op": 7, "s": None, "t": None, "d": None})

    async def heard(self, request: web.Request) -> web.StreamResponse:
        response = web.WebSocketResponse(max_msg_size=0, autoping=True)
        await response.prepare(request)
        assert request.transport
        socket = Socket(response, request.transport)
        await socket.send({"op": 10, "s": None, "t": None, "d": {"heartbeat_interval": self.beat}})
        session: Session | None = None
        async for said in response:
            if said.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(said.data)
            match payload["op"]:
                case 1:
                    await socket.send({"op": 11, "s": None, "t": None, "d": None})
                case 2:
                    session = await self._identified(socket, payload["d"])
                case 6:
                    session = await self._resumed(socket, payload["d"])
                case 3:
                    pass
                case op:
                    self.faults.append(f"the gateway was told {op}")
        if session and session.socket is socket:
            session.socket = None
            if response.close_code == 1000:  # the bot said that it won't come back
                self.sessions.pop(session.id, None)
        return response

    async def _identified(self, socket: Socket, said: Payload) -> Session | None:
        if said["token"] != self.token:
            await socket.web.close(code=4004)
            return None
        if said["intents"] & PRIVILEGED:
            self.faults.append("a privileged intent was asked for")
            await socket.web.close(code=4014)
            return None
        number, of = said.get("shard") or (0, 1)
        session = Session(f"session-{len(self.sessions)}", (number, of), said["intents"], socket=socket)
        for known, other in list(self.sessions.items()):
            if other.shard == session.shard:
                del self.sessions[known]
        self.sessions[session.id] = session
        guilds = [guild for guild in self.guilds.values() if guild.bot and (guild.id >> 22) % of == number]
        ready: Payload = {
            "v": 10,
            "user": {**self.bot.json, "verified": True, "mfa_enabled": True, "email": None},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": "wss://gateway.discord.gg",
            "shard": [number, of],
            "application": {"id": str(self.bot.id), "flags": 0},
            "private_channels": [],
            "relationships": [],
            "presences": [],
        }
        await session.tell("READY", ready)
        for guild in guilds:
            await session.tell("GUILD_CREATE", guild.json(self.bot))
        session.ready = True
        return session

    async def _resumed(self, socket: Socket, said: Payload) -> Session | None:
        session = self.sessions.get(said["session_id"])
        if session is None or said["token"] != self.token:
            await socket.send({"op": 9, "s": None, "t": None, "d": False})
            return None
        missed = session.told[said["seq"] or 0 :]
        for event in missed:
            await socket.send(event)
        session.socket = socket
        session.resumed += 1
        await session.tell("RESUMED", {})
        return session
