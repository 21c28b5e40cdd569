"""How quickly a typed name is found, how often it is the right one, and what that takes.

    python -m benchmarks.names --names FILE.xz [--count N] [--seed S] [--json OUT] [--peers]

`FILE.xz` holds one name a line with its prominence after a tab, the most prominent first. The names are packed as the
archive packs them; then whole names, names with one slip of each kind, parts and beginnings are typed. "Right first"
is that the name typed from, or another one spelt alike, comes first. With `--peers` rapidfuzz goes through the whole
list, and SQLite (FTS5, trigrams) is asked, for a few of the same.
"""

import argparse
import json
import lzma
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.archive.index import Watermark
from bot.archive.name_files import NameFiles
from bot.archive.name_index import Bearer, Spelling
from bot.folding import words_of

ASKED = 2_000
"""Questions of each kind."""

ASKED_OF_PEERS = 40

Slip = Callable[[str, random.Random], str]


def inserted(name: str, chance: random.Random) -> str:
    """A letter too many."""
    at = _place(name, chance)
    return name[:at] + chance.choice(ascii_lowercase) + name[at:]


def deleted(name: str, chance: random.Random) -> str:
    """A letter too few."""
    at = _place(name, chance)
    return name[:at] + name[at + 1 :]


def replaced(name: str, chance: random.Random) -> str:
    """A wrong letter."""
    at = _place(name, chance)
    return name[:at] + chance.choice(ascii_lowercase.replace(name[at], "")) + name[at + 1 :]


def swapped(name: str, chance: random.Random) -> str:
    """Two letters changed round."""
    at = _place(name, chance, ahead=1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def space_slipped(name: str, chance: random.Random) -> str:
    """The space left out, mistyped, put in elsewhere, or changed round with its neighbour."""
    at = name.index(" ")
    within = _place(name, chance)
    return chance.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + chance.choice(ascii_lowercase) + name[at + 1 :],
            name[:within] + " " + name[within:],
            name[: at - 1] + " " + name[at - 1] + name[at + 1 :],
            name[:at] + name[at + 1] + " " + name[at + 2 :],
        ]
    )


def _place(name: str, chance: random.Random, ahead: int = 0) -> int:
    """Somewhere in a word of a name, not its first letter, where `ahead` more letters of the word follow."""
    places = [at for at in range(1, len(name) - ahead) if " " not in name[at - 1 : at + ahead + 1]]
    return chance.choice(places or [1])


