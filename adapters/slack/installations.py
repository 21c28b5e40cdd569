"""Workspaces that install the app themselves: their tokens, sealed, in the archive's database.

Only bot tokens are asked for and kept. A key of the vault is the tenant it belongs to, so that all of a tenant goes at once.
Source: https://docs.slack.dev/tools/python-slack-sdk/oauth
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from slack_bolt.error import BoltError
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from adapters.slack.answering import why
from adapters.slack.consent import pages
from adapters.slack.posting import client_for
from adapters.slack.read import Payload
from adapters.slack.seal import Seal
from adapters.slack.settings import SlackSettings
from bot.desk import Desk
from bot.errors import DeskError
from bot.ledger import Vault

log = logging.getLogger(__name__)

BOT, PART, STATE = "slack bot", "slack part", "slack state"
"""What the vault calls a bot, the organisation whose installation serves a workspace, and a browser's state."""

STATE_LIVES = timedelta(minutes=10)
"""How long an installer may take. Source: slack_sdk.oauth.state_utils (default_expiration_seconds)"""

RENEW = 120
"""Minutes before a token's end at which it is renewed; it lives twelve hours.

Source: https://docs.slack.dev/authentication/using-token-rotation
"""

APART = 5.0
"""Seconds that our clock and Slack's may differ."""


def tenant_of(enterprise: str | None, team: str | None, *, whole: bool | None) -> str:
    """The tenant of an installation: the organisation where the app is installed for all of it, else the workspace."""
    return f"slack:{enterprise if whole or not team else team}"


class Bots(AsyncInstallationStore):
    """The bots' tokens, sealed, and renewed before they end.

    Bolt would renew them, too, but at slack.com alone; and it gives up a token that can't be renewed while it still holds.
    """

    def __init__(self, vault: Vault, seal: Seal, rotator: AsyncTokenRotator) -> None:
        self._vault = vault
        self._seal = seal
        self._rotator = rotator
        self._renewing = asyncio.Lock()

    @property
    def logger(self) -> logging.Logger:
        """Where slack_sdk says what it does."""
        return log

    async def async_save_bot(self, bot: Bot) -> None:
        """Keep a bot's tokens, in the place of those before."""
        tenant = tenant_of(bot.enterprise_id, bot.team_id, whole=bot.is_enterprise_install)
        kept = {**bot.__dict__, "custom_values": {}}
        await self._put(BOT, tenant, json.dumps(kept))

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace or organisation; one that is installed for all of an organisation is each workspace's.

        It comes without what renews its token, which was done here.
        """
        bot = await self.current(tenant_of(enterprise_id, team_id, whole=is_enterprise_install))
        if bot is None and enterprise_id:
            bot = await self.current(f"slack:{enterprise_id}")
        if bot and bot.is_enterprise_install and team_id:
            await self._serves(f"slack:{enterprise_id}", f"slack:{team_id}")
        if bot:
            bot.bot_refresh_token = None
        return bot

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Delete a bot's tokens."""
        tenant = tenant_of(enterprise_id, team_id, whole=False)
        await asyncio.to_thread(self._vault.take, BOT, tenant, now=_now())

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Nothing is kept of who installed it."""

    async def of(self, tenant: str) -> Bot | None:
        """The bot of a tenant as it is kept.

        Raises:
            DeskError: it was sealed with another key.
        """
        kept = await self._get(BOT, tenant)
        return Bot(**json.loads(kept)) if kept else None

    async def current(self, tenant: str) -> Bot | None:
        """The bot of a tenant, its token renewed where it is about to end.

        Raises:
            DeskError: it was sealed with another key.
        """
        bot = await self.of(tenant)
        if bot is None or not _ends_soon(bot):
            return bot
        async with self._renewing:
            return await self._renewed(tenant)

    async def _renewed(self, tenant: str) -> Bot | None:
        bot = await self.of(tenant)
        if bot is None:
            return None
        try:
            renewed = await self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=RENEW)
        except Exception as error:  # noqa: BLE001 - another process may have renewed it, and the old one may still hold
            log.warning("the token of %s could not be renewed: %s", tenant, why(error))
            return await self.of(tenant)
        if renewed is not None:
            await self.async_save_bot(renewed)
        return renewed or bot

    async def tenants(self) -> tuple[str, ...]:
        """Where the app is installed."""
        return await asyncio.to_thread(self._vault.keys, BOT, "slack:")

    async def organisation_of(self, tenant: str) -> str | None:
        """The organisation whose installation serves a workspace, as far as the workspace was heard of."""
        return await self._get(PART, tenant)

    async def parts_of(self, tenant: str) -> list[str]:
        """The workspaces that an organisation's installation serves, as far as they were heard of."""
        known = await asyncio.to_thread(self._vault.keys, PART, "slack:")
        return [part for part in known if await self.organisation_of(part) == tenant]

    async def _serves(self, organisation: str, part: str) -> None:
        if await self.organisation_of(part) != organisation:
            await self._put(PART, part, organisation)

    async def _put(self, kind: str, tenant: str, plain: str) -> None:
        await asyncio.to_thread(self._vault.put, kind, tenant, self._seal.sealed(plain), now=_now())

    async def _get(self, kind: str, tenant: str) -> str | None:
        sealed = await asyncio.to_thread(self._vault.get, kind, tenant, now=_now())
        return self._seal.opened(sealed) if sealed else None


