"""What there is in a Discord of our own: people, servers, channels, messages, and what was asked of the bot.

Each knows its form in Discord's JSON. Source: https://discord.com/developers/docs/resources
"""

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from mimetypes import guess_type
from typing import Any

Payload = dict[str, Any]

EPOCH = 1_420_070_400_000
"""Source: https://discord.com/developers/docs/reference#snowflakes"""

MANAGE_GUILD, VIEW, SEND = 1 << 5, 1 << 10, 1 << 11
EVERYDAY = VIEW | SEND | 1 << 6 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 31 | 1 << 38
"""What a member may. Source: https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags"""

EPHEMERAL, LOADING = 1 << 6, 1 << 7
"""Source: https://discord.com/developers/docs/resources/message#message-object-message-flags"""

TEXT, DM, GROUP, THREAD = 0, 1, 3, 11
"""Source: https://discord.com/developers/docs/resources/channel#channel-object-channel-types"""

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
"""Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type"""

_COUNTER = itertools.count()
NOW = "2026-11-01T12:00:00+00:00"


def snowflake() -> int:
    """A new id."""
    return (int(time.time() * 1000) - EPOCH) << 22 | next(_COUNTER) % (1 << 22)


@dataclass(eq=False)
class User:
    """Somebody, or the bot."""

    name: str
    bot: bool = False
    id: int = field(default_factory=snowflake)

    @property
    def json(self) -> Payload:
        handle = self.name.casefold().replace(" ", "_")
        own = {"username": handle, "global_name": self.name, "discriminator": "0", "avatar": None}
        return {"id": str(self.id), **own, "bot": self.bot, "public_flags": 0, "flags": 0}


@dataclass(eq=False)
class Guild:
    """A server. `managers` may manage it; `bot` whether the bot was added to it."""

    name: str
    features: tuple[str, ...] = ()
    bot: bool = True
    id: int = field(default_factory=snowflake)
    members: dict[int, User] = field(default_factory=dict[int, User])
    managers: set[int] = field(default_factory=set[int])
    channels: list["Channel"] = field(default_factory=list["Channel"])
    managing: int = field(default_factory=snowflake)

    def channel(self, name: str, *, hidden: bool = False, silent: bool = False) -> "Channel":
        """A text channel; `hidden` from everyone but those let in, `silent` for the bot."""
        made = Channel(TEXT, self, name, hidden=hidden, silent=silent)
        self.channels.append(made)
        return made

    def thread(self, parent: "Channel", name: str) -> "Channel":
        """A thread below a channel."""
        made = Channel(THREAD, self, name, parent=parent)
        self.channels.append(made)
        return made

    def permissions(self, user: User) -> int:
        return EVERYDAY | (MANAGE_GUILD if user.id in self.managers else 0)

    def member(self, user: User) -> Payload:
        roles = [str(self.managing)] if user.id in self.managers else []
        own = {"nick": None, "avatar": None, "joined_at": NOW, "deaf": False, "mute": False, "flags": 0}
        return {"user": user.json, "roles": roles, **own}

    def json(self, bot: User) -> Payload:
        """As GUILD_CREATE tells it. Source: https://discord.com/developers/docs/events/gateway-events#guild-create"""
        threads = [channel.json for channel in self.channels if channel.kind == THREAD]
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "splash": None,
            "owner_id": str(next(iter(self.members), bot.id)),
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "roles": [
                _role(self.id, "@everyone", EVERYDAY, 0),
                _role(self.managing, "managers", EVERYDAY | MANAGE_GUILD, 1),
            ],
            "emojis": [],
            "stickers": [],
            "features": list(self.features),
            "mfa_level": 0,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "premium_tier": 0,
            "preferred_locale": "en-GB",
            "nsfw_level": 0,
            "joined_at": NOW,
            "large": False,
            "unavailable": False,
            "member_count": len(self.members) + 1,
            "voice_states": [],
            "members": [self.member(bot)],
            "channels": [channel.json for channel in self.channels if channel.kind == TEXT],
            "threads": threads,
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


def _role(number: int, name: str, permissions: int, position: int) -> Payload:
    colours = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    kind = {"hoist": False, "managed": False, "mentionable": False, "flags": 0, "color": 0, "colors": colours}
    return {"id": str(number), "name": name, "permissions": str(permissions), "position": position, **kind}


@dataclass(eq=False)
class Channel:
    """A channel, a thread, or a direct message."""

    kind: int
    guild: Guild | None
    name: str = ""
    parent: "Channel | None" = None
    people: tuple[User, ...] = ()
    hidden: bool = False
    silent: bool = False
    id: int = field(default_factory=snowflake)
    messages: list["Message"] = field(default_factory=list["Message"])

    @property
    def json(self) -> Payload:
        if self.guild is None:
            people = [user.json for user in self.people]
            return {"id": str(self.id), "type": self.kind, "recipients": people, "last_message_id": None, "flags": 0}
        own = {"id": str(self.id), "type": self.kind, "name": self.name, "guild_id": str(self.guild.id), "flags": 0}
        if self.parent:
            meta = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": NOW, "locked": False}
            rest = {"parent_id": str(self.parent.id), "owner_id": "1", "thread_metadata": meta, "message_count": 0}
            return {**own, **rest, "member_count": 1, "rate_limit_per_user": 0, "total_message_sent": 0}
        hiding = {"id": str(self.guild.id), "type": 0, "allow": "0", "deny": str(VIEW)}
        overwrites = [hiding] if self.hidden else []
        rest = {"position": 0, "parent_id": None, "topic": None, "nsfw": False, "rate_limit_per_user": 0}
        return {**own, **rest, "permission_overwrites": overwrites, "last_message_id": None}

    def find(self, number: int) -> "Message | None":
        return next((message for message in self.messages if message.id == number), None)


