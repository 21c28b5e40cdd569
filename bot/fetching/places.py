"""Which internet addresses are public: those of this machine, of the network around it and of a cloud's insides are not."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from socket import IPPROTO_TCP, getaddrinfo

from bot.fetching.address import Target
from bot.fetching.faults import Refused, Unreachable

Resolve = Callable[[str, int], Sequence[str]]
"""A host's name and the port -> its internet addresses, as text. Raises OSError where it has none."""

TRIED = 4
"""Addresses of one host that are connected to in turn, at most."""

_CLOSED_V4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
"""Beyond what Python knows: protocol assignments (Oracle's metadata among them), 6to4 relays, Azure's inside.

Source: IANA IPv4 Special-Purpose Address Registry; https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
"""

_GLOBAL_V6 = IPv6Network("2000::/3")
"""All of IPv6 that is given out to sites; mapped, translated (NAT64), local and multicast ones lie outside of it.

Source: IANA IPv6 Global Unicast Address Assignments.
"""

_CLOSED_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Protocol assignments (Teredo among them), documentation, and 6to4, which holds an IPv4 address.

Source: IANA IPv6 Special-Purpose Address Registry.
"""


def resolved(host: str, port: int) -> Sequence[str]:
    """What the system says of a name, within the resolver's own limits of time."""
    return [str(entry[4][0]) for entry in getaddrinfo(host, port, proto=IPPROTO_TCP)]


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the public internet."""
    if isinstance(address, IPv4Address):
        apart = address.is_multicast or any(address in network for network in _CLOSED_V4)
        return address.is_global and not apart
    return address in _GLOBAL_V6 and not any(address in network for network in _CLOSED_V6)


def places_of(target: Target, resolve: Resolve, *, loopback: bool) -> tuple[str, ...]:
    """The internet addresses of a target, looked up once; connect to these and to no other.

    Args:
        target: What is to be fetched.
        resolve: Looks a name up.
        loopback: Lets this machine be fetched from, at any port: for tests.

    Raises:
        Refused: one of them is not public, or the port is not the web's.
        Unreachable: there is no such host.
    """
    try:
        found = [ip_address(one) for one in dict.fromkeys(resolve(target.host, target.port))]
    except (OSError, UnicodeError):
        found = []
    except ValueError:
        raise _inside() from None
    if not found:
        raise Unreachable("There is no such site.", "Look at the spelling of the address.")
    if loopback and all(one.is_loopback for one in found):
        return tuple(map(str, found))
    if not all(map(is_public, found)):
        raise _inside()
    if target.port not in {80, 443}:
        raise Refused("Only the web's own ports are fetched from: 80 and 443.", "Leave the port out of the address.")
    return tuple(map(str, found[:TRIED]))


def _inside() -> Refused:
    return Refused("The address leads into a private network, which is not fetched from.", "Paste the text instead.")
