"""Deliveries from Slack: acknowledged at once, answered once, believed only where they are signed, and never met with silence."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.reply import Reply
from bot.request import Request
from tests.slack import Slack
from tests.slack_newsroom import Paper, opened, running

TOLLS, FIRST = "“We will not raise the tolls,”", "“The harbour comes first,”"


def _answers(slack: Slack, person: str = "UINES", channel: str = "CDESK") -> int:
    return sum(message.reader == person for message in slack.sees(person, channel))


async def _settled(slack: Slack) -> None:
    """Ask something else and wait for its answer: whatever came before it has been dealt with by then."""
    await slack.slash("/quote", "tomas ruiz", user="UADA", channel="CDESK")
    await slack.reads("UADA", "CDESK", "The tolls are a tax on the poor")


@pytest.mark.usefixtures("http_app")
class TestWhoeverIsNotSlack:
    """Nothing that Slack did not sign, or signed long ago, is acted on."""

    async def test_a_body_that_was_tampered_with_is_refused(self, slack: Slack) -> None:
        sent = await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.reads("UINES", "CDESK", FIRST)
        assert (await slack.replay(sent, body=sent.body.replace(b"ana", b"tom"))).status == 401

    async def test_a_signature_of_another_secret_is_refused(self, slack: Slack) -> None:
        sent = await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        assert (await slack.replay(sent, X_Slack_Signature="v0=" + "0" * 64)).status == 401

    async def test_what_was_signed_long_ago_is_refused(self, slack: Slack) -> None:
        sent = await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        old = slack.signed(sent.body, str(int(time.time()) - 600))
        assert (await slack.replay(sent, **old)).status == 401

    @pytest.mark.parametrize("moment", ["yesterday", "", "1e9", "٣", "-1", "9" * 400])
    async def test_a_timestamp_that_is_no_number_is_refused(self, slack: Slack, moment: str) -> None:
        sent = await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        headers = {**slack.signed(sent.body), "X-Slack-Request-Timestamp": moment}
        try:
            moment.encode("ascii")
        except UnicodeEncodeError:
            headers["X-Slack-Request-Timestamp"] = moment
        assert (await slack.replay(sent, **headers)).status == 401

    async def test_a_delivery_without_a_signature_is_refused(self, slack: Slack) -> None:
        sent = await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        sent.headers = {"Content-Type": sent.headers["Content-Type"]}
        assert (await slack.replay(sent)).status == 401

    async def test_no_answer_goes_to_a_host_that_is_not_slacks(self, slack: Slack) -> None:
        for host in (f"0.0.0.0:{slack.port}", f"hooks.slack.com@0.0.0.0:{slack.port}"):
            hook = await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
            await slack.reads("UINES", "CDESK", FIRST)
            foreign = hook.payload["response_url"].replace(f"127.0.0.1:{slack.port}", host)
            await slack.slash("/quote", "ana ruiz", user="UOSKAR", channel="CDESK", response_url=foreign)
        await _settled(slack)
        assert _answers(slack) == 2
        assert _answers(slack, "UOSKAR") == 0

    async def test_slack_may_see_that_the_address_is_ours(self, slack: Slack) -> None:
        asked = {"type": "url_verification", "challenge": "3eZbrw1aB", "token": "deprecated"}
        answered = await slack.deliver("event", asked)
        assert (answered.status, answered.answer) == (200, {"challenge": "3eZbrw1aB"})


@pytest.mark.usefixtures("app")
class TestTheSameTwice:
    """The same thing delivered twice is answered once."""

    async def test_a_command_that_comes_again_is_answered_once(self, slack: Slack) -> None:
        sent = await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.reads("UINES", "CDESK", FIRST)
        assert (await slack.deliver("command", sent.payload)).acknowledged
        await _settled(slack)
        assert _answers(slack) == 1

    async def test_a_press_that_comes_again_is_answered_once(self, slack: Slack) -> None:
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        pressed = await slack.press(await slack.reads("UINES", "CDESK", FIRST), "Share")
        await slack.until(lambda: slack.called("chat.postMessage"), lambda: "the post")
        await slack.deliver("interactive", pressed.payload)
        await _settled(slack)
        assert len(slack.called("chat.postMessage")) == 1

    async def test_an_event_that_comes_again_is_answered_once(self, slack: Slack) -> None:
        sent = await slack.mention("/quote ana ruiz", user="UINES", channel="CDESK")
        await slack.reads("UINES", "CDESK", FIRST)
        assert (await slack.again(sent)).acknowledged
        assert (await slack.again(sent, number=2)).acknowledged
        await _settled(slack)
        assert _answers(slack) == 1

    async def test_two_that_look_alike_are_both_answered(self, slack: Slack) -> None:
        for _ in range(2):
            await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.until(lambda: _answers(slack) == 2, lambda: "two answers")


async def test_an_event_that_met_nobody_is_answered_when_it_comes_again(slack: Slack, paper: Paper) -> None:
    slack.app_address = "http://127.0.0.1:9/slack/events"
    missed = await slack.mention("/quote ana ruiz", user="UINES", channel="CDESK")
    assert missed.status == 0
    async with running(paper, "http"):
        missed.headers = {"Content-Type": "application/json"}
        assert (await slack.again(missed, reason="connection_failed")).acknowledged
        await slack.reads("UINES", "CDESK", FIRST)
        await slack.again(missed, number=2)
        await _settled(slack)
    assert _answers(slack) == 1


@pytest.fixture
async def gate(slack: Slack, tmp_path: Path) -> AsyncIterator[threading.Event]:
    """A desk that answers nothing before the gate is opened, and its app."""
    gate = threading.Event()

    def wait(request: Request, answer: Reply) -> Reply:
        gate.wait(30)
        return answer

    paper = opened(slack, tmp_path, then=wait)
    async with running(paper, "http"):
        yield gate
        gate.set()
    paper.desk.close()


async def test_a_slow_archive_holds_up_no_acknowledgement(slack: Slack, gate: threading.Event) -> None:
    sent = await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
    assert sent.acknowledged
    assert _answers(slack) == 0
    gate.set()
    await slack.reads("UINES", "CDESK", FIRST)
    assert slack.happened.index("command acknowledged with 200") < slack.happened.index("response_url used")


async def test_who_finds_the_desk_too_busy_is_told_so(slack: Slack, gate: threading.Event) -> None:
    people = [slack.workspaces["TBRACK"].person(f"UCROWD{number}").id for number in range(400)]
    slack.workspaces["TBRACK"].channels["CDESK"].members |= set(people)
    sent = await asyncio.gather(*(slack.slash("/quote", "tomas ruiz", user=one, channel="CDESK") for one in people))
    assert all(delivery.acknowledged for delivery in sent)
    await slack.until(
        lambda: any("busy" in message.words.casefold() for message in slack.messages.values()), lambda: "a busy answer"
    )
    gate.set()
    await slack.until(lambda: all(_answers(slack, one) for one in people), lambda: "an answer for each")


async def test_one_person_can_not_ask_without_end_but_is_told_so(slack: Slack, http_app: str) -> None:
    for _ in range(60):
        assert (await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")).acknowledged
    await slack.until(lambda: _answers(slack) == 60, lambda: "sixty answers")
    told = [message for message in slack.sees("UINES", "CDESK") if FIRST not in message.words]
    assert told
    await slack.slash("/quote", "ana ruiz", user="UOSKAR", channel="CDESK")
    await slack.reads("UOSKAR", "CDESK", FIRST)


@pytest.mark.usefixtures("http_app")
class TestSlackInTrouble:
    """Where Slack answers badly, we wait as it says, try again, and never post twice."""

    async def test_an_answer_waits_as_long_as_slack_asks(self, slack: Slack) -> None:
        slack.fail("chat.postEphemeral", status=429, retry_after=1)
        await slack.mention("/quote ana ruiz", user="UINES", channel="CDESK")
        await slack.reads("UINES", "CDESK", FIRST)
        assert len(slack.called("chat.postEphemeral")) == 2

    async def test_a_share_is_posted_once_however_often_slack_is_busy(self, slack: Slack) -> None:
        slack.fail("chat.postMessage", status=429, retry_after=1, times=2)
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.press(await slack.reads("UINES", "CDESK", FIRST), "Share")
        await slack.until(
            lambda: [seen for seen in slack.sees("UOSKAR", "CDESK") if FIRST in seen.words], lambda: "the post"
        )
        assert len([seen for seen in slack.sees("UOSKAR", "CDESK") if FIRST in seen.words]) == 1

    async def test_a_response_url_that_fails_once_is_tried_again(self, slack: Slack) -> None:
        slack.fail("response_url", status=500)
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.reads("UINES", "CDESK", FIRST)

    async def test_a_share_that_slack_could_not_take_is_said(self, slack: Slack) -> None:
        slack.fail("chat.postMessage", status=500, times=9)
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        answer = await slack.reads("UINES", "CDESK", FIRST)
        await slack.press(answer, "Share")
        await slack.until(lambda: _answers(slack) == 2, lambda: "a sentence about it")


class TestTheSocket:
    """In Socket Mode the connection comes and goes, and no question is lost with it."""

    @pytest.mark.parametrize("reason", ["refresh_requested", ""])
    async def test_a_socket_that_goes_comes_back(self, slack: Slack, paper: Paper, reason: str) -> None:
        async with running(paper, "socket"):
            await slack.unlinks(reason)
            await slack.until(lambda: slack.hellos >= 2, lambda: "another connection")
            await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
            await slack.reads("UINES", "CDESK", FIRST)


SECRET_WORDS = "Watergatesource Østerhus"


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_what_was_typed_is_logged_at_no_level(
    slack: Slack, paper: Paper, transport: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(paper, transport):
        await slack.slash("/quote", SECRET_WORDS, user="UINES", channel="CDESK")
        await slack.until(lambda: _answers(slack) == 1, lambda: "an answer")
        await slack.slash("/quote", f"{SECRET_WORDS} page:{SECRET_WORDS}", user="UINES", channel="CDESK")
        await slack.until(lambda: _answers(slack) == 2, lambda: "an answer")
        await slack.mention(SECRET_WORDS, user="UINES", channel="CDESK")
        await slack.until(lambda: _answers(slack) == 3, lambda: "an answer")
        await slack.write(SECRET_WORDS, user="UINES", team="TBRACK")
        await slack.reads("UINES", "DUINES")
        slack.fail("response_url", status=500, times=9)
        await slack.slash("/quote", SECRET_WORDS, user="UINES", channel="CDESK")
        await slack.until(lambda: slack.happened.count("response_url used") > 2, lambda: "a try")
    logged = "\n".join(f"{record.getMessage()} {record.exc_text or ''} {record.args}" for record in caplog.records)
    assert caplog.records
    for word in SECRET_WORDS.split():
        assert word not in logged
        assert word.encode("unicode_escape").decode() not in logged
    assert slack.signing_secret not in logged
    assert "xoxb-TBRACK" not in logged
    assert slack.app_token not in logged
