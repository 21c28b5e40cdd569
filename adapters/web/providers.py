"""Slack and Discord as those who tell to which workspaces and servers somebody belongs. Their addresses are fixed by their documentation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from adapters.web.calls import Unconfirmed, called
from bot.errors import DeskError
from bot.settings import Faults

SIGNED = ("RS256",)
"""How Slack signs an ID token; one that is signed otherwise, or not at all, is none.

Source: https://slack.com/.well-known/openid-configuration
"""

LEEWAY = 60
"""Seconds that Slack's clock and ours may differ."""

Memberships = tuple[tuple[str, ...], ...]
"""Where somebody belongs: a workspace ("slack:T…") with its organisation ("slack:E…") behind it, or servers ("discord:…")."""


@dataclass(frozen=True, slots=True)
class App:
    """What the operator registered with a chat: its name for us, and what proves that we are it."""

    client_id: str
    secret: str = field(repr=False)


class Provider(Protocol):
    """A chat by whose account people sign in with OAuth 2.0's authorization code."""

    @property
    def name(self) -> str:
        """As in our addresses."""
        ...

    @property
    def title(self) -> str:
        """As people know it."""
        ...

    @property
    def scope(self) -> str:
        """What we ask to be told, and no more."""
        ...

    @property
    def app(self) -> App:
        """Who we are there."""
        ...

    @property
    def authorize(self) -> str:
        """Where people are asked whether they want to sign in."""
        ...

    @property
    def token(self) -> str:
        """Where a code becomes tokens."""
        ...

    async def memberships(self, told: Mapping[str, object], nonce: str) -> Memberships:
        """Where somebody belongs for whom these tokens were given.

        Raises:
            Unconfirmed: the tokens don't prove it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Slack:
    """Sign in with Slack, by OpenID Connect.

    Source: https://docs.slack.dev/authentication/sign-in-with-slack and https://slack.com/.well-known/openid-configuration
    """

    app: App
    authorize: str = "https://slack.com/openid/connect/authorize"
    token: str = "https://slack.com/api/openid.connect.token"  # noqa: S105 - an address
    keys: str = "https://slack.com/openid/connect/keys"
    issuer: str = "https://slack.com"
    name: str = "slack"
    title: str = "Slack"
    scope: str = "openid"

    async def memberships(self, told: Mapping[str, object], nonce: str) -> Memberships:
        """The workspace that the ID token names, once its signature, issuer, audience, time and nonce are proven."""
        claims = self._proven(str(told.get("id_token", "")), await called(self.keys), nonce)
        team, enterprise = (claims.get(f"https://slack.com/{one}_id") for one in ("team", "enterprise"))
        if not team:
            raise Unconfirmed("its token names no workspace")
        return (tuple(f"slack:{one}" for one in (team, enterprise) if one),)

    def _proven(self, token: str, keys: object, nonce: str) -> Mapping[str, object]:
        """Source: https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation"""
        client = self.app.client_id
        wanted = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": client},
            azp={"value": client},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=SIGNED).claims  # type: ignore[arg-type]
            wanted.validate(claims)
            if claims["aud"] not in (client, [client]):
                raise Unconfirmed("its token is for others, too")
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Unconfirmed(f"its token proves nothing ({type(error).__name__})") from error
        return claims


@dataclass(frozen=True, slots=True)
class Discord:
    """OAuth 2.0 with Discord, which lists somebody's servers to whoever holds their token.

    That token comes to us from Discord itself, for our own code and verifier; no ID token is asked for, since it would name no server.

    Source: https://docs.discord.com/developers/topics/oauth2 and https://docs.discord.com/developers/resources/user#get-current-user-guilds
    (200 servers at most, which is as many as one may join)
    """

    app: App
    authorize: str = "https://discord.com/oauth2/authorize"
    token: str = "https://discord.com/api/v10/oauth2/token"  # noqa: S105 - an address
    guilds: str = "https://discord.com/api/v10/users/@me/guilds"
    name: str = "discord"
    title: str = "Discord"
    scope: str = "guilds"

    async def memberships(self, told: Mapping[str, object], nonce: str) -> Memberships:  # noqa: ARG002 - Slack's proves more
        """The servers that they are a member of."""
        guilds = await called(self.guilds, token=str(told["access_token"])) or []
        if not isinstance(guilds, list):
            raise Unconfirmed("its list of servers is none")
        ids = [guild.get("id") for guild in guilds if isinstance(guild, dict)]
        return tuple((f"discord:{one}",) for one in ids if isinstance(one, str))


def read_providers(environment: Mapping[str, str]) -> tuple[Provider, ...]:
    """The chats by whose accounts people may sign in.

    Raises:
        DeskError: a value that is none, or there are no pages to sign in to; a `SettingsError` of all such values.
    """
    faults = Faults()
    slack = faults.of(None, _app, "QUOTEDESK_SLACK_SIGN_IN", environment)
    discord = faults.of(None, _app, "QUOTEDESK_DISCORD_SIGN_IN", environment)
    faults.tell()
    return (*((Slack(slack),) if slack else ()), *((Discord(discord),) if discord else ()))


def _app(name: str, environment: Mapping[str, str]) -> App | None:
    value = environment.get(name, "").strip()
    if not value:
        return None
    client_id, _, secret = value.partition(":")
    if not (client_id and secret and value.isascii() and value.isprintable() and " " not in value):
        raise DeskError(
            f"{name} is no client with its secret.", "Write CLIENT_ID:CLIENT_SECRET, as the app's page has them."
        )
    if not environment.get("QUOTEDESK_WEB_KEY"):
        raise DeskError(
            f"{name} is set, but there are no pages to sign in to.", "Set QUOTEDESK_WEB_KEY and QUOTEDESK_WEB_ADDRESS."
        )
    return App(client_id, secret)
