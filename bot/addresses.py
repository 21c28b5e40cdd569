"""Web addresses, so that the same page has the same one: as a page is shown, and as it is looked up."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(r"utm_.*|fbclid|gclid|mc_[ce]id|ref_src|cmpid|smid|igshid|s?src|partner|CMP", re.IGNORECASE)
_LONGEST = 2048


def canonical(address: str | None, base: str | None = None) -> str | None:
    """An http(s) address without tracking, fragment and user name; None for anything else.

    Args:
        address: As a page gives it, possibly relative to `base`.
        base: The page's own address.
    """
    try:
        parts = urlsplit(urljoin(base or "", (address or "").strip()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or len(address or "") > _LONGEST:
        return None
    kept = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(key)
    ]
    place = f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme, place, parts.path or "/", urlencode(kept), ""))


def same_site(one: str, other: str) -> bool:
    """Whether two http(s) addresses belong to one site: their hosts are the same, or one lies within the other's.

    `www.` counts for nothing; `amp.paper.example` lies within `paper.example`.
    """
    hosts = [(urlsplit(address).hostname or "").removeprefix("www.") for address in (one, other)]
    shorter, longer = sorted(hosts, key=len)
    return shorter == longer or ("." in shorter and longer.endswith(f".{shorter}"))


def bare(address: str) -> str:
    """What two spellings of one web address have in common: neither scheme nor `www.`, tracking or last slash.

    What is no http(s) address stays as it is.
    """
    known = canonical(address)
    if known is None:
        return address
    parts = urlsplit(known)
    where = parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
    return f"{where}?{parts.query}" if parts.query else where
