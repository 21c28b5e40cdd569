"""Following in Slack: what is new is told once, where it was asked for, whoever is started anew meanwhile."""

import asyncio

import pytest

from bot.order import Ingest, Input
from tests.newsroom import HARBOUR
from tests.slack import Slack
from tests.slack_newsroom import Paper, running
from tests.slack_world import Message

NEWS = "“The quay will be rebuilt,”"


def _file(paper: Paper, name: str = "quay", words: str = NEWS, head: str = "") -> None:
    text = f"---\nheadline: {name}\nurl: https://ledger.example/{name}\n{head}---\n\n{words} Ana Ruiz said.\n"
    paper.desk.do(Ingest((Input(f"{name}.md", data=text.encode()),)), newsroom=HARBOUR)
    paper.desk.evaluate()


async def _follow(slack: Slack, label: str, channel: str = "CDESK", user: str = "UINES") -> Message:
    await slack.slash("/follow", "ana ruiz", user=user, channel=channel)
    await slack.press(await slack.reads(user, channel, "Follow Ana Ruiz"), label, user=user)
    return await slack.reads(user, channel, "Followed, told")


def _told(slack: Slack, words: str = NEWS) -> list[Message]:
    return [one for one in slack.messages.values() if words in one.words and not one.reader]


async def _once(slack: Slack, words: str = NEWS) -> Message:
    await slack.until(lambda: _told(slack, words), lambda: "the news")
    await asyncio.sleep(0.1)
    [message] = _told(slack, words)
    return message


@pytest.mark.usefixtures("app")
async def test_news_come_to_who_follows_alone(slack: Slack, paper: Paper) -> None:
    confirmed = await _follow(slack, "Follow for me")
    assert "to you alone" in confirmed.words
    _file(paper)
    message = await _once(slack)
    assert message.channel.startswith("D")
    assert "Followed here: Ana Ruiz" in message.words


@pytest.mark.usefixtures("app")
async def test_news_come_to_a_channel(slack: Slack, paper: Paper) -> None:
    await _follow(slack, "Follow in this channel")
    _file(paper)
    assert (await _once(slack)).channel == "CDESK"


@pytest.mark.usefixtures("app")
async def test_a_channel_without_the_bot_can_not_follow(slack: Slack) -> None:
    await slack.slash("/follow", "ana ruiz", user="UINES", channel="CTOWN")
    await slack.press(await slack.reads("UINES", "CTOWN", "Follow Ana Ruiz"), "Follow in this channel", user="UINES")
    await slack.reads("UINES", "CTOWN", "/invite")


@pytest.mark.usefixtures("app")
async def test_outsiders_are_told_of_what_is_public_alone(slack: Slack, paper: Paper) -> None:
    await _follow(slack, "Follow in this channel", "CPARTNER")
    _file(paper)
    _file(paper, "open", "“The lock stays,”", "access: public\n")
    await _once(slack, "“The lock stays,”")
    assert _told(slack) == []


@pytest.mark.usefixtures("app")
async def test_a_digest_keeps_the_hour_of_who_asks(slack: Slack) -> None:
    await slack.slash("/follow", "ana ruiz daily 08:15", user="UINES", channel="CDESK")
    await slack.press(await slack.reads("UINES", "CDESK", "Follow Ana Ruiz"), "Follow for me", user="UINES")
    await slack.reads("UINES", "CDESK", "once a day at 08:15 Europe/Lisbon")


@pytest.mark.usefixtures("app")
async def test_what_is_followed_is_listed_and_ended_with_a_button(slack: Slack, paper: Paper) -> None:
    await _follow(slack, "Follow for me")
    await slack.slash("/following", user="UINES", channel="CDESK")
    listed = await slack.reads("UINES", "CDESK", "You follow 1 subject")
    await slack.press(listed, "#1 Ana Ruiz", user="UINES")
    await slack.reads("UINES", "CDESK", "Followed no more: Ana Ruiz.")
    _file(paper)
    assert paper.desk.due("slack") is None


@pytest.mark.usefixtures("app")
async def test_a_channel_that_was_archived_ends_what_it_follows_with_the_reason(slack: Slack, paper: Paper) -> None:
    await _follow(slack, "Follow in this channel")
    slack.workspaces["TBRACK"].channels["CDESK"].archived = True
    _file(paper)
    await slack.until(lambda: slack.called("chat.postMessage"), lambda: "the try")
    slack.workspaces["TBRACK"].channels["CDESK"].archived = False
    await slack.slash("/following", user="UINES", channel="CDESK")
    await slack.reads("UINES", "CDESK", "ended: the channel is archived")
    assert _told(slack) == []


async def test_what_could_not_be_said_is_said_after_a_restart(slack: Slack, paper: Paper) -> None:
    async with running(paper, "http"):
        await _follow(slack, "Follow for me")
    _file(paper)
    async with running(paper, "http"):
        await _once(slack)
    async with running(paper, "http"):
        await _once(slack)


async def test_who_dies_after_slack_took_it_says_nothing_twice(slack: Slack, paper: Paper) -> None:
    async with running(paper, "http") as app:
        await _follow(slack, "Follow for me")
        paper.desk.evaluate()
    _file(paper)
    saying = paper.desk.due("slack")
    assert saying
    first = await app.telling.say(saying)  # and here the process ends, and another one says it again
    assert await app.telling.say(saying) == first
    await _once(slack)


@pytest.mark.usefixtures("app")
async def test_where_slack_asks_for_patience_it_is_said_later(slack: Slack, paper: Paper) -> None:
    await _follow(slack, "Follow for me")
    slack.fail("chat.postMessage", "ratelimited", status=429, retry_after=0)
    _file(paper)
    await _once(slack)