class Installing(Bots):
    """The same, for those who install: what was to be deleted of a workspace that comes back is kept."""

    def __init__(self, vault: Vault, seal: Seal, rotator: AsyncTokenRotator, desk: Desk) -> None:
        super().__init__(vault, seal, rotator)
        self._desk = desk

    async def async_save(self, installation: Installation) -> None:
        """Keep a new installation.

        Raises:
            BoltError: it can't be kept; Bolt tells the installer.
        """
        bot = installation.to_bot()
        tenant = tenant_of(bot.enterprise_id, bot.team_id, whole=bot.is_enterprise_install)
        try:
            await self.async_save_bot(bot)
            for one in (tenant, *await self.parts_of(tenant)):
                await asyncio.to_thread(self._desk.keep, one)
        except DeskError as error:
            raise BoltError(error.message) from error


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
        self._grace = grace
        self._vault = vault
        self._seal = Seal(settings.key)
        client = client_for("", settings.api)
        rotator = AsyncTokenRotator(client_id=settings.client_id, client_secret=settings.client_secret, client=client)
        self._bots = Installing(vault, self._seal, rotator, desk)
        self.oauth = AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scopes=list(scopes),
            installation_store=self._bots,
            installation_store_bot_only=True,
            state_store=States(vault),
            state_expiration_seconds=int(STATE_LIVES.total_seconds()),
            callback_options=pages(desk, settings.prefix),
            logger=log,
        )

    def seal_anew(self) -> None:
        """Seal with the first key what was sealed with another, so that the others can go."""
        for kind in (BOT, PART):
            self._vault.renew(kind, self._seal.anew)

    async def tenants(self) -> tuple[str, ...]:
        """Where the app is installed: workspaces and organisations."""
        return await self._bots.tenants()

    async def token_of(self, tenant: str) -> str | None:
        """The bot's token in a workspace, renewed where it is about to end; None where the app is not installed.

        Raises:
            DeskError: it was sealed with another key.
        """
        bot = await self._bots.current(tenant)
        if bot is None and (organisation := await self._bots.organisation_of(tenant)):
            bot = await self._bots.current(organisation)
        return str(bot.bot_token) if bot else None

    async def uninstalled(self, desk: Desk, body: Payload) -> None:
        """The app was removed: its tokens go at once, all else after the time of grace.

        Source: https://docs.slack.dev/reference/events/app_uninstalled
        """
        whole = any(one.get("is_enterprise_install") for one in body.get("authorizations") or ())
        enterprise, team = body.get("enterprise_id"), None if whole else body.get("team_id")
        tenant = tenant_of(enterprise, team, whole=whole)
        if await self._came_back(tenant, body.get("event_time")):
            return
        await self._bots.async_delete_bot(enterprise_id=enterprise, team_id=team)
        for one in (tenant, *await self._bots.parts_of(tenant)):
            await asyncio.to_thread(desk.forget, one, after=self._grace)
        log.info("%s removed the app", tenant)

    async def revoked(self, desk: Desk, body: Payload) -> None:
        """The bot's token was revoked: it is as if the app had been removed.

        Source: https://docs.slack.dev/reference/events/tokens_revoked
        """
        if (body.get("event") or {}).get("tokens", {}).get("bot"):
            await self.uninstalled(desk, body)

    async def _came_back(self, tenant: str, moment: int | None) -> bool:
        """Whether the app was installed again after it was removed: Slack may tell of that late, or twice.

        Source: https://docs.slack.dev/apis/events-api#retries
        """
        try:
            bot = await self._bots.of(tenant)
        except DeskError:
            return False
        return bool(bot and moment and bot.installed_at > moment + APART)


def _ends_soon(bot: Bot) -> bool:
    return bot.bot_token_expires_at is not None and bot.bot_token_expires_at < _now().timestamp() + RENEW * 60


def _now() -> datetime:
    return datetime.now(UTC)
