"""From settings to a Slack app that can take payloads: its own workspace is linked, what is wrong is said in a sentence."""

import asyncio

from slack_sdk.errors import SlackApiError

from adapters.crew import Crew
from adapters.entry import Entry
from adapters.pool import keep_what_stands, prefer_the_loop
from adapters.slack.answering import Shown, why
from adapters.slack.app import Installations, SlackApp
from adapters.slack.settings import GUIDE, SlackSettings
from bot.desk import Desk
from bot.errors import DeskError
from bot.order import Link
from bot.settings import Settings


async def begun(
    desk: Desk,
    core: Settings,
    settings: SlackSettings,
    installations: Installations | None = None,
    crew: Crew[Shown] | None = None,
) -> SlackApp:
    """The app. A single workspace is asked who it is, and linked to the newsroom of the settings if it is linked nowhere.

    Raises:
        DeskError: Slack can't be reached, or does not take the token.
    """
    prefer_the_loop()
    slack = SlackApp(desk, settings, installations, core.web_address, crew, Entry.of(core))
    if installations is None:
        tenants = await _own(slack)
        if await asyncio.to_thread(desk.newsroom_of, *tenants) is None:
            await asyncio.to_thread(desk.do, Link(tenants[0]), newsroom=core.newsroom)
    keep_what_stands()
    return slack


async def _own(slack: SlackApp) -> list[str]:
    """The workspace that the token is of, and the organisation that it belongs to, if any."""
    try:
        told = await slack.bolt.client.auth_test()
        return [f"slack:{told[name]}" for name in ("team_id", "enterprise_id") if told.get(name)]
    except SlackApiError as error:
        raise DeskError(
            f"Slack does not take SLACK_BOT_TOKEN: {why(error)}.", f"quotedesk slack doctor says more. {GUIDE}"
        ) from error
    except Exception as error:
        raise DeskError(f"Slack can't be reached: {why(error)}.", "Is the network up? Then start again.") from error
