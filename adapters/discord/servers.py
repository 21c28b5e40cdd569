"""Which server somebody asks from where they are in none that is linked: in a direct message, or with a bot they brought along.

It is the linked server that they belong to, as Discord itself says. Where there are several newsrooms, they choose, and that is
kept. What Discord said is believed for a few minutes.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any, TypeVar

import discord

from adapters.discord.read import Asker, tenant
from bot.desk import Desk
from bot.errors import AskError, DeskError, QuotedeskError
from bot.ledger import Vault

BELIEVED = 300.0
"""Seconds for which somebody is taken to belong to a server, or not to, once Discord said so."""

FRESH = 5.0
"""Seconds for which a link is believed while somebody types; every answer looks anew."""

REMEMBERED = 10_000
"""Facts of that kind that are kept in memory."""

LOOKED_THROUGH = 25
"""Servers in which somebody is looked for. Each takes a question to Discord, which answers fifty a second for the whole bot.

Source: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
"""

KIND = "discord server"
"""What the vault calls the server that somebody chose."""

NONE = AskError(
    "None of the servers that you and I share is linked to a newsroom, so there is no archive to ask.",
    "The operator of the desk links one: quotedesk link discord:SERVER NEWSROOM",
)

MANY = AskError(
    "I serve too many servers to look for you in each of them.",
    "Write /newsroom once in your newsroom's own server; from then on I know which one is yours.",
)

Key = TypeVar("Key")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that somebody belongs to, and whether they may manage it."""

    id: int
    name: str
    newsroom: str
    admin: bool


@dataclass
class Links:
    """Which servers are linked, from memory: a keystroke has no time to ask the database."""

    desk: Desk
    clock: Callable[[], float] = monotonic
    _linked: Mapping[str, str] = field(default_factory=dict[str, str])
    _until: float = 0.0

    def newsroom_of(self, tenants: Sequence[str]) -> str | None:
        """The newsroom of the first linked one, as it was some seconds ago at most."""
        if self.clock() >= self._until:
            self._linked = self.desk.linked()
            self._until = self.clock() + FRESH
        return next((self._linked[tenant] for tenant in tenants if tenant in self._linked), None)


@dataclass
class Servers:
    """Knows who belongs where.

    Args:
        client: Asks Discord.
        desk: Knows which servers are linked.
        vault: Keeps what was chosen.
    """

    client: discord.Client
    desk: Desk
    vault: Vault
    clock: Callable[[], float] = monotonic
    _members: dict[tuple[int, int], tuple[float, Server | None]] = field(default_factory=dict[Any, Any])
    _placed: dict[int, tuple[float, Server]] = field(default_factory=dict[Any, Any])
    _asking: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    async def placed(self, asker: Asker) -> Asker | tuple[Server, ...]:
        """The asker in the server whose archive they ask; or the servers to choose from.

        Raises:
            AskError: there is none.
            DeskError: Discord does not say.
        """
        if not asker.alone:
            return asker
        linked = await asyncio.to_thread(self.desk.linked)
        if tenant(asker.guild) in linked:
            return asker
        chosen = await self._chosen(asker.user, linked)
        own = (chosen,) if chosen else await self._every(asker.user, linked)
        if len({server.newsroom for server in own}) > 1:
            return own
        self._remember(self._placed, asker.user, own[0])
        return _in(asker, own[0])

    def at_once(self, asker: Asker) -> Asker | None:
        """The same from memory; None where that takes a question to Discord, which is then asked, or a choice."""
        until, server = self._placed.get(asker.user, (0.0, None))
        if server and self.clock() < until:
            return _in(asker, server)
        self._ask(asker)
        return None

    async def of(self, asker: Asker) -> tuple[Server, ...]:
        """Every linked server that somebody belongs to.

        Raises:
            AskError: there is none, or there are too many to look through.
            DeskError: Discord does not say.
        """
        return await self._every(asker.user, await asyncio.to_thread(self.desk.linked))

    async def choose(self, asker: Asker, guild: int) -> Asker:
        """Keep to a server; the asker in it.

        Raises:
            AskError: they don't belong to it, or it is not linked.
            DeskError: Discord does not say.
        """
        chosen = await self._server(guild, asker.user, await asyncio.to_thread(self.desk.linked))
        if chosen is None:
            raise AskError("You don't belong to that server, or it is not linked to a newsroom.", "Choose another one.")
        await asyncio.to_thread(self.vault.put, KIND, str(asker.user), str(guild).encode(), now=datetime.now(UTC))
        self._remember(self._placed, asker.user, chosen)
        return _in(asker, chosen)

    def _ask(self, asker: Asker) -> None:
        async def ask() -> None:
            with suppress(QuotedeskError):  # a keystroke that got no answer says nothing; the next one asks again
                await self.placed(replace(asker, guild=0))

        task = asyncio.create_task(ask())
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _chosen(self, user: int, linked: Mapping[str, str]) -> Server | None:
        kept = await asyncio.to_thread(self.vault.get, KIND, str(user), now=datetime.now(UTC))
        return await self._server(int(kept), user, linked) if kept else None

    async def _every(self, user: int, linked: Mapping[str, str]) -> tuple[Server, ...]:
        guilds = [guild.id for guild in self.client.guilds if tenant(guild.id) in linked]
        if len(guilds) > LOOKED_THROUGH:
            raise MANY
        found = await asyncio.gather(*(self._server(guild, user, linked) for guild in guilds))
        own = tuple(server for server in found if server)
        if not own:
            raise NONE
        return own

    async def _server(self, number: int, user: int, linked: Mapping[str, str]) -> Server | None:
        """A server, if it is linked and somebody belongs to it."""
        guild, newsroom = self.client.get_guild(number), linked.get(tenant(number))
        if guild is None or newsroom is None:
            return None
        until, known = self._members.get((user, number), (0.0, None))
        if self.clock() < until:
            return known
        member = await _member(guild, user)
        found = Server(number, guild.name, newsroom, member.guild_permissions.manage_guild) if member else None
        self._remember(self._members, (user, number), found)
        return found

    def _remember(self, memory: dict[Key, tuple[float, Found]], key: Key, found: Found) -> None:
        if len(memory) >= REMEMBERED:
            memory.clear()
        memory[key] = (self.clock() + BELIEVED, found)


def _in(asker: Asker, server: Server) -> Asker:
    return replace(asker, guild=server.id, admin=server.admin)


async def _member(guild: discord.Guild, user: int) -> discord.Member | None:
    """Somebody as a member of a server; None where they are none. It takes no privileged intent.

    Source: https://discord.com/developers/docs/resources/guild#get-guild-member

    Raises:
        DeskError: Discord does not say.
    """
    try:
        return await guild.fetch_member(user)
    except (discord.NotFound, discord.Forbidden):
        return None
    except discord.DiscordException as error:
        raise DeskError("Discord does not say which servers you belong to.", "Ask again in a minute.") from error
