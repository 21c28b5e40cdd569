"""Take pictures of the pages and the playground over the bundled articles: `make preview`. A developer's tool; needs Chromium."""

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from adapters.playground import buttons_kept, playground
from adapters.site import site
from adapters.web.doors import Loopback
from bot.commands import COMMANDS
from bot.desk import Desk, open_desk
from bot.settings import read_settings
from tests.browsers import chromium, served

PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "page-article": ("/versions/1#quote-4", {"viewport": {"width": 1180, "height": 820}}),
    "page-phone": (
        "/versions/1#quote-4",
        {"viewport": {"width": 390, "height": 640}, "color_scheme": "dark", "device_scale_factor": 1.5},
    ),
}
"""The name of each picture, the page it is of, and how it is looked at."""


def draw(archive: Path, folder: Path) -> None:
    """Take the pictures into a folder."""
    core = read_settings({}, archive)
    desk = open_desk(core)
    with served(site(desk, core, Loopback(core.newsroom))) as address, chromium() as browser:
        for name, (path, how) in PICTURES.items():
            page = browser.new_context(reduced_motion="reduce", **how).new_page()
            page.goto(address + path)
            page.screenshot(path=folder / f"{name}.png")
            print(folder / f"{name}.png")
        _draw_playground(desk, core.newsroom, browser, folder / "playground.png")
    desk.close()


def _draw_playground(desk: Desk, newsroom: str, browser: Browser, picture: Path) -> None:
    with buttons_kept() as vault, served(playground(desk, newsroom, vault, "Asks the bundled articles.")) as address:
        page = browser.new_context(viewport={"width": 1180, "height": 800}).new_page()
        page.goto(address)
        page.get_by_role("button", name=COMMANDS["quote"].examples[0], exact=True).click()
        page.locator(".answer").wait_for()
        page.locator("body").screenshot(path=picture)
        print(picture)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
