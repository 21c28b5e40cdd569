"""What the operator sets for Slack: each fault is one sentence that names the setting and none of its secrets."""

import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.settings import (
    FILES,
    HOOKS,
    NAMES,
    SLACK,
    SlackSettings,
    checked_address,
    for_http,
    for_sockets,
    read_slack_settings,
)
from bot.errors import DeskError, SettingsError

ONE = {
    "SLACK_BOT_TOKEN": "xoxb-1-hush",
    "SLACK_APP_TOKEN": "xapp-1-hush",
    "SLACK_SIGNING_SECRET": "hush",
}
MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "hush",
    "SLACK_KEY": Fernet.generate_key().decode(),
    "SLACK_SIGNING_SECRET": "hush",
}
EXAMPLE = Path(__file__).parents[1] / ".env.example"


def refused(**environment: str) -> DeskError:
    """Why the settings are refused."""
    with pytest.raises(DeskError) as caught:
        read_slack_settings(environment)
    return caught.value


def test_nothing_set_is_one_workspace_at_slack() -> None:
    assert read_slack_settings({}) == SlackSettings(api=SLACK)
    assert not read_slack_settings({}).many


def test_each_setting_is_read_without_the_space_around_it() -> None:
    settings = read_slack_settings({name: f"  {value}\n" for name, value in ONE.items()})

    assert settings == SlackSettings(bot_token="xoxb-1-hush", app_token="xapp-1-hush", signing_secret="hush")


def test_workspaces_that_install_the_app_themselves_are_many() -> None:
    settings = read_slack_settings(MANY)

    assert settings.many
    assert (settings.client_id, settings.client_secret, settings.key) == ("1.2", "hush", MANY["SLACK_KEY"])


@pytest.mark.parametrize(
    ("name", "begins"),
    [("SLACK_BOT_TOKEN", "xoxb-"), ("SLACK_APP_TOKEN", "xapp-"), ("SLACK_CONFIG_TOKEN", "xoxe")],
)
@pytest.mark.parametrize("value", ["hush", "xoxp-hush", "XOXB-hush", '"xoxb-hush"'])
def test_a_token_of_another_kind_is_refused_and_never_repeated(name: str, begins: str, value: str) -> None:
    error = refused(**{name: value})

    assert error.message == f"{name} is another kind of token."
    assert begins in error.hint
    assert "hush" not in f"{error.message} {error.hint}"


