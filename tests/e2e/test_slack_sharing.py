"""Sharing in Slack: a channel sees who shared what, the record can be undone, and what changed is said in the post."""

import pytest

from bot.model import Access, Status
from bot.order import Ingest, Input, Link, Remove, SetAccess, SetStatus
from tests.newsroom import ELSEWHERE, HARBOUR
from tests.slack import Slack
from tests.slack_newsroom import Paper
from tests.slack_world import Message

TOLLS, FIRST = "“We will not raise the tolls,”", "“The harbour comes first,”"

pytestmark = pytest.mark.usefixtures("app")


async def _asked(slack: Slack, channel: str) -> Message:
    await slack.slash("/quote", "ana ruiz", user="UINES", channel=channel)
    return await slack.reads("UINES", channel, FIRST)


async def _shared(slack: Slack, channel: str = "CDESK") -> Message:
    await slack.press(await _asked(slack, channel), "Share")
    return await slack.until(
        lambda: next((seen for seen in slack.sees("UOSKAR", channel) if FIRST in seen.words), None), lambda: "the post"
    )


async def test_a_shared_quote_stands_in_the_channel_with_who_shared_it(slack: Slack) -> None:
    post = await _shared(slack)
    assert "<@UINES>" in post.words
    assert "Mayor keeps her word on tolls" in post.words
    assert "Share" not in post.labels


async def test_a_quote_found_in_a_thread_is_shared_there(slack: Slack) -> None:
    root = slack.say("UOSKAR", "CDESK", "Has she spoken on this?")
    await slack.mention("/quote ana ruiz", user="UINES", channel="CDESK", thread=root.ts)
    await slack.press(await slack.reads("UINES", "CDESK", FIRST, thread=root.ts), "Share")
    await slack.until(lambda: slack.called("chat.postMessage"), lambda: "the post")
    assert slack.called("chat.postMessage")[0].arguments["thread_ts"] == root.ts


async def test_others_may_press_the_buttons_of_what_was_shared(slack: Slack) -> None:
    post = await _shared(slack)
    await slack.press(post, "Context", user="UOSKAR")
    await slack.until(
        lambda: [seen for seen in slack.sees("UOSKAR", "CDESK") if seen.reader == "UOSKAR"], lambda: "the context"
    )


async def test_who_shared_it_can_take_it_back(slack: Slack) -> None:
    post = await _shared(slack)
    await slack.press(post, "Take back", user="UINES")
    await slack.until(lambda: FIRST not in post.words, lambda: "the words to go")
    assert "Taken back by who shared it." in post.words
    assert post.labels == []


async def test_nobody_else_can_take_it_back(slack: Slack) -> None:
    post = await _shared(slack)
    await slack.press(post, "Take back", user="UOSKAR")
    told = await slack.until(
        lambda: next((seen for seen in slack.sees("UOSKAR", "CDESK") if seen.reader == "UOSKAR"), None),
        lambda: "a sentence for who tried",
    )
    assert told.words
    assert FIRST in post.words


async def test_where_the_bot_is_no_member_it_says_how_to_invite_it(slack: Slack) -> None:
    await slack.press(await _asked(slack, "CTOWN"), "Share")
    await slack.reads("UINES", "CTOWN", "/invite")
    assert not [seen for seen in slack.sees("UOSKAR", "CTOWN") if FIRST in seen.words]


async def test_a_private_channel_without_the_bot_gets_nothing(slack: Slack) -> None:
    await slack.press(await _asked(slack, "CSAFE"), "Share")
    await slack.reads("UINES", "CSAFE", "/invite")
    assert not [seen for seen in slack.sees("UOSKAR", "CSAFE") if FIRST in seen.words]


async def test_only_what_is_public_is_shared_with_outsiders(slack: Slack, paper: Paper) -> None:
    answer = await _asked(slack, "CPARTNER")
    await slack.press(answer, "Share")
    await slack.until(lambda: len(slack.sees("UINES", "CPARTNER")) > 1, lambda: "a refusal")
    assert slack.called("chat.postMessage") == []
    paper.desk.do(SetAccess(2, Access.PUBLIC), newsroom=HARBOUR)
    await slack.press(answer, "Share")
    await slack.until(lambda: slack.called("chat.postMessage"), lambda: "the post")


@pytest.mark.parametrize("other", ["TNONE", "TELSE"])
async def test_workspaces_of_another_newsroom_in_the_organisation_are_outsiders(
    slack: Slack, paper: Paper, other: str
) -> None:
    paper.desk.do(Link("slack:TELSE"), newsroom=ELSEWHERE)
    slack.workspaces["TBRACK"].channels["CDESK"].teams = ("TBRACK", other)
    await slack.press(await _asked(slack, "CDESK"), "Share")
    await slack.reads("UINES", "CDESK", "People of other organisations may read along there")
    assert slack.called("chat.postMessage") == []


