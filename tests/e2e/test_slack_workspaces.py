"""Many workspaces, one app: each is installed with consent, asks its own newsroom only, and is forgotten when it leaves."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model import Access
from bot.order import Link, SetAccess
from tests.newsroom import ELSEWHERE, HARBOUR
from tests.slack import Slack
from tests.slack_newsroom import Browser, Paper, opened, running, shortcut
from tests.slack_rules import elements

FIRST, FOREIGN = "“The harbour comes first,”", "“Not for Brackwater,”"
LINK = "https://quotes.example.org/versions/2"


@pytest.fixture
async def house(slack: Slack, tmp_path: Path) -> AsyncIterator[Paper]:
    """An app that any workspace may install, on a desk with two newsrooms; nobody has installed it yet."""
    paper = opened(slack, tmp_path, many=True)
    paper.desk.do(Link("slack:TELSE"), newsroom=ELSEWHERE)
    async with running(paper, "http"):
        yield paper
    paper.desk.close()


@pytest.fixture
async def both(house: Paper) -> Paper:
    """Brackwater and the other newsroom have both installed the app."""
    for team in ("TBRACK", "TELSE"):
        assert (await Browser(house.slack).installs(team)) == 200
    return house


class TestInstalling:
    """Slack's consent comes back with the state that we gave out, once, in the same browser, or not at all."""

    async def test_a_workspace_installs_the_app_and_asks(self, slack: Slack, house: Paper) -> None:
        assert await Browser(slack).installs("TBRACK") == 200
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.reads("UINES", "CDESK", FIRST)

    async def test_consent_with_a_state_that_was_made_up_installs_nothing(self, slack: Slack, house: Paper) -> None:
        browser = Browser(slack)
        agreed = slack.consent(await browser.begins(), "TBRACK")
        assert await browser.returns({**agreed, "state": "made-up"}) >= 400
        assert not slack.grants

    async def test_consent_in_another_browser_installs_nothing(self, slack: Slack, house: Paper) -> None:
        agreed = slack.consent(await Browser(slack).begins(), "TBRACK")
        assert await Browser(slack).returns(agreed) >= 400
        assert not slack.grants

    async def test_the_same_consent_counts_once(self, slack: Slack, house: Paper) -> None:
        browser = Browser(slack)
        agreed = slack.consent(await browser.begins(), "TBRACK")
        assert await browser.returns(agreed) == 200
        assert await browser.returns(agreed) >= 400
        assert len(slack.grants) == 1

    async def test_tokens_that_expire_are_renewed(self, slack: Slack, house: Paper) -> None:
        slack.rotates = True
        assert await Browser(slack).installs("TBRACK") == 200
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.press(await slack.reads("UINES", "CDESK", FIRST), "Share")
        await slack.until(lambda: slack.called("chat.postMessage"), lambda: "the post")

    async def test_no_token_stands_readable_in_the_archives_database(
        self, slack: Slack, house: Paper, tmp_path: Path
    ) -> None:
        assert await Browser(slack).installs("TBRACK") == 200
        token = next(iter(slack.grants)).encode()
        for file in tmp_path.rglob("*"):
            assert not file.is_file() or token not in file.read_bytes()


