"""Answering, as Slack shows it."""

from typing import Any

from adapters import answering
from adapters.answering import Surface
from adapters.slack import render

Shown = dict[str, Any]
"""What is sent to Slack: `text` and `blocks`."""

Send = answering.Send[Shown]
Answering = answering.Answering[Shown]


def why(error: Exception) -> str:
    """Slack's own word for what went wrong ("channel_not_found"), else the kind of error; nothing that was sent."""
    response = getattr(error, "response", None)
    try:
        said = response["error"] if response is not None else None
    except (KeyError, TypeError, ValueError):
        said = None
    return str(said) if said else type(error).__name__


SURFACE: Surface[Shown] = Surface("workspace", "slack:T…", render.message, render.fault, why)
