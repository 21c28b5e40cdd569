"""`quotedesk slack doctor` looks at each thing that must be right before the first question, and says what to fix."""

import asyncio
import copy
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from adapters.main import run
from adapters.slack.manifest import manifest
from adapters.slack.scopes import SCOPES
from bot.order import Link
from tests.hosting import hosted
from tests.newsroom import HARBOUR
from tests.slack import Slack
from tests.slack_newsroom import Browser, Paper, opened, running

SECRET = "8f742231b10e8888abcd99baccedf1a5"
WEB = "https://quotes.example.org"


@dataclass
class Said:
    """How the doctor ended, and what it printed."""

    code: int
    text: str
    found: dict[str, str] = field(default_factory=dict[str, str])

    def of(self, what: str) -> str:
        """What was found of one thing."""
        return self.found[what]


Doctor = Callable[..., Awaitable[Said]]


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    server = Slack()
    server.signing_secret = SECRET
    await server.open()
    yield server
    await server.close()


@pytest.fixture
def paper(slack: Slack, tmp_path: Path) -> Iterator[Paper]:
    """One workspace, set up as it should be."""
    paper = opened(slack, tmp_path)
    paper.environment["SLACK_BOT_TOKEN"] = slack.install("TBRACK", SCOPES)
    yield paper
    paper.desk.close()


@pytest.fixture
def many(slack: Slack, tmp_path: Path) -> Iterator[Paper]:
    """Workspaces install the app themselves; only TBRACK is linked."""
    paper = opened(slack, tmp_path, many=True)
    yield paper
    paper.desk.close()


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """What the command says of an operator's settings; no secret of them may stand in it."""

    async def look(paper: Paper, *words: str) -> Said:
        for name, value in paper.environment.items():
            monkeypatch.setenv(name, value)
        code = await asyncio.to_thread(run, ["slack", "doctor", *words])
        told = capsys.readouterr()
        text = told.out + told.err
        assert "Traceback" not in text
        secrets = [
            value for name, value in paper.environment.items() if name.startswith("SLACK_") and "API" not in name
        ]
        assert not [secret for secret in secrets if len(secret) > 12 and secret in text]
        return Said(code, text, dict(_rows(told.out)))

    return look


def _rows(text: str) -> Iterator[tuple[str, str]]:
    """The lines of what was found."""
    for line in text.splitlines():
        what, _, found = line.strip().partition(": ")
        if found.startswith(("ok", "wrong", "not checked")):
            yield what, found


