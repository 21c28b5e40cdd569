"""How many pages those may open who have no session: each address for itself, so that no script locks others out."""

import secrets
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request

from adapters.allowance import a_minute
from adapters.answering import MUCH
from adapters.web.sending import Refused
from bot.errors import AskError

PAGES = 120
"""Pages a minute that one address may open: more than anybody reads, fewer than a script would like."""

COUNTERS = 8192
"""Counters that all addresses share, by chance: a script with more addresses than that gets no more memory of ours."""

SITE = 64
"""Bits of an IPv6 address that are one customer's; they may choose the others as they like.

Source: https://www.rfc-editor.org/rfc/rfc6177#section-2
"""


class Guests:
    """Counts the pages of guests by the address they come from.

    Args:
        proxies: How many proxies stand before us, each of which adds to X-Forwarded-For where a request came from.
    """

    def __init__(self, proxies: int) -> None:
        self._proxies = proxies
        self._allowance = a_minute(PAGES)
        self._chance = secrets.token_bytes()

    def admitted(self, request: Request) -> None:
        """Nothing, for one who has not opened too many pages.

        Raises:
            Refused: they have.
        """
        site = _site(_address(request, self._proxies))
        counter = hash((self._chance, site)) % COUNTERS
        if wait := self._allowance.wait(str(counter)):
            raise Refused(AskError(MUCH, f"Ask again in {wait} s."), 429, "/")


def _address(request: Request, proxies: int) -> str:
    """Where a request comes from: what the outermost of our proxies saw; what stands before that anybody may have written."""
    lines = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    if 0 < proxies <= len(lines):
        return lines[-proxies].strip()
    return request.client.host if request.client else ""


def _site(address: str) -> str:
    """What one guest's addresses have in common; of what is no address, all that is none."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((int(parsed), SITE), strict=False))
