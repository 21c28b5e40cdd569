"""Draw answers as Slack and Discord show them, as pictures: `make preview`. A developer's tool, for looking at answers.

Needs node, npm and Chromium. What draws is from npm, pinned in package.json; nothing of it ships.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adapters.discord import layout
from adapters.discord import render as discord
from adapters.slack import render as slack
from bot.commands.typed import question_from
from bot.desk import open_desk
from bot.model import Status, Utterance
from bot.reply import Note, Pull, Reply, Shared, Tone
from bot.request import Request
from bot.settings import read_settings
from tests.replies import LEDGER, quote

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"

INES = {"slack": "slack:T024BE7LD:U012AB3CD", "discord": "discord:41771983423143937:80351110224678912"}
"""Who shares, in the second pictures; the pages know her name."""

WIDTH = 720
"""Pixels: a channel beside an open sidebar."""

_HEIGHT = re.compile(r'data-height="(\d+)"')


@dataclass(frozen=True, slots=True)
class Browser:
    """Headless Chromium with a profile of its own."""

    program: str
    profile: Path

    def height(self, page: Path) -> int:
        """How tall a page is, in pixels."""
        found = _HEIGHT.search(self._run("--dump-dom", page))
        if not found:
            raise SystemExit("Chromium did not tell how tall the page is.")
        return int(found[1])

    def shoot(self, page: Path, picture: Path) -> None:
        """Take a picture of a page."""
        size = f"--window-size={WIDTH},{self.height(page)}"
        self._run(f"--screenshot={picture.resolve()}", page, size, "--hide-scrollbars")

    def _run(self, what: str, page: Path, *more: str) -> str:
        flags = (
            "--headless",
            "--virtual-time-budget=5000",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={self.profile}",
            *more,
        )
        command = [self.program, *flags, what, page.resolve().as_uri()]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words


def pictures(archive: Path) -> Mapping[str, Mapping[str, Any]]:
    """Messages by the name of their picture: one from the bundled articles, one from articles that are made up."""
    desk = open_desk(read_settings({}, archive))
    asked = desk.answer(Request(question_from("/quote isaacman"), "newsroom"))
    desk.close()
    corrected = replace(LEDGER, status=Status.CORRECTED, status_note="the bridge closes in May, not in April")
    said = Utterance((quote("We will not raise the tolls,"), quote("not this year and not next.")), corrected)
    note, pull = Note("Corrected: the bridge closes in May, not in April.", Tone.WARNING), Pull(said)
    shared = {platform: Reply((note, Shared(member, 7), pull)) for platform, member in INES.items()}
    return {
        "slack-quote": slack.message(asked),
        "slack-shared": slack.posted(shared["slack"]),
        "discord-quote": _sent(discord.message(asked)) | {"flags": layout.COMPONENTS_V2 | 1 << 6},
        "discord-shared": _sent(discord.posted(shared["discord"])),
    }


def _sent(drawn: layout.Drawn) -> Mapping[str, Any]:
    return layout.payload(drawn, repr)


def draw(messages: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Draw messages into a folder, a picture each."""
    _install()
    with TemporaryDirectory() as scratch:
        browser = Browser(_program("chromium", "chromium-browser", "google-chrome"), Path(scratch) / "profile")
        for name, message in messages.items():
            page = Path(scratch) / f"{name}.html"
            page.write_text(_page(name.partition("-")[0], message), encoding="utf-8")
            browser.shoot(page, folder / f"{name}.png")
            print(folder / f"{name}.png")


def _page(platform: str, message: Mapping[str, Any]) -> str:
    command = [_program("node"), str(HERE / f"{platform}.js")]
    return subprocess.run(  # noqa: S603 - our own words
        command, check=True, input=json.dumps(message), capture_output=True, encoding="utf-8"
    ).stdout


def _install() -> None:
    if not MODULES.exists():
        command = [_program("npm"), "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, check=True, cwd=HERE)  # noqa: S603 - our own words


def _program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit(f"A preview needs {names[0]}, which is not installed.")
    return found


if __name__ == "__main__":
    draw(pictures(Path(sys.argv[1])), Path(sys.argv[2]))
