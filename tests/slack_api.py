"""The Web API of a Slack of our own: one function a method, with the errors that the documentation names.

Source of each: https://docs.slack.dev/reference/methods and the page of its name.
"""

import base64
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests import slack_rules as rules
from tests.slack_rules import Payload
from tests.slack_world import Channel, Grant, Message, Person, View, Workspace

if TYPE_CHECKING:
    from tests.slack_server import SlackServer

TOKEN_HOURS = 12
"""How long a token that is rotated holds. Source: https://docs.slack.dev/authentication/using-token-rotation"""


class RefusedError(Exception):
    """An answer that is not ok, under the name of its error."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


class Caller:
    """Who calls: the grant of the token, the workspace it counts for, and the arguments."""

    def __init__(self, slack: "SlackServer", grant: Grant, arguments: dict[str, Any]) -> None:
        self.slack, self.grant, self.arguments = slack, grant, arguments
        self.workspace = slack.workspaces[arguments.get("team_id") or grant.team or next(iter(slack.workspaces))]

    def needs(self, *scopes: str) -> None:
        """One of these scopes. Source: https://docs.slack.dev/reference/scopes"""
        if not self.grant.scopes & set(scopes):
            raise RefusedError("missing_scope", needed=",".join(scopes), provided=",".join(sorted(self.grant.scopes)))

    def given(self, name: str) -> str:
        """An argument as text; "" where it was not given."""
        return str(self.arguments.get(name) or "")

    def place(self) -> Channel:
        """The channel of the call, as the bot may know of it: a private one only from inside."""
        id_ = self.given("channel")
        channel = self.workspace.direct(id_) if id_ in self.workspace.people else self.workspace.channels.get(id_)
        if channel is None or (channel.private and self.workspace.bot not in channel.members):
            raise RefusedError("channel_not_found")
        return channel

    def person(self) -> Person:
        """The person of the call."""
        found = self.workspace.people.get(self.given("user") or self.given("user_id"))
        if found is None:
            raise RefusedError("user_not_found")
        return found

    def content(self) -> Payload:
        """The text and blocks of the call, after every rule of a message was looked at."""
        payload = {name: self.arguments[name] for name in ("text", "blocks") if self.arguments.get(name)}
        if not payload:
            raise RefusedError("no_text")
        if rules.too_many_words(payload):
            self.slack.fault(self.given("channel"), ["msg_blocks_too_long"])
            raise RefusedError("msg_blocks_too_long")
        self.slack.refuse("invalid_blocks", rules.message_faults(payload))
        return self.slack.named(payload)


def auth_test(caller: Caller) -> Payload:
    place, grant = caller.workspace, caller.grant
    return {
        "url": f"https://{place.name}.slack.com/",
        "team": place.name,
        "team_id": place.id,
        "user": "quotedesk",
        "user_id": place.bot,
        "bot_id": f"B{place.id}",
        "enterprise_id": grant.enterprise or None,
        "is_enterprise_install": bool(grant.enterprise and not grant.team),
    }


def auth_revoke(caller: Caller) -> Payload:
    caller.grant.revoked = True
    return {"revoked": True}


def connections_open(caller: Caller) -> Payload:
    caller.needs("connections:write")
    return {"url": caller.slack.new_link()}


def post_message(caller: Caller) -> Payload:
    """A message under a `client_msg_id` that was posted before is that one again.

    Source: https://docs.slack.dev/reference/methods/chat.postMessage#errors (duplicate_message_not_found)
    """
    caller.needs("chat:write")
    channel = caller.place()
    if channel.archived:
        raise RefusedError("is_archived")
    inside = caller.workspace.bot in channel.members
    if not inside and "chat:write.public" not in caller.grant.scopes:
        raise RefusedError("not_in_channel")
    content, token = caller.content(), caller.given("client_msg_id")
    if said := caller.slack.said_as(caller.workspace, channel.id, token):
        return {"channel": channel.id, "ts": said.ts, "message": shown(said)}
    message = caller.slack.post(caller.workspace, channel.id, content, thread=caller.given("thread_ts"))
    message.token = token
    for name in ("unfurl_links", "unfurl_media"):
        if caller.arguments.get(name) not in {False, "false", "0"}:
            caller.slack.fault("chat.postMessage", [f"{name} is not switched off: Slack would unfurl our own post"])
    return {"channel": channel.id, "ts": message.ts, "message": shown(message)}


def post_ephemeral(caller: Caller) -> Payload:
    caller.needs("chat:write")
    channel, person = caller.place(), caller.given("user")
    if caller.workspace.bot not in channel.members:
        raise RefusedError("not_in_channel")
    if person not in channel.members:
        raise RefusedError("user_not_in_channel")
    thread = caller.given("thread_ts")
    message = caller.slack.post(caller.workspace, channel.id, caller.content(), thread=thread, reader=person)
    return {"message_ts": message.ts}


