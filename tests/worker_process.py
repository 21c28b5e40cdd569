"""A worker in a process of its own, whose jobs are files: `python -m tests.worker_process ARCHIVE DATABASE_URL FOLDER`.

A file in FOLDER/due is a row that is due, named by its number; what it holds says how its job goes. Each begun job is a line of
FOLDER/begun, each done one a line of FOLDER/done.
"""

import logging
import os
import signal
import sys
import time
from pathlib import Path

from adapters.worker.queue import Chore, open_queue
from adapters.worker.working import work
from bot.desk import open_desk
from bot.errors import DeskError
from bot.settings import Settings


def chore(folder: Path) -> Chore:
    """The kind of job whose rows are files."""
    due = folder / "due"

    def do(row: int) -> None:
        file = due / str(row)
        _note(folder / "begun", row)
        match file.read_text():
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "die once":
                file.write_text("well")
                os.kill(os.getpid(), signal.SIGKILL)
            case "fail":
                raise DeskError("The site did not answer.", "Try later.")
            case words if words.startswith("stumble"):
                raise ValueError(words)
            case "long":
                time.sleep(2)
        _note(folder / "done", row)
        file.unlink()

    return Chore("row", lambda: sorted(int(file.name) for file in due.iterdir()), do)


def _note(file: Path, row: int) -> None:
    with file.open("a") as lines:
        lines.write(f"{row}\n")


def main() -> None:
    """Work until told to end."""
    archive, database_url, folder = sys.argv[1:]
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    logging.getLogger("huey").setLevel(logging.WARNING)
    settings = Settings(archive=Path(archive), database_url=database_url, index=Path(folder) / "index")
    with open_queue(settings, [chore(Path(folder))]) as queue:
        work(open_desk(settings), queue)


if __name__ == "__main__":
    main()
