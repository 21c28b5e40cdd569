"""How many of the reader's pages a second one process serves, and how long they take. `make bench-pages`; needs wrk.

    python -m benchmarks.pages [--quotes N] [--seconds S]

`quotedesk serve` runs on two processors of its own, where there are as many, over an archive made for the purpose; wrk, on the
others, asks for a page that is another each time. It ends by itself.
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
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.made_up_archive import QUOTES_EACH, archive_of
from bot.settings import Settings

NEWSROOM, PATIENCE, CONNECTIONS = "bench", 60.0, 8
PAGES = {"article": "/versions/", "speaker": "/speakers/", "list of articles": "/articles?page="}
SCRIPT = """
math.randomseed({seed})
request = function() return wrk.format("GET", "{path}" .. math.random(1, {most})) end
"""


def main() -> None:
    """Print a line for each kind of page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quotes", type=int, default=100_000)
    asked.add_argument("--seconds", type=int, default=10)
    given = asked.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (Debian: apt-get install wrk)")
    settings = archive_of(given.quotes, Path("build/bench") / f"{given.quotes}", NEWSROOM)
    most = {"article": given.quotes // QUOTES_EACH, "speaker": 500, "list of articles": 20}
    with _serving(settings) as address:
        print(f"{'page':<18}{'a second':>10}{'p50':>10}{'p99':>10}{'not 200':>10}")
        for what, path in PAGES.items():
            _load(address, path, most[what], 2)
            rate, half, most_of, failed = _load(address, path, most[what], given.seconds)
            print(f"{what:<18}{rate:>10}{half:>10}{most_of:>10}{failed:>10}", flush=True)


def _load(address: str, path: str, most: int, seconds: int) -> tuple[str, str, str, str]:
    """Answers a second, the time of half and of 99 in 100 of them, and how many were no pages."""
    with TemporaryDirectory() as folder:
        script = Path(folder) / "load.lua"
        script.write_text(SCRIPT.format(seed=seconds, path=path, most=most))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script), address]
        told = subprocess.run([*_pinned("2,3"), *command], check=True, capture_output=True, text=True).stdout
    found = [re.search(pattern, told) for pattern in (r"Requests/sec:\s+(\S+)", r"50%\s+(\S+)", r"99%\s+(\S+)")]
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    rate, half, most_of = (match[1] if match else "?" for match in found)
    return rate, half, most_of, failed[1] if failed else "0"


def _pinned(processors: str) -> list[str]:
    return ["taskset", "-c", processors] if (os.cpu_count() or 1) >= 4 and shutil.which("taskset") else []


@contextmanager
def _serving(settings: Settings) -> Iterator[str]:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    command = [sys.executable, "-m", "adapters", "--archive", str(settings.archive), "serve", "--port", str(port)]
    ours = {"QUOTEDESK_INDEX": str(settings.index), "QUOTEDESK_NEWSROOM": NEWSROOM}
    process = subprocess.Popen([*_pinned("0,1"), *command], env={**os.environ, **ours}, stderr=subprocess.DEVNULL)
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