@pytest.fixture
def unused() -> str:
    """An address on this machine where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


async def test_what_is_set_up_as_it_should_be_is_all_ok(paper: Paper, doctor: Doctor) -> None:
    said = await doctor(paper)
    assert said.code == 0
    assert said.of("bot token") == "ok – for the workspace brackwater (TBRACK)"
    assert said.of("scopes") == f"ok – all {len(SCOPES)}"
    assert said.of("socket").startswith("ok")


async def test_before_the_first_start_it_says_to_which_newsroom_the_workspace_will_belong(
    paper: Paper, doctor: Doctor
) -> None:
    assert (await doctor(paper)).of("newsroom") == f"ok – {HARBOUR}, linked when it starts"
    paper.desk.do(Link("slack:TBRACK"), newsroom=HARBOUR)
    assert (await doctor(paper)).of("newsroom") == f"ok – {HARBOUR}"


async def test_it_can_be_read_by_a_script(paper: Paper, doctor: Doctor) -> None:
    paper.environment["SLACK_APP_TOKEN"] = "xapp-of-another-app"
    said = await doctor(paper, "--json")
    told = json.loads(said.text)
    rows = next(part["rows"] for part in told["parts"] if part["part"] == "facts")
    assert said.code == 3
    assert told["found"] == 1
    assert {what for what, _ in rows} == {"bot token", "scopes", "newsroom", "socket", "manifest"}


class TestTokens:
    """Each token is there, of the right kind, taken by Slack, and may do what the manifest asks for."""

    async def test_a_token_that_is_missing_is_told_with_where_to_get_it(self, paper: Paper, doctor: Doctor) -> None:
        paper.environment["SLACK_BOT_TOKEN"] = ""
        said = await doctor(paper)
        assert said.code == 3
        assert "SLACK_BOT_TOKEN is not set" in said.of("bot token")
        assert "docs/slack.md" in said.text
        assert said.of("newsroom") == "not checked"

    @pytest.mark.parametrize(
        ("name", "value"),
        [("SLACK_BOT_TOKEN", "xapp-1"), ("SLACK_APP_TOKEN", "xoxb-1"), ("SLACK_CONFIG_TOKEN", "xoxb")],
    )
    async def test_a_token_of_another_kind_is_told_with_how_it_begins(
        self, paper: Paper, doctor: Doctor, name: str, value: str
    ) -> None:
        paper.environment[name] = value
        said = await doctor(paper)
        assert said.code == 3
        assert f"{name} is another kind of token" in said.text
        assert "It begins with" in said.text

    async def test_a_token_that_slack_does_not_take_is_told_in_slacks_own_word(
        self, slack: Slack, paper: Paper, doctor: Doctor
    ) -> None:
        slack.grants.clear()
        said = await doctor(paper)
        assert said.code == 3
        assert said.of("bot token") == "wrong – Slack says invalid_auth"

    async def test_a_scope_that_is_missing_is_named(self, slack: Slack, paper: Paper, doctor: Doctor) -> None:
        paper.environment["SLACK_BOT_TOKEN"] = slack.install("TBRACK", set(SCOPES) - {"files:read"})
        said = await doctor(paper)
        assert said.code == 3
        assert said.of("scopes") == "wrong – missing: files:read"
        assert "Install the app again" in said.text

    async def test_scopes_for_links_are_not_missed_where_there_are_no_pages(
        self, slack: Slack, paper: Paper, doctor: Doctor
    ) -> None:
        paper.environment |= {"QUOTEDESK_WEB_ADDRESS": "", "QUOTEDESK_WEB_KEY": ""}
        paper.environment["SLACK_BOT_TOKEN"] = slack.install(
            "TBRACK", {scope for scope in SCOPES if "links" not in scope}
        )
        assert (await doctor(paper)).code == 0

    async def test_more_than_is_needed_is_said_and_is_no_fault(
        self, slack: Slack, paper: Paper, doctor: Doctor
    ) -> None:
        paper.environment["SLACK_BOT_TOKEN"] = slack.install("TBRACK", {*SCOPES, "channels:history"})
        said = await doctor(paper)
        assert said.code == 0
        assert said.of("scopes").endswith("and more than needed: channels:history")

    @pytest.mark.parametrize(("token", "seen"), [("", "is not set"), ("xapp-1-another", "Slack says invalid_auth")])
    async def test_a_socket_that_slack_does_not_open_is_told(
        self, paper: Paper, doctor: Doctor, token: str, seen: str
    ) -> None:
        paper.environment["SLACK_APP_TOKEN"] = token
        said = await doctor(paper)
        assert said.code == 3
        assert said.of("socket").startswith("wrong")
        assert seen in said.of("socket")

    async def test_slack_out_of_reach_is_no_fault_of_the_token(self, paper: Paper, doctor: Doctor, unused: str) -> None:
        paper.environment["SLACK_API_URL"] = f"{unused}/api/"
        said = await doctor(paper)
        assert said.code == 3
        assert "can't be reached" in said.of("bot token")
        assert "Is the network up?" in said.text


class TestAddress:
    """Over HTTP it asks the operator's own address what Slack asks it, signed as Slack signs."""

    async def test_an_app_that_answers_there_is_ok(self, slack: Slack, paper: Paper, doctor: Doctor) -> None:
        paper.environment["SLACK_APP_TOKEN"] = ""
        async with running(paper, "http"):
            said = await doctor(paper, "--url", slack.app_address.removesuffix("/slack/events"))
        assert said.code == 0
        assert said.of("address").startswith("ok")
        assert said.of("signing secret").startswith("ok")
        assert "socket" not in said.found

    async def test_another_secret_there_is_told(self, slack: Slack, paper: Paper, doctor: Doctor) -> None:
        async with running(paper, "http"):
            paper.environment["SLACK_SIGNING_SECRET"] = SECRET[::-1]
            said = await doctor(paper, "--url", slack.app_address.removesuffix("/slack/events"))
        assert said.code == 3
        assert said.of("address") == "wrong – it does not take our signature"

    async def test_an_address_where_nobody_answers_is_told(self, paper: Paper, doctor: Doctor, unused: str) -> None:
        said = await doctor(paper, "--url", unused)
        assert said.code == 3
        assert "can't be reached" in said.of("address")

    @pytest.mark.parametrize(("status", "text"), [(200, "Welcome to nginx"), (302, ""), (404, "Not found")])
    async def test_somebody_else_who_answers_there_is_not_taken_for_the_app(
        self, paper: Paper, doctor: Doctor, status: int, text: str
    ) -> None:
        async def answer(_: Any) -> PlainTextResponse:
            return PlainTextResponse(text, status, {"Location": "https://elsewhere.example.org"})

        async with hosted(Starlette(routes=[Route("/slack/events", answer, methods=["POST"])])) as address:
            said = await doctor(paper, "--url", address)
        assert said.code == 3
        assert said.of("address") == f"wrong – it answers with {status}"

    @pytest.mark.parametrize("address", ["http://169.254.169.254", "ftp://example.org", "https://a:b@example.org"])
    async def test_only_an_address_that_slack_could_ask_is_asked(
        self, paper: Paper, doctor: Doctor, address: str
    ) -> None:
        said = await doctor(paper, "--url", address)
        assert said.code == 3
        assert "no address at which Slack finds the app" in said.text


