"""Signing in by an account of a chat: the way there, and what is proven by those who come back.

What must be known when they come back (state, nonce, PKCE's verifier) is sealed in their own browser for `WITHIN`, so nobody
can end what another one began.

Source: https://www.rfc-editor.org/rfc/rfc9700 (OAuth 2.0 Security Best Current Practice), section 2.1
"""

import hmac
import logging
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import urlencode

from adapters.entry import Keys
from adapters.web.calls import Unconfirmed, called
from adapters.web.providers import Memberships, Provider
from bot.errors import AskError

log = logging.getLogger(__name__)

WITHIN = timedelta(minutes=10)
"""How long somebody may take to sign in at the chat."""

ELSEWHERE = AskError("This sign-in was begun in another window or browser, or too long ago.", "Sign in once more.")


@dataclass(frozen=True, slots=True)
class Begun:
    """Where somebody is sent to sign in, and what their browser keeps meanwhile."""

    address: str
    kept: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proven:
    """Where somebody belongs, and the path of ours that they wanted to read."""

    memberships: Memberships
    path: str


class SignIn:
    """Signs people in.

    Args:
        web_address: Where the pages are; the operator registers what `back` tells with the chat.
    """

    def __init__(self, providers: Sequence[Provider], keys: Keys, web_address: str) -> None:
        self._providers = {one.name: one for one in providers}
        self._keys = keys
        self._web_address = web_address

    def back(self, name: str) -> str:
        """The address that a chat sends people back to."""
        return f"{self._web_address}/sign-in/{name}/back"

    def begun(self, name: str, path: str) -> Begun | None:
        """The way to a chat for somebody who wants to read a path; None where nobody signs in by that chat."""
        provider = self._providers.get(name)
        if provider is None:
            return None
        state, nonce, verifier = token_urlsafe(), token_urlsafe(), token_urlsafe(48)
        asked = {
            "response_type": "code",
            "client_id": provider.app.client_id,
            "scope": provider.scope,
            "redirect_uri": self.back(name),
            "state": state,
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        kept = self._keys.sealed("sign-in", name=name, path=path, state=state, nonce=nonce, verifier=verifier)
        return Begun(f"{provider.authorize}?{urlencode(asked)}", kept)

    async def proven(self, name: str, given: Mapping[str, str], kept: str) -> Proven:
        """What somebody proves who comes back from a chat.

        Args:
            name: Of the chat, as in the address that they came back to.
            given: What the chat sent with them.
            kept: What their browser kept.

        Raises:
            AskError: they began nothing, or something else, or the chat does not confirm it.
        """
        begun = self._keys.opened("sign-in", kept, WITHIN)
        provider = self._providers.get(name)
        if (
            begun is None
            or provider is None
            or begun["name"] != name
            or not _same(begun["state"], given.get("state", ""))
        ):
            raise ELSEWHERE
        if not given.get("code"):
            raise AskError(f"{provider.title} did not sign you in.", "Sign in once more, and allow it there.")
        try:
            told = await self._tokens(provider, given["code"], begun["verifier"])
            return Proven(await provider.memberships(told, begun["nonce"]), begun["path"])
        except Unconfirmed as fault:
            log.warning("nobody was signed in by %s: %s", provider.title, fault)
            raise AskError(f"{provider.title} could not confirm who you are.", "Sign in once more.") from fault

    async def _tokens(self, provider: Provider, code: str, verifier: str) -> Mapping[str, object]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.back(provider.name),
            "client_id": provider.app.client_id,
            "client_secret": provider.app.secret,
            "code_verifier": verifier,
        }
        told = await called(provider.token, form=form)
        if not (isinstance(told, dict) and isinstance(told.get("access_token"), str)):
            raise Unconfirmed("it takes the code for none")
        return told


def _challenge(verifier: str) -> str:
    """Source: https://www.rfc-editor.org/rfc/rfc7636#section-4.2"""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))