async def test_workspaces_of_the_same_newsroom_in_the_organisation_are_not(slack: Slack, paper: Paper) -> None:
    paper.desk.do(Link("slack:TELSE"), newsroom=HARBOUR)
    slack.workspaces["TBRACK"].channels["CDESK"].teams = ("TBRACK", "TELSE")
    assert FIRST in (await _shared(slack)).words


async def test_where_nobody_knows_who_reads_along_only_what_is_public_is_shared(slack: Slack) -> None:
    slack.fail("conversations.info", "internal_error", times=9)
    await slack.press(await _asked(slack, "CDESK"), "Share")
    await slack.until(lambda: len(slack.sees("UINES", "CDESK")) > 1, lambda: "a refusal")
    assert slack.called("chat.postMessage") == []


async def test_a_post_that_slack_refuses_is_not_recorded(slack: Slack, paper: Paper) -> None:
    slack.fail("chat.postMessage", "restricted_action")
    await slack.press(await _asked(slack, "CDESK"), "Share")
    await slack.until(lambda: len(slack.sees("UINES", "CDESK")) > 1, lambda: "a sentence")
    assert paper.desk.shares_of(HARBOUR, "slack:TBRACK:UINES") == ()


async def test_a_shared_quote_says_when_its_article_was_retracted(slack: Slack, paper: Paper) -> None:
    post = await _shared(slack)
    paper.desk.do(SetStatus(2, Status.RETRACTED, "The mayor was misheard."), newsroom=HARBOUR)
    await slack.until(lambda: "The mayor was misheard." in post.words, lambda: "the retraction in the post")


async def test_a_shared_quote_says_when_its_article_was_corrected(slack: Slack, paper: Paper) -> None:
    post = await _shared(slack)
    paper.desk.do(SetStatus(2, Status.CORRECTED, "The day was Tuesday."), newsroom=HARBOUR)
    await slack.until(lambda: "The day was Tuesday." in post.words, lambda: "the correction in the post")
    assert FIRST in post.words


async def test_no_word_of_a_removed_article_stays_in_the_channel(slack: Slack, paper: Paper) -> None:
    post = await _shared(slack)
    paper.desk.do(Remove(2), newsroom=HARBOUR)
    await slack.until(lambda: "harbour comes first" not in post.words, lambda: "the words to go")
    assert "Mayor keeps her word" not in str(post.payload)
    assert post.words


async def test_app_home_lists_what_one_shared_oneself(slack: Slack) -> None:
    await _shared(slack)
    await slack.reads("UINES", "CDESK", "Shared with the channel.")
    await slack.visit(user="UINES", team="TBRACK")
    assert "The harbour comes first" in (await slack.home("TBRACK", "UINES")).words
    await slack.visit(user="UOSKAR", team="TBRACK")
    assert "The harbour comes first" not in (await slack.home("TBRACK", "UOSKAR")).words


async def test_a_retraction_is_said_once_in_the_thread_of_what_was_shared(slack: Slack, paper: Paper) -> None:
    post = await _shared(slack)
    await slack.reads("UINES", "CDESK", "Shared with the channel.")
    paper.desk.do(SetStatus(2, Status.RETRACTED, "The mayor was misheard."), newsroom=HARBOUR)
    paper.desk.evaluate()
    told = await slack.reads("UOSKAR", "CDESK", "What was shared here is retracted", thread=post.ts)
    assert FIRST not in told.words
    paper.desk.evaluate()
    assert paper.desk.due("slack") is None


async def test_who_shared_words_that_changed_is_told_alone_what_changed(slack: Slack, paper: Paper) -> None:
    _file(paper, "Monday")
    await slack.slash("/quote", "bo lind", user="UINES", channel="CDESK")
    await slack.press(await slack.reads("UINES", "CDESK", "Monday"), "Share")
    await slack.reads("UINES", "CDESK", "Shared with the channel.")
    _file(paper, "Tuesday")
    direct = slack.workspaces["TBRACK"].direct("UINES").id
    told = await slack.reads("UINES", direct, "“Monday” became “Tuesday”")
    assert "As it is now" in told.words


def _file(paper: Paper, day: str) -> None:
    text = f"---\nheadline: Ferry\nurl: https://ledger.example/ferry\n---\n\n“The ferry sails on {day} at noon,” Bo Lind said.\n"
    paper.desk.do(Ingest((Input("ferry.md", data=text.encode()),)), newsroom=HARBOUR)
    paper.desk.evaluate()
