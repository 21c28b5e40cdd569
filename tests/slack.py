"""What people do and see in the Slack of our own (tests/slack_server.py), and the payloads that this causes.

await slack.slash("/quote", "ruiz", user="UINES", channel="CDESK")
answer = await slack.reads("UINES", "CDESK", "not raise the tolls")
await slack.press(answer, "Share")
"""

import time
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

from tests import slack_rules as rules
from tests.slack_api import shown
from tests.slack_rules import Payload
from tests.slack_server import Delivery, SlackServer
from tests.slack_world import Call, Channel, Hook, Message, View, Workspace, label


class Slack(SlackServer):
    """A Slack with people in it."""

    # What people see

    def sees(self, person: str, channel: str, thread: str | None = None) -> list[Message]:
        """The messages that a person has before them in a channel, oldest first; of one thread where that is named."""
        here = [message for message in self.messages.values() if message.channel == channel and not message.gone]
        own = [message for message in here if message.reader in {"", person}]
        return own if thread is None else [message for message in own if message.thread == thread]

    async def reads(self, person: str, channel: str, words: str = "", *, thread: str | None = None) -> Message:
        """The newest message of the bot with these words that the person sees, as soon as there is one."""

        def newest() -> Message | None:
            seen = [message for message in self.sees(person, channel, thread) if message.author.endswith("BOT")]
            return next((message for message in reversed(seen) if words in message.words), None)

        def instead() -> str:
            return "\n---\n".join(message.words for message in self.sees(person, channel)) or "nothing"

        return await self.until(newest, lambda: f"{person} to read {words!r} in {channel}; read was:\n{instead()}")

    async def modal(self, person: str) -> View:
        """The modal that a person has before them, as soon as there is one."""

        def newest() -> View | None:
            mine = [view for view in self.views.values() if view.person == person and view.payload["type"] == "modal"]
            return mine[-1] if mine else None

        return await self.until(newest, lambda: f"a modal of {person}")

    async def home(self, team: str, person: str) -> View:
        """A person's App Home, as soon as there is one."""
        return await self.until(lambda: self.workspaces[team].homes.get(person), lambda: f"the App Home of {person}")

    async def answered(self, delivery: Delivery) -> None:
        """Wait until what was delivered has had an answer through its response_url."""
        hook = self.hooks[delivery.payload["response_url"].rpartition("/")[2]]
        await self.until(lambda: hook.uses, lambda: f"an answer to {delivery.payload.get('actions') or delivery.kind}")

    def called(self, method: str) -> list[Call]:
        """The calls of one method, in order."""
        return [call for call in self.calls if call.method == method]

    # What people do

    async def slash(self, command: str, text: str = "", *, user: str, channel: str, **changed: Any) -> Delivery:
        """Type a slash command. Source: https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling"""
        place = self.place_of(channel)
        payload = {
            "token": "deprecated",
            "command": command,
            "text": text,
            "response_url": self._hook(place, channel, user),
            "trigger_id": self._trigger(place, user),
            "user_id": user,
            "user_name": self._person(place, user)["username"],
            "team_id": place.people[user].team,
            "team_domain": place.name,
            "channel_id": channel,
            "channel_name": place.channels[channel].name,
            "api_app_id": self.app_id,
            "is_enterprise_install": "false",
            **({"enterprise_id": place.enterprise, "enterprise_name": place.enterprise} if place.enterprise else {}),
        }
        delivery = await self.deliver("command", {**payload, **changed})
        if delivery.acknowledged and isinstance(delivery.answer, dict) and delivery.answer.get("text"):
            self.take(Hook(place.id, channel, user), delivery.answer)
        return delivery

    async def mention(self, text: str, *, user: str, channel: str, thread: str = "", **changed: Any) -> Delivery:
        """Write a message that names the bot. Source: https://docs.slack.dev/reference/events/app_mention"""
        place = self.place_of(channel)
        message = self.say(user, channel, f"<@{place.bot}> {text}", thread=thread)
        return await self.event({"type": "app_mention", **self._written(message)}, place, **changed)

    async def write(self, text: str, *, user: str, team: str, thread: str = "", **changed: Any) -> Delivery:
        """Write to the bot alone. Source: https://docs.slack.dev/reference/events/message.im"""
        place = self.workspaces[team]
        message = self.say(user, place.direct(user).id, text, thread=thread)
        return await self.event({"type": "message", "channel_type": "im", **self._written(message)}, place, **changed)

    async def paste(self, text: str, *, user: str, channel: str) -> tuple[Message, Delivery]:
        """Write a message with links of the app's own. Source: https://docs.slack.dev/reference/events/link_shared"""
        place = self.place_of(channel)
        message = self.say(user, channel, text)
        links = [{"url": link, "domain": urlsplit(link).hostname} for link in message.payload["links"]]
        named = {"type": "link_shared", "user": user, "channel": channel, "message_ts": message.ts, "links": links}
        source = {"source": "conversations_history", "unfurl_id": f"{channel}.{message.ts}"}
        return message, await self.event({**named, **source, "event_ts": message.ts, "is_bot_user_member": True}, place)

    async def visit(self, *, user: str, team: str, tab: str = "home") -> Delivery:
        """Open the app's own tab. Source: https://docs.slack.dev/reference/events/app_home_opened"""
        place = self.workspaces[team]
        opened = {"type": "app_home_opened", "user": user, "tab": tab, "channel": place.direct(user).id}
        return await self.event({**opened, "event_ts": "1760000000.000001"}, place)

    async def uninstall(self, team: str) -> Delivery:
        """Take the app out of a workspace: its tokens hold no more. Source: https://docs.slack.dev/reference/events/app_uninstalled"""
        for grant in self.grants.values():
            grant.revoked |= grant.team == team
        return await self.event({"type": "app_uninstalled"}, self.workspaces[team])

    async def event(self, event: Payload, place: Workspace, **changed: Any) -> Delivery:
        """Deliver an event; one that is not acknowledged comes again at once.

        The retries after one and after five minutes are a test's own to make, with `again`.
        Source: https://docs.slack.dev/apis/events-api#retries
        """
        authorization = {"enterprise_id": place.enterprise or None, "team_id": place.id, "user_id": place.bot}
        channel = place.channels.get(event.get("channel", ""))
        payload = {
            "token": "deprecated",
            "team_id": place.id,
            "api_app_id": self.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": self.new_id("Ev"),
            "event_time": int(time.time()),
            "authorizations": [{**authorization, "is_bot": True, "is_enterprise_install": False}],
            "is_ext_shared_channel": bool(channel and channel.external),
            "event_context": "EC1",
        }
        delivery = await self.deliver("event", {**payload, **changed})
        return delivery if delivery.acknowledged else await self.again(delivery)

    async def press(self, where: Message | View, name: str, *, user: str = "", **changed: Any) -> Delivery:
        """Press a button, or choose from a menu, by what it is called (the first of that name)."""
        blocks = where.payload["blocks"]
        for block in blocks:
            for element in rules.elements(block):
                if action := _pressed(element, name):
                    return await self.act(where, {**action, "block_id": block["block_id"]}, user=user, **changed)
        raise AssertionError(f"there is no {name!r} to press, but {[label(one) for one in rules.elements(blocks)]}")

    async def act(self, where: Message | View, action: Payload, *, user: str = "", **changed: Any) -> Delivery:
        """Deliver an action. Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload"""
        place = self.workspaces[where.team]
        person = user or (where.person if isinstance(where, View) else where.reader)
        payload = {
            "type": "block_actions",
            **self._interaction(place, person),
            **(self._in_view(where) if isinstance(where, View) else self._in_message(place, where, person)),
            "actions": [{**action, "action_ts": "1760000000.000002"}],
        }
        return await self.deliver("interactive", {**payload, **changed})

    async def shortcut(self, callback: str, *, user: str, team: str = "", message: Message | None = None) -> Delivery:
        """Use a shortcut: a message's own, or the global one where no message is named.

        Source: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
        """
        place = self.workspaces[message.team if message else team]
        common = {**self._interaction(place, user), "callback_id": callback, "action_ts": "1760000000.000003"}
        if message is None:
            return await self.deliver("interactive", {"type": "shortcut", **common})
        own = {
            "message_ts": message.ts,
            "message": shown(message),
            "channel": self._channel(place, message.channel),
            "response_url": self._hook(place, message.channel, user),
        }
        return await self.deliver("interactive", {"type": "message_action", **common, **own})

    async def suggest(self, view: View, action_id: str, typed: str) -> list[Payload]:
        """What a menu offers while somebody types in it.

        Source: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
        """
        block = next(
            block
            for block in view.payload["blocks"]
            if any(one.get("action_id") == action_id for one in rules.elements(block))
        )
        asked = {"action_id": action_id, "block_id": block["block_id"], "value": typed}
        person = self._interaction(self.workspaces[view.team], view.person)
        delivery = await self.deliver("options", {"type": "block_suggestion", **person, **self._in_view(view), **asked})
        self.fault("options", rules.options_faults(delivery.answer))
        answer = delivery.answer or {}
        return [
            *answer.get("options", ()),
            *(one for group in answer.get("option_groups", ()) for one in group["options"]),
        ]

    async def submit(self, view: View, **filled: Any) -> Delivery:
        """Send a modal with what was filled in, by the action_id of each input ("." and ":" written as "_").

        A menu takes an option, a file input takes a list of files, any other a text.
        Source: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission
        """
        place, values = self.workspaces[view.team], defaultdict[str, Payload](dict)
        left = dict(filled)
        for block in view.payload["blocks"]:
            for element in rules.elements(block) if block["type"] == "input" else ():
                given = left.pop(element["action_id"].replace(":", "_").replace(".", "_"), None)
                if given is None and not block.get("optional") and not _initial(element):
                    raise AssertionError(f"Slack sends no modal before {label(element)!r} is filled in")
                values[block["block_id"]][element["action_id"]] = self._state(place, element, given)
        assert not left, f"there is no input for {sorted(left)}"
        told = {**self.view_object(view), "state": {"values": dict(values)}}
        payload = {
            "type": "view_submission",
            **self._interaction(place, view.person),
            "view": told,
            "response_urls": [],
        }
        delivery = await self.deliver("interactive", payload)
        answer = delivery.answer if isinstance(delivery.answer, dict) else {}
        self.fault("view_submission", rules.submission_faults(answer, view.payload))
        if answer.get("response_action") == "update":
            view.payload = self.named(answer["view"])
        elif delivery.acknowledged and answer.get("response_action") != "errors":
            self.views.pop(view.id, None)
        return delivery

    async def unlinks(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, or cut the link without a word where there is no reason.

        Source: https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect
        """
        for link in [link for link in self._links if not link.closed]:
            if reason:
                await link.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}})
            await link.close()

    # The pieces of payloads

    def _hook(self, place: Workspace, channel: str, person: str, source: Message | None = None) -> str:
        name = self.new_id("hook-")
        self.hooks[name] = Hook(place.id, channel, person, source)
        return f"{self.address}/hooks/{name}"

    def _trigger(self, place: Workspace, person: str) -> str:
        trigger = f"{next(self._numbers)}.{place.id}.{person}"
        self.triggers[trigger] = (place.id, person)
        return trigger

    def _person(self, place: Workspace, person: str) -> Payload:
        found = place.people[person]
        return {"id": person, "username": found.name, "name": found.name, "team_id": found.team}

    def _interaction(self, place: Workspace, person: str) -> Payload:
        enterprise = {"id": place.enterprise, "name": place.enterprise} if place.enterprise else None
        return {
            "user": self._person(place, person),
            "team": {"id": place.id, "domain": place.name},
            "enterprise": enterprise,
            "is_enterprise_install": False,
            "api_app_id": self.app_id,
            "token": "deprecated",
            "trigger_id": self._trigger(place, person),
        }

    def _in_view(self, view: View) -> Payload:
        return {"container": {"type": "view", "view_id": view.id}, "view": self.view_object(view)}

    def _in_message(self, place: Workspace, message: Message, person: str) -> Payload:
        thread = {"thread_ts": message.thread} if message.thread else {}
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel, **thread}
        # What only one person sees comes without its message: nothing may be built on finding it there.
        own = {} if message.reader else {"message": shown(message)}
        return {
            "container": {**container, "is_ephemeral": bool(message.reader)},
            "channel": self._channel(place, message.channel),
            "response_url": self._hook(place, message.channel, person, message),
            "state": {"values": {}},
            **own,
        }

    def _channel(self, place: Workspace, channel: str) -> Payload:
        named: Channel = place.channels[channel]
        return {"id": named.id, "name": named.name}

    def _written(self, message: Message) -> Payload:
        place = self.workspaces[message.team]
        written = {
            "user": message.author,
            "text": message.payload["text"],
            "ts": message.ts,
            "channel": message.channel,
        }
        thread = {"thread_ts": message.thread} if message.thread else {}
        person = place.people.get(message.author)
        team = {"team": person.team, "user_team": person.team, "source_team": person.team} if person else {}
        return {**written, **thread, **team, "event_ts": message.ts, "client_msg_id": self.new_id("client")}

    def _state(self, place: Workspace, element: Payload, given: Any) -> Payload:
        kind = element["type"]
        if kind == "file_input":
            return {"type": kind, "files": [self.file_object(place, file) for file in given or ()]}
        if kind.endswith("_select") or kind == "radio_buttons":
            return {"type": kind, "selected_option": _chosen(element, given)}
        if kind == "checkboxes":
            return {"type": kind, "selected_options": given or element.get("initial_options", [])}
        return {"type": kind, "value": given if given is not None else element.get("initial_value")}


def _initial(element: Payload) -> bool:
    return any(name.startswith("initial_") for name in element)


def _pressed(element: Payload, name: str) -> Payload | None:
    """The action of pressing an element of that name, or of choosing an option of that name in it."""
    own = {"type": element["type"], "action_id": element.get("action_id", "made-up")}
    if element["type"] == "button" and label(element) == name:
        value = {"value": element["value"]} if "value" in element else {}
        return {**own, "text": element["text"], **value}
    for option in element.get("options", ()):
        if option["text"]["text"] == name:
            return {**own, "selected_option": option}
    return None


def _chosen(element: Payload, given: Any) -> Payload | None:
    """An option, given whole (of an external menu) or by what it is called; without either what stood there first."""
    if given is None:
        first: Payload | None = element.get("initial_option")
        return first
    options: list[Payload] = [given] if isinstance(given, dict) else element["options"]
    return next(option for option in options if isinstance(given, dict) or option["text"]["text"] == given)