class TestSecret:
    """What can be told of a signing secret without asking Slack, which nobody can."""

    @pytest.mark.parametrize("other", ["xoxb-1-2", "xapp-1", "111.222"])
    async def test_another_of_the_apps_secrets_is_wrong(
        self, paper: Paper, doctor: Doctor, unused: str, other: str
    ) -> None:
        paper.environment["SLACK_SIGNING_SECRET"] = other
        assert (await doctor(paper, "--url", unused)).of("signing secret").startswith("wrong")

    async def test_one_that_looks_odd_is_left_open(self, paper: Paper, doctor: Doctor, unused: str) -> None:
        paper.environment["SLACK_SIGNING_SECRET"] = "of another shape"
        assert (await doctor(paper, "--url", unused)).of("signing secret").startswith("not checked")

    async def test_a_missing_one_leaves_the_address_open(self, paper: Paper, doctor: Doctor, unused: str) -> None:
        paper.environment["SLACK_SIGNING_SECRET"] = ""
        said = await doctor(paper, "--url", unused)
        assert said.of("signing secret") == "wrong – SLACK_SIGNING_SECRET is not set"
        assert said.of("address").startswith("not checked")


class TestManifest:
    """What Slack has is compared with what it should have, where a token for that is set."""

    @pytest.fixture
    def paper(self, slack: Slack, paper: Paper) -> Paper:
        slack.manifest = copy.deepcopy(manifest(web=WEB))
        paper.environment |= {"SLACK_CONFIG_TOKEN": slack.config_token, "SLACK_APP_ID": slack.app_id}
        return paper

    async def test_without_the_token_it_says_how_it_could_be_checked(self, paper: Paper, doctor: Doctor) -> None:
        paper.environment["SLACK_CONFIG_TOKEN"] = ""
        said = await doctor(paper)
        assert said.code == 0
        assert said.of("manifest") == "not checked"
        assert "SLACK_CONFIG_TOKEN" in said.text

    async def test_the_same_is_ok_whatever_slack_adds_and_leaves_out(
        self, slack: Slack, paper: Paper, doctor: Doctor
    ) -> None:
        slack.manifest["_metadata"] = {"major_version": 1}
        slack.manifest["settings"].pop("token_rotation_enabled")
        slack.manifest["features"]["slash_commands"].reverse()
        assert (await doctor(paper)).of("manifest") == "ok – as Slack has it"

    async def test_what_is_missing_there_is_named(self, slack: Slack, paper: Paper, doctor: Doctor) -> None:
        gone = slack.manifest["features"]["slash_commands"].pop()
        slack.manifest["oauth_config"]["scopes"]["bot"].append("search:read")
        said = await doctor(paper)
        assert said.code == 3
        assert gone["command"] in said.of("manifest")
        assert "search:read" in said.of("manifest")
        assert "quotedesk slack manifest" in said.text

    async def test_a_command_that_leads_elsewhere_is_named(self, slack: Slack, paper: Paper, doctor: Doctor) -> None:
        slack.manifest["features"]["slash_commands"][1]["description"] = "of an older version"
        assert "features.slash_commands: /quote.description" in (await doctor(paper)).of("manifest")

    async def test_a_token_that_ran_out_is_told(self, slack: Slack, paper: Paper, doctor: Doctor) -> None:
        slack.fail("apps.manifest.export", "token_expired")
        said = await doctor(paper)
        assert said.of("manifest") == "wrong – Slack says token_expired"
        assert "twelve hours" in said.text


class TestManyWorkspaces:
    """Each that installed the app is looked at."""

    async def test_where_none_has_installed_it_says_where_to(self, many: Paper, doctor: Doctor) -> None:
        said = await doctor(many)
        assert said.code == 0
        assert said.of("workspaces") == "not checked – none has installed the app"
        assert "/slack/install" in said.text

    async def test_each_that_installed_it_is_looked_at(self, slack: Slack, many: Paper, doctor: Doctor) -> None:
        async with running(many, "http"):
            for team in ("TBRACK", "TNONE"):
                await Browser(slack).installs(team)
        said = await doctor(many)
        assert said.code == 3
        assert said.of("slack:TBRACK").startswith("ok")
        assert said.of("slack:TNONE").startswith("ok")
        assert "quotedesk link slack:TNONE NEWSROOM" in said.text
        assert "quotedesk link slack:TBRACK" not in said.text

    async def test_a_key_that_opens_nothing_is_told(self, slack: Slack, many: Paper, doctor: Doctor) -> None:
        async with running(many, "http"):
            await Browser(slack).installs("TBRACK")
        many.environment["SLACK_KEY"] = Fernet.generate_key().decode()
        said = await doctor(many)
        assert said.code == 3
        assert "SLACK_KEY does not open" in said.of("slack:TBRACK")

    @pytest.mark.parametrize("key", ["", "no key"])
    async def test_without_a_key_it_says_how_to_make_one(self, many: Paper, doctor: Doctor, key: str) -> None:
        many.environment["SLACK_KEY"] = key
        said = await doctor(many)
        assert said.code == 3
        assert "quotedesk slack key" in said.text
