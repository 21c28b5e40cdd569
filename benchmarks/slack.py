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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_up_archive import archive_of
from benchmarks.slack_load import SECRET, Step, Tally
from bot.settings import Settings

NEWSROOM, PATIENCE = "bench", 60.0
TICKS = os.sysconf("SC_CLK_TCK")


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


@contextmanager
def running(command: Sequence[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    """A server in its own process, once it takes connections: its process number."""
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        _until_it_listens(port, process)
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
    sys.exit("The server did not start.")


def measured(who: str, load: Load, steps: Sequence[Step], pid: int) -> Iterator[Line]:
    """A line for each step, after a second of the same that does not count."""
    load.ask(Step(steps[0].address, 20, 1, steps[0].patience))
    for step in steps:
        before, began = _cpu(pid), time.perf_counter()
        tally = load.ask(step)
        yield Line(who, step, tally, (_cpu(pid) - before) / (time.perf_counter() - began))


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process has taken, in all its threads. Source: proc(5), fields 14 and 15."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


HEAD = "app        asked/s  ack p50   ack p99   ack max  failed  answers/s  answer p50  answer p99  turned away  silent   app cpu  load cpu"


def told(line: Line) -> str:
    """One line of the table."""
    tally, acknowledged, answered = line.tally, sorted(line.tally.acknowledged), sorted(line.tally.answered)
    answers = len(answered) / tally.answering if answered else 0.0
    silent = tally.sent - tally.failed - tally.refused - len(answered) - tally.turned_away
    return (
        f"{line.who:9} {line.step.rate:8.0f} {_at(acknowledged, 0.5):5.1f} ms {_at(acknowledged, 0.99):6.1f} ms "
        f"{_at(acknowledged, 1.0):6.0f} ms {tally.failed + tally.refused:7} {answers:10.1f} "
        f"{_at(answered, 0.5):8.0f} ms {_at(answered, 0.99):8.0f} ms {tally.turned_away:12} {silent:7} "
        f"{line.server_cpu:8.0%} {tally.cpu / tally.seconds:9.0%}"
    )


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _ours(settings: Settings, port: int, api: str) -> tuple[list[str], dict[str, str]]:
    command = [sys.executable, "-m", "adapters", "serve", "--port", str(port)]
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
    return command, environment


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
    load = Load()
    api = f"http://127.0.0.1:{load.port}/api/"
    print(
        f"{given.quotes:,} quotes; Python {sys.version.split()[0]}; {os.cpu_count()} processors, shared with the load\n{HEAD}"
    )
    middle = dict[str, float]()
    for who in ("bare Bolt", "Quotedesk"):
        port = _free_port()
        address = f"http://127.0.0.1:{port}"
        main_step = Step(address, given.rate, given.seconds)
        around = [Step(address, float(rate), given.seconds / 4) for rate in given.around.split(",") if rate]
        command, environment = _ours(settings, port, api)
        if who == "bare Bolt":
            command, environment = [sys.executable, "-m", "benchmarks.slack_peer", str(port), api], {}
        with running(command, port, environment) as pid:
            for line in measured(who, load, [main_step, *around] if who == "Quotedesk" else [main_step], pid):
                print(told(line), flush=True)
                if line.step is main_step:
                    middle[who] = _at(sorted(line.tally.acknowledged), 0.99)
    load.close()
    ratio = middle["Quotedesk"] / middle["bare Bolt"]
    print(f"At {given.rate:.0f} a second, p99 of the acknowledgement is {ratio:.1f} times that of the bare app.")


if __name__ == "__main__":
    main()
