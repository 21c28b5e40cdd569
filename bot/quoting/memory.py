"""What is found out once and then known, for articles use the same words and turns over and over."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

MOST = 65_536
"""How much is known of one kind; then all is forgotten, and found out anew."""


class Memory(dict[K, V]):
    """What is asked -> what was found out about it. Quicker than `lru_cache`, which also notes what was asked last.

    Args:
        find: Finds it out, the first time.
    """

    def __init__(self, find: Callable[[K], V]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, asked: K) -> V:
        if len(self) >= MOST:
            self.clear()
        self[asked] = found = self.find(asked)
        return found
