"""A process for a test to kill: `python -m tests.look_process ARCHIVE URL INDEX SOURCE` looks at a source once."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.archive import open_archive
from bot.fetching import Fetcher
from bot.ledger import open_ledger
from bot.settings import Settings
from bot.sources.looking import Means, look


def main(archive: str, url: str, index: str, source: str) -> None:
    """Look at the source."""
    settings = Settings(Path(archive), url, Path(index))
    means = Means(open_archive(settings), open_ledger(settings), Fetcher(loopback=True), None)
    look(means, int(source), datetime.now(UTC))


if __name__ == "__main__":
    main(*sys.argv[1:])
