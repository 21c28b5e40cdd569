"""A WordPress site's posts, as its REST interface tells what was changed since the last look: so corrections come, too.

Source: https://developer.wordpress.org/rest-api/reference/posts/ (modified_after since WordPress 5.7)
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from bot.addresses import canonical
from bot.reading.fields import Fields, is_fields, items_in
from bot.sources.listing import Item, Listing, NotAList

ROUTE = "wp/v2/posts"
PAGE = 50
"""Posts asked for at a time, of at most 100. Source: developer.wordpress.org/rest-api/using-the-rest-api/pagination"""

PAGES = 20
"""Pages that are read with one look."""

BEFORE = timedelta(days=7)
"""How far the first look goes back."""

Read = Callable[[str], bytes]


def wordpress(address: str, cursor: str, read: Read, now: datetime) -> Listing:
    """The posts that were changed since `cursor`, the first changed first.

    Args:
        address: Of the posts: "https://example.org/wp-json/wp/v2/posts".
        cursor: What the last look gave; "" with the first one.
        read: What lies at an address.
        now: What time it is (aware).

    Raises:
        NotAList: what came is no list of posts.
    """
    since = datetime.fromisoformat(cursor) - timedelta(seconds=1) if cursor else now - BEFORE
    posts: list[Item] = []
    for page in range(1, PAGES + 1):
        some = _posts(read(_asked(address, since, page)))
        posts += some
        if len(some) < PAGE:
            break
    return Listing(tuple(posts), cursor=posts[-1].mark if posts else cursor)


def _asked(address: str, since: datetime, page: int) -> str:
    after = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    query = {
        "modified_after": after,
        "orderby": "modified",
        "order": "asc",
        "per_page": PAGE,
        "page": page,
        "_embed": "author",
    }
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def _posts(data: bytes) -> list[Item]:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotAList("The site's list of posts breaks off or has a fault in it.") from error
    if is_fields(told):
        raise NotAList("The site gives no list of its posts.", "Its operator may have switched that off.")
    return [item for post in items_in(told) if is_fields(post) and (item := _item(post))]


def _item(post: Fields) -> Item | None:
    address, number, changed = canonical(str(post.get("link", ""))), post.get("id"), _moment(post.get("modified_gmt"))
    return Item(str(number), changed, address, json.dumps(post).encode()) if address and number and changed else None


def _moment(value: object) -> str:
    """A moment of GMT with its zone, in ISO 8601; "" for anything else."""
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=UTC).isoformat()
    except ValueError:
        return ""
