"""A Slack of our own with Brackwater's newsroom in it, and the app that answers there."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.slack import Slack
from tests.slack_newsroom import Paper, opened, running


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    server = Slack()
    await server.open()
    yield server
    await server.close()


@pytest.fixture
def paper(slack: Slack, tmp_path: Path) -> Iterator[Paper]:
    paper = opened(slack, tmp_path)
    yield paper
    paper.desk.close()


@pytest.fixture(params=["http", "socket"])
async def app(request: pytest.FixtureRequest, paper: Paper) -> AsyncIterator[str]:
    async with running(paper, request.param):
        yield request.param


@pytest.fixture
async def http_app(paper: Paper) -> AsyncIterator[str]:
    async with running(paper, "http"):
        yield "http"
