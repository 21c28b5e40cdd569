"""How quickly commands from Slack are acknowledged, and how many answers a second keep up. `make bench-slack`.

    python -m benchmarks.slack [--quotes N] [--seconds S] [--rate R] [--around R,R,…]

The app is `quotedesk serve` in a process of its own, over an archive made for the purpose; the crowd is another
(benchmarks/slack_load.py), which shows its own share of the processor, since it runs on the same machine. A bare Bolt app
that only acknowledges takes the same commands in the same run. It ends by itself.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_up_archive import archive_of
from benchmarks.slack_load import SECRET, Step, Tally
from bot.settings import Settings

NEWSROOM, PATIENCE = "bench", 60.0
TICKS = os.sysconf("SC_CLK_TCK")
LOG = Path("build/bench/server.log")


@dataclass(frozen=True)
class Line:
    """One line of the table: who was asked at which rate, what came of it, and the share of one processor it took."""

    who: str
    step: Step
    tally: Tally
    server_cpu: float


class Load:
    """The crowd in its own process."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "benchmarks.slack_load"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._read())

    def ask(self, step: Step) -> Tally:
        """What came of one step."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(vars(step)) + "\n")
        self._process.stdin.flush()
        return Tally(**json.loads(self._read()))

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(PATIENCE)

    def _read(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline() or sys.exit("The load generator ended before its time.")


@dataclass(frozen=True)
class Server:
    """Who is asked, how it is started at a port of its own, and how long its answers are waited for."""

    who: str
    port: int
    command: Sequence[str]
    environment: Mapping[str, str]
    patience: float

    @contextmanager
    def running(self) -> Iterator[int]:
        """The server in its own process, once it takes connections: its process number. What it logs goes to a file."""
        with LOG.open("wb") as log:
            process = subprocess.Popen(self.command, env={**os.environ, **self.environment}, stdout=log, stderr=log)
            try:
                _until_it_listens(self.port, process)
                yield process.pid
            finally:
                process.terminate()
                process.wait(PATIENCE)


def _until_it_listens(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"The server did not start; {LOG} says why.")


def measured(server: Server, load: Load, rates: Mapping[float, float]) -> Iterator[Line]:
    """A line for each rate and its seconds, after a second of a few that do not count."""
    address = f"http://127.0.0.1:{server.port}"
    with server.running() as pid:
        load.ask(Step(address, 20, 1, server.patience))
        for rate, seconds in rates.items():
            step = Step(address, rate, seconds, server.patience)
            before, began = _cpu(pid), time.perf_counter()
            tally = load.ask(step)
            yield Line(server.who, step, tally, (_cpu(pid) - before) / (time.perf_counter() - began))


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process and those it started have taken. Source: proc(5), fields 4, 14 and 15."""
    told = {int(folder.name): _stat(folder) for folder in Path("/proc").iterdir() if folder.name.isdigit()}
    family, grown = {pid}, 0
    while len(family) > grown:
        grown = len(family)
        family |= {one for one, fields in told.items() if fields and int(fields[1]) in family}
    return sum(int(ticks) for one in family for ticks in told.get(one, [])[11:13]) / TICKS


def _stat(folder: Path) -> list[str]:
    """What /proc tells of a process, from its third field on; nothing of one that has ended."""
    try:
        return (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


HEAD = "app        asked/s   ack p50   ack p99   ack max  failed  answers/s  answer p50  answer p99  turned away  silent   app cpu  load cpu"


def told(line: Line) -> str:
    """One line of the table; of a server that only acknowledges, no answers are told."""
    tally, acknowledged = line.tally, sorted(line.tally.acknowledged)
    return (
        f"{line.who:9} {line.step.rate:8.0f} {_at(acknowledged, 0.5):6.1f} ms {_at(acknowledged, 0.99):6.1f} ms "
        f"{_at(acknowledged, 1.0):6.0f} ms {tally.failed + tally.refused:7} {_answers(line):>57} "
        f"{line.server_cpu:9.0%} {tally.cpu / tally.seconds:9.0%}"
    )


def _answers(line: Line) -> str:
    if not line.step.patience:
        return ""
    tally, answered = line.tally, sorted(line.tally.answered)
    rate = len(answered) / tally.answering if answered else 0.0
    silent = tally.sent - tally.failed - tally.refused - len(answered) - tally.turned_away
    times = f"{_at(answered, 0.5):8.0f} ms {_at(answered, 0.99):8.0f} ms"
    return f"{rate:10.1f} {times} {tally.turned_away:12} {silent:7}"


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _servers(settings: Settings, api: str) -> tuple[Server, Server]:
    """The bare app, and ours with no limit but its own speed."""
    bare, ours = _free_port(), _free_port()
    environment = {
        "QUOTEDESK_ARCHIVE": str(settings.archive),
        "QUOTEDESK_INDEX": str(settings.index),
        "QUOTEDESK_NEWSROOM": NEWSROOM,
        "QUOTEDESK_NEWSROOM_LIMIT": "1000000",
        "QUOTEDESK_PERSON_LIMIT": "1000000",
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api,
    }
    serve = [sys.executable, "-m", "adapters", "serve", "--port", str(ours)]
    peer = [sys.executable, "-m", "benchmarks.slack_peer", str(bare), api]
    return Server("bare Bolt", bare, peer, {}, 0.0), Server("Quotedesk", ours, serve, environment, 20.0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How the Slack app does under load.")
    parser.add_argument("--quotes", type=int, default=100_000, help="how large the archive is")
    parser.add_argument("--rate", type=float, default=500, help="commands a second of the step that counts")
    parser.add_argument("--seconds", type=float, default=20, help="how long that step is")
    parser.add_argument("--around", default="10,50,250,1000", help="other rates, for a quarter of the time each")
    return parser.parse_args()


def main() -> None:
    """Measure, and print the table and the ratio."""
    given = _arguments()
    settings = archive_of(given.quotes, Path("build/bench") / str(given.quotes), NEWSROOM)
    rates = {given.rate: given.seconds, **{float(rate): given.seconds / 4 for rate in given.around.split(",") if rate}}
    python, processors = sys.version.split()[0], os.cpu_count()
    print(f"{given.quotes:,} quotes; Python {python}; {processors} processors, shared with the load\n{HEAD}")
    load = Load()
    middle = list[float]()
    for server in _servers(settings, f"http://127.0.0.1:{load.port}/api/"):
        for line in measured(server, load, rates):
            print(told(line), flush=True)
            if line.step.rate == given.rate:
                middle.append(_at(sorted(line.tally.acknowledged), 0.99))
    load.close()
    bare, ours = middle
    print(f"At {given.rate:.0f} a second, p99 of the acknowledgement is {ours / bare:.1f} times that of the bare app.")


if __name__ == "__main__":
    main()
