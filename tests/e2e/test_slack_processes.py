"""The two commands that people run, as processes: `python -m adapters.slack` and `quotedesk serve`."""

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.model import Status
from bot.order import SetStatus
from tests.newsroom import HARBOUR
from tests.slack import Slack
from tests.slack_newsroom import Paper

FIRST = "“The harbour comes first,”"
PATIENCE = 60


@asynccontextmanager
async def _process(paper: Paper, *words: str, **more: str) -> AsyncIterator[Process]:
    """A command of ours against our Slack; what it wrote to stderr may hold no word that was typed, and no secret."""
    environment = {**paper.environment, "PATH": "", "PYTHONWARNINGS": "", **more}
    process = await asyncio.create_subprocess_exec(sys.executable, *words, env=environment, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        _, told = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert b"Traceback" not in told, told.decode()
        for secret in (paper.slack.signing_secret, paper.slack.app_token, "xoxb-", "ana ruiz"):
            assert secret not in told.decode()


@asynccontextmanager
async def _over_socket(paper: Paper) -> AsyncIterator[Process]:
    hellos = paper.slack.hellos
    async with _process(paper, "-m", "adapters.slack") as process:
        await paper.slack.until(lambda: paper.slack.hellos > hellos or process.returncode, lambda: "the socket")
        yield process


@asynccontextmanager
async def _over_http(paper: Paper) -> AsyncIterator[Process]:
    port = _free_port()
    async with _process(paper, "-m", "adapters", "serve", "--port", str(port)) as process:
        paper.slack.app_address = f"http://127.0.0.1:{port}/slack/events"
        await paper.slack.until(lambda: _listens(port) or process.returncode, lambda: "the server")
        yield process


WAYS = pytest.mark.parametrize("runs", [_over_http, _over_socket], ids=["serve", "socket"])


@WAYS
async def test_each_command_answers_and_ends_when_told_to(slack: Slack, paper: Paper, runs: object) -> None:
    async with runs(paper) as process:  # type: ignore[operator]
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.reads("UINES", "CDESK", FIRST)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


@WAYS
async def test_whoever_was_acknowledged_is_answered_before_it_ends(slack: Slack, paper: Paper, runs: object) -> None:
    people = ["UINES", "UOSKAR", "UADA"]
    async with runs(paper) as process:  # type: ignore[operator]
        for person in people:
            assert (await slack.slash("/quote", "ana ruiz", user=person, channel="CDESK")).acknowledged
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), PATIENCE)
    assert all(any(seen.reader == person for seen in slack.sees(person, "CDESK")) for person in people)


@WAYS
async def test_a_post_is_corrected_after_a_restart(slack: Slack, paper: Paper, runs: object) -> None:
    async with runs(paper):  # type: ignore[operator]
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.press(await slack.reads("UINES", "CDESK", FIRST), "Share")
        post = await slack.until(
            lambda: next((seen for seen in slack.sees("UOSKAR", "CDESK") if FIRST in seen.words), None),
            lambda: "the post",
        )
    paper.desk.do(SetStatus(2, Status.RETRACTED, "The mayor was misheard."), newsroom=HARBOUR)
    assert "misheard" not in post.words
    async with runs(paper):  # type: ignore[operator]
        await slack.until(lambda: "The mayor was misheard." in post.words, lambda: "the retraction in the post")


@pytest.mark.parametrize("missing", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_missing_setting_is_one_sentence(paper: Paper, missing: str) -> None:
    environment = {name: value for name, value in paper.environment.items() if name != missing}
    command = [sys.executable, "-m", "adapters.slack"]
    process = await asyncio.create_subprocess_exec(*command, env=environment, stderr=PIPE)
    _, told = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 3
    assert missing in told.decode()
    assert "Traceback" not in told.decode()


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
