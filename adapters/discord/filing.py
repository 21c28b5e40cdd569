"""Filing from Discord: a form for a text or files, and what was handed in as the desk reads it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import ui

from adapters.discord.answering import why
from bot.errors import AskError
from bot.order import Input
from bot.reading import LARGEST

TYPED = 4_000
"""Characters of an input. Source: https://discord.com/developers/docs/components/reference#text-input"""

FILES = 10
"""Files at once. Source: https://discord.com/developers/docs/components/reference#file-upload"""

HandedIn = Callable[[discord.Interaction, str, Sequence[discord.Attachment]], Awaitable[None]]


class Form(ui.Modal):
    """The form that files an article: a pasted text, or files. What kind a file is, its bytes tell."""

    def __init__(self, handed_in: HandedIn) -> None:
        super().__init__(title="File an article")
        self._handed_in = handed_in
        self._text: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, required=False, max_length=TYPED, custom_id="text"
        )
        self._files: ui.FileUpload[Any] = ui.FileUpload(
            required=False, min_values=0, max_values=FILES, custom_id="files"
        )
        self.add_item(ui.Label(text="The article as it stands on its page", component=self._text))
        self.add_item(ui.Label(text="Or files, for anything longer", component=self._files))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Hand in what was written and chosen."""
        await self._handed_in(interaction, self._text.value, self._files.values)


async def inputs_from(text: str, attached: Sequence[discord.Attachment]) -> tuple[Input, ...]:
    """What is to be read in.

    Raises:
        AskError: there is nothing, or a file can't be fetched.
    """
    pasted = (Input.pasted(text),) if text.strip() else ()
    fetched = [await _fetched(one) for one in attached]
    if not (pasted or fetched):
        raise AskError("There is no text and no file in it.", "Paste an article, or choose a file.")
    return (*pasted, *fetched)


async def _fetched(file: discord.Attachment) -> Input:
    """A file's bytes, from Discord alone; one that is too large to be read in is not fetched."""
    if file.size > LARGEST:
        raise AskError(
            f"{file.filename} is too large: {file.size // 1_000_000} MB.", f"A file may have {LARGEST // 1_000_000} MB."
        )
    try:
        return Input(file.filename, data=await file.read())
    except discord.DiscordException as error:
        raise AskError(f"{file.filename} can't be fetched: {why(error)}.", "Upload it again.") from error
