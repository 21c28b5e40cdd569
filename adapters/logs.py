"""What a process logs: a line for people, or an object of JSON for programs. Tokens never, whoever logs them."""

import logging
import re
import sys
from collections.abc import Mapping

LINE = "%(asctime)s %(name)s %(levelname)s %(message)s"

TOKEN = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+"
    r"|\b[\w-]{18,}\.[\w-]{4,}\.[\w-]{20,}"
    r"|(?<=://)[^\s/@]+:[^\s/@]+(?=@)"
)
"""Tokens of Slack and Discord, and names with passwords in addresses.

Source: https://docs.slack.dev/authentication/tokens, https://discord.com/developers/docs/reference#authentication
"""


def write_logs(environment: Mapping[str, str], level: int = logging.INFO) -> None:
    """Log to stderr as QUOTEDESK_LOG says, "json" or "text"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        Redacting(_as_json() if environment.get("QUOTEDESK_LOG") == "json" else logging.Formatter(LINE))
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)


class Redacting(logging.Formatter):
    """Writes as another formatter does, with every token left out."""

    def __init__(self, within: logging.Formatter) -> None:
        super().__init__()
        self._within = within

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return TOKEN.sub("[token]", self._within.format(record))


def _as_json() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter  # here, since most processes write lines

    names = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "fault"}
    return JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s", rename_fields=names, reserved_attrs=RESERVED)


RESERVED = (*logging.makeLogRecord({}).__dict__, "message", "asctime", "color_message", "taskName")
"""What every record has beside what is told of it: not written again."""
