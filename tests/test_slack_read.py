"""What Slack's payloads ask, and who asks: read as Bolt reads them first, in the shapes that Slack documents."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_internals import build_async_context

from adapters.slack import read
from adapters.slack.read import Asker
from bot.commands import COMMANDS
from bot.errors import AskError
from bot.request import Question

BOT = "U0BOT"

EVENT = {"type": "event_callback", "event_id": "Ev1", "team_id": "T1"}


def who(body: dict[str, Any]) -> Asker:
    """Who asks, from what Bolt makes of the payload."""
    return read.asker(body, build_async_context(AsyncBoltContext(), body))


def command(name: str, text: str = "", prefix: str = "") -> Question:
    return read.command({"command": name, "text": text}, prefix)


def mentioned(text: str) -> Question:
    return read.mention({"type": "app_mention", "text": text}, BOT)


# --- commands


def test_every_question_has_its_command() -> None:
    for name, question in COMMANDS.items():
        if name != "help":
            assert command(f"/{name}", "#1") == Question(name, {question.subject.name: "#1"})


def test_options_are_typed_as_everywhere() -> None:
    assert command("/quote", "musk since:2025") == Question("quote", {"name": "musk", "since": "2025"})


def test_a_prefix_stands_before_the_name() -> None:
    assert command("/nd-quote", "ruiz", prefix="nd-") == Question("quote", {"name": "ruiz"})


@pytest.mark.parametrize("prefix", ["", "nd-", "desk-"])
@pytest.mark.parametrize("text", ["quote ruiz", "/quote ruiz", "  QUOTE   ruiz "])
def test_desk_asks_any_question_whatever_the_prefix(text: str, prefix: str) -> None:
    assert command("/desk", text, prefix) == Question("quote", {"name": "ruiz"})


@pytest.mark.parametrize("text", ["", "   ", "help"])
def test_desk_alone_is_help(text: str) -> None:
    assert command("/desk", text) == Question("help", {})


def test_desk_with_words_that_are_no_question_looks_them_up() -> None:
    assert command("/desk", "harbour bridge") == Question("lookup", {"words": "harbour bridge"})


def test_a_command_without_words_is_asked_as_it_is() -> None:
    assert command("/quote") == Question("quote", {})


def test_an_option_twice_is_refused_in_a_sentence() -> None:
    with pytest.raises(AskError, match="given twice"):
        command("/quote", "ruiz by:kane by:ruiz")


# --- mentions and messages to the bot


@pytest.mark.parametrize("named", [f"<@{BOT}>", f"<@{BOT}|quotedesk>"])
@pytest.mark.parametrize("text", ["{} quote ruiz", "quote {} ruiz", "quote ruiz {}", "{}quote ruiz", "{}\nquote ruiz"])
def test_the_bots_name_is_no_part_of_the_question(text: str, named: str) -> None:
    assert mentioned(text.format(named)) == Question("quote", {"name": "ruiz"})


def test_the_bots_name_alone_is_help() -> None:
    assert mentioned(f"<@{BOT}>") == mentioned(f" <@{BOT}> ") == Question("help", {})


def test_a_mention_without_a_question_looks_the_words_up() -> None:
    assert mentioned(f"<@{BOT}> raise the tolls") == Question("lookup", {"words": "raise the tolls"})


def test_a_message_to_the_bot_needs_no_name() -> None:
    assert mentioned("quote ruiz") == Question("quote", {"name": "ruiz"})


def test_somebody_else_who_is_mentioned_is_read_by_their_name() -> None:
    assert mentioned(f"<@{BOT}> quote <@U2|ruiz>") == Question("quote", {"name": "ruiz"})


def test_no_event_needs_more_than_it_has() -> None:
    assert read.mention({}, "") == Question("help", {})


# --- text


@pytest.mark.parametrize(
    ("told", "read_as"),
    [
        ("<@U1|ana>", "ana"),
        ("<@U1>", ""),
        ("<#C1|harbour>", "harbour"),
        ("<#C1>", ""),
        ("<!here>", ""),
        ("<!subteam^S1|@desk>", "@desk"),
        ("<!date^1760000000^{date}|7 June>", "7 June"),
        ("<http://ledger.example/bridge>", "http://ledger.example/bridge"),
        ("<http://ledger.example/bridge|ledger.example/bridge>", "http://ledger.example/bridge"),
        ("<https://ledger.example/a?b=1&amp;c=2>", "https://ledger.example/a?b=1&c=2"),
        ("<https://ledger.example/bridge|“We will not raise the tolls,”>", "“We will not raise the tolls,”"),
        ("<mailto:ana@ledger.example|ana@ledger.example>", "ana@ledger.example"),
        ("Fish &amp; Chips", "Fish & Chips"),
        ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
        ("&amp;lt;", "&lt;"),
        ("a < b", "a < b"),
    ],
)
def test_text_is_read_as_people_read_it(told: str, read_as: str) -> None:
    assert read.plain(told) == read_as


def escaped(text: str) -> str:
    """A text as Slack sends it. Source: https://docs.slack.dev/messaging/formatting-message-text#escaping"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(st.text())
