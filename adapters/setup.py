"""What was said before a command: which archive, whose, and how answers are printed."""

import os
from dataclasses import dataclass
from pathlib import Path

from adapters.console import app as console
from adapters.console import read
from adapters.console.app import Exit
from bot.desk import open_desk
from bot.order import Order
from bot.request import Question, Request
from bot.settings import Settings, read_settings


@dataclass(frozen=True, slots=True)
class Setup:
    """What was said before the command."""

    archive: Path | None
    newsroom: str | None
    as_json: bool

    @property
    def settings(self) -> Settings:
        """The environment's settings, with what was said before the command going first."""
        return read_settings(os.environ, self.archive, self.newsroom)

    @property
    def words(self) -> list[str]:
        """The same options as words, for a command that is to be typed next."""
        archive = ["--archive", str(self.archive)] if self.archive else []
        return [*archive, *(["--newsroom", self.newsroom] if self.newsroom else [])]

    def ask(self, question: Question, *, as_json: bool = False) -> Exit:
        """Put a question and print the answer."""
        settings = self.settings
        reply = open_desk(settings).answer(Request(question, settings.newsroom))
        return console.show(reply, as_json=as_json or self.as_json, put=lambda way: read.shell(way, self.words))

    def do(self, order: Order, doing: str) -> Exit:
        """Give an order and print what came of it."""
        settings = self.settings
        with console.progress(doing) as report:
            reply = open_desk(settings).do(order, newsroom=settings.newsroom, report=report)
        return console.show(reply, as_json=self.as_json)
