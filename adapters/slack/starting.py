"""From settings to a Slack app that can take payloads: its own workspace is linked, what is wrong is said in a sentence."""

import asyncio

from slack_sdk.errors import SlackApiError

from adapters.slack.answering import why
from adapters.slack.app import Installations, SlackApp
from adapters.slack.settings import GUIDE, SlackSettings
from bot.desk import Desk
from bot.errors import DeskError
from bot.order import Link
from bot.settings import Settings


async def begun(
    desk: Desk, core: Settings, settings: SlackSettings, installations: Installations | None = None
) -> SlackApp:
    """The app. A single workspace is asked who it is, and linked to the newsroom of the settings if it is linked nowhere.

    Raises:
        DeskError: Slack can't be reached, or does not take the token.
    """
    slack = SlackApp(desk, settings, installations, core.web_address)
    if installations is None:
        tenant = f"slack:{await _team(slack)}"
        if await asyncio.to_thread(desk.newsroom_of, tenant) is None:
            await asyncio.to_thread(desk.do, Link(tenant), newsroom=core.newsroom)
    return slack


async def _team(slack: SlackApp) -> str:
    try:
        return str((await slack.bolt.client.auth_test())["team_id"])
    except SlackApiError as error:
        raise DeskError(
            f"Slack does not take SLACK_BOT_TOKEN: {why(error)}.", f"quotedesk slack doctor says more. {GUIDE}"
        ) from error
    except Exception as error:
        raise DeskError(f"Slack can't be reached: {why(error)}.", "Is the network up? Then start again.") from error
