"""What the operator decides, read once from the environment and passed down. `.env.example` lists every name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from bot.errors import DeskError

DATE_ORDERS = ("DMY", "MDY", "YMD")
SHORTEST_KEY = 32
"""Characters that a key must have, so that nobody guesses it."""

CHAT_INGEST = ("admins", "everyone", "nobody")


@dataclass(frozen=True, slots=True)
class Settings:
    """One desk's settings.

    Attributes:
        archive: The SQLite file of the archive, used where `database_url` is empty.
        database_url: "postgresql://…", or empty.
        index: The folder of the index on this machine's disk.
        newsroom: Whose archive the terminal asks.
        seeds: A folder of articles in place of the bundled ones, or None.
        date_order: How an ambiguous date is read where neither publisher nor text decides; None leaves it undecided.
        chat_ingest: Who may file articles from a chat: "admins", "everyone" or "nobody".
        web_address: Where the article pages are, such as "https://quotes.example.org", without a slash; "" for nowhere.
        web_key: What seals links to those pages and who may read them; "" closes them beyond this machine.
        api_keys: Keys of programs that ask over HTTP, each with the newsroom whose archive it asks.
        own_outlets: Outlets whose articles those pages show whole; of all others they show where somebody is quoted.
        contact: Whom the operator of a site that is fetched from may write to: an address of the web or of mail, or "".
        fetch_loopback: Whether pages may be fetched from this machine itself, which only tests want.
        workers: Processes that answer chats, beside the one that listens; 0 lets that one answer, too.
        grace_days: Days after an uninstallation until what is kept of a workspace is deleted.
    """

    archive: Path
    database_url: str
    index: Path
    newsroom: str = "newsroom"
    seeds: Path | None = None
    date_order: str | None = None
    chat_ingest: str = "admins"
    web_address: str = ""
    web_key: str = field(default="", repr=False)
    api_keys: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    own_outlets: tuple[str, ...] = ()
    grace_days: int = 30
    workers: int = 2
    contact: str = ""
    fetch_loopback: bool = False


def read_settings(environment: Mapping[str, str], archive: Path | None = None, newsroom: str | None = None) -> Settings:
    """Settings from the environment; `archive` and `newsroom` from a command line go first.

    Raises:
        DeskError: a value that is none; says which and what it may be.
    """
    folder = user_data_path("quotedesk", appauthor=False)
    file = archive or Path(environment.get("QUOTEDESK_ARCHIVE") or folder / "archive.db")
    index = environment.get("QUOTEDESK_INDEX")
    seeds = environment.get("QUOTEDESK_SEEDS")
    return Settings(
        archive=file,
        database_url="" if archive else environment.get("DATABASE_URL", ""),
        index=Path(index) if index else file.with_name(file.name + ".index"),
        newsroom=newsroom or environment.get("QUOTEDESK_NEWSROOM") or "newsroom",
        seeds=Path(seeds) if seeds else None,
        date_order=_date_order(environment.get("QUOTEDESK_DATE_ORDER")),
        chat_ingest=_chat_ingest(environment.get("QUOTEDESK_CHAT_INGEST")),
        web_address=_web_address(environment.get("QUOTEDESK_WEB_ADDRESS")),
        web_key=environment.get("QUOTEDESK_WEB_KEY", ""),
        api_keys=_api_keys(environment.get("QUOTEDESK_API_KEYS")),
        own_outlets=_listed(environment.get("QUOTEDESK_OWN_OUTLETS")),
        grace_days=_number("QUOTEDESK_GRACE_DAYS", "days", environment.get("QUOTEDESK_GRACE_DAYS"), 30),
        workers=_number("QUOTEDESK_WORKERS", "processes", environment.get("QUOTEDESK_WORKERS"), 2),
        contact=_contact(environment.get("QUOTEDESK_CONTACT")),
        fetch_loopback=environment.get("QUOTEDESK_FETCH_LOOPBACK") == "yes",
    )


def _chat_ingest(value: str | None) -> str:
    chosen = (value or CHAT_INGEST[0]).lower()
    if chosen not in CHAT_INGEST:
        raise DeskError("QUOTEDESK_CHAT_INGEST names nobody who may file.", f"Set it to {', '.join(CHAT_INGEST)}.")
    return chosen


def _web_address(value: str | None) -> str:
    address = (value or "").rstrip("/")
    if address and not re.fullmatch(
        r"https://[^\s/?#@]+(?:/[^\s?#]*)?|http://(?:127\.0\.0\.1|localhost)(?::\d+)?", address
    ):
        raise DeskError("QUOTEDESK_WEB_ADDRESS is no address of a site.", "Write it like https://quotes.example.org")
    return address


def _contact(value: str | None) -> str:
    contact = (value or "").strip()
    if not re.fullmatch(r"[!-'*-~]{0,200}", contact):
        raise DeskError(
            "QUOTEDESK_CONTACT is no address to write to.", "Write it like desk@example.org or https://example.org/bot"
        )
    return contact


def _listed(value: str | None) -> tuple[str, ...]:
    """Names with semicolons between them: an outlet's own name may have a comma."""
    return tuple(name.strip() for name in (value or "").split(";") if name.strip())


def _api_keys(value: str | None) -> tuple[tuple[str, str], ...]:
    """Each key with its newsroom, written "NEWSROOM:KEY": a newsroom's name may have a colon, a key has none."""
    pairs = [entry.rpartition(":") for entry in _listed(value)]
    if any(not newsroom or not re.fullmatch(rf"[!-9;-~]{{{SHORTEST_KEY},}}", key) for newsroom, _, key in pairs):
        raise DeskError(
            "QUOTEDESK_API_KEYS has an entry that is no newsroom with its key.",
            f"Write NEWSROOM:KEY, a key of at least {SHORTEST_KEY} characters; quotedesk web-key prints one.",
        )
    return tuple((key.strip(), newsroom.strip()) for newsroom, _, key in pairs)


def _number(name: str, what: str, value: str | None, default: int) -> int:
    if value and not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise DeskError(f"{name} is no number of {what}.", f"Set it to a whole number, such as {default}.")
    return int(value or default)


def _date_order(value: str | None) -> str | None:
    if not value:
        return None
    if value.upper() not in DATE_ORDERS:
        raise DeskError(
            "QUOTEDESK_DATE_ORDER is not a date order.",
            "Set it to DMY (7/6 is 7 June), MDY (6/7) or YMD, or leave it out.",
        )
    return value.upper()
