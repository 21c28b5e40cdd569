"""How much one person, and one newsroom, may ask: a bucket each that fills as time goes by."""

import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.errors import DeskError

PERSON, NEWSROOM = 30, 3_000
"""Questions a minute, if the operator sets nothing else: of a person more is a script or a stuck key; of a newsroom it is
every desk of a large house on a day of elections."""

PERSON_LIMIT, NEWSROOM_LIMIT = "QUOTEDESK_PERSON_LIMIT", "QUOTEDESK_NEWSROOM_LIMIT"
"""The settings for it."""

MOST = 1_000_000

KEPT = 10_000
"""Buckets that are remembered; beyond that the full ones are dropped, since a new one is full, too."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Allowance:
    """Buckets by name, each with room for `size` questions, filled with `rate` a second. Any thread may take."""

    def __init__(self, size: int, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._rate = rate
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def wait(self, name: str) -> int:
        """Take one question: 0 where it was there, else the whole seconds until one will be, and none is taken."""
        with self._lock:
            now = self._clock()
            bucket = self._filled(name, now)
            if bucket.left >= 1:
                bucket.left -= 1
                return 0
            return max(1, math.ceil((1 - bucket.left) / self._rate))

    def _filled(self, name: str, now: float) -> _Bucket:
        if len(self._buckets) > KEPT:
            self._drop_full(now)
        bucket = self._buckets.setdefault(name, _Bucket(self._size, now))
        bucket.left = min(self._size, bucket.left + (now - bucket.at) * self._rate)
        bucket.at = now
        return bucket

    def _drop_full(self, now: float) -> None:
        full = [name for name, one in self._buckets.items() if one.left + (now - one.at) * self._rate >= self._size]
        for name in full:
            del self._buckets[name]


def a_minute(questions: int) -> Allowance:
    """Buckets for so many questions at once, and as many again in every minute."""
    return Allowance(questions, questions / 60)


def limit(environment: Mapping[str, str], name: str, default: int) -> int:
    """A setting of questions a minute.

    Raises:
        DeskError: it is no such number.
    """
    value = environment.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(MOST)) and 0 < int(value) <= MOST):
        raise DeskError(f"{name} is no number of questions a minute.", f"Set it to a whole number, such as {default}.")
    return int(value)
