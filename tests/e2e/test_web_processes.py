"""`quotedesk serve` as people run it: a process that serves the pages, says how it is, and ends when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.newsroom import HARBOUR, opened

PATIENCE = 30.0


def _environment(folder: Path, **more: str) -> dict[str, str]:
    ours = ("QUOTEDESK_", "SLACK_", "DATABASE_URL")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    archive = {
        "QUOTEDESK_ARCHIVE": str(folder / "archive.db"),
        "QUOTEDESK_INDEX": str(folder / "index"),
        "QUOTEDESK_NEWSROOM": HARBOUR,
    }
    return {**inherited, **archive, **more}


@contextmanager
def _serving(folder: Path, host: str = "127.0.0.1", **more: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    opened(folder).close()
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    command = [sys.executable, "-m", "adapters", "serve", "--host", host, "--port", str(port)]
    with subprocess.Popen(command, env=_environment(folder, **more), stderr=subprocess.PIPE) as process:
        try:
            _wait_for(process, port)
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("it does not listen")


def test_it_serves_the_pages_logs_nothing_that_was_asked_and_ends(tmp_path: Path) -> None:
    with _serving(tmp_path) as (process, address):
        assert httpx.get(f"{address}/readyz").text == "ok\n"
        assert "Harbour bridge to close" in httpx.get(f"{address}/versions/1").text
        assert "raise the tolls" in httpx.get(f"{address}/quote", params={"name": "ana ruiz"}).text
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
    assert b"open to whoever sits at this machine" in told
    for asked in (b"ruiz", b"Ruiz", b"/quote?", b"Traceback"):
        assert asked not in told


def test_for_all_the_world_it_listens_but_its_pages_stay_closed(tmp_path: Path) -> None:
    with _serving(tmp_path, "0.0.0.0") as (_, address):
        assert httpx.get(f"{address}/healthz").status_code == 200
        assert httpx.get(f"{address}/versions/1").status_code == 404


def test_a_setting_that_is_wrong_is_one_sentence(tmp_path: Path) -> None:
    opened(tmp_path).close()
    wrong = {
        "QUOTEDESK_WEB_KEY": "no key",
        "QUOTEDESK_API_KEYS": "x",
        "QUOTEDESK_PROXIES": "many",
        "QUOTEDESK_SLACK_SIGN_IN": "x",
        "QUOTEDESK_DISCORD_SIGN_IN": "1:x",
    }
    for name, value in wrong.items():
        more = {name: value, "QUOTEDESK_WEB_ADDRESS": "https://quotes.example.org"}
        command = [sys.executable, "-m", "adapters", "serve"]
        ended = subprocess.run(
            command, env=_environment(tmp_path, **more), capture_output=True, timeout=PATIENCE, check=False
        )
        assert ended.returncode == 3
        assert name in ended.stderr.decode()
        assert "Traceback" not in ended.stderr.decode()
