"""Slack: reads its payloads, draws answers as Block Kit, and decides nothing."""