def _own(caller: Caller, refusal: str) -> Message:
    """The message that the call names, where the bot posted it and everybody sees it."""
    channel = caller.place()
    message = caller.slack.messages.get((channel.id, caller.given("ts")))
    if message is None or message.gone or message.reader:
        raise RefusedError("message_not_found")
    if message.author != caller.workspace.bot:
        raise RefusedError(refusal)
    return message


def update(caller: Caller) -> Payload:
    caller.needs("chat:write")
    message = _own(caller, "cant_update_message")
    if len(caller.given("text")) > rules.UPDATED_TEXT:
        caller.slack.fault("chat.update", ["msg_too_long"])
        raise RefusedError("msg_too_long")
    message.payload, message.edited = caller.content(), message.edited + 1
    return {"channel": message.channel, "ts": message.ts, "text": caller.given("text")}


def delete(caller: Caller) -> Payload:
    caller.needs("chat:write")
    message = _own(caller, "cant_delete_message")
    message.gone = True
    return {"channel": message.channel, "ts": message.ts}


def permalink(caller: Caller) -> Payload:
    channel = caller.place()
    if (channel.id, caller.given("message_ts")) not in caller.slack.messages:
        raise RefusedError("message_not_found")
    moment = caller.given("message_ts").replace(".", "")
    address = f"https://{caller.workspace.name}.slack.com/archives/{channel.id}/p{moment}"
    return {"channel": channel.id, "permalink": address}


def unfurl(caller: Caller) -> Payload:
    caller.needs("links:write")
    message = caller.slack.messages.get((caller.given("channel"), caller.given("ts")))
    if message is None or message.gone:
        raise RefusedError("cannot_unfurl_message")
    unfurls = caller.arguments.get("unfurls")
    caller.slack.refuse("cannot_unfurl_url", rules.unfurl_faults(unfurls, message.payload["links"]))
    message.payload["unfurls"] = unfurls
    return {}


def conversation(caller: Caller) -> Payload:
    channel = caller.place()
    caller.needs("im:read" if channel.direct else "groups:read" if channel.private else "channels:read")
    return {"channel": {**_channel(channel), "is_member": caller.workspace.bot in channel.members}}


def export_manifest(caller: Caller) -> Payload:
    """Source: https://docs.slack.dev/reference/methods/apps.manifest.export"""
    caller.needs("app_configurations:write")
    if caller.given("app_id") != caller.slack.app_id:
        raise RefusedError("invalid_app_id")
    return {"manifest": caller.slack.manifest}


def _channel(channel: Channel) -> Payload:
    named = {"id": channel.id, "name": channel.name, "is_im": channel.direct, "is_archived": channel.archived}
    kind = {"is_channel": not channel.direct, "is_private": channel.private, "is_group": channel.private}
    among = {"is_org_shared": bool(channel.teams), "shared_team_ids": list(channel.teams)}
    shared = {"is_ext_shared": channel.external, "is_shared": channel.external or bool(channel.teams), **among}
    return {**named, **kind, **shared, "is_pending_ext_shared": False}


def user(caller: Caller) -> Payload:
    caller.needs("users:read")
    person = caller.person()
    told = {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "real_name": person.name.title(),
        "tz": "Europe/Lisbon",
    }
    ranks = {"is_admin": person.admin, "is_owner": False, "is_primary_owner": False, "is_bot": False}
    stranger = person.team != caller.workspace.id
    return {"user": {**told, **ranks, "is_restricted": False, "is_ultra_restricted": False, "is_stranger": stranger}}


def team(caller: Caller) -> Payload:
    caller.needs("team:read")
    return {"team": {"id": caller.workspace.id, "name": caller.workspace.name, "domain": caller.workspace.name}}


def file_info(caller: Caller) -> Payload:
    caller.needs("files:read")
    file = caller.workspace.files.get(caller.given("file"))
    if file is None:
        raise RefusedError("file_not_found")
    return {"file": caller.slack.file_object(caller.workspace, file)}


def _exchanged(caller: Caller) -> tuple[Workspace, str]:
    """Whose trigger it is; each opens one view, and only while it is fresh."""
    trigger = caller.given("trigger_id")
    if trigger not in caller.slack.triggers:
        raise RefusedError("invalid_trigger_id")
    if (whose := caller.slack.triggers[trigger]) is None:
        raise RefusedError("exchanged_trigger_id")
    if whose[0] != caller.workspace.id:
        raise RefusedError("invalid_trigger_id")
    caller.slack.triggers[trigger] = None
    return caller.workspace, whose[1]


