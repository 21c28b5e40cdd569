"""What the desk is told to do. A question never writes; an order does, after the desk checked who gives it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.model import Status


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read in: a file or folder at `path`, or bytes that came another way, under a name for people."""

    name: str
    path: Path | None = None
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Ingest:
    """File every article among the inputs. `date_order` ("DMY", "MDY", "YMD") settles a date that nothing else does."""

    inputs: tuple[Input, ...]
    date_order: str | None = None


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Say what became of an article; the note is shown with its words."""

    article_id: int
    status: Status
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an article down for good: text, bytes, quotes, index and names go, a tombstone without text stays."""

    article_id: int


@dataclass(frozen=True, slots=True)
class Reindex:
    """Bring the index up to the store; `whole` throws it away and builds it anew."""

    whole: bool = False


Order = Ingest | SetStatus | Remove | Reindex


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long order has come: `done` of `total` (None while it is not known), and what is at hand."""

    done: int
    total: int | None
    at: str = ""


Report = Callable[[Progress], None]
