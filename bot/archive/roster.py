"""Who and what is on file by name: the indexes of names and titles, and how they follow the store.

A keystroke is answered from these and never waits until they are made: a thread brings them up all the time, and has
a process of its own do what is much. Where the store is on this machine, it is asked how far it is, and what may be
late is checked against it; where a network lies between, a keystroke is answered only as long as the thread keeps up.
"""

import time
import weakref
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from math import inf
from threading import Event, Lock, Thread
from typing import TypeVar

from bot.archive.apart import names_brought_up
from bot.archive.bearing import hit_of, title_of
from bot.archive.following import Change
from bot.archive.index import Watermark
from bot.archive.name_files import NameFiles
from bot.archive.name_index import Bearer, NameIndex
from bot.archive.records import NameHit
from bot.archive.store import Store
from bot.errors import DeskError
from bot.model import Source
from bot.settings import Settings

POLL = 0.4
"""Seconds between two looks at the store."""

STALE = 3.0
"""Seconds after the last such look until nothing is offered any more, and so how long what was hidden may be offered
by other processes that ask over a network."""

ENDING = 10.0
"""Seconds that closing waits for the thread."""

MUCH = 2_000
"""Articles or names at once with which a thread would hold up the others: sorting them takes the interpreter some ten
milliseconds, in which nothing else runs."""

T = TypeVar("T")


class Roster:
    """The names and titles of a store, in the index folder of the settings."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._names: NameIndex = NameFiles(settings.index / "names")
        self._titles: NameIndex = NameFiles(settings.index / "titles")
        self._rooms: dict[str, int] = {}
        self._looked = self._hidden = float("-inf")
        self._closed = Event()
        self._follower: Thread | None = None
        self._starting = Lock()

    def follow(self, *, whole: bool = False, most: float = inf) -> bool:
        """Bring both up to the store, unless another process is at it; whether they are.

        Raises:
            _TooMuchError: there are more than `most` articles or names to be written.
        """
        began = time.monotonic()
        head = self._store.head()
        names = self._brought_up(self._names, self._store.named_bearers, head, whole, most)
        titles = self._brought_up(self._titles, self._store.titled_bearers, head, whole, most)
        if names and titles:
            self._looked = max(self._looked, began)
        return names and titles

    @contextmanager
    def following(self, *, whole: bool = False) -> Generator[None]:
        """Bring both up as `follow` does; where that is much, a process of its own does it meanwhile."""
        try:
            self.follow(whole=whole, most=MUCH)
        except _TooMuchError:
            with ThreadPoolExecutor(1) as thread:
                done = thread.submit(names_brought_up, self._settings, self._closed, whole=whole)
                yield
            self.follow(whole=whole and not done.result())
        else:
            yield

    def hide(self) -> None:
        """Offer nothing here that the store hid before this, and bring the names up where that is soon done."""
        self._hidden = time.monotonic()
        with suppress(DeskError, OSError, _TooMuchError):  # what can't be written now is not offered until it can be
            self.follow(most=MUCH)

    def settle(self) -> None:
        """Wait until no process anywhere offers what was hidden last."""
        if not self._store.local:
            time.sleep(max(0.0, self._hidden + STALE - time.monotonic()))

    def up(self) -> bool:
        """Whether both are up to the store."""
        head = self._store.head()
        return self._names.watermark() == head and self._titles.watermark() == head

    def built(self) -> bool:
        """Whether there is anything to look names up in."""
        return self._names.watermark() is not None

    def speakers(self, room: int, words: Sequence[str], *, slips: bool, limit: int, now: int) -> tuple[NameHit, ...]:
        """A newsroom's speakers by the typed words, as these indexes know them."""
        found = (self._names.near if slips else self._names.begun)(room, words, now=now, limit=limit)
        return tuple(hit_of(bearer, now) for bearer in found)

    def titles(self, room: int, words: Sequence[str], *, slips: bool, limit: int, now: int) -> tuple[Source, ...]:
        """A newsroom's articles by the typed words of their headlines, as these indexes know them."""
        found = (self._titles.near if slips else self._titles.begun)(room, words, now=now, limit=limit)
        return tuple(title_of(bearer) for bearer in found)

    def at_once(
        self, newsroom: str, ask: Callable[[int], tuple[T, ...]], checked: Callable[[tuple[T, ...]], tuple[T, ...]]
    ) -> tuple[T, ...]:
        """What a keystroke is answered: nothing where the indexes may be late, unless it can be checked on this machine."""
        self._follow_on()
        room = self._room(newsroom)
        if not room:
            return ()
        if self._store.local:
            sure = self._store.head() == _held(self._names) == _held(self._titles)
            return ask(room) if sure else checked(ask(room))
        return ask(room) if self._looked >= max(self._hidden, time.monotonic() - STALE) else ()

    def close(self) -> None:
        """Follow the store no more. The thread has left its database in peace when this returns."""
        self._closed.set()
        if self._follower:
            self._follower.join(ENDING)

    def _room(self, newsroom: str) -> int | None:
        """A newsroom's number; where that takes no network it is asked each time, since a backup put back may give it to another."""
        return self._store.newsroom_id(newsroom) if self._store.local else self._rooms.get(newsroom)

    def _brought_up(
        self,
        index: NameIndex,
        read: Callable[[Sequence[int] | None], list[Bearer]],
        head: Watermark,
        whole: bool,
        most: float,
    ) -> bool:
        if index.watermark() == head and not whole:
            return True
        with index.writing() as writer:
            if writer is None:
                return False
            mark = None if whole else index.watermark()  # asked again: now nobody else moves it
            changes = self._store.changes_since(mark) if mark else None
            if changes == []:
                return True
            if changes is None or _takes_down(changes):
                articles, until = None, head
            else:
                articles = [change.article_id for change in changes]
                until = Watermark(head.store, changes[-1].seq, changes[-1].at)
            _bear(head.seq if articles is None else len(articles), most)
            bearers = read(articles)
            _bear(len(bearers) if articles is None else writer.load(len(bearers)), most)
            writer.replace(bearers, until, anew=articles is None)
            return True

    def _follow_on(self) -> None:
        with self._starting:
            if not self._closed.is_set() and not (self._follower and self._follower.is_alive()):
                self._follower = Thread(target=_follow_on, args=(weakref.ref(self), self._closed), daemon=True)
                self._follower.start()

    def look(self) -> None:
        """Learn of new newsrooms, and bring the indexes up."""
        self._rooms = self._store.newsroom_ids()
        try:
            self.follow(most=MUCH)
        except _TooMuchError:
            if not names_brought_up(self._settings, self._closed) and not self._closed.is_set():
                self.follow()


def _follow_on(roster: "weakref.ref[Roster]", closed: Event) -> None:
    while (followed := roster()) is not None:
        with suppress(DeskError, OSError):  # out of reach or room: after a while nothing is offered, until that is over
            followed.look()
        del followed
        if closed.wait(POLL):
            return


class _TooMuchError(Exception):
    """There is more to do than a thread should."""


def _held(index: NameIndex) -> Watermark | None:
    """How far what is read has come; a process's first keystroke opens the files that are there already."""
    return index.held() or index.watermark()


def _bear(load: int, most: float) -> None:
    if load > most:
        raise _TooMuchError


def _takes_down(changes: Sequence[Change]) -> bool:
    """Whether people may be named no more who were before: what is held of them goes when all is written anew."""
    return any(change.removed or change.reread for change in changes)