def _viewed(caller: Caller, kind: str) -> Payload:
    view: Payload = caller.arguments.get("view") or {}
    wrong = [] if view.get("type") == kind else [f"{kind} wanted"]
    caller.slack.refuse("invalid_arguments", [*wrong, *rules.view_faults(view)])
    return caller.slack.named(view)


def open_view(caller: Caller) -> Payload:
    payload = _viewed(caller, "modal")
    place, person = _exchanged(caller)
    view = caller.slack.opened(View(caller.slack.new_id("V"), place.id, person, payload))
    return {"view": caller.slack.view_object(view)}


def update_view(caller: Caller) -> Payload:
    view = caller.slack.views.get(caller.given("view_id"))
    if view is None or view.team != caller.workspace.id:
        raise RefusedError("not_found")
    if caller.given("hash") not in {"", view.hash}:
        raise RefusedError("hash_conflict")
    view.payload, view.hash = _viewed(caller, "modal"), str(int(view.hash) + 1)
    return {"view": caller.slack.view_object(view)}


def publish_view(caller: Caller) -> Payload:
    person = caller.person()
    view = View(caller.slack.new_id("V"), caller.workspace.id, person.id, _viewed(caller, "home"))
    caller.workspace.homes[person.id] = view
    caller.slack.views[view.id] = view
    return {"view": caller.slack.view_object(view)}


def access(caller: Caller) -> Payload:
    """A code for a token, or a refresh token for a new one. Source: https://docs.slack.dev/authentication/installing-with-oauth"""
    slack = caller.slack
    if (caller.given("client_id"), caller.given("client_secret")) != (slack.client_id, slack.client_secret):
        raise RefusedError("bad_client_secret")
    if caller.given("grant_type") == "refresh_token":
        old = next((grant for grant in slack.grants.values() if grant.refresh == caller.given("refresh_token")), None)
        if old is None or not old.refresh:
            raise RefusedError("invalid_refresh_token")
        old.revoked, old.refresh = True, ""
        return _granted(slack, slack.grant(old.team, old.scopes, enterprise=old.enterprise, rotated=True))
    consent = slack.codes.pop(caller.given("code"), None)
    if consent is None:
        raise RefusedError("invalid_code")
    if consent.redirect_uri and caller.given("redirect_uri") not in {consent.redirect_uri, ""}:
        raise RefusedError("bad_redirect_uri")
    return _granted(
        slack, slack.grant(consent.team, consent.scopes, enterprise=consent.enterprise, rotated=slack.rotates)
    )


def _granted(slack: "SlackServer", grant: Grant) -> Payload:
    place = slack.workspaces.get(grant.team) or next(iter(slack.workspaces.values()))
    rotated = {"refresh_token": grant.refresh, "expires_in": TOKEN_HOURS * 3_600} if grant.refresh else {}
    return {
        "app_id": slack.app_id,
        "access_token": grant.token,
        "token_type": "bot",
        "scope": ",".join(sorted(grant.scopes)),
        "bot_user_id": place.bot,
        "team": {"id": grant.team, "name": place.name} if grant.team else None,
        "enterprise": {"id": grant.enterprise, "name": grant.enterprise} if grant.enterprise else None,
        "is_enterprise_install": bool(grant.enterprise and not grant.team),
        "authed_user": {"id": next(iter(place.people), "U0")},
        **rotated,
    }


METHODS: Mapping[str, Callable[[Caller], Payload]] = {
    "auth.test": auth_test,
    "auth.revoke": auth_revoke,
    "apps.connections.open": connections_open,
    "apps.manifest.export": export_manifest,
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "chat.unfurl": unfurl,
    "conversations.info": conversation,
    "users.info": user,
    "team.info": team,
    "files.info": file_info,
    "views.open": open_view,
    "views.update": update_view,
    "views.publish": publish_view,
    "oauth.v2.access": access,
}
"""What is not here is never called by Quotedesk; a call of it is a fault, and reading a channel's history above all."""

TOKENLESS = frozenset({"oauth.v2.access", "api.test"})


def arguments(content_type: str, body: bytes, form: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of a call, sent as JSON or as a form; in a form, what is made of parts is JSON.

    Source: https://docs.slack.dev/apis/web-api#post_bodies
    """
    if content_type == "application/json":
        return dict(json.loads(body or b"{}"))
    nested = {"blocks", "view", "unfurls", "attachments", "metadata"}
    return {name: json.loads(value) if name in nested and value else value for name, value in form.items()}


def basic(header: str) -> dict[str, str]:
    """The app's own name and secret where a call carries them in its header."""
    if not header.startswith("Basic "):
        return {}
    name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
    return {"client_id": name, "client_secret": secret}


def shown(message: Message) -> Payload:
    """A message as others are told of it."""
    thread = {"thread_ts": message.thread} if message.thread else {}
    return {"type": "message", "ts": message.ts, "user": message.author, **thread, **message.payload}
