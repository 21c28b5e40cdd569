"""An address -> what lies there, by way of every check."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from functools import partial
from time import monotonic

import certifi
import httpcore

from bot.fetching.address import Target, following, target_of
from bot.fetching.caching import fresh_for, seconds_until
from bot.fetching.faults import Refused, Unreachable
from bot.fetching.manners import AGENT, ROBOTS_LARGEST, Manners
from bot.fetching.places import Resolve, places_of, resolved
from bot.fetching.wire import Answer, Deadline, exchange

LARGEST = 20 * 1024 * 1024
"""Bytes of a page, as it comes and unpacked: what `bot.reading` reads of a file."""

SECONDS = 60.0
"""For one page with all that it takes: waiting for a turn, robots.txt, every page it leads on to."""

HOPS = 5
"""Pages that one address may lead on to, one after another. Source: RFC 9309, section 2.3.1.2, which asks for five."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lay at an address.

    Attributes:
        address: Where it came from in the end; every place on the way was checked.
        data: The bytes, unpacked; none where it was not modified.
        media_type: What it is said to be ("text/html"); None where nothing is said.
        charset: The encoding it is said to have, in small letters.
        etag: Its mark, as the server gave it, for the next request.
        modified: When it was changed last, as the server gave it, for the next request.
        not_modified: Whether it is as it was when that mark or moment was given.
        fresh_for: Seconds that the publisher takes it for fresh; None where nothing is said.
    """

    address: str
    data: bytes
    media_type: str | None
    charset: str | None
    etag: str | None
    modified: str | None
    not_modified: bool
    fresh_for: float | None


class Fetcher:
    """Fetches pages from the public web, one at a time from each site; for all threads of a process.

    It sends no cookie and no password, goes by no proxy and keeps nothing but how sites want to be asked.

    Args:
        contact: Whom a site's operator may write to, an address of the web or of mail; "" for nobody.
        loopback: Lets this machine itself be fetched from, at any port: for tests.
        resolve: Looks a name up.
        seconds: What one page may take in all.
        tls: Whose certificates are believed; without it those that browsers believe.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        contact: str = "",
        *,
        loopback: bool = False,
        resolve: Resolve = resolved,
        seconds: float = SECONDS,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._agent = f"{AGENT}/0.1 (+{contact})" if contact else f"{AGENT}/0.1"
        self._loopback = loopback
        self._resolve = resolve
        self._seconds = seconds
        self._tls = tls or ssl.create_default_context(cafile=certifi.where())
        self._manners = Manners(clock)

    def close(self) -> None:
        """End it: who waits for a turn waits no longer."""
        self._manners.close()

    def get(
        self,
        address: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        largest: int = LARGEST,
        polite: bool = True,
    ) -> Fetched:
        """What lies at an address.

        Args:
            address: As somebody gave it.
            etag: What an earlier answer had as its mark: if it is that still, it is not sent again.
            modified: The same by its date.
            largest: Bytes that it may have.
            polite: Whether to do as the site's robots.txt says, and leave it alone when it asks for that.

        Raises:
            Refused: it is not one that is fetched, or leads to one that is not.
            Unreachable: the site did not give it.
        """
        deadline = Deadline(self._seconds)
        headers = _conditional(etag, modified)
        ask = partial(self._in_turn, headers=headers, largest=largest, deadline=deadline, polite=polite)
        try:
            target, answer = _followed(target_of(address), ask)
        except httpcore.TimeoutException as error:
            raise Unreachable("The site took too long to answer.") from error
        return _fetched(target, answer)

    def _in_turn(
        self, target: Target, *, headers: dict[str, str], largest: int, deadline: Deadline, polite: bool
    ) -> Answer:
        with self._manners.turn(target, deadline) as site:
            if polite:
                self._manners.heed(site, target, deadline, partial(self._robots, target, deadline))
            answer = self._ask(target, headers=headers, largest=largest, deadline=deadline)
            if answer.status in {429, 503}:
                away = self._manners.leave_alone(site, seconds_until(answer.headers.get("retry-after")))
                raise Unreachable("The site is asked too much.", status=answer.status, retry_after=away)
            return answer

    def _robots(self, target: Target, deadline: Deadline) -> Answer | None:
        """A site's robots.txt; None where it is larger than any, or leads to a place that is not fetched from."""
        ask = partial(self._ask, headers={}, largest=ROBOTS_LARGEST, deadline=deadline)
        try:
            return _followed(target_of(f"{target.site}/robots.txt"), ask)[1]
        except Refused:
            return None

    def _ask(self, target: Target, *, headers: dict[str, str], largest: int, deadline: Deadline) -> Answer:
        places = places_of(target, self._resolve, loopback=self._loopback)
        sent = {"User-Agent": self._agent, "Accept": "*/*", **headers}
        return exchange(target, places, sent, largest=largest, deadline=deadline, tls=self._tls)


def _followed(target: Target, ask: Callable[[Target], Answer]) -> tuple[Target, Answer]:
    """Where a page is in the end, and what was answered there."""
    for _ in range(HOPS + 1):
        answer = ask(target)
        if answer.location is None:
            return target, answer
        target = following(target, answer.location)
    raise Refused("The address leads from one page to another and never to an end.", "Give the address it should be.")


def _conditional(etag: str | None, modified: str | None) -> dict[str, str]:
    """What is sent so that a page comes only if it changed; what a server gave that no header may hold is left out."""
    given = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}


def _fetched(target: Target, answer: Answer) -> Fetched:
    if answer.status not in {200, 304}:
        raise _failure(answer.status)
    told = answer.headers
    kind = Message()
    kind["content-type"] = told.get("content-type", "")
    return Fetched(
        address=target.address,
        data=answer.data,
        media_type=kind.get_content_type() if "content-type" in told else None,
        charset=kind.get_content_charset(),
        etag=told.get("etag"),
        modified=told.get("last-modified"),
        not_modified=answer.status == 304,
        fresh_for=fresh_for(told),
    )


def _failure(status: int) -> Unreachable:
    """Why there is no page, as far as a status tells."""
    if status == 410:
        return Unreachable("The page is gone for good, the site says (410).", "", status=status, gone=True)
    if status == 404:
        return Unreachable("There is no such page (404).", "Look at the spelling of the address.", status=status)
    if status in {401, 402, 403, 451}:
        return Unreachable(f"The site does not let us read this page ({status}).", "Paste the text.", status=status)
    return Unreachable(f"The site gave no page: it answered with {status}.", status=status)
