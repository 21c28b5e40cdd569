"""The Slack of our own behaves as the documentation says, tried with a small Bolt app that has nothing to do with ours."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.hosting import hosted
from tests.slack import Slack
from tests.slack_rules import message_faults, view_faults

TEXT = {"type": "plain_text", "text": "Ask"}
BUTTON = {"type": "button", "text": TEXT, "action_id": "again", "value": "1"}
MODAL = {
    "type": "modal",
    "callback_id": "form",
    "title": TEXT,
    "submit": TEXT,
    "blocks": [
        {
            "type": "input",
            "block_id": "who",
            "label": TEXT,
            "element": {"type": "external_select", "action_id": "offer", "min_query_length": 1},
        }
    ],
}
OFFERED = {"text": {"type": "plain_text", "text": "Ana Ruiz"}, "value": "#1"}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    server = Slack()
    await server.open()
    place = server.workspace("TONE")
    place.person("UINES", "ines")
    place.person("UOSKAR", "oskar")
    place.channel("CDESK", "UINES", "UOSKAR")
    place.channel("CAWAY", "UINES", bot=False)
    place.channel("CSECRET", "UINES", bot=False, private=True)
    yield server
    await server.close()


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(slack.install("TONE"), base_url=slack.api)


@pytest.fixture(params=["http", "socket"])
async def app(request: pytest.FixtureRequest, slack: Slack, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    """A Bolt app that answers a command with a button, and all else shortly."""
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    _listen(app)
    if request.param == "socket":
        handler = AsyncSocketModeHandler(app, slack.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        yield app
        await handler.close_async()  # type: ignore[no-untyped-call]
        return
    bolt = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await bolt.handle(request)

    async with hosted(Starlette(routes=[Route("/slack/events", events, methods=["POST"])])) as address:
        slack.app_address = f"{address}/slack/events"
        yield app


def _listen(app: AsyncApp) -> None:
    async def command(ack: AsyncAck, respond: AsyncRespond, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        if body["text"] == "form":
            await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        else:
            await respond(text="asked", blocks=[{"type": "actions", "elements": [BUTTON]}])

    async def again(ack: AsyncAck, respond: AsyncRespond, body: dict[str, Any]) -> None:
        await ack()
        assert "message" not in body
        await respond(text="asked again", replace_original=True)

    async def offer(ack: AsyncAck) -> None:
        await ack(options=[OFFERED])

    async def form(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient) -> None:
        chosen = view["state"]["values"]["who"]["offer"]["selected_option"]
        if chosen["value"] != "#1":
            await ack(response_action="errors", errors={"who": "nobody"})
            return
        await ack()
        await client.chat_postMessage(channel="CDESK", text="sent", unfurl_links=False, unfurl_media=False)

    async def mentioned(event: dict[str, Any], client: AsyncWebClient) -> None:
        thread = event.get("thread_ts") or event["ts"]
        await client.chat_postEphemeral(channel=event["channel"], user=event["user"], text="yes?", thread_ts=thread)

    app.command("/ask")(command)
    app.action("again")(again)
    app.options("offer")(offer)
    app.view("form")(form)
    app.event("app_mention")(mentioned)


async def test_a_command_is_answered_for_the_asker_and_its_button_changes_the_answer(
    slack: Slack, app: AsyncApp
) -> None:
    assert (await slack.slash("/ask", user="UINES", channel="CDESK")).acknowledged
    answer = await slack.reads("UINES", "CDESK", "Ask")
    assert slack.sees("UOSKAR", "CDESK") == []
    await slack.press(answer, "Ask")
    assert (await slack.reads("UINES", "CDESK", "asked again")).ts == answer.ts


async def test_a_modal_completes_complains_and_is_sent(slack: Slack, app: AsyncApp) -> None:
    await slack.slash("/ask", "form", user="UINES", channel="CDESK")
    view = await slack.modal("UINES")
    assert await slack.suggest(view, "offer", "ana") == [OFFERED]
    refused = await slack.submit(view, offer={**OFFERED, "value": "#2"})
    assert refused.answer["errors"] == {"who": "nobody"}
    await slack.submit(view, offer=OFFERED)
    assert (await slack.reads("UOSKAR", "CDESK", "sent")).reader == ""


async def test_a_mention_is_answered_in_its_thread(slack: Slack, app: AsyncApp) -> None:
    root = slack.say("UOSKAR", "CDESK", "a question")
    await slack.mention("who?", user="UINES", channel="CDESK", thread=root.ts)
    await slack.reads("UINES", "CDESK", "yes?", thread=root.ts)


async def test_errors_come_under_the_names_that_are_documented(slack: Slack, client: AsyncWebClient) -> None:
    quiet: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False, "text": "news"}
    assert await _error(client.chat_postMessage(channel="CAWAY", **quiet)) == "not_in_channel"
    assert await _error(client.chat_postMessage(channel="CSECRET", **quiet)) == "channel_not_found"
    assert await _error(client.chat_postEphemeral(channel="CDESK", user="UNOBODY", text="x")) == "user_not_in_channel"
    assert await _error(client.users_info(user="UNOBODY")) == "user_not_found"
    assert await _error(AsyncWebClient("xoxb-none", base_url=slack.api).auth_test()) == "invalid_auth"
    poor = AsyncWebClient(slack.install("TONE", ["commands"]), base_url=slack.api)
    assert await _error(poor.users_info(user="UINES")) == "missing_scope"


async def test_a_payload_that_breaks_a_rule_is_refused_and_told_at_the_end(
    slack: Slack, client: AsyncWebClient
) -> None:
    wide = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    assert await _error(client.chat_postMessage(channel="CDESK", text="x", blocks=wide)) == "invalid_blocks"
    assert slack.faults == [
        "invalid_blocks: blocks[0] (header).text (plain_text).text has 151 characters, not 1 to 150"
    ]
    slack.faults.clear()


async def test_calls_fail_as_a_test_wants_them_to(slack: Slack, client: AsyncWebClient) -> None:
    slack.fail("auth.test", status=429, retry_after=7)
    with pytest.raises(SlackApiError) as told:
        await client.auth_test()
    assert (told.value.response.status_code, told.value.response.headers["Retry-After"]) == (429, "7")
    assert (await client.auth_test())["team_id"] == "TONE"


async def _error(call: Any) -> str:
    with pytest.raises(SlackApiError) as told:
        await call
    return str(told.value.response["error"])


def _section(**fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": TEXT, **fields}


def _option(number: int) -> dict[str, Any]:
    return {"text": TEXT, "value": str(number)}


def _rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        ([{"type": "divider"}] * 51, "51 items"),
        ([_section(text={"type": "mrkdwn", "text": "x" * 3_001})], "3001 characters"),
        ([_section(text={"type": "mrkdwn", "text": "<!channel> look"})], "mentions a crowd"),
        ([_section(text=None)], "text is null"),
        ([_section(block_id="same"), _section(block_id="same")], "'same' stands 2 times"),
        ([{"type": "actions", "elements": [BUTTON, BUTTON]}], "action_id 'again' stands 2 times"),
        ([{"type": "actions", "elements": [{**BUTTON, "value": "x" * 2_001}]}], "2001 characters"),
        ([{"type": "actions", "elements": [{**BUTTON, "text": {"type": "mrkdwn", "text": "x"}}]}], "'mrkdwn'"),
        ([{"type": "actions", "elements": []}], "0 items"),
        (
            [{"type": "actions", "elements": [{"type": "overflow", "options": [_option(n) for n in range(6)]}]}],
            "6 items",
        ),
        ([_section(accessory={"type": "static_select", "options": [_option(n) for n in range(101)]})], "101 items"),
        ([{"type": "context", "elements": [TEXT] * 11}], "11 items"),
        ([_rich({"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]})], "0 characters"),
        ([_rich({"type": "rich_text_quote", "elements": [{"type": "broadcast", "range": "here"}]})], "'broadcast'"),
        ([_rich({"type": "text", "text": "bare"})], "'text'"),
        ([{"type": "poem"}], "'poem'"),
        ([{"type": "divider", "colour": "red"}], "colour is not documented"),
        ([{"type": "markdown", "text": "x" * 7_000}, {"type": "markdown", "text": "x" * 7_000}], "14000 characters"),
    ],
)
def test_each_limit_is_kept(blocks: list[dict[str, Any]], told: str) -> None:
    assert any(told in fault for fault in message_faults({"text": "x", "blocks": blocks}))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": {"type": "plain_text", "text": "x" * 25}}, "25 characters"),
        ({"submit": None}, "no submit"),
        ({"private_metadata": "x" * 3_001}, "3001 characters"),
        ({"blocks": [{"type": "divider"}] * 101}, "101 items"),
    ],
)
def test_each_limit_of_a_form_is_kept(changed: dict[str, Any], told: str) -> None:
    assert any(told in fault for fault in view_faults({**MODAL, **changed}))


def test_what_the_documentation_shows_is_taken() -> None:
    said = {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Yes.", "style": {"bold": True}}]}
    blocks = [_rich(said), _section(accessory=BUTTON), {"type": "divider"}, {"type": "actions", "elements": [BUTTON]}]
    assert message_faults({"text": "x", "blocks": blocks}) == []
    assert view_faults(MODAL) == []
