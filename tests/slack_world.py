"""What stands in a Slack of our own: workspaces, people, channels, messages, files, views. Data, and who sees what."""

from dataclasses import dataclass, field
from typing import Any

from tests.slack_rules import Payload, drawn, elements


@dataclass
class Person:
    """Somebody of a workspace; `team` is their own one, also where they write in a channel shared with another."""

    id: str
    team: str
    name: str
    admin: bool = False


@dataclass
class Channel:
    """A channel and who is in it; `external` where people of other organisations are. `direct` is a message to the bot.

    `teams` are the workspaces of one organisation that it is shared with, itself among them.
    """

    id: str
    name: str
    members: set[str] = field(default_factory=set[str])
    private: bool = False
    external: bool = False
    archived: bool = False
    direct: bool = False
    teams: tuple[str, ...] = ()


@dataclass
class File:
    """A file that somebody uploaded."""

    id: str
    name: str
    data: bytes


@dataclass
class Message:
    """A message as it stands now; `reader` where only they see it, `thread` where it is a reply, `gone` where deleted, `token` its client_msg_id."""

    team: str
    channel: str
    ts: str
    author: str
    payload: Payload
    thread: str = ""
    reader: str = ""
    gone: bool = False
    edited: int = 0
    token: str = ""

    @property
    def words(self) -> str:
        """What a person reads in it."""
        return drawn(self.payload)

    @property
    def labels(self) -> list[str]:
        """What can be pressed in it, in reading order."""
        return [label(element) for element in elements(self.payload.get("blocks"))]


@dataclass
class View:
    """A modal that stands open, or the App Home of a person."""

    id: str
    team: str
    person: str
    payload: Payload
    hash: str = "1"

    @property
    def words(self) -> str:
        """What a person reads in it."""
        return drawn(self.payload)


@dataclass
class Workspace:
    """One team with all that is in it, and the app's bot there."""

    id: str
    name: str
    enterprise: str = ""
    bot: str = ""
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    channels: dict[str, Channel] = field(default_factory=dict[str, Channel])
    files: dict[str, File] = field(default_factory=dict[str, File])
    homes: dict[str, View] = field(default_factory=dict[str, View])

    def person(self, id_: str, name: str = "", *, admin: bool = False, team: str = "") -> Person:
        """Somebody new here."""
        self.people[id_] = Person(id_, team or self.id, name or id_.lower(), admin)
        return self.people[id_]

    def channel(
        self, id_: str, *members: str, private: bool = False, external: bool = False, bot: bool = True
    ) -> Channel:
        """A new channel with these members, the bot among them unless it is left out."""
        inside = {*members, self.bot} if bot else {*members}
        self.channels[id_] = Channel(id_, id_.lower(), inside, private=private, external=external)
        return self.channels[id_]

    def direct(self, person: str) -> Channel:
        """The conversation of one person with the bot, opened where it does not stand yet."""
        return self.channels.setdefault(
            f"D{person}", Channel(f"D{person}", "directmessage", {person, self.bot}, direct=True)
        )


@dataclass
class Grant:
    """What a token may do, and where. A token of an organisation counts for each workspace of it."""

    token: str
    team: str
    scopes: frozenset[str]
    enterprise: str = ""
    refresh: str = ""
    revoked: bool = False


@dataclass
class Hook:
    """A response_url: of whom, where, for which message, and how often it was used."""

    team: str
    channel: str
    person: str
    source: Message | None = None
    uses: int = 0


@dataclass
class Call:
    """A call of the Web API as it came in, and how it was answered."""

    method: str
    team: str
    arguments: dict[str, Any]
    answer: Payload = field(default_factory=dict[str, Any])


def label(element: Payload) -> str:
    """What an element is called: its text, else its placeholder, else its action."""
    named = element.get("text") or element.get("placeholder") or {}
    return str(named.get("text") or element.get("action_id") or element["type"])
