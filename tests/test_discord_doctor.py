"""`quotedesk discord doctor` looks at each thing that must be right before the first question, and says what to do."""

import asyncio
import copy
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from adapters.checks import Check, Finding
from adapters.discord.doctor import PAGE, Doctor
from adapters.discord.drift import drift
from adapters.discord.settings import DiscordSettings
from adapters.discord.tree import declared
from adapters.main import run
from bot.desk import Desk
from bot.order import Link
from tests.newsroom import HARBOUR, opened

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"
APPLICATION = "198622483471925248"
LEDGER = "81384788765712384"

COMMANDS: Sequence[dict[str, Any]] = (
    {
        "name": "quote",
        "type": 1,
        "description": "what somebody said",
        "description_localizations": {"de": "was jemand gesagt hat"},
        "options": [{"type": 3, "name": "name", "description": "whose words", "required": False, "autocomplete": True}],
        "contexts": [0, 1, 2],
        "integration_types": [0, 1],
        "default_member_permissions": None,
        "nsfw": False,
        "name_localizations": {},
    },
    {"name": "Find this quote", "type": 3, "contexts": [0, 1, 2], "integration_types": [0, 1], "nsfw": False},
)


def as_discord_tells(command: dict[str, Any], number: int) -> dict[str, Any]:
    """A command as Discord hands it back: with ids of its own, lists in its own order, and without what is not so.

    Source: https://discord.com/developers/docs/interactions/application-commands#application-command-object
    """
    told = {
        "id": str(number),
        "application_id": APPLICATION,
        "version": "1",
        "description": "",
        **copy.deepcopy(command),
    }
    told["contexts"] = told["contexts"][::-1]
    told["name_localizations"] = None
    told["dm_permission"] = True
    for option in told.get("options", []):
        option.pop("required")
        option["name_localizations"] = None
    return told


@dataclass
class Discord:
    """So much of Discord's HTTP API as an operator's app is looked at by; a test changes what it tells.

    Source: https://discord.com/developers/docs/reference, and Discord's OpenAPI document
    """

    application: dict[str, Any] = field(
        default_factory=lambda: {
            "id": APPLICATION,
            "name": "Quotedesk",
            "bot_public": True,
            "bot_require_code_grant": False,
            "integration_types_config": {"0": {}, "1": {}},
            "interactions_endpoint_url": None,
            "flags": 1 << 23,
        }
    )
    gateway: dict[str, Any] = field(
        default_factory=lambda: {
            "url": "wss://gateway.discord.gg",
            "shards": 1,
            "session_start_limit": {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1},
        }
    )
    servers: list[dict[str, Any]] = field(default_factory=lambda: [{"id": LEDGER, "name": "Brackwater Ledger"}])
    commands: list[dict[str, Any]] = field(
        default_factory=lambda: [as_discord_tells(command, number) for number, command in enumerate(COMMANDS, 1)]
    )
    faults: dict[str, web.Response] = field(default_factory=dict[str, web.Response])
    silent: set[str] = field(default_factory=set[str])
    asked: list[str] = field(default_factory=list[str])
    address: str = ""
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix("/api/v10")
        self.asked.append(path)
        if path in self.silent:
            await self.ended.wait()
        if path in self.faults:
            return self.faults[path]
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        return web.json_response(self._told(path, request.query))

    def _told(self, path: str, query: Any) -> Any:
        match path:
            case "/users/@me":
                return {"id": APPLICATION, "username": "quotedesk", "bot": True}
            case "/applications/@me":
                return self.application
            case "/gateway/bot":
                return self.gateway
            case "/users/@me/guilds":
                later = [one for one in self.servers if int(one["id"]) > int(query["after"])]
                return sorted(later, key=lambda one: int(one["id"]))[: int(query["limit"])]
            case _:
                assert path == f"/applications/{APPLICATION}/commands"
                assert query["with_localizations"] == "true"
                return self.commands


