"""Where something is in the way, in Slack or in the message, somebody is told; and nothing is taken apart unasked."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.slack.http import LARGEST
from tests.slack import Slack
from tests.slack_newsroom import Paper
from tests.slack_world import Message

TOLLS, FIRST = "“We will not raise the tolls,”", "“The harbour comes first,”"
PATIENCE = 60


async def _shared(slack: Slack) -> Message:
    await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
    await slack.press(await slack.reads("UINES", "CDESK", FIRST), "Share")
    return await slack.until(
        lambda: next((seen for seen in slack.sees("UOSKAR", "CDESK") if FIRST in seen.words), None), lambda: "the post"
    )


@pytest.mark.usefixtures("http_app")
class TestWhatIsNoRequestOfSlacks:
    """It is refused before anybody looks into it."""

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"payload=%7B", b'{"type":"event_callback"}']
    )
    @pytest.mark.parametrize("signature", ["", "v0=", "v0=" + "0" * 64, "v0=" + "é" * 64])
    async def test_unsigned_bytes_are_refused(self, slack: Slack, body: bytes, signature: str) -> None:
        headers = {**slack.signed(b""), "X-Slack-Signature": signature}
        async with (
            aiohttp.ClientSession() as client,
            client.post(slack.app_address, data=body or b" ", headers=headers) as answer,
        ):
            assert answer.status == 401

    async def test_more_than_slack_ever_sends_is_not_read(self, slack: Slack) -> None:
        async def endless() -> AsyncIterator[bytes]:
            for _ in range(LARGEST // 50_000 + 1):
                yield b"a" * 50_000

        async with (
            aiohttp.ClientSession() as client,
            client.post(slack.app_address, data=endless(), headers=slack.signed(b"")) as answer,
        ):
            assert answer.status == 413


@pytest.mark.usefixtures("app")
class TestInThreads:
    """What is pressed in a thread is answered in it."""

    async def test_context_comes_into_the_thread(self, slack: Slack) -> None:
        root = slack.say("UOSKAR", "CDESK", "Has she spoken on this?")
        await slack.mention("/quote ana ruiz", user="UINES", channel="CDESK", thread=root.ts)
        await slack.press(await slack.reads("UINES", "CDESK", TOLLS, thread=root.ts), "Context")
        await slack.reads("UINES", "CDESK", "Brackwater’s mayor kept to her word on Wednesday.", thread=root.ts)

    async def test_what_is_shared_in_a_channel_is_answered_there(self, slack: Slack) -> None:
        post = await _shared(slack)
        await slack.press(post, "Context", user="UOSKAR")
        answer = await slack.until(
            lambda: next((seen for seen in slack.sees("UOSKAR", "CDESK") if seen.reader == "UOSKAR"), None),
            lambda: "the context",
        )
        assert answer.thread == ""


@pytest.mark.usefixtures("http_app")
class TestWhatSlackDoesNotDo:
    """Whoever asked is told, and can go on."""

    async def test_who_takes_back_hears_that_slack_kept_the_message(self, slack: Slack) -> None:
        post = await _shared(slack)
        slack.fail("chat.update", "internal_error")
        await slack.press(post, "Take back", user="UINES")
        await slack.reads("UINES", "CDESK", "Slack did not change the message.")
        await slack.press(post, "Take back", user="UINES")
        await slack.until(lambda: FIRST not in post.words, lambda: "the words to go")

    async def test_blocks_that_slack_does_not_draw_are_told_in_words(self, slack: Slack) -> None:
        slack.fail("chat.postEphemeral", "invalid_blocks")
        await slack.mention("/quote ana ruiz", user="UINES", channel="CDESK")
        answer = await slack.reads("UINES", "CDESK", "The harbour comes first")
        assert [block["type"] for block in answer.payload["blocks"]] == ["section"]

    async def test_a_share_that_slack_may_have_taken_is_not_posted_again(self, slack: Slack) -> None:
        slack.fail("chat.postMessage", status=500)
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.press(await slack.reads("UINES", "CDESK", FIRST), "Share")
        await slack.reads("UINES", "CDESK", "Slack did not confirm the message")
        assert len(slack.called("chat.postMessage")) == 1


async def test_who_has_no_newsroom_is_given_no_form_to_file_with(slack: Slack, http_app: str) -> None:
    slack.workspaces["TBRACK"].person("UFAR", "far", team="TNONE", admin=True)
    slack.workspaces["TBRACK"].channels["CDESK"].members.add("UFAR")
    await slack.slash("/desk", "ingest", user="UFAR", channel="CDESK")
    await slack.reads("UFAR", "CDESK", "quotedesk link slack:TNONE")
    assert not slack.views


async def test_an_app_token_that_slack_does_not_take_is_one_sentence(paper: Paper) -> None:
    environment = {**paper.environment, "SLACK_APP_TOKEN": "xapp-1-wrong"}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "adapters.slack", env=environment, stderr=PIPE)
    _, told = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 3
    assert "Slack does not take SLACK_APP_TOKEN: invalid_auth." in told.decode()
    assert "Traceback" not in told.decode()
    assert "wrong" not in told.decode()
