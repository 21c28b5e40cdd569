"""Names packed into one file that never changes: sorted, read through the page cache that all processes share.

A file is a line of JSON, which says where each array stands, and the arrays:
- bearers, by id: id, newsroom, weight, where their facts end, where their names begin;
- names: whose, visible from when, where the text ends; the texts folded, words parted by one space;
- suffixes: a name from each of its words on, by newsroom and text, whole names first, so that what begins alike stands
  together;
- words: where each distinct word begins among the suffixes;
- slips: under the number of each spelling with one letter less, the words it may be;
- runs: under the number of neighbouring words written together, the names, for a slip on the space;
- tops: of each long stretch of suffixes that begin alike, the weightiest names.
"""

import json
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

from bot.archive.name_index import Bearer, Spelling
from bot.archive.names import slips
from bot.folding import words_of

FORMAT = 3
"""Grows when the arrays below, the facts or the folding of words change: files of another format are built anew."""

LONG = 128
"""Suffixes in a stretch from which on its weightiest are listed beforehand."""

TOP = 64
"""Names in such a list: more than are ever offered, so that some may be hidden."""

_ARRAYS: dict[str, Literal["q", "Q", "I", "H"]] = {
    "ids": "q",
    "rooms": "q",
    "weights": "I",
    "facts_ends": "I",
    "first_names": "I",
    "owners": "I",
    "visible": "q",
    "text_ends": "I",
    "suffix_names": "I",
    "suffix_starts": "H",
    "words": "I",
    "slips": "Q",
    "runs": "Q",
    "room_ids": "q",
    "room_starts": "I",
    "top_keys": "Q",
    "tops": "I",
}
_LOW = 0xFFFFFFFF
_SPACE = ord(" ")


def packed(bearers: Iterable[Bearer]) -> Iterator[bytes]:
    """The pieces of a file that holds the bearers."""
    arrays, blobs = _packed_arrays(sorted(bearers, key=lambda bearer: bearer.id))
    pieces = {name: values.tobytes() for name, values in arrays.items()} | blobs
    places: dict[str, tuple[int, int]] = {}
    at = 0
    for name, piece in pieces.items():
        places[name] = (at, len(piece))
        at += len(piece) + -len(piece) % 8
    head = json.dumps({"format": FORMAT, "places": places, "size": at}).encode()
    yield head + b" " * (-(len(head) + 1) % 8) + b"\n"
    for piece in pieces.values():
        yield piece
        yield bytes(-len(piece) % 8)


def _packed_arrays(bearers: Sequence[Bearer]) -> tuple[dict[str, "array[int]"], dict[str, bytes]]:
    arrays = {name: array(code) for name, code in _ARRAYS.items()}
    facts, texts, spelt = bytearray(), bytearray(), list[bytes]()
    for number, bearer in enumerate(bearers):
        arrays["ids"].append(bearer.id)
        arrays["rooms"].append(bearer.newsroom)
        arrays["weights"].append(bearer.weight)
        facts += bearer.facts
        arrays["facts_ends"].append(len(facts))
        arrays["first_names"].append(len(spelt))
        for spelling in bearer.spellings:
            words = " ".join(words_of(spelling.text)[:MOST_WORDS]).encode()
            spelt.append(words)
            texts += words
            arrays["owners"].append(number)
            arrays["visible"].append(spelling.visible_from)
            arrays["text_ends"].append(len(texts))
    arrays["first_names"].append(len(spelt))
    _pack_suffixes(arrays, spelt)
    return arrays, {"facts": bytes(facts), "texts": bytes(texts)}


MOST_WORDS = 40
"""Words of a name or title that count."""


NAME_WORDS = 5
"""Words that a name has at most; what has more is a title, of which nobody types three words without their spaces."""


def _pack_suffixes(arrays: dict[str, "array[int]"], spelt: Sequence[bytes]) -> None:
    rooms = [arrays["rooms"][owner] for owner in arrays["owners"]]
    suffixes = sorted((rooms[name], text[at:], at, name) for name, text in enumerate(spelt) for at in _starts(text))
    arrays["suffix_starts"].extend(at for _, _, at, _ in suffixes)
    arrays["suffix_names"].extend(name for _, _, _, name in suffixes)
    for room, group in groupby(range(len(suffixes)), key=lambda place: suffixes[place][0]):
        arrays["room_ids"].append(room)
        arrays["room_starts"].append(next(group))
    arrays["room_starts"].append(len(suffixes))
    heads = ((place, (room, text.partition(b" ")[0])) for place, (room, text, _, _) in enumerate(suffixes))
    pairs: list[int] = []
    for (room, word), alike in groupby(heads, key=lambda head: head[1]):
        pairs.extend(number_of(slip, room) << 32 | len(arrays["words"]) for slip in slips(word.decode()))
        arrays["words"].append(next(alike)[0])
    arrays["words"].append(len(suffixes))
    arrays["slips"].extend(sorted(pairs))
    arrays["runs"].extend(
        sorted({number_of(run, rooms[name]) << 32 | name for name, text in enumerate(spelt) for run in _runs(text)})
    )
    _pack_tops(arrays, [(room, text) for room, text, _, _ in suffixes])


