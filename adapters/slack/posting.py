"""Sending to Slack: for the asker alone, to a channel, and again where Slack asks for patience."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from adapters.slack import render
from adapters.slack.answering import Send, Shown, why
from bot.errors import DeskError

log = logging.getLogger(__name__)

TRIES = 3
"""How often a call is tried again: Slack's Retry-After is honoured each time."""

PAUSES = (0.5, 1.0, 2.0)
"""Seconds before an answer is tried again where Slack itself fails; its SDK does so only where too much was sent."""

TOO_MUCH = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
"""Slack does not draw these blocks; it may draw plain words. Source: https://docs.slack.dev/reference/methods/chat.postMessage"""


def patient() -> list[AsyncRetryHandler]:
    """What tries a call again: rate limits, broken connections, faults of Slack's own."""
    return [
        AsyncRateLimitErrorRetryHandler(max_retry_count=TRIES),
        AsyncServerErrorRetryHandler(max_retry_count=TRIES),
        AsyncConnectionErrorRetryHandler(max_retry_count=TRIES),
    ]


def client_for(token: str, api: str) -> AsyncWebClient:
    """A client of Slack's Web API with a workspace's token."""
    return AsyncWebClient(token=token, base_url=api, retry_handlers=patient())


def once(client: AsyncWebClient) -> AsyncWebClient:
    """The same, for what must not stand in a channel twice: tried again only where Slack surely did nothing."""
    handlers: list[AsyncRetryHandler] = [AsyncRateLimitErrorRetryHandler(max_retry_count=TRIES)]
    return AsyncWebClient(token=client.token, base_url=client.base_url, retry_handlers=handlers)


def without_patience(client: AsyncWebClient) -> AsyncWebClient:
    """The same, for what waits its turn elsewhere: tried once."""
    return AsyncWebClient(token=client.token, base_url=client.base_url, retry_handlers=[])


def responding(url: str, hooks: tuple[str, ...], **how: Any) -> Send:
    """Sends to a response_url: an answer for the asker alone, in a thread or not, or in the place of one that stands.

    Args:
        url: From a verified payload.
        hooks: How an address of Slack's begins.
        how: What is said beside the message: `replace_original`, `thread_ts`.

    Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses

    Raises (when it sends):
        DeskError: the address is not Slack's, or Slack does not take the answer.
    """

    async def send(shown: Shown) -> None:
        beside = how if how.get("replace_original") else {"response_type": "ephemeral", **how}
        answered = await _hooked(url, hooks, {**_unfurled(shown), **beside})
        if answered.body in TOO_MUCH:
            log.warning("Slack does not draw the blocks of an answer: %s", answered.body)
            answered = await _hooked(url, hooks, {**_unfurled(render.words_alone(shown)), **beside})
        if answered.status_code != 200:
            raise DeskError(f"Slack answered with {answered.status_code}.", "Ask again.")

    return send


def dismissing(url: str, hooks: tuple[str, ...]) -> Send:
    """Takes away the answer that a button stands in."""
    return lambda _: _hooked(url, hooks, {"delete_original": True})


async def _hooked(url: str, hooks: tuple[str, ...], payload: Shown) -> WebhookResponse:
    if not url.startswith(hooks):
        raise DeskError("The address for the answer is not Slack's.", "Nothing was sent.")
    hook = AsyncWebhookClient(url, retry_handlers=patient())
    answered = await hook.send_dict(payload)
    for pause in PAUSES:
        if answered.status_code < 500:
            break
        await asyncio.sleep(pause)
        answered = await hook.send_dict(payload)
    return answered


def privately(client: AsyncWebClient, channel: str, user: str, thread: str = "") -> Send:
    """Sends to one person alone, in the channel, or in a thread of it."""

    async def send(shown: Shown) -> None:
        to: dict[str, Any] = {"channel": channel, "user": user, **({"thread_ts": thread} if thread else {})}
        await plainly(lambda message: client.chat_postEphemeral(**to, **message), shown)

    return send


def directly(client: AsyncWebClient, channel: str, thread: str = "") -> Send:
    """Sends a message to a channel, or to a person whose id stands for their own."""

    async def send(shown: Shown) -> None:
        await post(client, channel, thread, shown)

    return send


async def post(client: AsyncWebClient, channel: str, thread: str, shown: Shown) -> str:
    """Post a message; its `ts`."""
    to: dict[str, Any] = {"channel": channel, **({"thread_ts": thread} if thread else {})}
    answer = await plainly(lambda message: client.chat_postMessage(**to, **message), shown)
    return str(answer["ts"])


async def update(client: AsyncWebClient, channel: str, message: str, shown: Shown) -> None:
    """Let a posted message say something else."""
    await plainly(lambda drawn: client.chat_update(channel=channel, ts=message, **_bare(drawn)), shown)


async def plainly(call: Callable[[Shown], Any], shown: Shown) -> Any:
    """What the call gives; where Slack does not draw the blocks, with the words alone."""
    try:
        return await call(_unfurled(shown))
    except SlackApiError as error:
        if why(error) not in TOO_MUCH:
            raise
        log.warning("Slack does not draw the blocks of an answer: %s", why(error))
        return await call(_unfurled(render.words_alone(shown)))


def _unfurled(shown: Shown) -> Shown:
    """Our own messages unfold no links. Source: https://docs.slack.dev/messaging/unfurling-links-in-messages#no_unfurling"""
    return {**shown, "unfurl_links": False, "unfurl_media": False}


def _bare(shown: Shown) -> Shown:
    return {name: value for name, value in shown.items() if not name.startswith("unfurl")}
