"""Who may read: on this machine alone whoever sits at it; elsewhere whoever came by a link from a chat, or signed in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from starlette.requests import Request

from adapters.entry import LINK, SESSION, Keys
from bot.desk import Desk
from bot.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""Headers by which a proxy tells that whoever asks is somewhere else."""


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who was let in: the path they are led to, and the session to keep.

    Attributes:
        cookie: The session's name.
        secure: Whether it goes over https alone.
    """

    path: str
    session: str
    cookie: str
    secure: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever may read.

    Attributes:
        newsroom: Whose archive they read.
        name: What tells them from others while the process lives; "" for whoever sits at this machine, who is not kept waiting.
    """

    newsroom: str
    name: str = field(default="", repr=False)


class Door(Protocol):
    """Who may read, and from whose archive."""

    @property
    def told(self) -> str:
        """For the log: to whom the pages are open."""
        ...

    def visitor(self, request: Request, /) -> Visitor | None:
        """Who sent a request; None for nobody who may read. May wait for the database."""
        ...

    def guest(self, request: Request, /) -> bool:
        """Whether who may not read all may still read what anybody may."""
        ...


def door_for(core: Settings, desk: Desk, host: str) -> Door:
    """The door that the settings ask for, where the pages are served at a host.

    Raises:
        DeskError: the key is none.
    """
    if core.web_key:
        return Members(Keys(core.web_key), desk, core.web_address)
    private = not core.web_address or urlsplit(core.web_address).hostname in LOOPBACK
    return Loopback(core.newsroom) if host in {*LOOPBACK, "::1"} and private else Closed()


def host_in(request: Request, hosts: Sequence[str]) -> bool:
    """Whether a request was sent to one of these hosts, on whatever port.

    A page of somebody else's may have its own name lead to this machine, and read us by it; the browser tells which name it asked.
    """
    host = request.headers.get("host", "").lower()
    return (host if host.endswith("]") else host.rpartition(":")[0] or host) in hosts


@dataclass(frozen=True, slots=True)
class Closed:
    """Lets nobody read."""

    told: str = (
        "the pages are closed; set QUOTEDESK_WEB_KEY and QUOTEDESK_WEB_ADDRESS to open them to who comes from a chat"
    )

    def visitor(self, _: Request, /) -> Visitor | None:
        """None."""
        return None

    def guest(self, _: Request, /) -> bool:
        """False."""
        return False


@dataclass(frozen=True, slots=True)
class Loopback:
    """Lets everybody read one newsroom's archive who asks this machine from itself."""

    newsroom: str
    told: str = "the pages are open to whoever sits at this machine"

    def visitor(self, request: Request, /) -> Visitor | None:
        """Somebody of the newsroom; None for what a proxy passes on, and where a name is asked that is not this machine's own."""
        passed_on = any(name in request.headers for name in PASSED_ON)
        return Visitor(self.newsroom) if host_in(request, LOOPBACK) and not passed_on else None

    def guest(self, _: Request, /) -> bool:
        """False: beyond this machine the pages are closed."""
        return False


class Members:
    """Lets those read who came by a link from a chat or signed in, as long as their workspace or server is linked to a newsroom.

    Attributes:
        cookie: The name of a session.
        secure: Whether it goes over https alone.
    """

    told = "the pages are open to members of linked workspaces and servers"

    def __init__(self, keys: Keys, desk: Desk, web_address: str) -> None:
        self._keys = keys
        self._desk = desk
        self._host = urlsplit(web_address).hostname or ""
        self.secure = web_address.startswith("https://")
        self.cookie = "__Host-quotedesk" if self.secure else "quotedesk"  # the prefix keeps other pages from setting it

    def visitor(self, request: Request, /) -> Visitor | None:
        """Whoever has a session, in the newsroom that their workspace or server is linked to now."""
        session = request.cookies.get(self.cookie, "")
        told = self._keys.opened("session", session, SESSION) if host_in(request, (self._host,)) else None
        newsroom = self._desk.newsroom_of(told["tenant"]) if told else None
        return Visitor(newsroom, session) if newsroom else None

    def entered(self, link: str, /) -> Entered | None:
        """What a link from a chat opens, for the members of the workspace or server that it was made for."""
        told = self._keys.opened("link", link, LINK)
        return self.let_in(told["tenant"], told["path"]) if told else None

    def let_in(self, tenant: str, path: str) -> Entered:
        """A session for a member of a workspace or server, who is led on to a path."""
        return Entered(path, self._keys.sealed("session", tenant=tenant), self.cookie, self.secure)

    def way(self, tenant: str, path: str) -> str:
        """The path that opens another one for a member of a workspace or server, as a link from a chat does."""
        return f"/open/{self._keys.sealed('link', tenant=tenant, path=path)}"

    def guest(self, request: Request, /) -> bool:
        """Whether they ask for the pages by their own name."""
        return host_in(request, (self._host,))