def _pack_tops(arrays: dict[str, "array[int]"], suffixes: Sequence[tuple[int, bytes]]) -> None:
    """List the weightiest of every stretch longer than `LONG` whose suffixes begin alike, by one letter more each."""
    weights, owners, names = arrays["weights"], arrays["owners"], arrays["suffix_names"]
    found: dict[int, list[int]] = {}
    ends = list(arrays["room_starts"])
    stretches = [(start, end, 0) for start, end in pairwise(ends)]
    while stretches:
        start, end, length = stretches.pop()
        if end - start <= LONG:
            continue
        if length:
            best = nlargest(TOP, dict.fromkeys(names[start:end]), key=lambda name: weights[owners[name]])
            found[start << 32 | end] = best + [_LOW] * (TOP - len(best))
        at = start
        while at < end:
            room, text = suffixes[at]
            past = at + 1
            if len(text) > length:
                past = bisect_left(suffixes, (room, text[: length + 1] + _LAST), at, end)
                stretches.append((at, past, length + 1))
            at = past
    for key in sorted(found):
        arrays["top_keys"].append(key)
        arrays["tops"].extend(found[key])


_LAST = b"\xff"
"""After every letter."""


def _starts(text: bytes) -> list[int]:
    """Where the words of a folded text begin."""
    return [at for at in range(len(text)) if at == 0 or text[at - 1] == _SPACE]


def _runs(text: bytes) -> set[str]:
    """Neighbouring words of a text written together: two, in a name three as well, and all of them."""
    words = text.decode().split(" ")
    sizes = (2, 3) if len(words) <= NAME_WORDS else (2,)
    runs = {"".join(words[at : at + size]) for size in sizes for at in range(len(words) - size + 1)}
    return runs | {"".join(words)} if len(words) > 1 else runs


def number_of(text: str, room: int) -> int:
    """The number under which a newsroom's spelling is looked up; others may share it, so what is found is looked at."""
    return crc32(text.encode("utf-8", "replace"), room & _LOW)


