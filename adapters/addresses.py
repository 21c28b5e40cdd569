"""Addresses of the web that stored text brings along, as a link of ours may show them. Pure."""

import re
from urllib.parse import urlsplit

LIMIT = 3_000
"""Characters of an address; what is longer was made to disturb."""

_ADDRESS = re.compile(r"https?://[!-.0-\[\]-~]+(?:/[!-\[\]-~]*)?", re.ASCII | re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)


def host_of(url: str) -> str | None:
    """The host, if a reader can tell from it where the address leads: no other letters than it has, nobody's name before it."""
    if len(url) > LIMIT or not _ADDRESS.fullmatch(url) or "@" in url:
        return None
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return host if _HOST.fullmatch(host) else None
