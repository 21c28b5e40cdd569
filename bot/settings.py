"""What the operator decides, read once from the environment and passed down. `.env.example` lists every name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar, cast
from zoneinfo import available_timezones

from platformdirs import user_data_path

from bot.errors import DeskError, SettingsError

P = ParamSpec("P")
A = TypeVar("A")
B = TypeVar("B")

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
        proxies: How many proxies stand before the pages, each of which tells in X-Forwarded-For where a request came from.
        contact: Whom the operator of a site that is fetched from may write to: an address of the web or of mail, or "".
        fetch_loopback: Whether pages may be fetched from this machine itself, which only tests want.
        metrics: Where Prometheus reads the figures of a process, HOST:PORT; "" for nowhere.
        workers: Processes that answer chats, beside the one that listens; 0 lets that one answer, too.
        time_zone: In which digests keep their hour, where a platform says none of who follows.
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
    proxies: int = 0
    contact: str = ""
    time_zone: str = "UTC"
    metrics: str = ""
    fetch_loopback: bool = False


class Faults:
    """What is wrong with settings, gathered so that the operator learns all of it at once."""

    def __init__(self) -> None:
        self._found: list[DeskError] = []

    def of(self, default: A, read: Callable[P, B], /, *given: P.args, **named: P.kwargs) -> A | B:
        """What a reader gives; where that is a fault, which is kept, the default."""
        try:
            return read(*given, **named)
        except SettingsError as several:
            self._found += several.faults
        except DeskError as fault:
            self._found.append(fault)
        return default

    def tell(self) -> None:
        """Nothing, where nothing was wrong.

        Raises:
            DeskError: the one fault; a `SettingsError` where there are several.
        """
        if self._found:
            raise SettingsError(self._found) if len(self._found) > 1 else self._found[0]


def both(first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
    """What two readers of settings give.

    Raises:
        DeskError: what is wrong with either.
    """
    faults = Faults()
    found = faults.of(None, first), faults.of(None, second)
    faults.tell()
    return cast("tuple[A, B]", found)


def read_settings(environment: Mapping[str, str], archive: Path | None = None, newsroom: str | None = None) -> Settings:
    """Settings from the environment; `archive` and `newsroom` from a command line go first.

    Raises:
        DeskError: a value that is none; says which and what it may be, of all such values.
    """
    faults = Faults()
    folder = user_data_path("quotedesk", appauthor=False)
    file = archive or Path(environment.get("QUOTEDESK_ARCHIVE") or folder / "archive.db")
    index = environment.get("QUOTEDESK_INDEX")
    seeds = environment.get("QUOTEDESK_SEEDS")
    faults.of(None, _log, environment.get("QUOTEDESK_LOG"))
    settings = Settings(
        archive=file,
        database_url="" if archive else environment.get("DATABASE_URL", ""),
        index=Path(index) if index else file.with_name(file.name + ".index"),
        newsroom=newsroom or environment.get("QUOTEDESK_NEWSROOM") or "newsroom",
        seeds=Path(seeds) if seeds else None,
        date_order=faults.of(None, _date_order, environment.get("QUOTEDESK_DATE_ORDER")),
        chat_ingest=faults.of("", _chat_ingest, environment.get("QUOTEDESK_CHAT_INGEST")),
        web_address=faults.of("", _web_address, environment.get("QUOTEDESK_WEB_ADDRESS")),
        web_key=faults.of("", _web_key, environment),
        api_keys=faults.of((), _api_keys, environment.get("QUOTEDESK_API_KEYS")),
        own_outlets=_listed(environment.get("QUOTEDESK_OWN_OUTLETS")),
        grace_days=faults.of(0, _number, "QUOTEDESK_GRACE_DAYS", "days", environment, 30),
        workers=faults.of(0, _number, "QUOTEDESK_WORKERS", "processes", environment, 2),
        proxies=faults.of(0, _number, "QUOTEDESK_PROXIES", "proxies", environment, 0),
        metrics=faults.of("", _metrics, environment.get("QUOTEDESK_METRICS")),
        contact=faults.of("", _contact, environment.get("QUOTEDESK_CONTACT")),
        time_zone=faults.of("UTC", _time_zone, environment.get("QUOTEDESK_TIME_ZONE")),
        fetch_loopback=environment.get("QUOTEDESK_FETCH_LOOPBACK") == "yes",
    )
    faults.tell()
    return settings


def _time_zone(value: str | None) -> str:
    zone = value or "UTC"
    if zone not in available_timezones():
        raise DeskError("QUOTEDESK_TIME_ZONE is no time zone.", "Write it like Europe/Berlin")
    return zone


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


def _web_key(environment: Mapping[str, str]) -> str:
    """The keys, with commas between. Source: https://github.com/fernet/spec/blob/master/Spec.md (32 bytes, base64url)"""
    keys = environment.get("QUOTEDESK_WEB_KEY", "").strip()
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key.strip()) for key in keys.split(",") if keys):
        raise DeskError("QUOTEDESK_WEB_KEY is no key.", "quotedesk web-key makes one.")
    if keys and not environment.get("QUOTEDESK_WEB_ADDRESS"):
        raise DeskError("QUOTEDESK_WEB_KEY is set, but not where the pages are.", "Set QUOTEDESK_WEB_ADDRESS.")
    return keys


def _log(value: str | None) -> None:
    """What `adapters.logs` reads for itself, before there are settings."""
    if (value or "text") not in {"text", "json"}:
        raise DeskError("QUOTEDESK_LOG is no way to log.", "Set it to text, a line for people, or json.")


def _metrics(value: str | None) -> str:
    address = (value or "").strip()
    if address and not re.fullmatch(r"[\w.-]+:[1-9]\d{0,4}", address, re.ASCII):
        raise DeskError("QUOTEDESK_METRICS is no host and port to listen at.", "Write it like 127.0.0.1:9464")
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


def _number(name: str, what: str, environment: Mapping[str, str], default: int) -> int:
    value = environment.get(name)
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
