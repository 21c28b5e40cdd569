"""How somebody comes from a chat to the pages: by a link that is sealed, for a while, and for their newsroom alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.desk import Desk
from bot.errors import AskError, DeskError
from bot.settings import Settings

LINK = timedelta(hours=1)
"""How long a link from a chat opens the pages: as long as the answer with it is likely to be read."""

SESSION = timedelta(hours=12)
"""How long one may read then: a day's work."""


class Keys:
    """Seals what a browser keeps for us, so that nobody reads or changes it: the first key seals, each of them opens.

    Source: https://cryptography.io/en/latest/fernet/

    Raises:
        DeskError: there is no key, or one is none.
    """

    def __init__(self, keys: str) -> None:
        try:
            self._keys = MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])
        except ValueError as error:
            raise DeskError("QUOTEDESK_WEB_KEY is no key.", "quotedesk web-key makes one.") from error

    def sealed(self, kind: str, **said: str) -> str:
        """What is said, for one purpose alone."""
        return self._keys.encrypt(json.dumps({**said, "kind": kind}).encode()).decode()

    def opened(self, kind: str, sealed: str, within: timedelta) -> Mapping[str, str] | None:
        """What was sealed for this purpose and lately enough; None for anything else."""
        try:
            told: dict[str, str] = json.loads(self._keys.decrypt(sealed, ttl=int(within.total_seconds())))
        except (InvalidToken, ValueError):
            return None
        return told if told.get("kind") == kind else None


@dataclass(frozen=True, slots=True)
class Entry:
    """Makes the links with which members of chats come to the pages.

    Args:
        address: Where the pages are, without a slash at the end.
        key: What seals the links; where either is missing, the pages are closed to members of chats.
    """

    address: str = ""
    key: str = field(default="", repr=False)

    @classmethod
    def of(cls, core: Settings) -> "Entry":
        """The one that the settings make."""
        return cls(core.web_address, core.web_key)

    def link(self, desk: Desk, tenants: Sequence[str]) -> str:
        """An address that opens the pages for `LINK` to whoever asks from these workspaces or servers, the nearest first.

        Raises:
            AskError: the pages are closed, or none of them is linked to a newsroom.
            DeskError: the key is none.
        """
        if not (self.address and self.key):
            raise AskError("There are no pages to open here.", "The operator of the desk opens them: docs/pages.md")
        tenant = next((one for one in tenants if desk.newsroom_of(one)), None)
        if tenant is None:
            raise AskError(
                "You are not linked to a newsroom, so there are no pages to open.", "Ask the operator of the desk."
            )
        return f"{self.address}/open/{Keys(self.key).sealed('link', tenant=tenant, path='/')}"


CLOSED = Entry()
"""Where there are no pages."""

OPENED = f"The pages are yours to read for {SESSION.seconds // 3600} hours. The button works for an hour, so don't pass it on."
"""What is said beside the link."""

LABEL = "Open the pages"
