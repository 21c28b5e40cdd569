"""`quotedesk discord invite` prints where the app is installed, and asks for no more than it needs."""

from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.invite import PERMISSIONS, application_of, server_address, user_address
from bot.errors import DeskError

APPLICATION = 81384788765712384
LARGEST = 2**64 - 1


def token_of(application: int) -> str:
    first = urlsafe_b64encode(str(application).encode()).decode().rstrip("=")
    return f"{first}.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"


def asked(address: str) -> dict[str, str]:
    """What an address asks Discord for."""
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}


@given(st.integers(1, LARGEST))
def test_the_token_tells_whose_it_is(application: int) -> None:
    assert application_of(token_of(application)) == application


def test_the_token_in_discords_own_documentation_reads_so() -> None:
    assert application_of("MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs") == 198622483471925248


@pytest.mark.parametrize("token", ["", ".", "hush-hush.a.b", "bm9ib2R5.a.b", "ä.b.c", "=.a.b", "MTk4N.a"])
def test_what_holds_no_id_is_refused_and_never_repeated(token: str) -> None:
    with pytest.raises(DeskError, match="holds no application's id") as caught:
        application_of(token)
    assert "hush" not in f"{caught.value.message} {caught.value.hint}"


@given(st.text())
def test_any_text_is_an_id_or_a_sentence(token: str) -> None:
    try:
        application = application_of(token)
    except DeskError:
        return
    assert application >= 0


def test_a_server_is_asked_for_the_bot_and_its_commands() -> None:
    address = server_address(APPLICATION)
    assert address.startswith("https://discord.com/oauth2/authorize?")
    assert asked(address)["client_id"] == str(APPLICATION)
    assert asked(address)["scope"] == "bot applications.commands"
    assert asked(address)["integration_type"] == "0"


def test_a_server_gives_what_answers_need_and_nothing_else() -> None:
    needed = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        embed_links=True,
        attach_files=True,
        read_message_history=True,
    )
    assert discord.Permissions(int(asked(server_address(APPLICATION))["permissions"])) == needed


def test_each_permission_has_the_bit_that_it_has_at_discord() -> None:
    for permission in PERMISSIONS:
        name = permission.name.lower().replace(" ", "_").replace("view_channels", "view_channel")
        assert discord.Permissions(permission.bit) == discord.Permissions(**{name: True})


def test_a_person_is_asked_for_commands_alone() -> None:
    assert asked(user_address(APPLICATION)) == {
        "client_id": str(APPLICATION),
        "integration_type": "1",
        "scope": "applications.commands",
    }