def test_all_that_is_missing_or_wrong_is_told_at_once_so_that_nobody_starts_it_six_times() -> None:
    wrong = {"SLACK_CLIENT_ID": "1.2", "SLACK_KEY": "hush", "QUOTEDESK_SLACK_PREFIX": "A A", "SLACK_APP_TOKEN": "hush"}
    with pytest.raises(SettingsError) as caught:
        read_slack_settings(wrong, for_http)

    lines = caught.value.message.splitlines()
    assert lines[0] == "5 settings are missing or wrong:"
    named = ("SLACK_APP_TOKEN", "QUOTEDESK_SLACK_PREFIX", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET", "SLACK_KEY")
    assert [line.split()[1] for line in lines[1:]] == list(named)
    assert "hush" not in caught.value.message


def test_one_workspace_and_many_are_not_both() -> None:
    error = refused(**ONE, SLACK_CLIENT_ID="1.2")

    assert "SLACK_BOT_TOKEN and SLACK_CLIENT_ID" in error.message
    assert "hush" not in f"{error.message} {error.hint}"


@pytest.mark.parametrize("prefix", ["nd-", "desk_", "a" * 20, "7"])
def test_a_prefix_is_small_letters_digits_and_dashes(prefix: str) -> None:
    assert read_slack_settings({"QUOTEDESK_SLACK_PREFIX": prefix}).prefix == prefix


@pytest.mark.parametrize("prefix", ["/nd", "N", "a b", "a" * 21, "ä", "a.b", "a\nb"])
def test_any_other_prefix_is_refused(prefix: str) -> None:
    assert "QUOTEDESK_SLACK_PREFIX" in refused(QUOTEDESK_SLACK_PREFIX=prefix).message


@pytest.mark.parametrize(
    ("value", "api"),
    [
        ("https://slack-gov.com/api/", "https://slack-gov.com/api/"),
        ("https://slack-gov.com/api", "https://slack-gov.com/api/"),
        ("http://127.0.0.1:4000/api", "http://127.0.0.1:4000/api/"),
        ("", SLACK),
    ],
)
def test_slack_is_spoken_to_over_https_or_on_this_machine(value: str, api: str) -> None:
    assert read_slack_settings({"SLACK_API_URL": value}).api == api


ELSEWHERE = [
    "http://slack.com/api/",
    "ftp://slack.com/",
    "slack.com/api",
    "http://127.0.0.1.evil.example/",
    "http://127.0.0.1@evil.example/",
    "http://localhost/",
    "http://127.0.0.1:4000@evil.example/",
    "http://10.0.0.1/",
    "//slack.com",
    "https://",
    "https:///api",
    "https://user@slack.com/api",
    "https://slack .com/api",
]


@pytest.mark.parametrize("value", ELSEWHERE)
def test_slack_is_nowhere_else(value: str) -> None:
    error = refused(SLACK_API_URL=value)

    assert "SLACK_API_URL" in error.message
    assert value not in error.message


@pytest.mark.parametrize("api", ["", "https://slack-gov.com/api/"])
def test_answers_and_files_go_to_slacks_own_hosts_and_no_other(api: str) -> None:
    settings = read_slack_settings({"SLACK_API_URL": api})

    assert (settings.hooks, settings.files) == (HOOKS, FILES)
    for beginning in HOOKS + FILES:
        assert re.fullmatch(r"https://[a-z]+\.slack(-gov)?\.com/", beginning)


def test_with_a_slack_on_this_machine_they_go_there_alone() -> None:
    settings = read_slack_settings({"SLACK_API_URL": "http://127.0.0.1:4000/api/"})

    assert settings.hooks == settings.files == ("http://127.0.0.1:4000/",)


# --- what each way of running needs


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_socket_needs_both_tokens(name: str) -> None:
    for_sockets(read_slack_settings(ONE))
    with pytest.raises(DeskError, match=f"^{name} is not set.$") as caught:
        for_sockets(read_slack_settings({**ONE, name: ""}))

    assert "docs/slack.md" in caught.value.hint


def test_a_socket_is_for_one_workspace() -> None:
    with pytest.raises(DeskError, match="over HTTP only") as caught:
        for_sockets(read_slack_settings(MANY))

    assert "SLACK_CLIENT_ID" in caught.value.hint


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"])
def test_http_for_one_workspace_needs_its_token_and_the_secret(name: str) -> None:
    for_http(read_slack_settings(ONE))
    with pytest.raises(DeskError, match=f"^{name} is not set.$"):
        for_http(read_slack_settings({**ONE, name: ""}))


@pytest.mark.parametrize("name", ["SLACK_CLIENT_SECRET", "SLACK_KEY", "SLACK_SIGNING_SECRET"])
def test_http_for_many_needs_the_client_and_a_key(name: str) -> None:
    for_http(read_slack_settings(MANY))
    with pytest.raises(DeskError, match=f"^{name} is not set.$"):
        for_http(read_slack_settings({**MANY, name: " "}))


@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=30) for name in NAMES}))
def test_any_values_are_settings_or_refused_in_a_sentence_that_names_one(environment: dict[str, str]) -> None:
    try:
        settings = read_slack_settings(environment)
    except DeskError as error:
        told = error.message
    else:
        assert settings.api.endswith("/")
        assert all(settings.hooks)
        return
    assert any(name in told for name in NAMES)


def test_the_example_names_every_setting() -> None:
    example = EXAMPLE.read_text(encoding="utf-8")

    assert [name for name in NAMES if name not in example] == []


# --- the app's own address


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", ""),
        ("https://quotes.example.org", "https://quotes.example.org"),
        ("https://quotes.example.org/", "https://quotes.example.org"),
        ("https://example.org:8443/desk/", "https://example.org:8443/desk"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_the_app_is_found_over_https_or_on_this_machine(value: str, address: str) -> None:
    assert checked_address(value) == address


@pytest.mark.parametrize(
    "value",
    ["http://quotes.example.org", "quotes.example.org", "https://", "https://a b", "https://a?x=1", "https://u@a"],
)
def test_slack_finds_the_app_nowhere_else(value: str) -> None:
    with pytest.raises(DeskError, match="no address") as caught:
        checked_address(value)

    assert "https://quotes.example.org" in caught.value.hint
