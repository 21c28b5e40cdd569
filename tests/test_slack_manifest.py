"""The manifest is one that Slack takes, and tells it of every question that the desk answers."""

import json
import re
from collections.abc import AsyncIterator, Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.main import run
from adapters.slack.app import SlackApp
from adapters.slack.manifest import manifest
from adapters.slack.scopes import SCOPES, scopes_for
from adapters.slack.seal import Seal
from bot.commands import COMMANDS
from tests.slack import Slack
from tests.slack_newsroom import opened, running

ADDRESS, WEB = "https://desk.example.org", "https://quotes.example.org"
DRAWN = [
    manifest(address, prefix, web, many=many)
    for address, prefix, web, many in product(("", ADDRESS), ("", "desk-"), ("", WEB), (False, True))
]

Rule = Callable[[Any], bool]


def text(longest: int, shortest: int = 1, like: str = "(?s).*") -> Rule:
    """A text of so many characters."""
    return lambda value: (
        isinstance(value, str) and shortest <= len(value) <= longest and bool(re.fullmatch(like, value))
    )


def several(rule: Rule, most: int, least: int = 1) -> Rule:
    """A list of so many, none twice."""
    return lambda value: (
        isinstance(value, list)
        and least <= len(value) <= most
        and all(map(rule, value))
        and len({json.dumps(one) for one in value}) == len(value)
    )