def test_what_was_typed_is_read_to_the_letter(text: str) -> None:
    assert read.plain(escaped(text)) == text


LABEL = st.none() | st.text(st.characters(exclude_characters="<>|&")).filter(lambda text: "@" not in text)


@given(st.lists(st.tuples(st.text().filter(lambda text: "<" not in text), LABEL)))
def test_no_mention_is_left_as_a_mention(pieces: list[tuple[str, str | None]]) -> None:
    named = (escaped(words) + (f"<@U0ABC|{label}>" if label is not None else "<@U0ABC>") for words, label in pieces)
    assert "<@" not in read.plain("".join(named))


@given(st.text() | st.text('<>@#!|&;:/"“” \nabhlptquoe'), st.sampled_from(["/desk", "/quote", "/nd-quote", "/x", ""]))
def test_any_text_is_a_question_or_refused_in_a_sentence(text: str, name: str) -> None:
    with suppress(AskError):
        assert read.finding({"message": {"text": text}}).command == "lookup"
    with suppress(AskError):
        assert command(name, text, "nd-").command in COMMANDS
    for told in (text, f"<@{BOT}> {text}"):
        with suppress(AskError):
            assert mentioned(told).command in COMMANDS


# --- shortcuts


SHORTCUT = {
    "type": "message_action",
    "message": {"type": "message", "text": " <@U1|Ana> said “tolls &amp; tides” ", "ts": "1.1"},
}


def test_find_this_quote_asks_for_the_messages_words_one_after_another() -> None:
    assert read.finding(SHORTCUT) == Question("lookup", {"words": "Ana said “tolls & tides”", "exact": "yes"})


def test_a_message_too_long_to_be_found_leads_to_the_shortcut_that_takes_it() -> None:
    with pytest.raises(AskError, match="longer") as caught:
        read.finding({"message": {"text": "tolls " * 100}})

    assert caught.value.hint == "Use Quotes in this message."


def test_quotes_in_this_message_takes_its_text_and_its_files() -> None:
    file = {"id": "F1", "mimetype": "application/pdf"}
    assert read.message_text(SHORTCUT) == "Ana said “tolls & tides”"
    assert read.files_of({"message": {"files": [file]}}) == [file]
    assert [read.media_type(one) for one in (file, {})] == ["application/pdf", ""]


@pytest.mark.parametrize(
    ("command", "text", "form"),
    [
        ("/check", " ", "check"),
        ("/desk", "Check", "check"),
        ("/desk", "ingest now", "ingest"),
        ("/desk", " Pages", "pages"),
        ("/desk", "pages now", ""),
        ("/check", "pages", ""),
        ("/check", "“No,” she said.", ""),
        ("/desk", "check “No,” she said.", ""),
        ("/quote", "", ""),
        ("/desk", "", ""),
    ],
)
def test_a_form_or_the_pages_come_where_no_question_was_typed(command: str, text: str, form: str) -> None:
    assert read.wanted({"command": command, "text": text}, "") == form
    assert read.wanted({"command": command.replace("/check", "/q-check"), "text": text}, "q-") == form


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ingest https://news.example/ferry?id=1&page=2", "https://news.example/ferry?id=1&page=2"),
        ("Ingest <https://news.example/ferry?id=1&amp;page=2>", "https://news.example/ferry?id=1&page=2"),
        ("ingest", ""),
        ("ingest now", ""),
        ("ingest https://news.example/ferry and more", ""),
    ],
)
def test_an_address_behind_ingest_is_filed_without_a_form(text: str, address: str) -> None:
    assert read.page_to_file({"command": "/desk", "text": text}) == address


@pytest.mark.parametrize("body", [{}, {"message": None}, {"message": {}}])
def test_a_message_without_words_has_none(body: dict[str, Any]) -> None:
    assert read.message_text(body) == ""


# --- who asks


def test_a_command_comes_from_the_workspace_where_it_was_typed() -> None:
    body = {"command": "/quote", "team_id": "T1", "user_id": "U1", "trigger_id": "13.1"}

    asker = who(body)

    assert asker == Asker(("slack:T1",), "U1", "13.1")
    assert asker.member.id == "slack:T1:U1"
    assert not asker.member.admin


