"""What people do and see in a Discord of our own.

async with discord(folder) as here:                # here.proxy, here.trust: the way for a bot
    guild = here.guild("Harbour Post")
    channel = here.channel(guild, "desk")
    ines = here.person("Ines", guild, manages=True)
    answer = await ines.slash(channel, "quote", name="ana ruiz")
    answer.text, answer.ephemeral, answer.labels   # what stands there, once it is all there
    await ines.press(answer.message, "Older")
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests import discord_rules as rules
from tests.discord_server import DiscordServer
from tests.discord_tunnel import Trust, Tunnel
from tests.discord_world import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    DM,
    GROUP,
    MODAL,
    Channel,
    Guild,
    Interaction,
    Message,
    Payload,
    User,
    snowflake,
)

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDe.a-token-that-is-nobodys-at-all-1234"
PATIENCE = 30.0
"""Seconds until a test gives something up. No test is about time, and a machine may be busy."""


@dataclass
class Answer:
    """What came of something asked: the message that was answered with, if any."""

    interaction: Interaction

    @property
    def message(self) -> Message:
        """The answer, or what came after it where the answer is only that what was pressed stays."""
        one = self.interaction
        if one.answer == 6 and one.followups:
            return one.followups[-1]
        assert one.original, "there is no message"
        return one.original

    @property
    def text(self) -> str:
        return text_of(self.message)

    @property
    def labels(self) -> list[str]:
        return rules.labels({"components": self.message.components})

    @property
    def ephemeral(self) -> bool:
        return self.message.to is self.interaction.person


def text_of(message: Message) -> str:
    """What a message says, without the backslashes that keep words from being markup."""
    return "\n".join(rules.texts({"components": message.components})).replace("\\", "")


class Discord:
    """A Discord, with the people in it."""

    def __init__(self, server: DiscordServer, trust: Trust, proxy: str, tunnel: Tunnel) -> None:
        self.server = server
        self.trust = trust
        self.proxy = proxy
        self.tunnel = tunnel

    def connector(self) -> aiohttp.TCPConnector:
        """What a bot in this process connects with."""
        return aiohttp.TCPConnector(ssl=self.trust.of_client())

    def guild(self, name: str, features: tuple[str, ...] = (), *, bot: bool = True) -> Guild:
        """A server; the bot was added to it, or not."""
        made = Guild(name, features, bot)
        self.server.guilds[made.id] = made
        return made

    def channel(self, guild: Guild, name: str, *, hidden: bool = False, silent: bool = False) -> Channel:
        """A channel of it."""
        return self._known(guild.channel(name, hidden=hidden, silent=silent))

    def thread(self, parent: Channel, name: str) -> Channel:
        """A thread below a channel."""
        assert parent.guild
        return self._known(parent.guild.thread(parent, name))

    def person(self, name: str, *guilds: Guild, manages: bool = False) -> "Person":
        """Somebody who belongs to servers."""
        user = User(name)
        for guild in guilds:
            guild.members[user.id] = user
            if manages:
                guild.managers.add(user.id)
        return Person(self, user)

    def direct(self, person: "Person") -> Channel:
        """The direct message of somebody with the bot."""
        return self._known(Channel(DM, None, people=(person.user,)))

    def group(self, *people: "Person") -> Channel:
        """A group of people, without the bot."""
        return self._known(Channel(GROUP, None, people=tuple(one.user for one in people)))

    def _known(self, channel: Channel) -> Channel:
        self.server.channels[channel.id] = channel
        return channel

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for something to be so; nothing is waited for once a rule was broken."""
        waited = 0.0
        while not true():
            assert not self.server.faults, self.server.faults
            assert waited < PATIENCE, "it never came to be so"
            await asyncio.sleep(0.01)
            waited += 0.01

    async def ready(self) -> None:
        """Wait until a bot is here, and was told of all servers."""
        await self.until(lambda: len(self.server.sessions) == self.server.shards)