SLIPS: dict[str, Slip] = {
    "insert": inserted,
    "delete": deleted,
    "replace": replaced,
    "swap": swapped,
    "space": space_slipped,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time and rightness of finding a typed name.")
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    names = list(named(given.names, given.count))
    with tempfile.TemporaryDirectory() as folder:
        results = names_measured(names, Path(folder), random.Random(given.seed), peers=given.peers)
    for name, result in results.items():
        print(f"{name:24}", "  ".join(f"{what} {value:,.4g}" for what, value in result.items()))
    if given.json:
        given.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


def named(path: Path, count: int) -> Iterator[tuple[str, int]]:
    """The first so many names of a compressed file, each with its prominence."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, count):
            name, _, weight = line.rstrip("\n").partition("\t")
            if words_of(name):
                yield name, int(weight)


def names_measured(
    names: Sequence[tuple[str, int]], folder: Path, chance: random.Random, *, peers: bool
) -> dict[str, dict[str, float]]:
    """The table."""
    index = NameFiles(folder)
    began = time.perf_counter()
    bearers = (
        Bearer(number, 1, weight, (Spelling(name, 0),), json.dumps([name, "person"]).encode())
        for number, (name, weight) in enumerate(names, 1)
    )
    with index.writing() as writer:
        assert writer is not None
        writer.replace(bearers, Watermark("benchmark", 1, 1), anew=True)
    took = time.perf_counter() - began
    index.begun(1, ["warm"], now=1, limit=1)
    sizes = {"names": len(names), "seconds": took, "bytes a name": index.size() / len(names)}
    results: dict[str, dict[str, float]] = {"build": sizes, "second reader": _memory(folder)}
    results["filing one name"] = _filing(index, len(names), chance)
    full = [" ".join(words_of(name)) for name, _ in names]
    spaced = [name for name in chance.sample(full, min(len(full), 4 * ASKED)) if " " in name][:ASKED]
    results["whole name"] = _asked(index.begun, [(name, name) for name in spaced])
    for kind, slip in SLIPS.items():
        results[f"one slip: {kind}"] = _asked(index.near, [(slip(name, chance), name) for name in spaced])
    results["one word of it"] = _asked(index.begun, [(chance.choice(name.split()), "") for name in spaced])
    typed = (name[:end] for name in spaced[: ASKED // 4] for end in range(1, len(name) + 1))
    results["a keystroke"] = _asked(index.begun, [(beginning, "") for beginning in typed])
    if peers:
        results |= _peers(full, [(SLIPS["replace"](name, chance), name) for name in spaced[:ASKED_OF_PEERS]])
    return results


def _asked(ask: Callable[..., list[Bearer]], questions: Sequence[tuple[str, str]]) -> dict[str, float]:
    times: list[float] = []
    right = 0
    for typed, meant in questions:
        began = time.perf_counter()
        found = ask(1, words_of(typed), now=1, limit=25)
        times.append(time.perf_counter() - began)
        right += bool(meant) and bool(found) and " ".join(words_of(_name(found[0]))) == meant
    rate = {"right first %": 100 * right / len(questions)} if questions[0][1] else {}
    return spread(times) | rate


def _name(bearer: Bearer) -> str:
    return str(json.loads(bearer.facts)[0])


def spread(times: Iterable[float]) -> dict[str, float]:
    """Of seconds the median, the 99th of a hundred and the longest, in milliseconds."""
    ordered = sorted(times)
    at = {"p50 ms": 0.5, "p99 ms": 0.99, "max ms": 1.0}
    return {name: 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))] for name, part in at.items()}


def _filing(index: NameFiles, count: int, chance: random.Random) -> dict[str, float]:
    """From a changed bearer to when it is found, name by name."""
    times: list[float] = []
    for number in range(1, 51):
        name = f"{''.join(chance.choices(ascii_lowercase, k=12))} newcomer"
        began = time.perf_counter()
        with index.writing() as writer:
            assert writer is not None
            changed = [Bearer(count + number, 1, 1, (Spelling(name, 0),), json.dumps([name]).encode())]
            writer.replace(changed, Watermark("benchmark", number + 1, 1))
        assert index.begun(1, words_of(name), now=1, limit=1)
        times.append(time.perf_counter() - began)
    return spread(times)


_READER = """
import sys
from pathlib import Path
from bot.archive.name_files import NameFiles
def private():
    kinds = ("Private_Clean:", "Private_Dirty:")
    return sum(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith(kinds)) / 1024
before = private()
index = NameFiles(Path(sys.argv[1]))
assert index.watermark()
for first in "abcdefghijklmnopqrstuvwxyz":
    for second in "aeioulr":
        index.begun(1, [first + second], now=1, limit=25)
        index.near(1, [first + second + "nson"], now=1, limit=25)
print(private() - before)
"""


def _memory(folder: Path) -> dict[str, float]:
    """What one more process holds for itself once it has asked; empty where the system does not tell."""
    if not Path("/proc/self/smaps_rollup").exists():
        return {}
    done = subprocess.run([sys.executable, "-c", _READER, str(folder)], capture_output=True, text=True, check=True)
    return {"USS MB": float(done.stdout)}


def _peers(names: list[str], questions: Sequence[tuple[str, str]]) -> dict[str, dict[str, float]]:
    return {
        "rapidfuzz, whole list": _peer(lambda typed: _fuzzy(names, typed), questions),
        "SQLite FTS5 trigrams": _peer(_trigrams(names), questions),
    }


def _peer(ask: Callable[[str], str | None], questions: Sequence[tuple[str, str]]) -> dict[str, float]:
    times: list[float] = []
    right = 0
    for typed, meant in questions:
        began = time.perf_counter()
        right += ask(typed) == meant
        times.append(time.perf_counter() - began)
    return spread(times) | {"right first %": 100 * right / len(questions)}


def _fuzzy(names: list[str], typed: str) -> str | None:
    found: Any = process.extractOne(typed, names, scorer=OSA.distance, score_cutoff=2)
    return str(found[0]) if found else None


def _trigrams(names: Sequence[str]) -> Callable[[str], str | None]:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
    base.executemany("INSERT INTO names VALUES (?)", ((name,) for name in names))

    def ask(typed: str) -> str | None:
        parts = " OR ".join(f'"{typed[at : at + 3]}"' for at in range(len(typed) - 2))
        found = base.execute("SELECT name FROM names WHERE names MATCH ? ORDER BY rank LIMIT 1", (parts,)).fetchone()
        return str(found[0]) if found else None

    return ask


if __name__ == "__main__":
    main()
