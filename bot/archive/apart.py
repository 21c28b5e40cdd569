"""A process of its own that brings the names up: so much work in a thread would hold up all others of its process.

python -m bot.archive.apart         reads where the archive is, as JSON, from its input, where nobody else sees it
"""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event

from bot.settings import Settings

LOOK = 0.1
"""Seconds between two looks whether it is done."""


def names_brought_up(settings: Settings, closed: Event, *, whole: bool = False) -> bool:
    """Whether such a process has ended well; it is ended where that is not waited for any more. `whole` makes all anew."""
    where = [str(settings.archive.absolute()), settings.database_url, str(settings.index.absolute()), whole]
    command = [sys.executable, "-m", "bot.archive.apart"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, text=True) as process:  # noqa: S603 - ours
        assert process.stdin is not None
        with suppress(BrokenPipeError), process.stdin as told:
            json.dump(where, told)
        while process.poll() is None:
            if closed.wait(LOOK):
                process.terminate()
                break
    return process.returncode == 0


def main() -> None:
    """Bring up the names of the archive that the input tells."""
    from bot.archive.engine import engine_for
    from bot.archive.roster import Roster
    from bot.archive.store import SqlStore

    archive, url, index, whole = json.load(sys.stdin)
    settings = Settings(Path(archive), url, Path(index))
    store = SqlStore(engine_for(settings))
    Roster(store, settings).follow(whole=whole)
    store.close()


if __name__ == "__main__":
    main()
