"""`python -m adapters.worker`: what goes on by itself, until told to end."""

import logging
import os
import sys

from adapters.extras import UNABLE, needed
from adapters.logs import write_logs
from adapters.metrics import metrics_for
from bot.desk import open_desk
from bot.errors import DeskError
from bot.settings import read_settings


def run() -> None:
    """Work until told to end.

    Raises:
        DeskError: a setting is wrong, or the archive or the queue can't be opened.
    """
    from adapters.worker.chores import chores
    from adapters.worker.queue import open_queue
    from adapters.worker.working import work

    core = read_settings(os.environ)
    desk = open_desk(core)
    try:
        metrics_for(core, desk)
        with open_queue(core, chores(desk)) as queue:
            work(desk, queue)
    finally:
        desk.close()


def main() -> int:
    """Run it; how it ended."""
    write_logs(os.environ)
    logging.getLogger("huey").setLevel(logging.WARNING)
    needed("worker", "huey", "psycopg")
    try:
        run()
    except DeskError as error:
        print(f"{error.message}\n{error.hint}".strip(), file=sys.stderr)
        return UNABLE
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
