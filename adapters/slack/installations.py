"""Workspaces that install the app themselves: their tokens, sealed, in the archive's database.

Only bot tokens are asked for and kept. A key of the vault is the tenant it belongs to, so that all of a tenant goes at once.
Source: https://docs.slack.dev/tools/python-slack-sdk/oauth
"""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from adapters.slack.answering import why
from adapters.slack.posting import client_for
from adapters.slack.read import Payload
from adapters.slack.settings import SlackSettings
from bot.desk import Desk
from bot.errors import DeskError
from bot.ledger import Vault

log = logging.getLogger(__name__)

T = TypeVar("T")

BOT, STATE = "slack bot", "slack state"
"""What the vault calls the two kinds."""

STATE_LIVES = timedelta(minutes=10)
"""How long an installer may take. Source: slack_sdk.oauth.state_utils (default_expiration_seconds)"""

RENEW = 120
"""Minutes before a token's end at which it is renewed; it lives twelve hours.

Source: https://docs.slack.dev/authentication/using-token-rotation
"""


def sealer(keys: str) -> MultiFernet:
    """What seals and opens: the first key seals, each of them opens.

    Raises:
        DeskError: one is no key.
    """
    try:
        return MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])
    except ValueError as error:
        raise DeskError("SLACK_KEY is no key.", "quotedesk slack key makes one.") from error


def tenant_of(enterprise: str | None, team: str | None, whole: bool | None) -> str:
    """The tenant of an installation: the organisation where the app is installed for all of it, else the workspace."""
    return f"slack:{enterprise if whole or not team else team}"


class Bots(AsyncInstallationStore):
    """The bots' tokens, sealed."""

    def __init__(self, vault: Vault, seal: MultiFernet, installed: Callable[[str], None]) -> None:
        self._vault = vault
        self._seal = seal
        self._installed = installed

    @property
    def logger(self) -> logging.Logger:
        """Where slack_sdk says what it does."""
        return log

    async def async_save(self, installation: Installation) -> None:
        """Keep a new installation; a purge that was due is not."""
        bot = installation.to_bot()
        await self.async_save_bot(bot)
        tenant = tenant_of(bot.enterprise_id, bot.team_id, bot.is_enterprise_install)
        await asyncio.to_thread(self._installed, tenant)

    async def async_save_bot(self, bot: Bot) -> None:
        """Keep a bot's tokens, in the place of those before."""
        tenant = tenant_of(bot.enterprise_id, bot.team_id, bot.is_enterprise_install)
        kept = {**bot.__dict__, "custom_values": {}}
        sealed = self._seal.encrypt(json.dumps(kept).encode())
        await asyncio.to_thread(self._vault.put, BOT, tenant, sealed, now=_now())

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace or organisation; one that is installed for all of an organisation is each workspace's."""
        found = await self.of(tenant_of(enterprise_id, team_id, is_enterprise_install))
        if found or is_enterprise_install or not enterprise_id:
            return found
        return await self.of(f"slack:{enterprise_id}")

    async def of(self, tenant: str) -> Bot | None:
        """The bot of a tenant.

        Raises:
            DeskError: it was sealed with another key.
        """
        sealed = await asyncio.to_thread(self._vault.get, BOT, tenant, now=_now())
        return Bot(**json.loads(self._opened(sealed))) if sealed else None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete a bot's tokens."""
        tenant = tenant_of(enterprise_id, team_id, whole=False)
        await asyncio.to_thread(self._vault.take, BOT, tenant, now=_now())

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Nothing is kept of who installed it."""

    def _opened(self, sealed: bytes) -> bytes:
        try:
            return self._seal.decrypt(sealed)
        except InvalidToken as error:
            raise DeskError(
                "SLACK_KEY does not open what is kept of this workspace.",
                "Put the key back with which it was sealed, behind a comma; or install the app again.",
            ) from error


class States(AsyncOAuthStateStore):
    """What a browser brings back from Slack's consent: given out once, taken once, good for ten minutes."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    @property
    def logger(self) -> logging.Logger:
        """Where slack_sdk says what it does."""
        return log

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:  # noqa: ARG002 - as slack_sdk calls it
        """A new state."""
        state, now = token_urlsafe(32), _now()
        await asyncio.to_thread(self._vault.put, STATE, state, b"1", now=now, until=now + STATE_LIVES)
        return state

    async def async_consume(self, state: str) -> bool:
        """Whether the state was given out, and not taken before."""
        return await asyncio.to_thread(self._vault.take, STATE, state, now=_now()) is not None


class SlackInstallations:
    """The workspaces that installed the app.

    Raises:
        DeskError: the key is none.
    """

    def __init__(
        self, settings: SlackSettings, vault: Vault, desk: Desk, scopes: Sequence[str], grace: timedelta
    ) -> None:
        self._settings = settings
        self._grace = grace
        self._bots = Bots(vault, sealer(settings.key), desk.keep)
        self._rotator = AsyncTokenRotator(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            client=client_for("", settings.api),
        )
        self.oauth = AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scopes=list(scopes),
            installation_store=self._bots,
            installation_store_bot_only=True,
            state_store=States(vault),
            state_expiration_seconds=int(STATE_LIVES.total_seconds()),
            token_rotation_expiration_minutes=RENEW,
            logger=log,
        )

    async def token_of(self, tenant: str) -> str | None:
        """The bot's token in a workspace, renewed where it is about to end; None where the app is not installed."""
        bot = await self._bots.of(tenant)
        if bot is None:
            return None
        try:
            renewed = await self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=RENEW)
        except Exception as error:  # noqa: BLE001 - the old one may still do
            log.warning("a token could not be renewed: %s", why(error))
            return str(bot.bot_token)
        if renewed is None:
            return str(bot.bot_token)
        await self._bots.async_save_bot(renewed)
        return str(renewed.bot_token)

    async def uninstalled(self, desk: Desk, body: Payload) -> None:
        """The app was removed: its tokens go at once, all else after the time of grace.

        Source: https://docs.slack.dev/reference/events/app_uninstalled
        """
        whole = any(one.get("is_enterprise_install") for one in body.get("authorizations") or ())
        tenant = tenant_of(body.get("enterprise_id"), body.get("team_id"), whole)
        await self._bots.async_delete_bot(
            enterprise_id=body.get("enterprise_id"), team_id=None if whole else body.get("team_id")
        )
        await asyncio.to_thread(desk.forget, tenant, after=self._grace)
        log.info("%s removed the app", tenant)

    async def revoked(self, desk: Desk, body: Payload) -> None:
        """The bot's token was revoked: it is as if the app had been removed.

        Source: https://docs.slack.dev/reference/events/tokens_revoked
        """
        if (body.get("event") or {}).get("tokens", {}).get("bot"):
            await self.uninstalled(desk, body)


def _now() -> datetime:
    return datetime.now(UTC)
