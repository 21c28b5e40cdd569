"""What a source has: one shape for all kinds."""

from dataclasses import dataclass
from pathlib import Path

from bot.errors import AskError
from bot.order import Input


class NotAList(AskError):  # noqa: N818  what it says, not that it is an error
    """What lies there lists no articles."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article that a source names.

    Attributes:
        key: What makes it the same item again: its guid, its address or its path.
        mark: What changes with it: a date or a digest; "" where the source tells nothing.
        address: Its page, which is fetched where neither `data` nor `path` is there.
        data: The article itself, where the source brings it along.
        path: Its file.
    """

    key: str
    mark: str = ""
    address: str | None = None
    data: bytes | None = None
    path: Path | None = None

    @property
    def as_input(self) -> Input:
        """The same, to be filed."""
        return Input(self.name, self.path, self.data, self.address)

    @property
    def name(self) -> str:
        """Its name for people."""
        return self.address or str(self.path or self.key)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source has now.

    Attributes:
        items: The articles, those to file first first.
        fresh_for: Seconds that the publisher wants nobody to ask again; None where nothing is said.
        etag, modified: What the server gave for the next request.
        cursor: Up to where a source was read that tells what changed since.
    """

    items: tuple[Item, ...] = ()
    fresh_for: float | None = None
    etag: str = ""
    modified: str = ""
    cursor: str = ""
