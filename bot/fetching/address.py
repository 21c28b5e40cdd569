"""An address taken apart, strictly.

What two programs could read in two ways is refused, so that none is checked as one thing and fetched as another.
"""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

import idna

from bot.fetching.faults import Refused

LONGEST = 2048
"""Characters of an address, as `bot.addresses` has it."""

PORTS = {"http": 80, "https": 443}

_UNCLEAR = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\\]")
"""Controls, spaces, invisible characters, and the backslash, which some take for a slash."""

_NAME = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
"""Source: RFC 1123, section 2.1 (letters, digits, hyphens, 63 a label, 253 in all); the underscore is in use."""

_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")
"""Source: WHATWG URL Standard, "ends in a number checker": whatever ends so is an IPv4 address or nothing."""

_LEFT = "!#$%&'()*+,/:;=?@[]~"
"""What a path and query may hold besides letters, digits and "-._"; anything else is written as %XX."""


@dataclass(frozen=True, slots=True)
class Target:
    """One page's place: scheme, host in its plainest form (an IPv6 address without brackets), port, path with query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """What stands before the path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def address(self) -> str:
        """The whole of it, in its one spelling."""
        return self.site + self.path


def target_of(address: str) -> Target:
    """Where an address leads. White space around it is not part of it.

    Raises:
        Refused: it is no http(s) address, has a user name, or a host or port that can be read in more than one way.
    """
    typed = address.strip()
    if len(typed) > LONGEST:
        raise Refused(f"The address is longer than {LONGEST:,} characters.", "Give the address of one page.")
    if _UNCLEAR.search(typed):
        raise Refused("The address has a space or a hidden character in it.", "Copy it from the browser once more.")
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        raise _no_address() from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise _no_address()
    if "@" in parts.netloc:
        raise Refused("The address has a user name in it, which is not sent.", "Leave out what stands before the @.")
    host = _host(parts.hostname, bracketed="[" in parts.netloc)
    return Target(parts.scheme, host, port or PORTS[parts.scheme], _path(parts.path or "/", parts.query))


def following(target: Target, location: str) -> Target:
    """Where a page leads on to.

    Raises:
        Refused: as above, or it leads from an encrypted page to one that is not.
    """
    try:
        joined = urljoin(target.address, location.strip())
    except ValueError:
        raise _no_address() from None
    there = target_of(joined)
    if target.scheme == "https" and there.scheme == "http":
        raise Refused("The page leads from https to http, where anybody on the way could change it.", "")
    return there


def _path(path: str, query: str) -> str:
    try:
        return quote(f"{path}?{query}" if query else path, safe=_LEFT)
    except UnicodeError:  # half of a character, which no encoding can write
        raise _no_address() from None


def _host(host: str, *, bracketed: bool) -> str:
    """A host in its plainest form."""
    try:
        if bracketed:
            return str(IPv6Address(host)) if "%" not in host else _no_host()
        name = host.removesuffix(".") if host.isascii() else _in_ascii(host)
        if _NUMERIC.fullmatch(name):
            return str(IPv4Address(name))
    except (AddressValueError, UnicodeError):
        return _no_host()
    return name if _NAME.fullmatch(name) else _no_host()


def _in_ascii(host: str) -> str:
    """A name in other letters as it stands in the DNS; wide digits and other full stops become plain ones."""
    return idna.encode(host, uts46=True, std3_rules=True, transitional=False).decode("ascii").removesuffix(".")


def _no_address() -> Refused:
    return Refused("This is no address of a web page.", "Write it like https://news.example.org/story")


def _no_host() -> str:
    raise Refused("The host in the address is written in a way that is not fetched.", "Use the site's plain name.")