class Segment:
    """A file of names, open for reading.

    Attributes:
        size: Bytes.
        checksum: Of all of them, as they were when it was opened.

    Raises:
        ValueError, KeyError, TypeError: it is damaged, or of another format.
        OSError: it is not there.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)
        line = bytes(view[:4096]).split(b"\n", 1)[0]
        head: dict[str, Any] = json.loads(line)
        if head["format"] != FORMAT or len(view) != len(line) + 1 + head["size"]:
            raise ValueError(path)
        body = view[len(line) + 1 :]
        places: dict[str, tuple[int, int]] = head["places"]
        parts = {name: body[at : at + size] for name, (at, size) in places.items()}
        self.path = path
        self.size = len(view)
        self.checksum = crc32(view)
        self._facts, self._texts = parts["facts"], parts["texts"]
        cast = {name: parts[name].cast(code) for name, code in _ARRAYS.items()}
        self.ids, self._rooms, self._weights = cast["ids"], cast["rooms"], cast["weights"]
        self._facts_ends, self._first_names = cast["facts_ends"], cast["first_names"]
        self._owners, self._visible, self._text_ends = cast["owners"], cast["visible"], cast["text_ends"]
        self._names, self._starts = cast["suffix_names"], cast["suffix_starts"]
        self._words, self._slips, self._runs = cast["words"], cast["slips"], cast["runs"]
        self._room_ids, self._room_starts = cast["room_ids"], cast["room_starts"]
        self._top_keys, self._tops = cast["top_keys"], cast["tops"]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def whole(self) -> bool:
        """Whether the file is still as long as it was; what it has lost can't be read."""
        return self._map.size() == self.size

    def holds(self, bearer_id: int) -> bool:
        """Whether anything is said of the bearer here, be it that nothing is held any more."""
        at = bisect_left(self.ids, bearer_id)
        return at < len(self.ids) and self.ids[at] == bearer_id

    def bearers(self) -> Iterator[Bearer]:
        """All of them, as they can be packed again."""
        return (self.bearer(number) for number in range(len(self.ids)))

    def bearer(self, number: int) -> Bearer:
        """The bearer at a place, its names folded."""
        start = self._facts_ends[number - 1] if number else 0
        names = range(self._first_names[number], self._first_names[number + 1])
        spellings = tuple(Spelling(self.text(name), self._visible[name]) for name in names)
        facts = bytes(self._facts[start : self._facts_ends[number]])
        return Bearer(self.ids[number], self._rooms[number], self._weights[number], spellings, facts)

    def facts(self, name: int) -> Bearer:
        """The bearer of a name, without the names."""
        number = self._owners[name]
        start = self._facts_ends[number - 1] if number else 0
        facts = bytes(self._facts[start : self._facts_ends[number]])
        return Bearer(self.ids[number], self._rooms[number], self._weights[number], (), facts)

    def bearer_id(self, name: int) -> int:
        """The store's number of the bearer of a name."""
        return self.ids[self._owners[name]]

    def weight(self, name: int) -> int:
        """The weight of the bearer of a name."""
        return self._weights[self._owners[name]]

    def shown(self, name: int, now: int) -> bool:
        """Whether a name may be shown."""
        return self._visible[name] <= now

    def text(self, name: int) -> str:
        """A name, folded."""
        start = self._text_ends[name - 1] if name else 0
        return str(self._texts[start : self._text_ends[name]], "utf-8")

    def stretch(self, room: int, beginning: str) -> range:
        """The suffixes of the newsroom that begin so."""
        at = bisect_left(self._room_ids, room)
        if at == len(self._room_ids) or self._room_ids[at] != room:
            return range(0)
        start, end = self._room_starts[at], self._room_starts[at + 1]
        sought = beginning.encode()
        start = self._place(sought, start, end)
        return range(start, self._place(sought + _LAST, start, end))

    def _place(self, sought: bytes, low: int, high: int) -> int:
        ends, names, starts, texts = self._text_ends, self._names, self._starts, self._texts
        while low < high:
            middle = (low + high) // 2
            name = names[middle]
            begin = (ends[name - 1] if name else 0) + starts[middle]
            if bytes(texts[begin : min(ends[name], begin + len(sought))]) < sought:
                low = middle + 1
            else:
                high = middle
        return low

    def names_spelt(self, room: int, text: str) -> Iterator[int]:
        """The newsroom's names that are just so, folded."""
        for place in self.stretch(room, text):
            if self._starts[place] or self._suffix(place) != text:
                return
            yield self._names[place]

    def names_in(self, stretch: range) -> Sequence[int]:
        """The names of a stretch of suffixes, a name as often as it stands there."""
        return self._names[stretch.start : stretch.stop]

    def weightiest(self, stretch: range) -> Sequence[int]:
        """The weightiest names of a stretch of suffixes that begin alike, not in order: all of a short one."""
        if len(stretch) > LONG:
            key = stretch.start << 32 | stretch.stop
            at = bisect_left(self._top_keys, key)
            if at < len(self._top_keys) and self._top_keys[at] == key:
                return [name for name in self._tops[at * TOP : at * TOP + TOP] if name != _LOW]
        return self.names_in(stretch)

    def words_near(self, room: int, word: str) -> dict[str, range]:
        """The newsroom's words that share a spelling of one letter less with this one, each with its suffixes."""
        spelt = slips(word)
        places = {place for slip in spelt for place in _under(self._slips, number_of(slip, room))}
        found: dict[str, range] = {}
        for place in sorted(places):
            stretch = range(self._words[place], self._words[place + 1])
            other = self._suffix(stretch.start).partition(" ")[0]
            if self._rooms[self._owners[self._names[stretch.start]]] == room and not spelt.isdisjoint(slips(other)):
                found[other] = stretch
        return found

    def _suffix(self, place: int) -> str:
        name = self._names[place]
        start = self._text_ends[name - 1] if name else 0
        return str(self._texts[start + self._starts[place] : self._text_ends[name]], "utf-8")

    def names_numbered(self, room: int, run: str) -> Iterator[int]:
        """Names that may have neighbouring words which make this when written together; others share its number."""
        return _under(self._runs, number_of(run, room))

    def runs_together(self, name: int, room: int, runs: Iterable[str]) -> bool:
        """Whether a name is the newsroom's, and makes any of these when written together."""
        text = self.text(name).replace(" ", "")
        return self._rooms[self._owners[name]] == room and any(run in text for run in runs)


def _under(pairs: Sequence[int], number: int) -> Iterator[int]:
    at = bisect_left(pairs, number << 32)
    while at < len(pairs) and pairs[at] >> 32 == number:
        yield pairs[at] & _LOW
        at += 1
