"""What the operator sets for Discord, read once from the environment. `.env.example` lists every name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from adapters.allowance import NEWSROOM, NEWSROOM_LIMIT, PERSON, PERSON_LIMIT, limit
from bot.errors import DeskError
from bot.settings import Faults

GUIDE = "The Discord developer portal, under Bot, shows it."

NAMES = ("DISCORD_TOKEN", "QUOTEDESK_DISCORD_PUBLIC", "HTTPS_PROXY", PERSON_LIMIT, NEWSROOM_LIMIT)
"""Every setting that this room reads."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{18,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{20,}")
"""Three parts of base64: the bot's id, a time, a signature. Source: https://discord.com/developers/docs/reference#authentication"""

_PROXY = re.compile(r"http://(?:[^\s/?#@]+@)?[\w.-]+(?::\d{1,5})?/?", re.ASCII)
"""Source: https://docs.aiohttp.org/en/stable/client_advanced.html#proxy-support (a proxy is reached over HTTP)"""


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """One Discord bot's settings.

    Attributes:
        token: The bot's token.
        public: Whether a mention is answered in the open; else a button shows the answer to the asker alone.
        proxy: The HTTP proxy by which Discord is reached; "" for none.
        person_limit: Questions a minute that one person may ask.
        newsroom_limit: Questions a minute that a whole newsroom may ask.
    """

    token: str
    public: bool = False
    proxy: str = ""
    person_limit: int = PERSON
    newsroom_limit: int = NEWSROOM


def read_discord_settings(environment: Mapping[str, str]) -> DiscordSettings:
    """Discord's settings from the environment.

    Raises:
        DeskError: one is missing, or a value that is none; says which and what it may be, of all such values.
    """
    faults = Faults()
    settings = DiscordSettings(
        faults.of("", _token, environment.get("DISCORD_TOKEN", "").strip()),
        faults.of(False, _public, environment.get("QUOTEDESK_DISCORD_PUBLIC", "")),
        faults.of("", _proxy, environment.get("HTTPS_PROXY") or environment.get("https_proxy") or ""),
        faults.of(PERSON, limit, environment, PERSON_LIMIT, PERSON),
        faults.of(NEWSROOM, limit, environment, NEWSROOM_LIMIT, NEWSROOM),
    )
    faults.tell()
    return settings


def _token(value: str) -> str:
    if not value:
        raise DeskError("DISCORD_TOKEN is not set.", GUIDE)
    if not _TOKEN.fullmatch(value):
        raise DeskError("DISCORD_TOKEN is no bot's token.", f"It has three parts with dots between. {GUIDE}")
    return value


def _proxy(value: str) -> str:
    address = value.strip()
    if address and not _PROXY.fullmatch(address):
        raise DeskError(
            "HTTPS_PROXY is no proxy that can be used.", "It begins with http://, as http://proxy.example:3128"
        )
    return address


def _public(value: str) -> bool:
    chosen = value.strip().lower() or "no"
    if chosen not in {"yes", "no"}:
        raise DeskError("QUOTEDESK_DISCORD_PUBLIC is either yes or no.", "yes answers mentions in the open.")
    return chosen == "yes"