def test_a_workspace_of_an_organisation_comes_before_the_organisation() -> None:
    body = {"command": "/quote", "team_id": "T1", "enterprise_id": "E1", "user_id": "U1", "trigger_id": "13.1"}

    assert who(body).tenants == ("slack:T1", "slack:E1")


def test_an_event_comes_from_the_workspace_that_it_was_delivered_for() -> None:
    asker = who(heard({"user": "U1", "team": "T1"}, external=False, enterprise="E1"))

    assert asker == Asker(("slack:T1", "slack:E1"), "U1", "Ev1")


def heard(event: dict[str, Any], *, external: bool, enterprise: str | None = None, team: str = "T1") -> dict[str, Any]:
    """A mention in a channel of workspace T1, which may be an organisation's.

    Source: https://docs.slack.dev/apis/events-api/#authorizations
    """
    installed = {"team_id": "T1", "enterprise_id": enterprise, "user_id": BOT, "is_enterprise_install": False}
    return {
        **EVENT,
        "team_id": team,
        "enterprise_id": enterprise if team == "T1" else None,
        "event": {"type": "app_mention", "text": f"<@{BOT}> ruiz", **event},
        "authorizations": [installed],
        "is_ext_shared_channel": external,
    }


@pytest.mark.parametrize("enterprise", [None, "E1"])
def test_a_guest_in_a_shared_channel_asks_for_their_own_workspace_and_never_for_ours(enterprise: str | None) -> None:
    asker = who(heard({"user": "U9", "team": "T1", "user_team": "T9"}, external=True, enterprise=enterprise))

    assert asker.tenants == ("slack:T9",)
    assert asker.user == "U9"


def test_a_guest_from_another_organisation_asks_for_that() -> None:
    asker = who(heard({"user": "U9", "team": "E9", "user_team": "E9"}, external=True, enterprise="E1"))

    assert asker.tenants == ("slack:E9",)


def test_our_own_people_ask_for_our_workspace_in_a_shared_channel_too() -> None:
    body = heard({"user": "U1", "team": "T1", "user_team": "T1"}, external=True, enterprise="E1")

    assert who(body).tenants == ("slack:T1", "slack:E1")


def test_where_nobody_can_tell_who_wrote_nobody_is_answered() -> None:
    event = {"type": "link_shared", "user": "U9", "links": []}

    assert who(heard(event, external=True, enterprise="E1")).tenants == ()


def pressed(user_team: str | None, team: dict[str, str] | None, enterprise: str = "", **more: Any) -> dict[str, Any]:
    """A button pressed. Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload"""
    return {
        "type": "block_actions",
        "user": {"id": "U1", **({"team_id": user_team} if user_team else {})},
        "team": team,
        "enterprise": {"id": enterprise, "name": "org"} if enterprise else None,
        "trigger_id": "13.2",
        **more,
    }


CHANNEL: dict[str, Any] = {
    "channel": {"id": "C1", "name": "desk"},
    "container": {"type": "message", "channel_id": "C1"},
}


@pytest.mark.parametrize(
    ("body", "tenants"),
    [
        (pressed("T1", {"id": "T1"}, **CHANNEL), ("slack:T1",)),
        (pressed("T1", {"id": "T1"}, "E1", **CHANNEL), ("slack:T1", "slack:E1")),
        (pressed("E1", {"id": "T1"}, "E1", **CHANNEL), ("slack:T1", "slack:E1")),
        (pressed(None, {"id": "T1"}, **CHANNEL), ("slack:T1",)),
        (pressed("T9", {"id": "T1"}, **CHANNEL), ("slack:T9",)),
        (pressed("T9", {"id": "T1"}, "E1", **CHANNEL), ("slack:T9",)),
        (pressed("E9", {"id": "T1"}, "E1", **CHANNEL), ("slack:E9",)),
        (pressed("E1", None, "E1", **CHANNEL), ("slack:E1",)),
        (pressed("T9", None, "E1", **CHANNEL), ("slack:T9",)),
        (pressed("T1", None, "E1"), ("slack:T1", "slack:E1")),
    ],
    ids=[
        "in their workspace",
        "in a workspace of their organisation",
        "named by their organisation",
        "named by nothing",
        "from another workspace",
        "from another workspace, in an organisation's",
        "from another organisation",
        "installed for an organisation",
        "installed for an organisation, perhaps from elsewhere",
        "installed for an organisation, in a form or its own tab",
    ],
)
def test_who_presses_asks_for_their_own(body: dict[str, Any], tenants: tuple[str, ...]) -> None:
    assert who(body).tenants == tenants


