"""The way from a chat to the pages: a button for whoever asks alone, sealed for their own newsroom."""

from pathlib import Path

import pytest

from adapters.entry import LABEL, LINK, Entry, Keys
from tests.discord_newsroom import newsroom
from tests.slack import Slack
from tests.slack_newsroom import WEB_KEY

ADDRESS = "https://quotes.example.org"


def _leads_to(url: str) -> dict[str, str]:
    assert url.startswith(f"{ADDRESS}/open/")
    return dict(Keys(WEB_KEY).opened("link", url.removeprefix(f"{ADDRESS}/open/"), LINK) or {})


@pytest.mark.usefixtures("app")
async def test_slack_gives_a_button_that_opens_the_pages_of_ones_own_newsroom(slack: Slack) -> None:
    await slack.slash("/desk", "pages", user="UINES", channel="CDESK")
    told = await slack.reads("UINES", "CDESK", "yours to read")
    assert told.reader == "UINES"
    buttons = [one for block in told.payload["blocks"] if block["type"] == "actions" for one in block["elements"]]
    (opener,) = [one for one in buttons if one["text"]["text"] == LABEL]
    assert _leads_to(opener["url"]) == {"kind": "link", "tenant": "slack:TBRACK", "path": "/"}
    assert opener["url"] not in told.words
    await slack.press(told, LABEL)


@pytest.mark.usefixtures("app")
async def test_slack_gives_none_to_a_workspace_that_is_not_linked(slack: Slack) -> None:
    slack.workspaces["TNONE"].channel("CNONE", "UNOA")
    await slack.slash("/desk", "pages", user="UNOA", channel="CNONE")
    assert "not linked" in (await slack.reads("UNOA", "CNONE")).words


async def test_discord_gives_a_button_that_opens_the_pages_of_ones_own_newsroom(tmp_path: Path) -> None:
    async with newsroom(tmp_path, entry=Entry(ADDRESS, WEB_KEY)) as here:
        told = await here.ines.slash(here.desk, "pages")
        assert told.ephemeral
        (url,) = _urls(told.message.components)
        assert len(url) <= 512
        assert _leads_to(url)["tenant"] == f"discord:{here.guild.id}"


async def test_where_there_are_no_pages_that_is_said(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        assert "no pages to open" in (await here.ines.slash(here.desk, "pages")).text


def _urls(components: object) -> list[str]:
    match components:
        case list():
            return [url for one in components for url in _urls(one)]
        case {"url": str(url)}:
            return [url]
        case {"components": inside}:
            return _urls(inside)
        case _:
            return []
