"""How much one person, and one newsroom, may ask: a bucket each that fills as time goes by."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

PERSON = (20, 0.5)
"""What a person may ask at once, and from then on a second: more is a script or a stuck key."""

NEWSROOM = (600, 50.0)
"""The same for a newsroom: every desk of a large house on a day of elections."""

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
