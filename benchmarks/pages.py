"""How many of the reader's pages a second are served, and how long they take. `make bench-pages`; needs wrk.

    python -m benchmarks.pages [--quotes N] [--seconds S] [--processes N]

Each `quotedesk serve` has a processor of its own, where there are enough, over one archive made for the purpose; a wrk for each, with
three connections, on the other processors, asks for a page that is another each time. It ends by itself.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.made_up_archive import QUOTES_EACH, archive_of
from bot.settings import Settings

NEWSROOM, PATIENCE, CONNECTIONS = "bench", 60.0, 3
PAGES = {"article": "/versions/", "speaker": "/speakers/", "list of articles": "/articles?page="}
SCRIPT = """
math.randomseed({seed})
request = function() return wrk.format("GET", "{path}" .. math.random(1, {most})) end
"""


@dataclass(frozen=True)
class Load:
    """What came of a load: answers a second, milliseconds of half and of 99 in 100 of them, and how many were no pages."""

    rate: float
    half: float
    most: float
    failed: int


def main() -> None:
    """Print a line for each kind of page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quotes", type=int, default=100_000)
    asked.add_argument("--seconds", type=int, default=10)
    asked.add_argument("--processes", type=int, default=2)
    given = asked.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (Debian: apt-get install wrk)")
    settings = archive_of(given.quotes, Path("build/bench") / f"{given.quotes}", NEWSROOM)
    most = {"article": given.quotes // QUOTES_EACH, "speaker": 500, "list of articles": 20}
    with ExitStack() as running, ThreadPoolExecutor(given.processes) as crowd:
        addresses = [running.enter_context(_serving(settings, place)) for place in range(given.processes)]
        print(f"{'page':<18}{'a second':>10}{'p50 ms':>10}{'p99 ms':>10}{'not 200':>10}")
        for what, path in PAGES.items():
            for seconds in (2, given.seconds):  # the first ones do not count
                loads = list(crowd.map(partial(_load, path=path, most=most[what], seconds=seconds), addresses))
            rate, failed = sum(one.rate for one in loads), sum(one.failed for one in loads)
            half, slow = max(one.half for one in loads), max(one.most for one in loads)
            print(f"{what:<18}{rate:>10.0f}{half:>10.0f}{slow:>10.0f}{failed:>10}", flush=True)


def _load(address: str, *, path: str, most: int, seconds: int) -> Load:
    with TemporaryDirectory() as folder:
        script = Path(folder) / "load.lua"
        script.write_text(SCRIPT.format(seed=seconds, path=path, most=most))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script), address]
        told = subprocess.run([*_pinned("2,3"), *command], check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+(\S+)", told)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    return Load(float(rate[1]) if rate else 0, _time(told, 50), _time(told, 99), int(failed[1]) if failed else 0)


def _time(told: str, share: int) -> float:
    """Milliseconds in which so many in a hundred were answered."""
    found = re.search(rf"{share}%\s+([0-9.]+)(us|ms|s)", told)
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]] if found else float("nan")


def _pinned(processors: str) -> list[str]:
    return ["taskset", "-c", processors] if (os.cpu_count() or 1) >= 4 and shutil.which("taskset") else []


@contextmanager
def _serving(settings: Settings, place: int) -> Iterator[str]:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    command = [sys.executable, "-m", "adapters", "--archive", str(settings.archive), "serve", "--port", str(port)]
    ours = {"QUOTEDESK_INDEX": str(settings.index), "QUOTEDESK_NEWSROOM": NEWSROOM}
    process = subprocess.Popen(
        [*_pinned(str(place % 2)), *command], env={**os.environ, **ours}, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + PATIENCE
        while not _listens(port):
            if time.monotonic() > until or process.poll() is not None:
                sys.exit("The server did not start.")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    main()
