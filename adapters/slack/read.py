"""Slack's payloads -> what they ask, who asks, and whether it came before. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.commands import COMMANDS
from bot.commands.command import LIMIT
from bot.commands.typed import question_for, question_from
from bot.errors import AskError
from bot.request import Member, Question

Payload = Mapping[str, Any]

DESK = "desk"
"""The slash command that asks every question."""

FIND, QUOTES, FILE, ASK, CHECK = (
    "find_this_quote",
    "quotes_in_this_message",
    "file_this_article",
    "ask",
    "check_a_draft",
)
"""The shortcuts, by their callback_id in the manifest."""

_MARKED = re.compile(r"<(?P<sign>[@#!]?)(?P<id>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the workspace (and organisation) that they belong to, themselves, and by which delivery.

    Attributes:
        tenants: "slack:T…", then "slack:E…" where they belong to an organisation.
        user: Their id in Slack.
        delivery: What Slack calls this event, press or command; the same when it is delivered again.
    """

    tenants: tuple[str, ...]
    user: str
    delivery: str

    @property
    def member(self) -> Member:
        """The asker as the desk knows them; whether they are an admin is another question."""
        return Member(f"{self.tenants[0] if self.tenants else 'slack:'}:{self.user}")


def asker(body: Payload, context: Mapping[str, Any]) -> Asker:
    """Who asks, from a verified payload and what Bolt read from it: in a channel of two organisations their own team."""
    team, enterprise = _heard_from(context) if "event" in body else _pressed_from(body, context)
    tenants = tuple(f"slack:{one}" for one in (team, enterprise) if one)
    user = context.get("actor_user_id") or context.get("user_id") or ""
    return Asker(tenants, str(user), str(body.get("event_id") or body.get("trigger_id") or ""))


def _heard_from(context: Mapping[str, Any]) -> tuple[Any, Any]:
    """The workspace and organisation of who wrote. Nothing of where the app is installed stands in for them."""
    return context.get("actor_team_id"), context.get("actor_enterprise_id")


def _pressed_from(body: Payload, context: Mapping[str, Any]) -> tuple[Any, Any]:
    """The same of who typed a command, pressed or sent: where they are, unless they come from elsewhere.

    A command tells no team beside the user. In an organisation, Slack may name it as the user's team; where the app is
    installed for all of it, Slack may name no team at all, and then a message may have been pressed from elsewhere.
    Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """
    own, here = _of(body, "user", "team_id"), _of(body, "team", "id") or body.get("team_id")
    enterprise = context.get("enterprise_id")
    if own in {None, here, enterprise}:
        return here, enterprise
    return own, enterprise if here is None and "channel" not in body else None


def _of(body: Payload, name: str, key: str) -> Any:
    found = body.get(name)
    return found.get(key) if isinstance(found, Mapping) else None


def command(body: Payload, prefix: str) -> Question:
    """What a slash command asks: /quote …, or /desk quote ….

    Raises:
        AskError: it can't be asked so.
    """
    name = str(body.get("command", "")).removeprefix("/").removeprefix(prefix)
    text = plain(str(body.get("text", "")))
    return question_for(COMMANDS[name], text) if name in COMMANDS and name != "help" else question_from(text)


def mention(event: Payload, bot: str) -> Question:
    """What a message to the bot asks, without the bot's own name.

    Raises:
        AskError: it can't be asked so.
    """
    text = re.sub(rf"<@{re.escape(bot)}(?:\|[^<>]*)?>", " ", str(event.get("text", "")), count=1) if bot else ""
    return question_from(plain(text or str(event.get("text", ""))).strip())


def finding(body: Payload) -> Question:
    """*Find this quote*: the message's words, one after another.

    Raises:
        AskError: they are more than can be looked up.
    """
    words = message_text(body)
    if len(words) > LIMIT:
        raise AskError("This message is longer than what can be looked up at once.", "Use Quotes in this message.")
    return Question("lookup", {"words": words, "exact": "yes"})


def files_of(body: Payload) -> Sequence[Payload]:
    """The files of the message that a shortcut was used on."""
    return (body.get("message") or {}).get("files") or ()


def media_type(file: Payload) -> str:
    """What Slack takes a file for ("image/png"). Source: https://docs.slack.dev/reference/objects/file-object"""
    return str(file.get("mimetype") or "")