@dataclass(eq=False)
class Message:
    """A message. `to` is the one who sees it, None for everybody; `loading` while "thinking …" stands there."""

    channel: Channel
    author: User
    content: str = ""
    components: list[Payload] = field(default_factory=list[Payload])
    flags: int = 0
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    mentions: tuple[User, ...] = ()
    answers: "Message | None" = None
    to: User | None = None
    nonce: str | int | None = None
    edited: int = 0
    deleted: bool = False
    id: int = field(default_factory=snowflake)

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def attachments(self) -> list[Payload]:
        return [
            {
                "id": str(self.id + place),
                "filename": name,
                "size": len(data),
                "content_type": guess_type(name)[0] or "application/octet-stream",
                "url": f"https://cdn.discordapp.com/attachments/{self.channel.id}/{self.id}/{name}",
                "proxy_url": f"https://cdn.discordapp.com/attachments/{self.channel.id}/{self.id}/{name}",
            }
            for place, (name, data) in enumerate(self.files.items())
        ]

    def json(self, *, told: bool = True) -> Payload:
        """`told` is whether its words are told: not everybody's are."""
        guild = {"guild_id": str(self.channel.guild.id)} if self.channel.guild else {}
        reference = {"message_id": str(self.answers.id), "channel_id": str(self.channel.id)} if self.answers else None
        answered = {"message_reference": reference, "referenced_message": self.answers.json()} if self.answers else {}
        return {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            **guild,
            "author": self.author.json,
            "content": self.content if told else "",
            "timestamp": datetime.now(UTC).isoformat(),
            "edited_timestamp": NOW if self.edited else None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [user.json for user in self.mentions],
            "mention_roles": [],
            "attachments": self.attachments if told else [],
            "embeds": [],
            "components": resolved(self.components, self) if told else [],
            "pinned": False,
            "type": 19 if self.answers else 0,
            "flags": self.flags,
            **answered,
        }


def resolved(components: Sequence[Payload], message: Message) -> list[Payload]:
    """Components as Discord tells them back: files have addresses, and each has a number."""
    made: list[Payload] = []
    for place, one in enumerate(components):
        copy = {"id": place + 1, **one}
        if "components" in copy:
            copy["components"] = resolved(copy["components"], message)
        if (file := copy.get("file")) and str(file.get("url", "")).startswith("attachment://"):
            name = file["url"].removeprefix("attachment://")
            copy["file"] = {"url": f"https://cdn.discordapp.com/attachments/{message.channel.id}/{message.id}/{name}"}
            copy |= {"name": name, "size": len(message.files.get(name, b""))}
        made.append(copy)
    return made


@dataclass(eq=False)
class Interaction:
    """Something asked of the bot, and what came of it; when it began, was heard of, and was there, of a monotonic clock."""

    kind: int
    person: User
    channel: Channel
    data: Payload
    owners: Mapping[str, str]
    message: Message | None = None
    id: int = field(default_factory=snowflake)
    token: str = ""
    began: float = 0.0
    answer: int = 0
    original: Message | None = None
    followups: list[Message] = field(default_factory=list[Message])
    choices: list[Payload] = field(default_factory=list[Payload])
    modal: Payload | None = None
    heard: float = 0.0
    settled: float = 0.0

    def __post_init__(self) -> None:
        self.token = self.token or f"token-of-{self.id}"

    def settle(self) -> None:
        """What was asked for is there."""
        self.settled = self.settled or time.monotonic()

    @property
    def user_only(self) -> bool:
        return "0" not in self.owners

    def json(self, application: int, locale: str) -> Payload:
        """As INTERACTION_CREATE tells it.

        Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
        """
        guild, where = self.channel.guild, self.channel.json
        asks: Payload = {"user": self.person.json}
        if guild:
            member = {**guild.member(self.person), "permissions": str(guild.permissions(self.person))}
            told = {"id": str(guild.id), "locale": "en-GB", "features": list(guild.features)}
            asks = {"member": member, "guild_id": str(guild.id), "guild": told, "guild_locale": "en-GB"}
        pressed = {"message": self.message.json()} if self.message else {}
        context = 0 if guild else 1 if self.channel.kind == DM else 2
        return {
            "id": str(self.id),
            "application_id": str(application),
            "type": self.kind,
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel": where,
            "channel_id": str(self.channel.id),
            **asks,
            **pressed,
            "app_permissions": str(EVERYDAY & ~SEND if self.channel.silent else EVERYDAY),
            "locale": locale,
            "entitlements": [],
            "authorizing_integration_owners": dict(self.owners),
            "context": context,
            "attachment_size_limit": 10 * 1024 * 1024,
        }
