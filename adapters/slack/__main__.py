"""`python -m adapters.slack`: Slack over a socket, until told to end."""

import asyncio
import logging
import os
import sys

from adapters.crew import crew_for
from adapters.logs import write_logs
from adapters.metrics import metrics_for
from adapters.slack import render
from adapters.slack.settings import for_sockets, read_slack_settings
from adapters.slack.socket import listen
from adapters.slack.starting import begun
from bot.desk import open_desk
from bot.errors import DeskError
from bot.settings import both, read_settings

log = logging.getLogger(__name__)

UNABLE = 3
"""How it ends where the desk can't work as it is set up, as `quotedesk` does."""


async def run() -> None:
    """Answer until told to end.

    Raises:
        DeskError: a setting is missing or wrong.
    """
    core, settings = both(lambda: read_settings(os.environ), lambda: read_slack_settings(os.environ, for_sockets))
    desk = open_desk(core)
    try:
        with crew_for(core, render.message) as crew:
            slack = await begun(desk, core, settings, crew=crew)
            if metrics := metrics_for(core, desk):
                slack.answering.measure = metrics.measure
            log.info("answering over a socket")
            await listen(slack)
    finally:
        desk.close()


def main() -> int:
    """Run it; how it ended."""
    write_logs(os.environ)
    try:
        asyncio.run(run())
    except DeskError as error:
        print(f"{error.message}\n{error.hint}".strip(), file=sys.stderr)
        return UNABLE
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
