"""Being a guest: what a site's robots.txt allows, one request at a time, and staying away when it asks for that."""

from collections import OrderedDict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock

from protego import Protego

from bot.fetching.address import Target
from bot.fetching.faults import Refused, Unreachable
from bot.fetching.wire import Answer, Deadline

AGENT = "Quotedesk"
"""The name by which a robots.txt may speak of us."""

ROBOTS_LARGEST = 500 * 1024
"""Bytes of a robots.txt. Source: RFC 9309, section 2.5: at least 500 KiB are to be read."""

ROBOTS_FRESH = 3_600.0
"""Seconds that a robots.txt is believed. Source: RFC 9309, section 2.4: no more than 24 hours."""

DELAY = 10.0
"""Seconds between two requests, at most, whatever a robots.txt asks for: a page that somebody waits for has to come."""

AWAY = 60.0
"""Seconds to stay away from a site that says it is asked too much, and not for how long."""

LONGEST_AWAY = 86_400.0
"""Seconds to stay away at most, whatever it says."""

SITES = 1_000
"""Sites that are remembered; the one that was asked longest ago is forgotten."""


@dataclass(slots=True)
class Site:
    """What is known of one site: scheme, host and port. All moments are those of the clock."""

    turn: Lock = field(default_factory=Lock)
    rules: Protego | None = None
    rules_end: float = 0.0
    next_turn: float = 0.0
    away_until: float = 0.0


class Manners:
    """The sites that were asked, and how each wants to be asked.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sites: OrderedDict[str, Site] = OrderedDict()
        self._guard = Lock()
        self._closed = Event()

    def close(self) -> None:
        """Let nobody wait for a turn any more."""
        self._closed.set()

    @contextmanager
    def turn(self, target: Target, deadline: Deadline) -> Generator[Site]:
        """The site, for this thread alone.

        Raises:
            Unreachable: others took all the time there was.
        """
        site = self._site(target.site)
        if not site.turn.acquire(timeout=deadline.left()):
            raise Unreachable("The site is being asked for other pages, and each waits for the one before.")
        try:
            yield site
        finally:
            site.turn.release()

    def heed(self, site: Site, target: Target, deadline: Deadline, robots: Callable[[], Answer | None]) -> None:
        """Ask as the site wishes: not while it is to be left alone, what it allows, and when it is time.

        Raises:
            Refused: its robots.txt does not allow it.
            Unreachable: it is to be left alone yet, or the wait would be too long.
        """
        self._check_away(site)
        if self._clock() >= site.rules_end:
            site.rules = _rules(robots())
            site.rules_end = self._clock() + ROBOTS_FRESH
        if site.rules is None:
            return
        if not site.rules.can_fetch(target.address, AGENT):
            raise Refused("The site's robots.txt asks programs not to fetch this page.", "Paste the text instead.")
        self._wait(site.next_turn - self._clock(), deadline)
        site.next_turn = self._clock() + min(site.rules.crawl_delay(AGENT) or 0.0, DELAY)

    def leave_alone(self, site: Site, seconds: float | None) -> float:
        """Stay away from a site for as long as it says, within bounds; gives the seconds."""
        away = min(AWAY if seconds is None else max(seconds, 1.0), LONGEST_AWAY)
        site.away_until = self._clock() + away
        return away

    def _check_away(self, site: Site) -> None:
        away = site.away_until - self._clock()
        if away > 0:
            raise Unreachable("The site asked to be left alone for a while.", retry_after=away)

    def _wait(self, seconds: float, deadline: Deadline) -> None:
        if seconds > deadline.left():
            raise Unreachable("The site wants more time between two requests.", retry_after=seconds)
        if self._closed.wait(max(seconds, 0.0)):
            raise Unreachable("Quotedesk is being ended.")

    def _site(self, name: str) -> Site:
        with self._guard:
            site = self._sites.setdefault(name, Site())
            self._sites.move_to_end(name)
            if len(self._sites) > SITES:
                self._sites.popitem(last=False)
            return site


def _rules(answer: Answer | None) -> Protego | None:
    """What a site allows; None where it has no rules.

    Source: RFC 9309, section 2.3.1: without a file all is allowed; where the site can't tell, nothing is.
    """
    if answer is None:
        return None
    if answer.status == 200:
        return Protego.parse(answer.data.decode("utf-8", "replace"))
    if answer.status == 429 or answer.status >= 500:
        raise Unreachable("The site can't say now what may be fetched from it (robots.txt).", status=answer.status)
    return None
