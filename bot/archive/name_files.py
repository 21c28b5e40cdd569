"""The index of names over files: a folder on this machine's disk.

lock              held by the one process that writes
names.json        which files are in use, oldest first, each with its checksum, and how far they have come
<number>.names    a segment: see `bot.archive.name_segment`

A later segment outdoes an earlier one for whom it holds. Small ones are merged into larger ones as they come, so that
there are few of them and a change never writes all names anew.
"""

import json
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from heapq import nlargest
from itertools import chain
from pathlib import Path
from string import ascii_lowercase
from threading import Lock
from typing import Any
from uuid import uuid4

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.archive.durable import write_durably
from bot.archive.index import Watermark
from bot.archive.locks import locked_folder
from bot.archive.name_index import Bearer, NameWriter
from bot.archive.name_segment import FORMAT, LONG, TOP, Segment, packed
from bot.archive.names import SHORTEST_SLIP

GROWTH = 4
"""How many times larger than the next a segment is at least; otherwise the two are merged."""

COMPARED = 200
"""Names at most whose letters are compared for one question; the weightiest, where more come near."""

FEW, MANY = 300, 20_000
"""Names with the rarest word typed of which all are tried for the others: for a keystroke or beside a short word, and else."""

EASIER = 20
"""How many names are gathered in the time in which the letters of one are read."""

_Named = tuple[Segment, int]
"""A name, by its place in a segment."""


@dataclass(frozen=True, slots=True)
class _Held:
    """Open segments, oldest first, and how far they have come together."""

    segments: tuple[Segment, ...]
    watermark: Watermark

    @property
    def whole(self) -> bool:
        return all(segment.whole for segment in self.segments)


class NameFiles:
    """A `NameIndex` in a folder, which is made when it is first written.

    Files are opened, and their checksums compared, by `watermark` and `writing` alone, so that a question is never
    kept waiting by that.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: _Held | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._read: dict[str, Any] | None = None
        self._opening = Lock()

    def watermark(self) -> Watermark | None:
        """How far it has come; None where it is missing, of another format or damaged."""
        held = self._open()
        return held.watermark if held else None

    def held(self) -> Watermark | None:
        """How far what is read has come, without a look at the disk; None where nothing can be read."""
        held = self._held
        return held.watermark if held and held.whole else None

    @contextmanager
    def writing(self) -> Generator[NameWriter | None]:
        """A writer, or None where another process holds the lock."""
        with locked_folder(self._folder, "The names") as so:
            if not so:
                yield None
                return
            held = self._open()
            writer = _Writer(self._folder, held.segments if held else ())
            yield writer
            self._held = writer.held or held

    def begun(self, newsroom: int, words: Sequence[str], *, now: int, limit: int) -> list[Bearer]:
        """Bearers of a name in which every typed, folded word begins a word; who is called just so comes first."""
        segments = self._segments()
        found = [(segment, name) for segment in segments for name in _begun(segment, newsroom, words, limit)]
        ordered = sorted(found, key=_weight, reverse=True)
        whole = [(segment, name) for segment in segments for name in segment.names_spelt(newsroom, " ".join(words))]
        return _bearers(segments, [*sorted(whole, key=_weight, reverse=True), *ordered], now, limit)

    def near(self, newsroom: int, words: Sequence[str], *, now: int, limit: int) -> list[Bearer]:
        """Bearers of a name that the typed, folded words come near, the nearest first, then the weightiest."""
        segments = self._segments()
        for way in (_near, _near_in_short_words, _near_respaced, _near_parted):
            found = [(segment, name) for segment in segments for name in way(segment, newsroom, words)]
            if found:
                break
        return _bearers(segments, _nearest(nlargest(COMPARED, found, key=_weight), words), now, limit)

    def size(self) -> int:
        """Bytes on disk."""
        return sum(segment.size for segment in self._segments())

    def _kept(self) -> dict[str, Any] | None:
        path = self._folder / "names.json"
        try:
            status = path.stat()
            stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
            if stamp != self._stamp:
                kept: dict[str, Any] = json.loads(path.read_text("utf-8"))
                self._read = kept if kept["format"] == FORMAT else None
                self._stamp = stamp
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return self._read

    def _segments(self) -> tuple[Segment, ...]:
        """The open segments; none where one was cut short since, for to touch that would end the process."""
        held = self._held
        return held.segments if held and held.whole else ()

    def _open(self) -> _Held | None:
        """What is in use on disk, opened; None where it can't be read."""
        with self._opening:
            before: object = ()
            while (kept := self._kept()) != before:  # else others are in use by now
                try:
                    self._held = self._opened(kept) if kept else None
                except (OSError, ValueError, KeyError, TypeError, AttributeError):
                    before = kept
                else:
                    return self._held
            self._held = None
            return None

    def _opened(self, kept: Mapping[str, Any]) -> _Held:
        known = {segment.path.name: segment for segment in self._held.segments} if self._held else {}
        files: dict[str, int] = kept["files"]
        segments = tuple(_opened(self._folder / name, known.get(name), checksum) for name, checksum in files.items())
        return _Held(segments, Watermark(kept["store"], kept["seq"], kept["at"]))


