"""Workspaces that install the app themselves: tokens are sealed, renewed in time, and gone when the app is removed."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store.models.installation import Installation

from adapters.slack.app import SlackApp
from adapters.slack.consent import REASONS
from adapters.slack.installations import BOT, STATE, STATE_LIVES, SlackInstallations
from adapters.slack.scopes import SCOPES
from adapters.slack.seal import Seal
from adapters.slack.settings import SlackSettings
from bot.archive import open_archive
from bot.desk import Desk
from bot.errors import DeskError
from bot.ledger import Vault, open_ledger, open_vault
from bot.model import Status
from bot.order import Link, SetStatus
from tests.newsroom import HARBOUR, NOW, settings
from tests.slack import Slack
from tests.slack_newsroom import Browser, opened, running

GRACE = timedelta(days=30)
SCOPE = frozenset(SCOPES)
KEY, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()
WHOLE = {"is_enterprise_install": True}


@dataclass
class House:
    """A desk with a clock that can be put on, its vault, and a Slack in which T1 and T2 belong to the organisation E1."""

    slack: Slack
    desk: Desk
    vault: Vault
    now: datetime = NOW

    def installed(self, key: str = KEY) -> SlackInstallations:
        """The installations as a process opens them."""
        told = SlackSettings(
            client_id=self.slack.client_id, client_secret=self.slack.client_secret, key=key, api=self.slack.api
        )
        return SlackInstallations(told, self.vault, self.desk, tuple(SCOPES), GRACE)

    def purged_after(self, wait: timedelta) -> int:
        """How many tenants are purged when so much time has gone by."""
        self.now = NOW + wait
        return self.desk.purge()


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    server = Slack()
    await server.open()
    for team in ("T1", "T2"):
        server.workspace(team, enterprise="E1")
    yield server
    await server.close()


@pytest.fixture
def house(slack: Slack, tmp_path: Path) -> Iterator[House]:
    where = settings(tmp_path)
    built: list[House] = []
    desk = Desk(open_archive(where), open_ledger(where), lambda: built[0].now)
    built.append(House(slack, desk, open_vault(where)))
    yield built[0]
    desk.close()
    built[0].vault.close()


def installation(token: str, team: str | None = "T1", **more: Any) -> Installation:
    """What Slack tells when somebody installs the app."""
    return Installation(
        user_id="UADA", team_id=team, team_name="brackwater", enterprise_id="E1", bot_token=token, bot_id="B1",
        bot_user_id="UBOT", bot_scopes=list(SCOPES), **more,
    )  # fmt: skip


async def installs(house: House, token: str = "xoxb-1", team: str | None = "T1", **more: Any) -> SlackInstallations:
    """Somebody installs the app, and a process opens what is kept."""
    opened = house.installed()
    await opened.oauth.installation_store.async_save(installation(token, team, **more))
    return opened


async def find(opened: SlackInstallations, team: str | None, **more: Any) -> str | None:
    """The token that Bolt gets for a payload."""
    bot = await opened.oauth.installation_store.async_find_bot(enterprise_id="E1", team_id=team, **more)
    return bot.bot_token if bot else None


def removal(team: str | None = "T1", *, whole: bool = False, **more: Any) -> dict[str, Any]:
    """The event that tells that the app was removed. Source: https://docs.slack.dev/reference/events/app_uninstalled"""
    authorized = [{"enterprise_id": "E1", "team_id": team, "is_enterprise_install": whole}]
    event = {"type": "app_uninstalled"}
    told = {"team_id": team, "enterprise_id": "E1", "event": event, "event_time": int(time.time()) + 60}
    return {**told, "authorizations": authorized, **more}


