"""Slack: reads its payloads, draws answers as Block Kit, and decides nothing."""

from adapters.extras import needed

needed("slack", "slack_bolt", "slack_sdk", "aiohttp")
