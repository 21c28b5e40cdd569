"""What a browser shows when somebody installed the app, or did not: plain text, and what to do next.

Whatever Slack told of a workspace, its name among it, is no markup in a plain text.
"""

import asyncio

from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse

from adapters.slack.settings import INSTALL
from bot.desk import Desk

REASONS = {
    "access_denied": "You did not allow it.",
    "invalid_browser": "It was begun in another browser, or its address does not begin with https://.",
    "invalid_state": "It took more than ten minutes, or was finished before.",
    "storage_error": "It could not be kept: tell the operator of the desk.",
}
"""By Slack's own words for them, and Bolt's.

Source: https://docs.slack.dev/authentication/installing-with-oauth, slack_bolt.oauth.async_oauth_flow
"""


def pages(desk: Desk, prefix: str) -> AsyncCallbackOptions:
    """The two pages at the end of an installation."""

    async def success(given: AsyncSuccessArgs) -> BoltResponse:
        told = given.installation
        tenant = f"slack:{told.enterprise_id if told.is_enterprise_install else told.team_id}"
        linked = await asyncio.to_thread(desk.newsroom_of, tenant)
        name = told.enterprise_name if told.is_enterprise_install else told.team_name
        return _page(
            f"Quotedesk is installed in {name or tenant}.", _next(tenant, prefix, bool(linked)), given.settings
        )

    async def failure(given: AsyncFailureArgs) -> BoltResponse:
        reason = REASONS.get(given.reason, "Slack did not confirm it.")
        after = f"{reason} To begin again, open {INSTALL} here."
        return _page("Quotedesk was not installed.", after, given.settings, given.suggested_status_code)

    return AsyncCallbackOptions(success, failure)


def _next(tenant: str, prefix: str, linked: bool) -> str:
    ask = f"Ask in any channel: /{prefix}quote and a name. You can close this page."
    if linked:
        return ask
    return (
        "It answers as soon as the operator of the desk has linked it to a newsroom:\n\n"
        f"    quotedesk link {tenant} NEWSROOM\n\nThen: {ask[0].lower()}{ask[1:]}"
    )


def _page(said: str, after: str, settings: AsyncOAuthSettings, status: int = 200) -> BoltResponse:
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Set-Cookie": settings.state_utils.build_set_cookie_for_deletion(),
    }
    return BoltResponse(status=status, headers=headers, body=f"{said}\n\n{after}\n")
