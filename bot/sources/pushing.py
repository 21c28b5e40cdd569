"""What a newsroom's own system sends by itself: ninjs items, signed with a secret that only both sides know."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.addresses import canonical
from bot.errors import AskError
from bot.ingest import ingest
from bot.ledger import Kind, SourceRecord
from bot.model import Status
from bot.order import Input
from bot.reading.fields import Fields, is_fields, status_of, text_in
from bot.reading.json_values import json_in
from bot.reading.ninjs import is_ninjs
from bot.reply import Filing
from bot.sources.looking import Means

WITHIN = timedelta(minutes=5)
"""How far the sender's clock may be from ours. Source: docs.slack.dev/authentication/verifying-requests-from-slack, which asks for the same."""

_TAKEN_BACK = frozenset({Status.WITHHELD, Status.RETRACTED})
_BODIES = ("bodies", "body_html", "body_text", "body_xhtml")


def secret_of(key: str, source: SourceRecord) -> str:
    """The secret of a source, made of one of the desk's keys and of what was drawn when the source was added: kept nowhere."""
    drawn = hmac.digest(key.encode(), f"push:{source.id}:{source.cursor}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def signature_of(secret: str, timestamp: str, body: bytes) -> str:
    """What a sender signs a sending with: HMAC-SHA256, in hex, over the moment (seconds since 1970), a dot, and the body."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


class Unsigned(AskError):  # noqa: N818  what it says, not that it is an error
    """A sending was not signed as it must be, or not lately, or for no source."""

    def __init__(self) -> None:
        super().__init__("This was not signed as it must be, or more than five minutes ago.", "docs/push.md tells how.")


class TakenBefore(AskError):  # noqa: N818  as above
    """The very sending was taken before: taken again, it could bring back an older text."""

    def __init__(self) -> None:
        super().__init__("This very sending was taken already.", "Sign each one anew, also one that is tried again.")


@dataclass(frozen=True, slots=True)
class Sending:
    """What came over the wire, and as what.

    Attributes:
        source: Number of the source that it was sent to.
        timestamp: When it was signed, as its sender says: seconds since 1970.
        signature: What it was signed with, in hex.
    """

    source: int
    timestamp: str
    signature: str
    body: bytes


def taken(means: Means, keys: Sequence[str], sending: Sending, now: datetime) -> Filing:
    """What came of a sending, if it was signed; each is taken once.

    Raises:
        Unsigned, TakenBefore: as they say; nothing was done.
        AskError: it can't be filed.
        DeskError: the archive can't be written.
    """
    source = means.ledger.source(sending.source)
    known = source if source and source.kind is Kind.PUSH else None
    secrets = [secret_of(key, known) for key in keys] if known else []
    if known is None or not is_signed(secrets, sending.timestamp, sending.signature, sending.body, now):
        raise Unsigned
    if known.paused:
        raise AskError("This source is paused.", f"quotedesk sources resume {known.id}")
    if not means.ledger.first_time(f"push:{known.id}:{sending.signature}", now=now):
        raise TakenBefore
    filing = pushed(means, known, sending.body, now)
    means.ledger.looked(replace(known, looked=now))
    return filing


def is_signed(secrets: Sequence[str], timestamp: str, signature: str, body: bytes, now: datetime) -> bool:
    """Whether a sending was signed with one of the secrets, lately. Every secret is tried, so that the time tells nothing."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12 and signature.isascii()):
        return False
    late = abs(now.timestamp() - int(timestamp)) > WITHIN.total_seconds()
    fits = [hmac.compare_digest(signature_of(secret, timestamp, body), signature) for secret in secrets]
    return any(fits) and not late


def pushed(means: Means, source: SourceRecord, body: bytes, now: datetime) -> Filing:
    """File the item that was sent, or take back the article that it says is no more.

    Raises:
        AskError: it is no ninjs, or can't be filed.
        DeskError: the archive can't be written.
    """
    item = _item(body)
    if status_of(text_in(item, "pubstatus")) in _TAKEN_BACK and not any(item.get(name) for name in _BODIES):
        return _taken_back(means, source, item, now)
    filing = ingest(
        means.archive,
        source.newsroom,
        [Input("the item", data=body)],
        fetch=means.web.get,
        date_order=means.date_order,
        now=now,
        outlet=source.outlet,
    )
    if filing.failed:
        raise AskError(filing.failed[0][1])
    return filing


def _item(body: bytes) -> Fields:
    """The one item, its fields' names in small letters."""
    try:
        values = json_in(body.decode())
    except UnicodeDecodeError as error:
        raise AskError("What was sent is not UTF-8.") from error
    item = values[0] if values and len(values) == 1 else None
    if not is_fields(item) or not is_ninjs(item):
        raise AskError("What was sent is no ninjs item.", "Send one item as JSON: https://iptc.org/standards/ninjs/")
    return {name.casefold(): value for name, value in item.items()}


def _taken_back(means: Means, source: SourceRecord, item: Fields, now: datetime) -> Filing:
    """What came of a notice without a text, which withholds or retracts an article that is on file."""
    address = canonical(text_in(item, "url", "canonicalurl")) or canonical(text_in(item, "uri"))
    found = means.archive.article_at(source.newsroom, address, now=now) if address else None
    if found is None:
        raise AskError("No article at the item's address is on file, so there is nothing to take back.")
    status, note = status_of(text_in(item, "pubstatus")), text_in(item, "ednote") or ""
    means.archive.set_status(source.newsroom, found.source.article_id, status, note, now=now)
    return Filing(versions=1)
