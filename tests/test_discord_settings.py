"""What the operator sets for Discord: each fault is one sentence that names the setting and none of its secrets."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.allowance import NEWSROOM, PERSON
from adapters.discord.settings import NAMES, DiscordSettings, read_discord_settings
from bot.errors import DeskError

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"
EXAMPLE = Path(__file__).parents[1] / ".env.example"


def read(**environment: str) -> DiscordSettings:
    return read_discord_settings({"DISCORD_TOKEN": TOKEN, **environment})


def refused(**environment: str) -> DeskError:
    """Why the settings are refused."""
    with pytest.raises(DeskError) as caught:
        read(**environment)
    return caught.value


def test_a_token_is_all_that_is_needed() -> None:
    assert read() == DiscordSettings(TOKEN, public=False, proxy="", person_limit=PERSON, newsroom_limit=NEWSROOM)


def test_each_setting_is_read_without_the_space_around_it() -> None:
    settings = read(
        DISCORD_TOKEN=f"  {TOKEN}\n",
        QUOTEDESK_DISCORD_PUBLIC=" Yes ",
        HTTPS_PROXY=" http://proxy.example:3128 ",
        QUOTEDESK_PERSON_LIMIT=" 5 ",
        QUOTEDESK_NEWSROOM_LIMIT="50\n",
    )

    assert settings == DiscordSettings(TOKEN, True, "http://proxy.example:3128", 5, 50)


def test_a_missing_token_is_told_with_where_to_get_it() -> None:
    error = refused(DISCORD_TOKEN=" ")

    assert error.message == "DISCORD_TOKEN is not set."
    assert "developer portal" in error.hint


@pytest.mark.parametrize(
    "token", ["hush", "hush.hush.hush", f"Bot {TOKEN}", f'"{TOKEN}"', f"{TOKEN}\n{TOKEN}", f"{TOKEN}.x"]
)
def test_what_is_no_token_is_refused_and_never_repeated(token: str) -> None:
    error = refused(DISCORD_TOKEN=token)

    assert error.message == "DISCORD_TOKEN is no bot's token."
    assert "hush" not in f"{error.message} {error.hint}"
    assert TOKEN not in f"{error.message} {error.hint}"


@pytest.mark.parametrize("value", ["true", "1", "on", "yes please"])
def test_open_answers_are_asked_for_with_yes_or_not_at_all(value: str) -> None:
    assert refused(QUOTEDESK_DISCORD_PUBLIC=value).message == "QUOTEDESK_DISCORD_PUBLIC is either yes or no."


@pytest.mark.parametrize(
    "value",
    [
        "http://proxy.example:3128",
        "http://proxy.example",
        "http://10.0.0.1:8080/",
        "http://ana:hush@proxy.example:3128",
    ],
)
def test_discord_is_reached_by_a_proxy_that_is_spoken_to_over_http(value: str) -> None:
    assert read(HTTPS_PROXY=value).proxy == value
    assert read(https_proxy=value).proxy == value


@pytest.mark.parametrize(
    "value",
    [
        "proxy.example:3128",
        "https://ana:hush@proxy.example",
        "socks5://proxy.example",
        "http://",
        "http://[",
        "http://a b",
    ],
)
def test_any_other_proxy_is_refused_and_never_repeated(value: str) -> None:
    error = refused(HTTPS_PROXY=value)

    assert error.message == "HTTPS_PROXY is no proxy that can be used."
    assert "hush" not in f"{error.message} {error.hint}"


@pytest.mark.parametrize("name", ["QUOTEDESK_PERSON_LIMIT", "QUOTEDESK_NEWSROOM_LIMIT"])
@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_limit_is_a_whole_number_of_questions(name: str, value: str) -> None:
    assert refused(**{name: value}).message == f"{name} is no number of questions a minute."


@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=80) for name in NAMES}))
def test_any_values_are_settings_or_refused_in_a_sentence_that_names_one(environment: dict[str, str]) -> None:
    try:
        settings = read(**environment)
    except DeskError as error:
        told = error.message
    else:
        assert settings.token
        return
    assert any(name in told for name in NAMES)


def test_the_example_names_every_setting() -> None:
    example = EXAMPLE.read_text(encoding="utf-8")

    assert [name for name in NAMES if name not in example] == []
