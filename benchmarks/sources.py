"""What sources cost: `python -m benchmarks.sources [--count N]`, against servers of its own on this machine.

Two figures: articles a second from a feed to what is on file and can be searched, and what an hour of a failing feed costs. The
peer, in the same run, is the fetching alone: the same pages, one after another, read and thrown away.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bot.archive import open_archive
from bot.fetching import Fetcher
from bot.ledger import Kind, open_ledger
from bot.settings import Settings
from bot.sources.looking import Means, look

ROOM = "benchmark"
PLAIN = (
    "The harbour board met on Tuesday evening to talk about the breakwater, which has been planned for eleven years. "
)


class _Paper(BaseHTTPRequestHandler):
    """A paper: a feed of so many stories, each a page of some 600 words with six quotations."""

    protocol_version = "HTTP/1.1"
    count = 0
    asked = 0

    def do_GET(self) -> None:
        """Answer with the feed, a story, or a fault."""
        type(self).asked += 1
        body = self._body()
        self.send_response(200 if body else 404 if self.path == "/robots.txt" else 500)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> bytes:
        if self.path == "/feed":
            return self._feed()
        number = self.path.removeprefix("/story/")
        return _story(int(number)) if number.isdigit() else b""

    def _feed(self) -> bytes:
        where = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        items = "".join(
            f"<item><guid>{n}</guid><title>Story {n}</title><link>{where}/story/{n}</link></item>"
            for n in range(self.count)
        )
        return f"<rss version='2.0'><channel><title>Paper</title>{items}</channel></rss>".encode()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name for it
        """Nothing: a line a page would be measured, too."""


def _story(number: int) -> bytes:
    said = "".join(
        f"<p>{PLAIN * 4}</p><p>“We will build part {part} of number {number} by spring,” said Ines Okafor{part}.</p>"
        for part in range(6)
    )
    title = f"Harbour story {number}"
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{said}</article></body></html>".encode()


@contextmanager
def _paper(count: int) -> Iterator[str]:
    _Paper.count, _Paper.asked = count, 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Paper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _means() -> Iterator[Means]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder, "archive.db"), "", Path(folder, "index"))
        archive, ledger = open_archive(settings), open_ledger(settings)
        yield Means(archive, ledger, Fetcher(loopback=True), None)
        ledger.close()
        archive.close()


def fetching(count: int) -> float:
    """Pages a second that are fetched and thrown away."""
    with _paper(count) as paper:
        web = Fetcher(loopback=True)
        began = time.perf_counter()
        for number in range(count):
            web.get(f"{paper}/story/{number}")
        return count / (time.perf_counter() - began)


def end_to_end(count: int) -> float:
    """Articles a second from the feed to what can be searched."""
    with _paper(count) as paper, _means() as means:
        source = means.ledger.add_source(ROOM, Kind.FEED, f"{paper}/feed", "", now=datetime.now(UTC))
        began, filed = time.perf_counter(), 0
        while filed < count:
            filing = look(means, source, datetime.now(UTC))
            filed += filing.articles if filing else 0
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{filed:,} of {count:,} ")
        return count / (time.perf_counter() - began)


def failing(hours: int = 1) -> tuple[int, float]:
    """Requests and milliseconds of work that a feed costs which fails for so long, by a clock that is set."""
    with _paper(0) as paper, _means() as means:
        now = datetime.now(UTC)
        source = means.ledger.add_source(ROOM, Kind.FEED, f"{paper}/nothing", "", now=now)
        end, began = now + timedelta(hours=hours), time.perf_counter()
        while now < end:
            look(means, source, now)
            record = means.ledger.source(source)
            assert record
            now = record.next_look
        return _Paper.asked, (time.perf_counter() - began) * 1000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="stories in the feed (10,000)")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    asked = parser.parse_args()
    alone, whole = fetching(min(asked.count, 2_000)), end_to_end(asked.count)
    requests, spent = failing()
    figures = {
        "fetched": alone,
        "filed": whole,
        "ratio": alone / whole,
        "failing_requests": requests,
        "failing_ms": spent,
    }
    print(f"fetched alone            {alone:8.0f} a second")
    print(f"from feed to searchable  {whole:8.1f} a second, {alone / whole:.1f} times as long as fetching alone")
    print(f"an hour of a failing feed: {requests} requests, robots.txt included, {spent:.0f} ms of work in all")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
