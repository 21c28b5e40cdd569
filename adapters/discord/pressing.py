"""What is pressed or picked in a message of ours, known by its custom_id alone, and so also after a restart."""

import re
from typing import Any, Protocol, cast

import discord
from discord import ui

from adapters.discord.layout import PICK


class Pressable(Protocol):
    """What a press comes to."""

    async def press(self, interaction: discord.Interaction, custom_id: str) -> None:
        """Do what a button does."""
        ...


class Pressed(ui.DynamicItem[ui.Button[Any]], template=re.compile(r"(?P<what>[taomsudc]\|.*)", re.DOTALL)):
    """A button."""

    def __init__(self, what: str) -> None:
        super().__init__(ui.Button(custom_id=what))
        self.what = what

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - as discord.py calls it
        item: ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> "Pressed":
        """The button that was pressed."""
        return cls(match["what"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what it does."""
        await cast("Pressable", interaction.client).press(interaction, self.what)


class Picked(ui.DynamicItem[ui.Select[Any]], template=re.compile(rf"{PICK}\d+")):
    """A list; what is picked in it reads like a button's custom_id."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(ui.Select(custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - as discord.py calls it
        item: ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> "Picked":
        """The list that was picked from."""
        return cls(match[0])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what was picked."""
        data: dict[str, Any] = dict(interaction.data or {})
        await cast("Pressable", interaction.client).press(interaction, str((data.get("values") or [""])[0]))
