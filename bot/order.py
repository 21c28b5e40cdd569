"""What the desk is told to do. A question never writes; an order does, after the desk checked who gives it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.model import Access, Status
from bot.request import Question

_ADDRESS = re.compile(r"\s*https?://\S+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read in, under a name for people: a file or folder at `path`, a page of the web at `address`, or bytes.

    Bytes with an address are the page that lies there, which is not fetched then.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    address: str | None = None

    @classmethod
    def pasted(cls, text: str) -> "Input":
        """A text that somebody pasted."""
        return cls("the text that was pasted", data=text.encode())

    @classmethod
    def at(cls, address: str) -> "Input":
        """The page at an address, which is fetched when it is its turn."""
        return cls(address, address=address)

    @classmethod
    def written(cls, text: str) -> "Input":
        """What somebody wrote in a form: the address of a page and nothing else, or a text."""
        return cls.at(text.strip()) if _ADDRESS.fullmatch(text) else cls.pasted(text)


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


@dataclass(frozen=True, slots=True)
class Reread:
    """Look for the quotes of all articles anew. Unless it is to `replace` what was found before, only say what would change."""

    replace: bool = False


@dataclass(frozen=True, slots=True)
class MergeSpeakers:
    """Say that a speaker is another one, now and whenever articles are read."""

    speaker_id: int
    into_id: int


@dataclass(frozen=True, slots=True)
class SplitSpeaker:
    """Say that whom some articles call by a speaker's name is somebody else; without articles, take back all that was said of them."""

    speaker_id: int
    articles: tuple[int, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class AliasSpeaker:
    """Say that a speaker bears another name, too."""

    speaker_id: int
    name: str


@dataclass(frozen=True, slots=True)
class SetAccess:
    """Say who may be shown an article outside the newsroom's own channels."""

    article_id: int
    access: Access


@dataclass(frozen=True, slots=True)
class Link:
    """Let a workspace or server ask this newsroom's archive. `tenant` is "slack:T024BE7LD" or "discord:1234"."""

    tenant: str


@dataclass(frozen=True, slots=True)
class Unlink:
    """Let a workspace or server ask no more."""

    tenant: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is posted: the tenant ("slack:T024BE7LD"), the channel, and the thread in it, if any.

    `outsiders` where people of other organisations may read along, or where that can't be known.
    """

    tenant: str
    channel: str
    thread: str = ""
    outsiders: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """Show a channel a quote, or the summary of a version where `quote_id` is None. The answer is what to post."""

    place: Place
    version_id: int
    quote_id: int | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A share was posted as this message, in the platform's own words for it (Slack: `ts`)."""

    share: int
    message: str


@dataclass(frozen=True, slots=True)
class Unshare:
    """Take back what was shared, which its sharer and admins may. The answer is what the message says from then on."""

    share: int


@dataclass(frozen=True, slots=True)
class AddSource:
    """Take articles from a place by itself: a folder, or an address of a feed, a news sitemap, a WordPress site or a page that names one.

    `outlet` prints those of its articles that name none.
    """

    place: str
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class AddPush:
    """Let a system of the newsroom's own, called `name`, send articles by itself, signed with a secret made of the desk's `key`."""

    name: str
    key: str = field(repr=False)
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class PauseSource:
    """Leave a source alone, or not any more."""

    source: int
    paused: bool = True


@dataclass(frozen=True, slots=True)
class RemoveSource:
    """Forget a source; what was filed of it stays."""

    source: int


@dataclass(frozen=True, slots=True)
class LookAt:
    """Look at a source now."""

    source: int


SourceOrder = AddSource | AddPush | PauseSource | RemoveSource | LookAt


@dataclass(frozen=True, slots=True)
class Act:
    """Do what an answer offered to do, for who pressed it in this place: to follow something, or no more."""

    question: Question
    place: Place


Order = (
    Ingest
    | SetStatus
    | Remove
    | Reindex
    | Reread
    | MergeSpeakers
    | SplitSpeaker
    | AliasSpeaker
    | SetAccess
    | Link
    | Unlink
    | Share
    | Posted
    | Unshare
    | SourceOrder
    | Act
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long order has come: `done` of `total` (None while it is not known), and what is at hand."""

    done: int
    total: int | None
    at: str = ""


Report = Callable[[Progress], None]