@asynccontextmanager
async def listening(discord: Discord) -> AsyncIterator[str]:
    """Its address while it answers, over a real socket."""
    app = web.Application()
    app.router.add_get("/{path:.*}", discord.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        discord.ended.set()
        await runner.cleanup()


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    here = Discord()
    async with listening(here) as address:
        here.address = address
        yield here


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Brackwater's desk; the Ledger's server is linked to it."""
    desk = opened(tmp_path)
    desk.do(Link(f"discord:{LEDGER}"), newsroom=HARBOUR)
    yield desk
    desk.close()


@dataclass
class Looked:
    """What the doctor found."""

    checks: list[Check]

    def of(self, what: str) -> Check:
        """What was found of one thing."""
        return next(check for check in self.checks if check.what == what)

    @property
    def wrong(self) -> list[str]:
        """What is wrong."""
        return [check.what for check in self.checks if check.finding is Finding.WRONG]


async def looked(discord: Discord, desk: Desk, *, token: str = TOKEN, proxy: str = "", seconds: float = 10) -> Looked:
    """What the doctor finds; the token stands nowhere in it."""
    settings = DiscordSettings(token, proxy=proxy)
    base = "http://discord.invalid" if proxy else discord.address
    found = Looked(await Doctor(desk, settings, COMMANDS, f"{base}/api/v10", seconds).checks())
    assert token not in repr(found.checks)
    return found


async def test_what_is_set_up_as_it_should_be_is_all_ok(discord: Discord, desk: Desk) -> None:
    found = await looked(discord, desk)
    assert found.wrong == []
    assert {check.finding for check in found.checks} == {Finding.OK}
    assert found.of("token").seen == f"for the bot quotedesk ({APPLICATION})"
    assert found.of("gateway").seen == "999 of 1000 session starts left; no sharding below 2,500 servers"
    assert found.of(f"discord:{LEDGER}").seen == f"Brackwater Ledger: {HARBOUR}"
    assert found.of("commands").seen == "all 2, as Discord has them"


class TestAnswers:
    """Whatever Discord does instead of answering comes to a finding, and to what can be done."""

    async def test_a_token_that_discord_does_not_take_is_to_be_reset_and_nothing_else_is_asked(
        self, discord: Discord, desk: Desk
    ) -> None:
        found = await looked(discord, desk, token=TOKEN[::-1])
        assert found.wrong == ["token"]
        assert found.of("token").seen == "Discord does not take DISCORD_TOKEN"
        assert "Reset it" in found.of("token").remedy
        assert discord.asked == ["/users/@me"]

    async def test_no_network_is_no_fault_of_the_token(self, discord: Discord, desk: Desk) -> None:
        discord.address = unused()
        token = (await looked(discord, desk)).of("token")
        assert "can't be reached" in token.seen
        assert token.remedy == "Is the network up?"

    async def test_an_answer_that_does_not_come_is_not_waited_for(self, discord: Discord, desk: Desk) -> None:
        discord.silent.add("/gateway/bot")
        found = await looked(discord, desk, seconds=1)
        assert found.wrong == ["gateway"]
        assert found.of("gateway").seen == "Discord took too long to answer"
        assert found.of("commands").finding is Finding.OK

    @pytest.mark.parametrize(
        ("path", "what"),
        [
            ("/users/@me", "token"),
            ("/applications/@me", "application"),
            ("/gateway/bot", "gateway"),
            ("/users/@me/guilds", "servers"),
            (f"/applications/{APPLICATION}/commands", "commands"),
        ],
    )
    async def test_who_is_asked_for_patience_is_told_for_how_long(
        self, discord: Discord, desk: Desk, path: str, what: str
    ) -> None:
        told = {"message": "You are being rate limited.", "retry_after": 2.5, "global": False}
        discord.faults[path] = web.json_response(told, status=429)
        found = (await looked(discord, desk)).of(what)
        assert found.finding is Finding.OPEN
        assert found.remedy == "Look again in 2.5 s."

    async def test_a_fault_of_discords_own_is_told_by_its_number(self, discord: Discord, desk: Desk) -> None:
        discord.faults["/gateway/bot"] = web.json_response({"message": "", "code": 0}, status=503)
        assert (await looked(discord, desk)).of("gateway").seen == "Discord answers with 503"

    @pytest.mark.parametrize("body", ["<html>Log in to the guest network</html>", "[]", "null", "[" * 100_000, "\xff"])
    async def test_somebody_else_who_answers_is_not_taken_for_discord(
        self, discord: Discord, desk: Desk, body: str
    ) -> None:
        discord.faults["/users/@me"] = web.Response(body=body.encode("latin-1"))
        token = (await looked(discord, desk)).of("token")
        assert token.seen == "what answers is not Discord"
        assert "proxy" in token.remedy

    @pytest.mark.parametrize("body", ["{}", '["server"]', '[{"name": "no id"}]', "7"])
    async def test_a_list_that_is_none_is_not_read_as_one(self, discord: Discord, desk: Desk, body: str) -> None:
        for path in ("/users/@me/guilds", f"/applications/{APPLICATION}/commands"):
            discord.faults[path] = web.Response(text=body)
        found = await looked(discord, desk)
        assert found.of("servers").seen == found.of("commands").seen == "what answers is not Discord"


class TestProxy:
    """Discord is asked by way of the proxy that is set."""

    async def test_it_is_asked_by_way_of_the_proxy(self, discord: Discord, desk: Desk) -> None:
        assert (await looked(discord, desk, proxy=discord.address)).wrong == []

    async def test_a_proxy_that_is_not_there_is_told(self, discord: Discord, desk: Desk) -> None:
        token = (await looked(discord, desk, proxy=unused())).of("token")
        assert "can't be reached" in token.seen
        assert "HTTPS_PROXY" in token.remedy


class TestApplication:
    """What is ticked in the developer portal."""

    @pytest.mark.parametrize(
        ("contexts", "missing"),
        [({"0": {}}, "User Install"), ({"1": {}}, "Guild Install"), ({}, "Guild Install, User Install")],
    )
    async def test_a_missing_installation_context_is_named(
        self, discord: Discord, desk: Desk, contexts: dict[str, Any], missing: str
    ) -> None:
        discord.application["integration_types_config"] = contexts
        found = (await looked(discord, desk)).of("installation")
        assert (found.finding, found.seen) == (Finding.WRONG, f"missing: {missing}")
        assert "under Installation" in found.remedy

    async def test_contexts_that_discord_does_not_tell_are_left_open(self, discord: Discord, desk: Desk) -> None:
        del discord.application["integration_types_config"]
        assert (await looked(discord, desk)).of("installation").finding is Finding.OPEN

    async def test_an_address_for_interactions_would_take_them_from_us(self, discord: Discord, desk: Desk) -> None:
        discord.application["interactions_endpoint_url"] = "https://example.org/interactions"
        found = await looked(discord, desk)
        assert found.wrong == ["interactions"]
        assert "Interactions Endpoint URL" in found.of("interactions").remedy

    async def test_a_code_grant_would_keep_the_bot_out(self, discord: Discord, desk: Desk) -> None:
        discord.application["bot_require_code_grant"] = True
        assert (await looked(discord, desk)).wrong == ["application"]

    async def test_an_app_that_only_its_owner_may_install_is_no_fault(self, discord: Discord, desk: Desk) -> None:
        discord.application["bot_public"] = False
        found = (await looked(discord, desk)).of("application")
        assert (found.finding, found.seen) == (Finding.OK, "Quotedesk, only its owner may install it")

    async def test_a_privileged_intent_is_more_than_is_needed_and_no_fault(self, discord: Discord, desk: Desk) -> None:
        discord.application["flags"] = 1 << 19
        found = (await looked(discord, desk)).of("intents")
        assert (found.finding, found.seen) == (Finding.OK, "more than needed: Message Content")

    async def test_without_the_application_its_commands_are_left_open(self, discord: Discord, desk: Desk) -> None:
        discord.faults["/applications/@me"] = web.json_response({"message": "", "code": 0}, status=500)
        found = await looked(discord, desk)
        assert found.wrong == ["application"]
        assert found.of("commands").finding is Finding.OPEN


class TestGateway:
    """Whether a session may be started, and in how many parts."""

    async def test_with_no_session_starts_left_it_says_when_there_will_be(self, discord: Discord, desk: Desk) -> None:
        discord.gateway["session_start_limit"]["remaining"] = 0
        found = (await looked(discord, desk)).of("gateway")
        assert found.finding is Finding.WRONG
        assert found.remedy == "Start the bot in 241 minutes."

    async def test_shards_are_no_work_for_the_operator(self, discord: Discord, desk: Desk) -> None:
        discord.gateway["shards"] = 3
        assert (await looked(discord, desk)).of("gateway").seen.endswith("3 shards, which it starts by itself")

    async def test_a_gateway_of_another_shape_is_not_discords(self, discord: Discord, desk: Desk) -> None:
        discord.gateway = {"url": "wss://gateway.discord.gg"}
        assert (await looked(discord, desk)).of("gateway").seen == "what answers is not Discord"


class TestServers:
    """Each server that the bot is in has a newsroom."""

    async def test_one_that_is_not_linked_is_told_with_the_command_that_links_it(
        self, discord: Discord, desk: Desk
    ) -> None:
        discord.servers.append({"id": "7", "name": "Elsewhere"})
        found = await looked(discord, desk)
        assert found.wrong == ["discord:7"]
        assert found.of("discord:7").remedy == "quotedesk link discord:7 NEWSROOM"

    async def test_in_no_server_it_says_how_to_install_it(self, discord: Discord, desk: Desk) -> None:
        discord.servers.clear()
        found = (await looked(discord, desk)).of("servers")
        assert (found.finding, found.seen) == (Finding.OPEN, "it is in none")
        assert "quotedesk discord invite" in found.remedy

    async def test_more_than_one_page_of_them_is_read_to_the_end(self, discord: Discord, desk: Desk) -> None:
        discord.servers = [{"id": str(number), "name": ""} for number in range(1, PAGE + 2)]
        found = await looked(discord, desk)
        assert len(found.wrong) == PAGE + 1


class TestCommands:
    """What Discord knows of our commands is compared with what they are."""

    async def test_drift_is_told_with_what_brings_them_in_step(self, discord: Discord, desk: Desk) -> None:
        discord.commands[0]["description"] = "of an older version"
        found = (await looked(discord, desk)).of("commands")
        assert (found.finding, found.seen) == (Finding.WRONG, "Discord knows others: /quote differs in description")
        assert "python -m adapters.discord" in found.remedy

    def test_one_that_is_missing_is_named(self) -> None:
        assert drift([], COMMANDS) == ["/quote is missing", "*Find this quote* is missing"]

    def test_one_that_is_not_ours_is_named(self) -> None:
        old = {"id": "9", "name": "old", "type": 1, "description": ""}
        assert drift([*Discord().commands, old], COMMANDS) == ["/old is not ours"]

    @pytest.mark.parametrize(
        ("name", "value"),
        [("description", "other"), ("autocomplete", False), ("required", True), ("type", 4), ("name", "who")],
    )
    def test_another_option_is_seen(self, name: str, value: object) -> None:
        theirs = Discord().commands
        theirs[0]["options"][0][name] = value
        assert drift(theirs, COMMANDS) == ["/quote differs in options"]

    def test_an_option_less_is_seen(self) -> None:
        theirs = Discord().commands
        theirs[0]["options"] = []
        assert drift(theirs, COMMANDS) == ["/quote differs in options"]

    def test_another_translation_is_seen(self) -> None:
        theirs = Discord().commands
        theirs[0]["description_localizations"] = None
        assert drift(theirs, COMMANDS) == ["/quote differs in description localizations"]

    def test_a_place_where_it_can_be_used_is_seen(self) -> None:
        theirs = Discord().commands
        theirs[1]["contexts"] = [0]
        assert drift(theirs, COMMANDS) == ["*Find this quote* differs in contexts"]

    def test_our_own_commands_are_in_step_with_themselves(self) -> None:
        ours = declared()
        assert drift(copy.deepcopy(ours), ours) == []


class TestTheCommandItself:
    """What an operator types."""

    @pytest.fixture
    def set_up(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("QUOTEDESK_ARCHIVE", str(tmp_path / "archive.db"))
        monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
        monkeypatch.setenv("HTTPS_PROXY", unused())

    @pytest.mark.usefixtures("set_up")
    def test_what_is_wrong_ends_it_with_three(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["discord", "doctor"]) == 3
        told = capsys.readouterr().out
        assert "Discord, as it is set up" in told
        assert "token: wrong – Discord can't be reached" in told
        assert TOKEN not in told

    @pytest.mark.usefixtures("set_up")
    def test_a_script_can_read_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["discord", "doctor", "--json"]) == 3
        assert '"found": 1' in capsys.readouterr().out

    @pytest.mark.usefixtures("set_up")
    def test_the_addresses_for_installing_need_no_network(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["discord", "invite"]) == 0
        told = capsys.readouterr().out
        assert f"client_id={APPLICATION}&integration_type=0" in told
        assert f"client_id={APPLICATION}&integration_type=1" in told

    @pytest.mark.parametrize("command", ["invite", "doctor"])
    @pytest.mark.parametrize(("token", "said"), [("", "is not set"), ("hush", "is no bot's token")])
    def test_a_missing_or_wrong_token_is_told_and_never_repeated(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, token: str, said: str
    ) -> None:
        monkeypatch.setenv("DISCORD_TOKEN", token)
        assert run(["discord", command]) == 3
        told = capsys.readouterr()
        assert f"DISCORD_TOKEN {said}" in told.err
        assert "hush" not in told.out + told.err


def unused() -> str:
    """An address on this machine where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"