class TestTwoAtOnce:
    """Neither sees a row of the other, in answers, suggestions, buttons, shares or links."""

    async def test_each_is_answered_from_its_own_archive(self, slack: Slack, both: Paper) -> None:
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.slash("/quote", "ana ruiz", user="UEVE", channel="CELSE")
        ours, theirs = await slack.reads("UINES", "CDESK"), await slack.reads("UEVE", "CELSE")
        assert FIRST in ours.words
        assert FOREIGN not in ours.words
        assert FOREIGN in theirs.words
        assert FIRST not in theirs.words

    async def test_each_is_offered_its_own_names(self, slack: Slack, both: Paper) -> None:
        await slack.shortcut(shortcut("Ask the desk"), user="UEVE", team="TELSE")
        form = await slack.modal("UEVE")
        assert await slack.suggest(form, "offer:name", "kane") == []
        titles = [one["text"]["text"] for one in await slack.suggest(form, "offer:article", "harbour bridge")]
        assert titles == ["Harbour bridge elsewhere"]

    async def test_a_button_of_one_opens_nothing_in_the_other(self, slack: Slack, both: Paper) -> None:
        """Ids are numbers, and whoever has a signed payload of their own could put another's into it."""
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        ours = await slack.reads("UINES", "CDESK", FIRST)
        await slack.slash("/quote", "ana ruiz", user="UEVE", channel="CELSE")
        theirs = await slack.reads("UEVE", "CELSE", FOREIGN)
        for element in [one for one in elements(ours.payload["blocks"]) if one["action_id"] != "dismiss"]:
            action = {name: element[name] for name in ("type", "action_id", "value")}
            await slack.answered(await slack.act(theirs, {**action, "block_id": "b"}, user="UEVE"))
        assert slack.called("chat.postMessage") == []
        for seen in slack.sees("UEVE", "CELSE"):
            assert "harbour comes first" not in seen.words
            assert "raise the tolls" not in seen.words

    async def test_a_share_of_one_is_not_taken_back_from_the_other(self, slack: Slack, both: Paper) -> None:
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.press(await slack.reads("UINES", "CDESK", FIRST), "Share")
        post = await slack.until(
            lambda: next((seen for seen in slack.sees("UOSKAR", "CDESK") if FIRST in seen.words), None),
            lambda: "the post",
        )
        await slack.slash("/quote", "ana ruiz", user="UEVE", channel="CELSE")
        theirs = await slack.reads("UEVE", "CELSE", FOREIGN)
        taken = next(one for one in elements(post.payload["blocks"]) if one["action_id"] == "unshare")
        action = {name: taken[name] for name in ("type", "action_id", "value")}
        await slack.answered(await slack.act(theirs, {**action, "block_id": "b"}, user="UEVE"))
        assert FIRST in post.words

    async def test_a_link_of_one_unfolds_nothing_in_the_other(self, slack: Slack, both: Paper) -> None:
        both.desk.do(SetAccess(2, Access.PUBLIC), newsroom=HARBOUR)
        theirs, _ = await slack.paste(LINK, user="UEVE", channel="CELSE")
        ours, _ = await slack.paste(LINK, user="UINES", channel="CDESK")
        await slack.until(lambda: "unfurls" in ours.payload, lambda: "our link to unfold")
        await slack.slash("/quote", "ana ruiz", user="UEVE", channel="CELSE")
        await slack.reads("UEVE", "CELSE", FOREIGN)
        assert "unfurls" not in theirs.payload


async def test_a_workspace_without_a_newsroom_gets_a_sentence_and_no_data(slack: Slack, house: Paper) -> None:
    assert await Browser(slack).installs("TNONE") == 200
    await slack.slash("/quote", "ana ruiz", user="UNOA", channel="CNONE")
    answer = await slack.reads("UNOA", "CNONE")
    assert "Ana Ruiz" not in answer.words
    assert "quotedesk link slack:TNONE" in answer.words


async def test_in_a_shared_channel_the_askers_own_team_decides(slack: Slack, both: Paper) -> None:
    slack.workspaces["TBRACK"].person("UEVE2", "eve", team="TELSE")
    slack.workspaces["TBRACK"].channels["CPARTNER"].members.add("UEVE2")
    await slack.slash("/quote", "ana ruiz", user="UEVE2", channel="CPARTNER")
    answer = await slack.reads("UEVE2", "CPARTNER")
    assert FIRST not in answer.words


async def test_a_workspace_that_leaves_is_not_answered_until_it_comes_back(slack: Slack, both: Paper) -> None:
    assert (await slack.uninstall("TELSE")).acknowledged
    await slack.slash("/quote", "ana ruiz", user="UEVE", channel="CELSE")
    await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
    await slack.reads("UINES", "CDESK", FIRST)
    assert FOREIGN not in "".join(seen.words for seen in slack.sees("UEVE", "CELSE"))
    assert await Browser(slack).installs("TELSE") == 200
    await slack.slash("/quote", "ana ruiz", user="UEVE", channel="CELSE")
    await slack.reads("UEVE", "CELSE", FOREIGN)