class TestTokens:
    """Each workspace's own, and none that a thief of the database could read."""

    async def test_a_token_is_found_for_its_workspace_and_for_no_other(self, house: House) -> None:
        opened = await installs(house)
        assert await find(opened, "T1") == await opened.token_of("slack:T1") == "xoxb-1"
        assert await find(opened, "T2") is None
        assert await opened.token_of("slack:T2") is None

    async def test_nothing_kept_can_be_read_without_the_key(self, house: House, tmp_path: Path) -> None:
        await installs(house, "xoxb-not-to-be-read", bot_refresh_token="xoxe-nor-this", bot_token_expires_in=40_000)
        for file in tmp_path.rglob("*"):
            for secret in (b"xoxb-not-to-be-read", b"xoxe-nor-this", b"UADA"):
                assert not file.is_file() or secret not in file.read_bytes()

    async def test_another_process_finds_it(self, house: House) -> None:
        await installs(house)
        assert await house.installed().token_of("slack:T1") == "xoxb-1"

    async def test_who_installed_it_is_not_kept(self, house: House) -> None:
        opened = await installs(house)
        bot = await opened.oauth.installation_store.async_find_bot(enterprise_id="E1", team_id="T1")
        assert bot
        assert "UADA" not in str(bot.__dict__)

    async def test_an_installation_for_a_whole_organisation_serves_each_of_its_workspaces(self, house: House) -> None:
        opened = await installs(house, "xoxb-E", team=None, **WHOLE)
        assert await find(opened, "T1", **WHOLE) == await find(opened, "T2", **WHOLE) == "xoxb-E"
        bot = await opened.oauth.installation_store.async_find_bot(enterprise_id="E2", team_id="T9", **WHOLE)
        assert bot is None

    async def test_what_was_shared_in_a_workspace_of_it_can_still_be_corrected(self, house: House) -> None:
        opened = await installs(house, "xoxb-E", team=None, **WHOLE)
        assert await opened.token_of("slack:T1") is None, "nothing was heard of it"
        await find(opened, "T1", **WHOLE)
        assert await house.installed().token_of("slack:T1") == "xoxb-E"

    async def test_what_cannot_be_kept_is_said_to_the_installer(self, house: House) -> None:
        opened = house.installed()
        house.vault.put("slack part", "slack:T7", Fernet(OTHER).encrypt(b"slack:E1"), now=NOW)
        with pytest.raises(BoltError, match="SLACK_KEY"):
            await opened.oauth.installation_store.async_save(installation("xoxb-1"))


class TestRenewing:
    """A token that ends soon is renewed where Slack is, once; one that can't be renewed is used while it holds."""

    async def ending(self, house: House) -> SlackInstallations:
        grant = house.slack.grant("T1", SCOPE, enterprise="E1", rotated=True)
        return await installs(house, grant.token, bot_refresh_token=grant.refresh, bot_token_expires_in=600)

    async def test_what_renews_it_is_kept_anew(self, house: House) -> None:
        opened = await self.ending(house)
        first = await opened.token_of("slack:T1")
        assert first in house.slack.grants
        assert not house.slack.grants[first].revoked
        sealed = house.vault.get(BOT, "slack:T1", now=NOW)
        assert sealed
        assert house.slack.grants[first].refresh in Seal(KEY).opened(sealed)
        assert await opened.token_of("slack:T1") == first

    async def test_many_at_once_renew_it_once(self, house: House) -> None:
        opened = await self.ending(house)
        tokens = await asyncio.gather(*(find(opened, "T1") for _ in range(12)))
        assert len(set(tokens)) == 1
        assert len(house.slack.called("oauth.v2.access")) == 1

    async def test_bolt_is_given_nothing_to_renew_it_with(self, house: House) -> None:
        opened = await self.ending(house)
        bot = await opened.oauth.installation_store.async_find_bot(enterprise_id="E1", team_id="T1")
        assert bot
        assert bot.bot_refresh_token is None

    async def test_one_that_cannot_be_renewed_is_used_while_it_holds(self, house: House) -> None:
        opened = await self.ending(house)
        before = next(iter(house.slack.grants))
        house.slack.fail("oauth.v2.access", "invalid_refresh_token")
        assert await find(opened, "T1") == before

    async def test_one_that_lasts_is_left_alone(self, house: House) -> None:
        opened = await installs(house, bot_refresh_token="xoxe-1", bot_token_expires_in=40_000)
        assert await find(opened, "T1") == "xoxb-1"
        assert not house.slack.called("oauth.v2.access")


class TestKeys:
    """Several keys open, the first seals; a wrong one is a sentence."""

    @pytest.mark.parametrize("key", ["", ",", "secret", f"{KEY},secret"])
    def test_what_is_no_key_is_said_with_how_to_get_one(self, house: House, key: str) -> None:
        with pytest.raises(DeskError, match="SLACK_KEY is no key") as told:
            house.installed(key)
        assert "quotedesk slack key" in told.value.hint

    async def test_a_wrong_key_is_one_sentence(self, house: House) -> None:
        await installs(house)
        with pytest.raises(DeskError, match="SLACK_KEY does not open what is kept") as told:
            await house.installed(OTHER).token_of("slack:T1")
        assert told.value.hint

    async def test_a_new_key_goes_before_the_old_one_which_can_go_after_a_start(self, house: House) -> None:
        await installs(house)
        assert await house.installed(f"{OTHER}, {KEY}").token_of("slack:T1") == "xoxb-1"
        house.installed(f"{OTHER}, {KEY}").seal_anew()
        assert await house.installed(OTHER).token_of("slack:T1") == "xoxb-1"

    async def test_what_no_key_opens_is_left_as_it_is(self, house: House) -> None:
        await installs(house)
        house.installed(OTHER).seal_anew()
        assert await house.installed(KEY).token_of("slack:T1") == "xoxb-1"


