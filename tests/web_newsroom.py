"""Brackwater's newsroom with what its pages must tell: a second version of the bridge, and an article made to do harm."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.site import site
from adapters.web.doors import Loopback, door_for
from adapters.web.providers import Provider
from bot.archive import open_archive
from bot.desk import Desk, open_desk
from bot.model import Document, PrintedDate
from bot.settings import Settings
from tests.browsers import served
from tests.newsroom import BRIDGE, HARBOUR, NOW, article, opened, said, settings

LATER = replace(
    BRIDGE,
    text=BRIDGE.text.replace("for a year from September", "for two years from October").replace(
        "“We will not raise the tolls,” Ruiz said. “Not this year and not next.”", "The mayor did not speak of tolls."
    ),
    headline="Harbour bridge to close for two years",
    standfirst="The council heard it on Monday.",
    correction="An earlier version said that the bridge closes for one year.",
)
HARM = "<script>alert(1)</script>"
HOSTILE = Document(
    text=f"“{HARM} \u202ehidden\u202c <img src=x onerror=alert(2)> & so on,” Ana Ruiz said.",
    format="plain",
    headline=f"{HARM}\"><b onmouseover='alert(3)'>Bold\u2066",
    byline="{{ 7 * 7 }}",
    outlet="</title><script>alert(4)</script>",
    standfirst="<a href=javascript:alert(5)>click</a>",
    published=PrintedDate("2025-05-01", "<i>1/5</i>"),
    url="javascript:alert(6)",
)
OLD, NEW, HARMFUL = 1, 8, 9
"""Numbers of versions: the bridge in both, and the harmful one."""


@dataclass(frozen=True)
class Site:
    """Pages that are served, and the desk behind them."""

    address: str
    desk: Desk


def filed(folder: Path) -> Settings:
    """The settings of an archive with all of it."""
    opened(folder).close()
    archive = open_archive(settings(folder))
    kane = said("The bridge must stay open until the ferries are ready,", by="Elizabeth Kane")
    quoted = HOSTILE.text[1 : HOSTILE.text.index("”")]
    archive.file(HARBOUR, [article(LATER, kane), article(HOSTILE, said(quoted, by="Ana Ruiz"))], now=NOW)
    archive.catch_up()
    archive.close()
    return settings(folder)


@contextmanager
def on_loopback(folder: Path, newsroom: str = HARBOUR, **changed: object) -> Iterator[Site]:
    """The pages as whoever sits at the machine reads them."""
    core = replace(filed(folder), own_outlets=(BRIDGE.outlet or "", HOSTILE.outlet or ""), **changed)  # type: ignore[arg-type]
    desk = open_desk(core, lambda: NOW)
    with served(site(desk, core, Loopback(newsroom))) as address:
        yield Site(address, desk)
    desk.close()


@contextmanager
def for_members(core: Settings, accounts: Sequence[Provider] = ()) -> Iterator[Site]:
    """The pages as the settings open them to members of chats; they answer under the name of the settings' address."""
    desk = open_desk(core, lambda: NOW)
    with served(site(desk, core, door_for(core, desk, "0.0.0.0"), accounts=accounts)) as address:
        yield Site(address, desk)
    desk.close()