class _Writer:
    """Adds segments, and merges them."""

    def __init__(self, folder: Path, segments: Sequence[Segment]) -> None:
        self._folder = folder
        self._segments = list(segments)
        self.held: _Held | None = None

    def load(self, changed: int) -> int:
        """How many bearers are written anew, those merged included, where so many changed."""
        for segment in reversed(self._segments):
            if len(segment) >= GROWTH * changed:
                break
            changed += len(segment)
        return changed

    def replace(self, bearers: Iterable[Bearer], watermark: Watermark, *, anew: bool = False) -> None:
        """Hold these instead of what was held of them, and set the watermark; `anew` forgets all others."""
        kept = [] if anew else self._segments
        fresh = {bearer.id: bearer for bearer in bearers}
        while fresh and kept and len(kept[-1]) < GROWTH * len(fresh):
            fresh = {bearer.id: bearer for bearer in kept.pop().bearers()} | fresh
        if not kept:
            fresh = {number: bearer for number, bearer in fresh.items() if bearer.spellings}
        if fresh:
            path = self._folder / f"{uuid4().hex}.names"
            write_durably(path, packed(fresh.values()))
            kept.append(Segment(path))
        self._segments = kept
        self.held = _Held(tuple(kept), watermark)
        files = {segment.path.name: segment.checksum for segment in kept}
        data = {"format": FORMAT, "files": files, **asdict(watermark)}
        write_durably(self._folder / "names.json", [json.dumps(data).encode()])
        self._sweep(files)

    def _sweep(self, files: Collection[str]) -> None:
        """Delete what is not in use; who has one open keeps it until it is let go."""
        for path in self._folder.glob("*.names*"):
            if path.name not in files:
                with suppress(OSError):
                    path.unlink()


def _opened(path: Path, known: Segment | None, checksum: int) -> Segment:
    """The segment of a file, which is opened only where it is not open; one cut short is not touched any more."""
    segment = known if known and path.stat().st_size == known.size else Segment(path)
    if segment.checksum != checksum:
        raise ValueError(path)
    return segment


def _weight(named: _Named) -> int:
    return named[0].weight(named[1])


def _bearers(segments: Sequence[Segment], found: Iterable[_Named], now: int, limit: int) -> list[Bearer]:
    """The first bearers of the names, each once, who may be shown and of whom no later segment says otherwise."""
    later = {segment.path: segments[at + 1 :] for at, segment in enumerate(segments)}
    bearers: dict[int, Bearer] = {}
    for segment, name in found:
        if len(bearers) >= limit:
            break
        number = segment.bearer_id(name)
        if number in bearers or not segment.shown(name, now):
            continue
        if not any(other.holds(number) for other in later[segment.path]):
            bearers[number] = segment.facts(name)
    return list(bearers.values())


def _nearest(found: Sequence[_Named], words: Sequence[str]) -> list[_Named]:
    """The names by how many letters part them from what was typed, whole ones before parts, else by the likelier slip."""
    typed, size = " ".join(words), len(words)
    parts = [
        (at, part, partly)
        for at, (segment, name) in enumerate(found)
        for partly, part in enumerate(_parts(segment.text(name), size))
    ]
    best: dict[int, tuple[int, bool, int]] = {}
    texts = [part for _, part, _ in parts]
    for part, distance, place in process.extract(typed, texts, scorer=OSA.distance, limit=None):
        at, _, partly = parts[place]
        fit = (int(distance), partly > 0, -_weight(found[at]) * _ways(typed, part))
        best[at] = min(fit, best.get(at, fit))
    return [found[at] for at in sorted(best, key=lambda at: (best[at], at))]


def _ways(typed: str, meant: str) -> int:
    """How much likelier it is that a name was mistyped like this than with one certain letter that is wrong or too many.

    A letter is left out, or two are changed round, in one way; a wrong letter is one of 25 others.
    """
    return len(ascii_lowercase) - 1 if len(meant) > len(typed) or sorted(meant) == sorted(typed) else 1


def _parts(text: str, size: int) -> list[str]:
    """The neighbouring words of a name that as many typed words may mean; all of it for a slip on the space."""
    words = text.split(" ")
    return [text, *(" ".join(words[at : at + size]) for at in range(len(words) - size + 1) if size < len(words))]


def _begun(segment: Segment, room: int, words: Sequence[str], limit: int) -> Iterable[int]:
    stretch = segment.stretch(room, " ".join(words))
    hasty = limit <= TOP
    found = dict.fromkeys(segment.weightiest(stretch) if hasty or len(stretch) > MANY else segment.names_in(stretch))
    if len(words) > 1 and len(stretch) <= LONG:
        sought = [_Sought.begun(segment, room, word) for word in set(words)]
        found |= dict.fromkeys(_with_every(segment, sought, FEW if hasty else MANY))
    return found