def wanted(body: Payload, prefix: str) -> str:
    """What a slash command asks for that is no question: a form to "ingest" or "check", the way to our "pages"; else empty."""
    name, words = str(body.get("command", "")).removeprefix("/"), str(body.get("text", "")).casefold().split()
    if name == DESK and words[:1] == ["ingest"]:
        return "ingest"
    if name == DESK and words == ["pages"]:
        return "pages"
    alone = (name == f"{prefix}check" and not words) or (name == DESK and words == ["check"])
    return "check" if alone else ""


def page_to_file(body: Payload) -> str:
    """The address of a page behind "/desk ingest"; empty where nothing else stands there, or something else."""
    words = plain(str(body.get("text", ""))).split()
    return words[1] if len(words) == 2 and words[1].casefold().startswith(("http://", "https://")) else ""


def message_text(body: Payload) -> str:
    """The words of the message that a shortcut was used on."""
    return plain(str((body.get("message") or {}).get("text", ""))).strip()


def plain(text: str) -> str:
    """A text of Slack's as people read it: people and channels by their names or not at all, addresses whole.

    Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    shown = _MARKED.sub(_named, text)
    for entity, character in _ENTITIES:
        shown = shown.replace(entity, character)
    return shown


def _named(found: re.Match[str]) -> str:
    """The words that a link stands behind, unless they are only a part of its address."""
    label = found["label"] or ""
    if found["sign"]:
        return label
    shortened = found["id"].startswith("http") and label in found["id"]
    return found["id"] if shortened or not label else label


def place_of(body: Payload) -> tuple[str, str]:
    """The channel and thread in which something was pressed; "" for no thread."""
    container = body.get("container") or {}
    message = body.get("message") or {}
    channel, own = message_of(body)
    thread = container.get("thread_ts") or message.get("thread_ts") or ""
    return channel, "" if thread == own else str(thread)


def message_of(body: Payload) -> tuple[str, str]:
    """The channel and `ts` of the message in which, or on which, something was pressed; "" for what is not known."""
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    return str(channel), str(container.get("message_ts") or body.get("message_ts") or "")


def linked_in(event: Payload) -> dict[str, Any]:
    """Where a link stands, for Slack to unfold it: in a message, or in one that is still being written.

    Source: https://docs.slack.dev/reference/methods/chat.unfurl
    """
    if event.get("source") == "composer":
        return {"unfurl_id": event["unfurl_id"], "source": "composer"}
    return {"channel": event["channel"], "ts": event["message_ts"]}


def asked_in(view: Payload) -> Question:
    """What the form *Ask the desk* asks: the question chosen, of the name, the article or the words given.

    Raises:
        AskError: it can't be asked so.
    """
    given = _given(view)
    chosen = COMMANDS.get(given.get("question", ""), COMMANDS["quote"])
    words = given.get("words", "")
    person, article = given.get("offer:name", ""), given.get("offer:article", "")
    if article and not (person or words) and chosen.subject.name != "article":
        chosen = COMMANDS["article"]
    subject = {"name": person, "article": article}.get(chosen.subject.name) or words
    question = question_for(chosen, "").but(**{chosen.subject.name: subject or None})
    narrows = {option.name for option in chosen.options}
    by = person if "by" in narrows and chosen.subject.name != "name" else None
    return question.but(by=by or None)


@dataclass(frozen=True, slots=True)
class Handed:
    """What a form held: a text, files as Slack describes them, and where to say what came of it."""

    text: str
    files: tuple[Payload, ...]


def handed_in(view: Payload) -> Handed:
    """What somebody handed in, to be filed or checked."""
    return Handed(_given(view).get("text", "").strip(), tuple(_files(view)))


def _given(view: Payload) -> dict[str, str]:
    """What was filled in, by action_id."""
    values = (view.get("state") or {}).get("values") or {}
    states = {name: state for block in values.values() for name, state in block.items()}
    return {name: _value(state) for name, state in states.items()}


def _value(state: Payload) -> str:
    option = state.get("selected_option") or {}
    return str(state.get("value") or option.get("value") or "")


def _files(view: Payload) -> list[Payload]:
    values = (view.get("state") or {}).get("values") or {}
    return [file for block in values.values() for state in block.values() for file in state.get("files") or ()]
