"""Slack and Discord as far as people sign in by them, on a socket of this machine, as their documentation says they answer.

Source: https://docs.slack.dev/authentication/sign-in-with-slack, https://docs.slack.dev/reference/methods/openid.connect.token,
https://docs.discord.com/developers/topics/oauth2 and Discord's own description of its HTTP API
"""

import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from adapters.web.providers import App, Discord, Slack
from tests.browsers import served

CLIENT, SECRET = "25259531569.11152291", "e1b9e11dfcd19c1982d5de12921e17e8"
ISSUER = "https://slack.com"


@dataclass
class Chats:
    """Both chats, and what a test makes them do.

    Attributes:
        backs: The addresses that the operator registered: people are sent back to no other.
        team: What an ID token says of the workspace.
        claims: What it says otherwise than it should; None for a claim that it lacks.
        forged: Whether it is signed with another key than Slack's; None for what is not signed at all.
        guilds: The servers of whoever signs in by Discord.
        forms: What was sent for tokens.
    """

    backs: tuple[str, ...]
    team: Mapping[str, str] = field(default_factory=lambda: {"https://slack.com/team_id": "T024BE7LD"})
    claims: Mapping[str, object] = field(default_factory=dict)
    forged: str = ""
    guilds: Any = ()
    token_answer: Response | None = None
    forms: list[Mapping[str, str]] = field(default_factory=list)
    address: str = ""
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "slack-1", "use": "sig", "alg": "RS256"})
    )
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _tokens: set[str] = field(default_factory=set)

    @property
    def slack(self) -> Slack:
        return Slack(
            App(CLIENT, SECRET),
            authorize=f"{self.address}/openid/connect/authorize",
            token=f"{self.address}/api/openid.connect.token",
            keys=f"{self.address}/openid/connect/keys",
        )

    @property
    def discord(self) -> Discord:
        return Discord(
            App(CLIENT, SECRET),
            authorize=f"{self.address}/oauth2/authorize",
            token=f"{self.address}/api/v10/oauth2/token",
            guilds=f"{self.address}/api/v10/users/@me/guilds",
        )

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/openid/connect/authorize", self._authorize),
                Route("/oauth2/authorize", self._authorize),
                Route("/api/openid.connect.token", self._slack_token, methods=["POST"]),
                Route("/api/v10/oauth2/token", self._discord_token, methods=["POST"]),
                Route("/openid/connect/keys", self._keys),
                Route("/api/v10/users/@me/guilds", self._guilds),
            ]
        )

    async def _authorize(self, request: Request) -> Response:
        """Whoever is asked allows it."""
        asked = dict(request.query_params)
        scope = "openid" if request.url.path.startswith("/openid") else "guilds"
        known = asked.get("client_id") == CLIENT and asked.get("redirect_uri") in self.backs
        if not known or asked.get("response_type") != "code" or scope not in asked.get("scope", "").split():
            return JSONResponse({"error": "invalid_request"}, 400)
        code = token_urlsafe()
        self._codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def _redeemed(self, request: Request) -> dict[str, str] | None:
        """What was asked for with a code, which serves once, from the client that it was given to, by the verifier of its challenge."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        self.forms.append(form)
        asked = self._codes.pop(form.get("code", ""), None)
        if asked is None or (form["client_id"], form["client_secret"]) != (CLIENT, SECRET):
            return None
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        same = form["redirect_uri"] == asked["redirect_uri"] and challenge == asked["code_challenge"]
        return asked if same and asked["code_challenge_method"] == "S256" else None

    async def _slack_token(self, request: Request) -> Response:
        asked = await self._redeemed(request)
        if self.token_answer or asked is None:
            return self.token_answer or JSONResponse({"ok": False, "error": "invalid_code"})
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "sub": "U0R7MFMJM",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "auth_time": now,
            "nonce": asked["nonce"],
            "https://slack.com/user_id": "U0R7MFMJM",
            **self.team,
            **self.claims,
        }
        token = self._signed({name: value for name, value in claims.items() if value is not None})
        return JSONResponse({"ok": True, "access_token": "xoxp-1234", "token_type": "Bearer", "id_token": token})

    def _signed(self, claims: dict[str, object]) -> str:
        match self.forged:
            case "none":
                return jwt.encode({"alg": "none"}, claims, OctKey.generate_key(), algorithms=["none"])
            case "hmac":
                public = OctKey.import_key(self.key.as_pem(private=False))
                return jwt.encode({"alg": "HS256", "kid": "slack-1"}, claims, public)
            case "other key":
                other = RSAKey.generate_key(2048, {"kid": "slack-1"})
                return jwt.encode({"alg": "RS256", "kid": "slack-1"}, claims, other)
            case "unknown key":
                other = RSAKey.generate_key(2048, {"kid": "mine"})
                return jwt.encode({"alg": "RS256", "kid": "mine"}, claims, other)
            case "changed":
                header, _, signature = jwt.encode({"alg": "RS256", "kid": "slack-1"}, claims, self.key).split(".")
                _, body, _ = jwt.encode({"alg": "RS256"}, {**claims, "sub": "U1"}, self.key).split(".")
                return f"{header}.{body}.{signature}"
        return jwt.encode({"alg": "RS256", "kid": "slack-1"}, claims, self.key)

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _discord_token(self, request: Request) -> Response:
        if self.token_answer or await self._redeemed(request) is None:
            return self.token_answer or JSONResponse({"error": "invalid_grant"}, 400)
        token = token_urlsafe()
        self._tokens.add(token)
        told = {"access_token": token, "token_type": "Bearer", "expires_in": 604800, "scope": "guilds"}
        return JSONResponse({**told, "refresh_token": token_urlsafe()})

    async def _guilds(self, request: Request) -> Response:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self._tokens:
            return JSONResponse({"message": "401: Unauthorized", "code": 0}, 401)
        if not isinstance(self.guilds, tuple):
            return JSONResponse(self.guilds)
        return JSONResponse([{"id": one, "name": "A server", "owner": False, "features": []} for one in self.guilds])


@contextmanager
def chats(web_address: str) -> Iterator[Chats]:
    """Both chats, who know the pages at an address."""
    both = Chats(tuple(f"{web_address}/sign-in/{name}/back" for name in ("slack", "discord")))
    with served(both.app()) as both.address:
        yield both