@dataclass
class Person:
    """Somebody, and what they do. `owners` says who installed the app where they use it; by default the server, or they."""

    discord: Discord
    user: User
    locale: str = "en-GB"

    async def slash(
        self, channel: Channel, command: str, *, again: bool = False, owners: Any = None, **options: Any
    ) -> Answer:
        """Type a slash command, and wait for its answer. `again` delivers it twice."""
        made = self._asked(COMMAND, channel, _command(command, options), owners)
        return await self._delivered(made, again=again)

    async def complete(
        self, channel: Channel, command: str, option: str, typed: str, owners: Any = None
    ) -> list[Payload]:
        """What is offered while an option is typed."""
        data = _command(command, {})
        data["options"] = [{"type": 3, "name": option, "value": typed, "focused": True}]
        made = self._asked(AUTOCOMPLETE, channel, data, owners)
        await self._delivered(made)
        assert len(made.choices) <= 25
        assert all(0 < len(one[name]) <= 100 for one in made.choices for name in ("name", "value"))
        return made.choices

    async def menu(self, channel: Channel, name: str, message: Message, owners: Any = None) -> Answer:
        """Choose from a message's own menu."""
        resolved = {"messages": {str(message.id): message.json()}}
        data = {"id": str(snowflake()), "type": 3, "name": name, "target_id": str(message.id), "resolved": resolved}
        return await self._delivered(self._asked(COMMAND, channel, data, owners))

    async def press(self, message: Message, label: str, *, again: bool = False, owners: Any = None) -> Answer:
        """Press the button whose label begins so, or pick the option."""
        data = _pressed(message, label)
        return await self.press_id(message, data, again=again, owners=owners)

    async def press_id(self, message: Message, data: Payload, *, again: bool = False, owners: Any = None) -> Answer:
        """Press what has a custom_id."""
        assert message.to in {None, self.user}, "nobody else sees this message"
        made = self._asked(COMPONENT, message.channel, data, owners, message)
        return await self._delivered(made, again=again)

    async def submit(
        self, channel: Channel, modal: Payload, text: str = "", files: dict[str, bytes] | None = None
    ) -> Answer:
        """Send a form that was shown: its text input, and files."""
        held = Message(channel, self.user, files=dict(files or {}))
        for name, data in held.files.items():
            self.discord.server.files[f"/attachments/{channel.id}/{held.id}/{name}"] = data
        attached = {one["id"]: one for one in held.attachments}
        inside = [_filled(one, text, list(attached)) for one in modal["components"]]
        data = {"custom_id": modal["custom_id"], "components": inside, "resolved": {"attachments": attached}}
        return await self._delivered(self._asked(MODAL, channel, data, None))

    async def say(
        self, channel: Channel, text: str, files: dict[str, bytes] | None = None, *, again: bool = False
    ) -> Message:
        """Write a message; `<bot>` in it mentions the bot. The bot reads it where Discord lets it."""
        bot = self.discord.server.bot
        mentions = (bot,) if "<bot>" in text else ()
        server = self.discord.server
        said = Message(
            channel, self.user, text.replace("<bot>", f"<@{bot.id}>"), files=dict(files or {}), mentions=mentions
        )
        channel.messages.append(said)
        told = channel.guild is None or bool(mentions)
        for _ in range(2 if again else 1):
            data = said.json(told=told)
            if channel.guild:
                data["member"] = {**channel.guild.member(self.user)}
            await server.tell("MESSAGE_CREATE", data, channel.guild)
        return said

    def sees(self, channel: Channel) -> str:
        """All that stands in a channel for them."""
        shown = [one for one in channel.messages if not one.deleted and one.to in {None, self.user}]
        return "\n".join(one.content + text_of(one) for one in shown)

    async def answered(self, message: Message) -> Message:
        """The bot's answer to a message of theirs, in the open."""
        found: list[Message] = []

        def there() -> bool:
            found[:] = [one for one in message.channel.messages if one.answers is message]
            return bool(found)

        await self.discord.until(there)
        return found[0]

    def _asked(
        self, kind: int, channel: Channel, data: Payload, owners: Any = None, message: Message | None = None
    ) -> Interaction:
        guild = channel.guild
        own = {"1": str(self.user.id)}
        usual = {"0": str(guild.id)} if guild and guild.bot else {"0": "0", **own} if channel.kind == DM else own
        return Interaction(kind, self.user, channel, data, owners or usual, message)

    async def _delivered(self, made: Interaction, *, again: bool = False) -> Answer:
        server = self.discord.server
        server.interactions[made.token] = made
        made.began = time.monotonic()
        told = json.loads(json.dumps(made.json(server.bot.id, self.locale)))
        for _ in range(2 if again else 1):
            await server.tell("INTERACTION_CREATE", told, made.channel.guild)
        await self.discord.until(lambda: made.settled)
        return Answer(made)


def _command(name: str, options: dict[str, Any]) -> Payload:
    typed: list[Payload] = []
    resolved: Payload = {}
    for option, value in options.items():
        if isinstance(value, Message):
            attached = value.attachments[0]
            resolved = {"resolved": {"attachments": {attached["id"]: attached}}}
            typed.append({"type": 11, "name": option, "value": attached["id"]})
        else:
            typed.append({"type": 3, "name": option, "value": value})
    return {"id": str(snowflake()), "type": 1, "name": name, "options": typed, **resolved}


def _pressed(message: Message, label: str) -> Payload:
    whole = {"components": message.components}
    for button in rules.of_kind(whole, rules.BUTTON):
        if button["label"].startswith(label):
            return {"component_type": rules.BUTTON, "custom_id": button["custom_id"]}
    for select in rules.of_kind(whole, rules.SELECT):
        for option in select["options"]:
            if option["label"].startswith(label):
                picked = {"values": [option["value"]]}
                return {"component_type": rules.SELECT, "custom_id": select["custom_id"], **picked}
    raise AssertionError(f"no button {label!r} among {rules.labels(whole)}")


def _filled(label: Payload, text: str, files: list[str]) -> Payload:
    """A label with its input, filled in. Source: https://discord.com/developers/docs/components/reference#label"""
    inner = label["component"]
    value = {"value": text} if inner["type"] == 4 else {"values": files}
    filled = {"type": inner["type"], "custom_id": inner["custom_id"], "id": 2, **value}
    return {"type": label["type"], "id": 1, "component": filled}


@asynccontextmanager
async def discord(folder: Path, shards: int = 1) -> AsyncIterator[Discord]:
    """A Discord that ends with the test, and with it whatever broke a rule."""
    server = DiscordServer(TOKEN, shards)
    trust = Trust.made(folder)
    tunnel = Tunnel(await server.open(trust.of_server()))
    here = Discord(server, trust, await tunnel.open(), tunnel)
    try:
        yield here
    finally:
        await server.close()
        await tunnel.close()
    assert not server.faults, server.faults