class TestStates:
    """What a browser brings back from Slack counts once, and for ten minutes."""

    async def test_a_state_counts_once(self, house: House) -> None:
        store = house.installed().oauth.state_store
        state = await store.async_issue()
        assert [await store.async_consume(state) for _ in range(2)] == [True, False]

    async def test_one_that_was_made_up_counts_never(self, house: House) -> None:
        assert not await house.installed().oauth.state_store.async_consume("made-up")

    async def test_another_process_may_take_it(self, house: House) -> None:
        state = await house.installed().oauth.state_store.async_issue()
        assert await house.installed().oauth.state_store.async_consume(state)

    async def test_it_is_good_for_ten_minutes(self, house: House) -> None:
        state, now = await house.installed().oauth.state_store.async_issue(), datetime.now(UTC)
        assert timedelta(minutes=10) == STATE_LIVES
        assert house.vault.get(STATE, state, now=now + STATE_LIVES - timedelta(minutes=1))
        assert not house.vault.get(STATE, state, now=now + STATE_LIVES + timedelta(minutes=1))


class TestLeaving:
    """Where the app is removed its tokens go at once, all else after the time of grace, unless it comes back."""

    async def test_tokens_go_at_once_and_the_link_after_the_grace(self, house: House) -> None:
        opened = await installs(house)
        house.desk.do(Link("slack:T1"), newsroom=HARBOUR)
        await opened.uninstalled(house.desk, removal())
        assert house.vault.keys(BOT) == ()
        assert house.purged_after(GRACE - timedelta(minutes=1)) == 0
        assert house.desk.newsroom_of("slack:T1") == HARBOUR
        assert house.purged_after(GRACE + timedelta(minutes=1)) == 1
        assert house.desk.newsroom_of("slack:T1") is None

    async def test_a_workspace_that_comes_back_keeps_its_link(self, house: House) -> None:
        opened = await installs(house)
        await opened.uninstalled(house.desk, removal())
        await installs(house, "xoxb-2")
        assert house.purged_after(2 * GRACE) == 0
        assert await opened.token_of("slack:T1") == "xoxb-2"

    async def test_a_removal_that_is_told_after_the_return_takes_nothing(self, house: House) -> None:
        """Slack tells again for five minutes what was not acknowledged."""
        opened = await installs(house)
        await opened.uninstalled(house.desk, removal(event_time=int(time.time()) - 60))
        assert await opened.token_of("slack:T1") == "xoxb-1"
        assert house.purged_after(2 * GRACE) == 0

    async def test_others_stay(self, house: House) -> None:
        await installs(house, "xoxb-2", team="T2")
        await installs(house, "xoxb-11", team="T11")
        opened = await installs(house)
        await opened.uninstalled(house.desk, removal())
        assert await opened.token_of("slack:T2") == "xoxb-2"
        assert await opened.tenants() == ("slack:T11", "slack:T2"), "nor one whose name only begins so"

    async def test_with_an_organisation_its_workspaces_go(self, house: House) -> None:
        opened = await installs(house, "xoxb-E", team=None, **WHOLE)
        house.desk.do(Link("slack:T1"), newsroom=HARBOUR)
        await find(opened, "T1", **WHOLE)
        await opened.uninstalled(house.desk, removal(team="T1", whole=True))
        assert await opened.token_of("slack:T1") is None
        assert house.purged_after(2 * GRACE) == 2
        assert house.desk.newsroom_of("slack:T1") is None

    async def test_an_organisation_that_comes_back_keeps_the_links_of_its_workspaces(self, house: House) -> None:
        opened = await installs(house, "xoxb-E", team=None, **WHOLE)
        await find(opened, "T1", **WHOLE)
        await opened.uninstalled(house.desk, removal(team=None, whole=True))
        await installs(house, "xoxb-F", team=None, **WHOLE)
        assert house.purged_after(2 * GRACE) == 0

    async def test_it_can_leave_though_the_key_was_lost(self, house: House) -> None:
        await installs(house)
        await house.installed(OTHER).uninstalled(house.desk, removal())
        assert house.vault.keys(BOT) == ()

    async def test_a_bots_revoked_token_is_a_removal_and_a_persons_is_none(self, house: House) -> None:
        opened = await installs(house)
        await opened.revoked(house.desk, removal(event={"type": "tokens_revoked", "tokens": {"oauth": ["UADA"]}}))
        assert await opened.token_of("slack:T1") == "xoxb-1"
        await opened.revoked(house.desk, removal(event={"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}))
        assert await opened.token_of("slack:T1") is None


class TestPages:
    """What a browser shows at the end is plain, says what to do next, and no name in it is markup."""

    async def after(self, house: House, told: Installation) -> BoltResponse:
        oauth = house.installed().oauth
        assert oauth.callback_options
        given = AsyncSuccessArgs(
            request=AsyncBoltRequest(body=""), installation=told, settings=oauth, default=oauth.callback_options
        )
        return await oauth.callback_options.success(given)

    async def without(self, house: House, reason: str, status: int) -> BoltResponse:
        oauth = house.installed().oauth
        assert oauth.callback_options
        given = AsyncFailureArgs(
            request=AsyncBoltRequest(body=""), reason=reason, suggested_status_code=status, settings=oauth,
            default=AsyncCallbackOptions(oauth.callback_options.success, oauth.callback_options.failure),
        )  # fmt: skip
        return await oauth.callback_options.failure(given)

    async def test_it_tells_the_word_for_the_operator(self, house: House) -> None:
        page = await self.after(house, installation("xoxb-1"))
        assert page.status == 200
        assert "installed in brackwater" in page.body
        assert "quotedesk link slack:T1 NEWSROOM" in page.body

    async def test_for_an_organisation_it_is_the_organisations(self, house: House) -> None:
        page = await self.after(house, installation("xoxb-1", None, enterprise_name="Coast", **WHOLE))
        assert "installed in Coast" in page.body
        assert "quotedesk link slack:E1 NEWSROOM" in page.body

    async def test_one_that_is_linked_can_ask(self, house: House) -> None:
        house.desk.do(Link("slack:T1"), newsroom=HARBOUR)
        page = await self.after(house, installation("xoxb-1"))
        assert "/quote" in page.body
        assert "quotedesk link" not in page.body
        assert HARBOUR not in page.body

    @pytest.mark.parametrize("reason", [*REASONS, "anything_else"])
    async def test_what_went_wrong_is_said_with_where_to_begin_again(self, house: House, reason: str) -> None:
        page = await self.without(house, reason, 401)
        assert page.status == 401
        assert REASONS.get(reason, "Slack did not confirm it.") in page.body
        assert "/slack/install" in page.body

    async def test_no_name_becomes_markup_or_stays_with_others(self, house: House) -> None:
        told = installation("xoxb-1")
        told.team_name = "<script>alert(1)</script>"
        page = await self.after(house, told)
        assert page.headers["content-type"] == ["text/plain; charset=utf-8"]
        assert page.headers["x-content-type-options"] == ["nosniff"]
        assert page.headers["cache-control"] == ["no-store"]
        assert "xoxb-1" not in page.body

    async def test_the_reason_from_the_address_is_not_shown(self, house: House) -> None:
        page = await self.without(house, "call 0800 123 to go on", 200)
        assert "0800" not in page.body


class TestAnswering:
    """The app answers with what was installed, as Slack delivers to it."""

    @pytest.fixture
    async def app(self, tmp_path: Path) -> AsyncIterator[tuple[Slack, SlackApp, Desk]]:
        slack = Slack()
        await slack.open()
        paper = opened(slack, tmp_path, many=True)
        slack.workspaces["TBRACK"].enterprise = "E1"
        async with running(paper, "http") as app:
            yield slack, app, paper.desk
        paper.desk.close()
        await slack.close()

    async def test_an_organisations_installation_answers_and_follows_what_was_shared(
        self, app: tuple[Slack, SlackApp, Desk]
    ) -> None:
        slack, _, desk = app
        browser = Browser(slack)
        agreed = slack.consent(await browser.begins(), "TBRACK", whole_organisation=True)
        assert await browser.returns(agreed) == 200
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK", is_enterprise_install="true")
        answer = await slack.reads("UINES", "CDESK", "The harbour comes first")
        await slack.press(answer, "Share", is_enterprise_install=True)
        post = await slack.until(lambda: slack.called("chat.postMessage"), lambda: "the post")
        shared = slack.messages["CDESK", post[0].answer["ts"]]
        for article in range(1, 7):
            desk.do(SetStatus(article, Status.RETRACTED, "It was misheard."), newsroom=HARBOUR)
        await slack.until(lambda: "It was misheard." in shared.words, lambda: "the correction")

    async def test_a_token_that_ends_is_renewed_before_the_answer(self, app: tuple[Slack, SlackApp, Desk]) -> None:
        slack, running_app, _ = app
        assert running_app.installations
        grant = slack.grant("TBRACK", SCOPE, enterprise="E1", rotated=True)
        store = running_app.installations.oauth.installation_store
        await store.async_save(
            installation(grant.token, "TBRACK", bot_refresh_token=grant.refresh, bot_token_expires_in=600)
        )
        await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
        await slack.reads("UINES", "CDESK", "The harbour comes first")
        assert grant.revoked
        assert len(slack.called("oauth.v2.access")) == 1
