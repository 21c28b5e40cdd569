"""The addresses of our own pages: of an article in one version, and of a quote on it."""

import re
from urllib.parse import urlsplit

_PAGE = re.compile(r"/versions/([1-9][0-9]{0,17})/?")
_QUOTE = re.compile(r"quote-([1-9][0-9]{0,17})")
_PLAIN = re.compile(r"[!-~]+")
_LONGEST = 2_000


def path_of(version_id: int, quote_id: int | None = None) -> str:
    """The path of a version's page: "/versions/4"; of a quote on it: "/versions/4#quote-57"."""
    return f"/versions/{version_id}" + (f"#quote-{quote_id}" if quote_id else "")


def page_at(address: str, base: str) -> tuple[int, int | None] | None:
    """The version, and the quote if it names one, whose page has this address.

    Args:
        address: A full address as somebody posted it, a query behind it included.
        base: Where our pages are, "https://quotes.example.org" or with a path; empty where there are none.

    Returns:
        None for the address of anything else, and for one that is written to look like ours.
    """
    if len(address) > _LONGEST or not _PLAIN.fullmatch(address) or "\\" in address:
        return None
    try:
        parts, ours = urlsplit(address), urlsplit(base)
        if _place(parts.scheme, parts.netloc) != _place(ours.scheme, ours.netloc) or not ours.netloc:
            return None
    except ValueError:
        return None
    folder = ours.path.rstrip("/")
    page = _PAGE.fullmatch(parts.path.removeprefix(folder)) if parts.path.startswith(folder) else None
    quote = _QUOTE.fullmatch(parts.fragment)
    return (int(page[1]), int(quote[1]) if quote else None) if page else None


_PORTS = {"http": ":80", "https": ":443"}


def _place(scheme: str, netloc: str) -> tuple[str, str]:
    """A scheme and host, as they are the same however they are spelt; a user's name before the host stays a difference."""
    return scheme, netloc.lower().removesuffix(_PORTS.get(scheme, ":"))