def _near(segment: Segment, room: int, words: Sequence[str]) -> set[int]:
    """Names with all of the words, or with all of them written together, each at most a slip away."""
    run = "".join(words)
    found = set(_with_every(segment, [_Sought.near(segment, room, word) for word in set(words)]))
    found.update(_run_together(segment, room, run))
    if len(words) > 1:
        found.update(_with_every(segment, [_Sought.near(segment, room, run)]))
    return found


def _run_together(segment: Segment, room: int, run: str, others: "Sequence[_Sought]" = ()) -> set[int]:
    """Names with all others, and with neighbouring words that make this, or this without a letter, when written together."""
    spellings = {run, *(run[:at] + run[at + 1 :] for at in range(1, len(run) - 1))}
    found = {name for spelling in spellings for name in segment.names_numbered(room, spelling)}
    return {name for name in _kept(segment, found, others) if segment.runs_together(name, room, spellings)}


def _near_respaced(segment: Segment, room: int, words: Sequence[str]) -> set[int]:
    """Names of more words than two, of which two lack their space, or have it elsewhere, or one has a space too many."""
    if len(words) < 2:
        return set()
    found: set[int] = set()
    sought = [_Sought.near(segment, room, word) for word in words]
    for at, end in [(at, at + size) for size in (1, 2) for at in range(len(words) - size + 1)]:
        run, others = "".join(words[at:end]), sought[:at] + sought[end:]
        if not all(others):
            continue
        found.update(_run_together(segment, room, run, others))
        if end - at > 1:
            found.update(_with_every(segment, [_Sought.near(segment, room, run), *others]))
    return found


def _near_in_short_words(segment: Segment, room: int, words: Sequence[str]) -> set[int]:
    """Names one slip away in a word too short for a slip by itself, which its neighbours vouch for ("wen", "we")."""
    if max(map(len, words)) < SHORTEST_SLIP:
        return set()
    typed, sought = " ".join(words), [_Sought.near(segment, room, word) for word in words]
    short = [at for at, word in enumerate(words) if len(word) < SHORTEST_SLIP]
    found = {name for at in short for name in _with_every(segment, sought[:at] + sought[at + 1 :], FEW)}
    weightiest = nlargest(FEW, found, key=segment.weight)
    return {
        name for name in weightiest if any(_one_off(typed, part) for part in _parts(segment.text(name), len(words)))
    }


def _one_off(typed: str, part: str) -> bool:
    return OSA.distance(typed, part, score_cutoff=1) <= 1


def _near_parted(segment: Segment, room: int, words: Sequence[str]) -> set[int]:
    """Names of two words for what was typed without their space and with a slip besides."""
    run, found = "".join(words), set[int]()
    for at in range(2, len(run) - 1):
        first = _Sought.near(segment, room, run[:at])
        if first.stretches:
            found.update(_with_every(segment, [first, _Sought.near(segment, room, run[at:])]))
    return found


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a word of a name may be for one typed word, and where such names stand among the suffixes."""

    beginning: str | None
    words: Mapping[str, range]
    stretches: tuple[range, ...]

    @classmethod
    def begun(cls, segment: Segment, room: int, word: str) -> "_Sought":
        stretch = segment.stretch(room, word)
        return cls(word, {}, (stretch,) if stretch else ())

    @classmethod
    def near(cls, segment: Segment, room: int, word: str) -> "_Sought":
        words = segment.words_near(room, word)
        return cls(None, words, tuple(words.values()))

    def __len__(self) -> int:
        return sum(map(len, self.stretches))

    def met_by(self, text: str) -> bool:
        """Whether one of the words of a name is it."""
        words = text.split(" ")
        if self.beginning is not None:
            return any(word.startswith(self.beginning) for word in words)
        return not self.words.keys().isdisjoint(words)


def _with_every(segment: Segment, sought: Sequence[_Sought], many: int = MANY) -> set[int]:
    """The names with all of the words: of the rarest the names are gathered, then tried for the others.

    Of more than `many` with even the rarest, the weightiest of each beginning are.
    """
    first, *others = sorted(sought, key=len)
    names_in = segment.weightiest if len(first) > many else segment.names_in
    return _kept(segment, set[int]().union(*map(names_in, first.stretches)), others)


def _kept(segment: Segment, found: set[int], others: Sequence[_Sought]) -> set[int]:
    """Those of the names that have all the others."""
    for other in others:
        if len(other) < EASIER * len(found):
            found.intersection_update(chain.from_iterable(map(segment.names_in, other.stretches)))
        else:
            found = {name for name in found if other.met_by(segment.text(name))}
    return found
