"""Answering, as Discord shows it."""

import discord

from adapters import answering
from adapters.answering import Surface
from adapters.discord import render
from adapters.discord.layout import Drawn

Send = answering.Send[Drawn]
Answering = answering.Answering[Drawn]

PLATFORM = "discord"


def why(error: Exception) -> str:
    """Discord's status and code for what went wrong, else the kind of error; nothing that was sent."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status}, code {error.code}"
    return type(error).__name__


SURFACE: Surface[Drawn] = Surface("server", "discord:SERVER", render.message, render.fault, why)
