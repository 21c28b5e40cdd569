"""The README's first screen is the answer that the bundled articles really give; `make redraw` writes it anew."""

import re
from pathlib import Path

import pytest

from adapters.console import plain
from adapters.console.read import shell
from bot.bundled import seed_inputs
from bot.desk import open_desk
from bot.order import Ingest
from bot.request import Question, Request
from bot.settings import Settings

README = Path(__file__).resolve().parent.parent / "README.md"
SCREEN = re.compile(r"(?<=<!-- answer -->\n).*?(?=<!-- /answer -->)", re.DOTALL)


def test_the_readme_shows_what_make_demo_prints(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    screen = f"```console\n$ make demo\n{_answer(tmp_path).rstrip()}\n```\n"
    readme = README.read_text(encoding="utf-8")
    if request.config.getoption("--redraw"):
        readme = SCREEN.sub(lambda _: screen, readme)
        README.write_text(readme, encoding="utf-8", newline="\n")
    found = SCREEN.search(readme)
    assert found
    assert found[0] == screen


def _answer(folder: Path) -> str:
    settings = Settings(archive=folder / "archive.db", database_url="", index=folder / "index")
    desk = open_desk(settings)
    desk.do(Ingest(seed_inputs(settings)), newsroom=settings.newsroom)
    reply = desk.answer(Request(Question("quote", {"name": "isaacman"}), settings.newsroom))
    desk.close()
    return plain.text(reply, shell)