def thing(needed: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others."""
    rules = {**needed, **(optional or {})}
    return lambda value: (
        isinstance(value, dict) and needed.keys() <= value.keys() <= rules.keys()
        and all(rules[name](one) for name, one in value.items())
    )  # fmt: skip


def flag(value: Any) -> bool:
    """True or False."""
    return isinstance(value, bool)


LINK = text(3_000, like="https://.+")
SLACK = thing(
    {
        "display_information": thing(
            {"name": text(35)},
            {
                "description": text(140),
                "long_description": text(4_000, 175),
                "background_color": text(7, 4, "#(?:[0-9a-fA-F]{3}){1,2}"),
            },
        )
    },
    {
        "features": thing(
            {},
            {
                "app_home": thing(
                    {},
                    {
                        "home_tab_enabled": flag,
                        "messages_tab_enabled": flag,
                        "messages_tab_read_only_enabled": flag,
                    },
                ),
                "bot_user": thing({"display_name": text(80, like="[a-z0-9._-]+")}, {"always_online": flag}),
                "shortcuts": several(
                    thing(
                        {
                            "name": text(24),
                            "type": text(7, like="message|global"),
                            "callback_id": text(255),
                            "description": text(150),
                        }
                    ),
                    10,
                ),
                "slash_commands": several(
                    thing(
                        {"command": text(32, 2, r"/\S+"), "description": text(2_000)},
                        {"url": LINK, "usage_hint": text(1_000), "should_escape": flag},
                    ),
                    50,
                ),
                "unfurl_domains": several(text(255, like=r"(?![.-])[-a-z0-9.]+[a-z0-9]"), 5),
            },
        ),
        "oauth_config": thing(
            {}, {"redirect_urls": several(LINK, 1_000), "scopes": thing({}, {"bot": several(text(50), 255)})}
        ),
        "settings": thing(
            {},
            {
                "event_subscriptions": thing({}, {"request_url": LINK, "bot_events": several(text(50), 100)}),
                "interactivity": thing({"is_enabled": flag}, {"request_url": LINK, "message_menu_options_url": LINK}),
                "org_deploy_enabled": flag,
                "socket_mode_enabled": flag,
                "token_rotation_enabled": flag,
            },
        ),
    },
)
"""What Slack takes of what we print.

Source: https://docs.slack.dev/reference/app-manifest, github.com/slackapi/manifest-schema (manifest.schema.1.0.0.json)
"""

NEEDS = {
    "app_mention": "app_mentions:read",
    "link_shared": "links:read",
    "message.im": "im:history",
    "app_home_opened": "",
    "app_uninstalled": "",
    "tokens_revoked": "",
}
"""The scope that each event asks for. Source: https://docs.slack.dev/reference/events and the page of each"""


@pytest.mark.parametrize("drawn", DRAWN)
def test_slack_takes_it_however_the_app_is_set_up(drawn: dict[str, Any]) -> None:
    assert SLACK(drawn)


def test_the_rules_refuse_what_slack_refuses() -> None:
    """Else the test before would promise nothing."""
    drawn = manifest()
    assert not SLACK({**drawn, "more": 1})
    assert not SLACK({**drawn, "display_information": {"name": "x" * 36}})
    assert not SLACK({**drawn, "features": {"slash_commands": [{"command": "quote", "description": "…"}]}})
    assert not SLACK({**drawn, "features": {"unfurl_domains": ["Quotes.example.org"]}})


@pytest.mark.parametrize("prefix", ["", "desk-"])
def test_every_question_has_its_command_and_help_is_asked_of_desk(prefix: str) -> None:
    commands = {one["command"]: one for one in manifest(prefix=prefix)["features"]["slash_commands"]}
    own = {f"/{prefix}{name}" for name in COMMANDS if name != "help"}
    assert set(commands) == {"/desk", *own}
    for name in COMMANDS:
        assert name in commands["/desk"]["usage_hint"]
    for command in COMMANDS.values():
        if command.name != "help":
            assert commands[f"/{prefix}{command.name}"]["description"] == command.about


def test_a_hint_tells_what_is_typed_behind_the_command() -> None:
    hints = {one["command"]: one["usage_hint"] for one in manifest()["features"]["slash_commands"]}
    assert not [hint for command, hint in hints.items() if hint.startswith("/") or command in hint.split()]


def test_over_a_socket_no_address_is_named() -> None:
    drawn = manifest(web=WEB)
    assert drawn["settings"]["socket_mode_enabled"]
    assert "https://" not in json.dumps(drawn)


def test_over_http_everything_comes_to_one_address() -> None:
    drawn = manifest(ADDRESS)
    assert not drawn["settings"]["socket_mode_enabled"]
    named = re.findall(r'"(https://[^"]*)"', json.dumps(drawn))
    assert set(named) == {f"{ADDRESS}/slack/events"}
    assert len(named) == len(COMMANDS) + 3


def test_many_workspaces_come_back_to_where_the_app_is_with_tokens_that_end() -> None:
    drawn = manifest(ADDRESS, many=True)
    assert drawn["oauth_config"]["redirect_urls"] == [f"{ADDRESS}/slack/oauth_redirect"]
    assert drawn["settings"]["token_rotation_enabled"]
    assert drawn["settings"]["org_deploy_enabled"]
    assert not manifest(ADDRESS)["settings"]["token_rotation_enabled"], "it can't be turned off again"


def test_links_are_heard_of_only_where_there_are_pages_to_link_to() -> None:
    with_pages, without = manifest(web="https://Quotes.Example.org:8443/desk"), manifest()
    assert with_pages["features"]["unfurl_domains"] == ["quotes.example.org"]
    assert set(with_pages["oauth_config"]["scopes"]["bot"]) == set(SCOPES)
    assert "link" not in json.dumps([without["oauth_config"], without["settings"]])
    assert "unfurl_domains" not in without["features"]


@pytest.mark.parametrize("drawn", DRAWN)
def test_every_event_has_the_scope_that_it_needs(drawn: dict[str, Any]) -> None:
    granted = {"", *drawn["oauth_config"]["scopes"]["bot"]}
    assert not [
        event for event in drawn["settings"]["event_subscriptions"]["bot_events"] if NEEDS[event] not in granted
    ]


def test_no_scope_reads_what_others_say() -> None:
    reading = {scope for scope in scopes_for(WEB) if scope.endswith(":history") or scope.startswith("search:")}
    assert reading == {"im:history"}, "its own direct messages"


class TestHearing:
    """What the manifest has Slack deliver, the app listens to: nobody asks in vain."""

    @pytest.fixture
    async def app(self, tmp_path: Path) -> AsyncIterator[SlackApp]:
        slack = Slack()
        await slack.open()
        paper = opened(slack, tmp_path)
        paper.environment["QUOTEDESK_SLACK_PREFIX"] = "desk-"
        async with running(paper, "http") as app:
            yield app
        paper.desk.close()
        await slack.close()

    async def test_every_command_is_listened_to(self, app: SlackApp) -> None:
        for one in manifest(prefix="desk-")["features"]["slash_commands"]:
            assert await heard(app, {**TYPED, "command": one["command"]}), one["command"]
        assert not await heard(app, {**TYPED, "command": "/quote"}), "without the prefix it is another app's"

    async def test_every_shortcut_is_listened_to(self, app: SlackApp) -> None:
        kinds = {"message": "message_action", "global": "shortcut"}
        for one in manifest()["features"]["shortcuts"]:
            assert await heard(app, {**USED, "type": kinds[one["type"]], "callback_id": one["callback_id"]}), one

    async def test_every_event_is_listened_to_and_no_other(self, app: SlackApp) -> None:
        subscribed = manifest(web=WEB)["settings"]["event_subscriptions"]["bot_events"]
        for name in {*subscribed, "reaction_added", "file_shared", "member_joined_channel", "team_join"}:
            kind, _, channel_type = name.partition(".")
            event = {"type": kind, "channel_type": channel_type, **SAID}
            body = {"type": "event_callback", "team_id": "TNONE", "event_id": f"Ev{name}", "event": event}
            assert await heard(app, body) == (name in subscribed), name


WHO = {"id": "UNOA", "team_id": "TNONE"}
SAID = {"user": "UNOA", "channel": "CNONE", "ts": "1.1", "message_ts": "1.1", "text": "", "links": [], "tokens": {}}
TYPED = {"team_id": "TNONE", "user_id": "UNOA", "channel_id": "CNONE", "text": ""}
USED = {"team": {"id": "TNONE"}, "user": WHO, "channel": {"id": "CNONE"}, "message": {"text": ""}}


async def heard(app: SlackApp, body: dict[str, Any]) -> bool:
    """Whether anything in the app listens to it."""
    told = await app.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    return told.status == 200


class TestPrinting:
    """`quotedesk slack manifest` prints it, ready to paste."""

    @pytest.fixture(autouse=True)
    def environment(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("QUOTEDESK_ARCHIVE", str(tmp_path / "archive.db"))
        monkeypatch.setenv("QUOTEDESK_SLACK_PREFIX", "desk-")
        monkeypatch.setenv("QUOTEDESK_WEB_ADDRESS", WEB)

    def test_it_is_json_made_from_the_settings(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["slack", "manifest"]) == 0
        assert json.loads(capsys.readouterr().out) == manifest("", "desk-", WEB)

    def test_an_address_makes_it_one_for_http(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["slack", "manifest", "--url", f"{ADDRESS}/"]) == 0
        assert json.loads(capsys.readouterr().out) == manifest(ADDRESS, "desk-", WEB)

    @pytest.mark.parametrize("address", ["http://desk.example.org", "desk.example.org", "https://me:pw@example.org"])
    def test_an_address_that_slack_cannot_use_is_refused(
        self, address: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["slack", "manifest", "--url", address]) == 3
        told = capsys.readouterr()
        assert "https://quotes.example.org" in told.err
        assert "pw" not in told.err
        assert not told.out

    def test_it_needs_no_token_and_touches_no_archive(self, tmp_path: Path) -> None:
        run(["slack", "manifest"])
        assert not list(tmp_path.iterdir())

    def test_a_key_is_printed_that_seals(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["slack", "key"]) == 0
        seal = Seal(capsys.readouterr().out)
        assert seal.opened(seal.sealed("a token")) == "a token"
