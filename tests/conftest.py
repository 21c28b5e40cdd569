"""What the tests share."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

from bot.archive import Archive, migrate, open_archive
from bot.archive.schema import metadata
from bot.desk import Desk
from bot.settings import Settings
from tests import newsroom
from tests.postgres import empty, new_database, server, server_programs

# A machine may be busy, and the first example pays for what is loaded late: no test is about time.
hypothesis.settings.register_profile("unhurried", deadline=None)
# What lands is judged by the same examples each time; whoever works on it looks for new ones with every run.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("unhurried")


NOT_OURS = "beside the project"
"""Stands in the reason of a test that skips for want of what we may not ship: articles of others, measuring data."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--redraw", action="store_true", help="draw the golden files anew; read the diff")
    parser.addoption("--no-skips", action="store_true", help="let no test skip for what can be installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With --no-skips a skipped test has failed, and says what it missed; what is not ours to ship may be missing."""
    report = yield
    if report.skipped and call.excinfo and item.config.getoption("--no-skips"):
        missed = str(call.excinfo.value)
        if NOT_OURS not in missed:
            report.outcome = "failed"
            report.longrepr = f"skipped where nothing may skip: {missed}"
    return report


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server: the one that is named, else one of our own."""
    named = os.environ.get("QUOTEDESK_TEST_POSTGRES")
    if named:
        yield named.rstrip("/")
        return
    programs = server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    with server(programs) as address:
        yield address


@pytest.fixture(scope="session")
def database(postgres: str) -> str:
    """The address of a database with an archive's tables; each test that writes to it empties it first."""
    url = new_database(postgres)
    migrate(Settings(archive=Path(), database_url=url, index=Path()))
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def archive_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An empty archive's settings, once for each store."""
    url = ""
    if request.param == "postgres":
        url = request.getfixturevalue("database")
        empty(url, [name for name in metadata.tables if name != "facts"])
    return Settings(archive=tmp_path / "archive.db", database_url=url, index=tmp_path / "index")


@pytest.fixture
def archive(archive_settings: Settings) -> Iterator[Archive]:
    """An empty archive, once for each store."""
    opened = open_archive(archive_settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of Brackwater's newsroom, for tests that only ask; those that file or remove open one of their own."""
    opened = newsroom.opened(tmp_path_factory.mktemp("harbour"))
    yield opened
    opened.close()