def test_a_payload_of_nobody_is_nobodys() -> None:
    assert who({}) == Asker((), "", "")
    assert who({}).member.id == "slack::"


def test_a_delivery_is_told_by_its_own_id_and_again_by_the_same() -> None:
    first = heard({"user": "U1"}, external=False)
    again = {**first, "event_time": 2}

    assert who(first).delivery == who(again).delivery == "Ev1"
    assert who(pressed("T1", {"id": "T1"})).delivery == "13.2"


# --- where


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"channel": {"id": "C1"}}, ("C1", "")),
        ({"container": {"type": "message", "channel_id": "C1", "thread_ts": "1.1"}}, ("C1", "1.1")),
        ({"channel": {"id": "C1"}, "message_ts": "1.2", "message": {"ts": "1.2", "thread_ts": "1.1"}}, ("C1", "1.1")),
        ({"channel": {"id": "C1"}, "message_ts": "1.1", "message": {"ts": "1.1", "thread_ts": "1.1"}}, ("C1", "")),
        ({"container": {"type": "view", "view_id": "V1"}}, ("", "")),
    ],
)
def test_a_press_is_somewhere(body: dict[str, Any], place: tuple[str, str]) -> None:
    assert read.place_of(body) == place


def test_a_link_stands_in_a_message_or_in_one_that_is_being_written() -> None:
    posted = {"channel": "C1", "message_ts": "1.1", "source": "conversations_history", "unfurl_id": "u1"}
    written = {"channel": "COMPOSER", "message_ts": "made-up", "source": "composer", "unfurl_id": "u2"}

    assert read.linked_in(posted) == {"channel": "C1", "ts": "1.1"}
    assert read.linked_in(written) == {"unfurl_id": "u2", "source": "composer"}


# --- forms


def chosen(value: str) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"value": value, "text": {"type": "plain_text", "text": "x"}}}


def sent(**states: dict[str, Any]) -> dict[str, Any]:
    """A form that was sent, each input in a block of its own.

    Source: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission
    """
    return {"state": {"values": {f"b{number}": {name: state} for number, (name, state) in enumerate(states.items())}}}


def typed(value: str | None) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": value}


def asked(**states: dict[str, Any]) -> Question:
    return read.asked_in(sent(**{name.replace("_", ":"): state for name, state in states.items()}))


NOBODY = {"type": "external_select", "selected_option": None}


def test_the_form_asks_for_the_person_chosen() -> None:
    form = asked(question=chosen("quote"), offer_name=chosen("#12"), offer_article=NOBODY, words=typed(None))

    assert form == Question("quote", {"name": "#12"})


def test_the_form_asks_for_the_article_chosen() -> None:
    form = asked(question=chosen("summary"), offer_name=NOBODY, offer_article=chosen("#3"), words=typed(None))

    assert form == Question("summary", {"article": "#3"})


def test_an_article_alone_is_opened_where_the_question_needs_somebody() -> None:
    form = asked(question=chosen("quote"), offer_name=NOBODY, offer_article=chosen("#3"), words=typed(None))

    assert form == Question("article", {"article": "#3"})


def test_the_form_asks_for_the_words_typed() -> None:
    assert asked(question=chosen("lookup"), words=typed("tolls")) == Question("lookup", {"words": "tolls"})
    assert asked(question=chosen("quote"), words=typed("ruiz")) == Question("quote", {"name": "ruiz"})


def test_words_of_a_person_are_looked_up_among_theirs() -> None:
    form = asked(question=chosen("lookup"), offer_name=chosen("#12"), words=typed("tolls"))

    assert form == Question("lookup", {"words": "tolls", "by": "#12"})


def test_what_is_typed_in_a_form_is_words_and_no_options() -> None:
    assert asked(question=chosen("lookup"), words=typed("by:kane")) == Question("lookup", {"words": "by:kane"})


def test_an_empty_form_asks_for_nobody() -> None:
    assert read.asked_in({}) == Question("quote", {})


def test_a_form_that_names_no_question_of_ours_asks_for_quotes() -> None:
    assert asked(question=chosen("drop tables"), words=typed("ruiz")) == Question("quote", {"name": "ruiz"})


def test_an_article_is_handed_in_as_text_or_files() -> None:
    file = {"id": "F1", "name": "bridge.md", "url_private_download": "https://files.slack.com/F1"}
    handed = read.handed_in(sent(text=typed("  A bridge. "), files={"type": "file_input", "files": [file]}))

    assert handed == read.Handed("A bridge.", (file,))


def test_nothing_may_be_handed_in() -> None:
    assert read.handed_in(sent(text=typed(None), files={"type": "file_input", "files": []})) == read.Handed("", ())
