"""What Discord's payloads ask, and who asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import read
from adapters.discord.read import Asker
from bot.commands import COMMANDS
from bot.errors import AskError
from bot.request import Member, Question

BOT = 198622483471925248


def mentioned(text: str) -> Question:
    return read.message(text, BOT)


# --- who asks


def test_a_server_is_the_tenant_of_whoever_asks_in_it() -> None:
    asker = Asker(7, 9, read.delivery(1))
    assert asker.tenants == ("discord:7",)
    assert asker.member == Member("discord:7:9")


def test_without_a_server_there_is_no_tenant() -> None:
    assert Asker(0, 9, read.delivery(1)).tenants == ()


def test_who_may_manage_the_server_is_an_admin_there() -> None:
    assert Asker(7, 9, read.delivery(1), admin=True).member.admin


# --- commands


def test_every_question_has_its_command() -> None:
    for name, question in COMMANDS.items():
        if name != "help":
            assert read.command(name, {question.subject.name: "#1"}) == Question(name, {question.subject.name: "#1"})


def test_options_stand_beside_the_subject() -> None:
    assert read.command("quote", {"name": "musk", "since": "2025"}) == Question(
        "quote", {"name": "musk", "since": "2025"}
    )


def test_options_may_be_typed_within_the_subject_as_everywhere() -> None:
    assert read.command("quote", {"name": "musk since:2025"}) == Question("quote", {"name": "musk", "since": "2025"})


def test_an_option_whose_name_has_a_dash_has_none_at_discord() -> None:
    asked = read.command("quote", {"name": "musk", "about_page": "2"})
    assert asked == Question("quote", {"name": "musk", "about-page": "2"})


def test_what_was_left_out_is_not_asked() -> None:
    assert read.command("quote", {"name": "musk", "since": None}) == Question("quote", {"name": "musk"})
    assert read.command("quote", {"name": None}) == read.command("quote", {}) == Question("quote", {})


def test_a_subject_that_gives_an_option_twice_is_refused_in_a_sentence() -> None:
    with pytest.raises(AskError, match="given twice"):
        read.command("quote", {"name": "ruiz by:kane by:ruiz"})


# --- mentions and messages to the bot


@pytest.mark.parametrize("named", [f"<@{BOT}>", f"<@!{BOT}>"])
@pytest.mark.parametrize("text", ["{} quote ruiz", "quote {} ruiz", "quote ruiz {}", "{}quote ruiz", "{}\nquote ruiz"])
def test_the_bots_name_is_no_part_of_the_question(text: str, named: str) -> None:
    assert read.addressed(text.format(named), BOT)
    assert mentioned(text.format(named)) == Question("quote", {"name": "ruiz"})


@pytest.mark.parametrize("text", ["", "quote ruiz", "<@1> quote ruiz", f"<@&{BOT}>", f"<@{BOT}0>", f"@{BOT}"])
def test_a_message_that_does_not_name_the_bot_is_not_to_it(text: str) -> None:
    assert not read.addressed(text, BOT)


def test_the_bots_name_alone_is_help() -> None:
    assert mentioned(f"<@{BOT}>") == mentioned(f" <@{BOT}> ") == Question("help", {})


def test_a_mention_without_a_question_looks_the_words_up() -> None:
    assert mentioned(f"<@{BOT}> raise the tolls") == Question("lookup", {"words": "raise the tolls"})


def test_a_message_to_the_bot_needs_no_name() -> None:
    assert mentioned("quote ruiz") == Question("quote", {"name": "ruiz"})


# --- a message's menu


def test_find_this_quote_takes_the_words_as_they_stand() -> None:
    assert read.finding("“raise the tolls”") == Question("lookup", {"words": "“raise the tolls”", "exact": "yes"})


# --- text


@pytest.mark.parametrize(
    ("told", "read_as"),
    [
        ("<@1> ana", " ana"),
        ("<@!1>", ""),
        ("<@&1>", ""),
        ("<#1>", ""),
        ("</quote:1> ruiz", " ruiz"),
        ("<:fish:1>", ""),
        ("<a:fish:1>", ""),
        ("<t:1760000000>", ""),
        ("<t:1760000000:R>", ""),
        ("a < b > c", "a < b > c"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("fish & chips", "fish & chips"),
        ("🎣 \ud800", "🎣 \ud800"),
    ],
)
def test_text_is_read_without_the_marks_that_discord_puts_in(told: str, read_as: str) -> None:
    assert read.plain(told) == read_as


@given(st.text())
def test_whatever_is_written_is_a_question_or_a_sentence(text: str) -> None:
    for ask in (mentioned, read.finding, lambda typed: read.command("quote", {"name": typed})):
        try:
            asked = ask(text)
        except AskError:
            continue
        assert asked.command in COMMANDS


@given(st.text(alphabet="<>@!&#:/aid:t190 R", max_size=40))
def test_no_mark_is_left_for_whom_it_stands(text: str) -> None:
    assert f"<@{BOT}>" not in read.plain(f"{text}<@{BOT}>")
