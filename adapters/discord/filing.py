"""What is handed in on Discord: forms for a text or files, and what they held as the desk reads it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import ui

from adapters.discord.answering import why
from bot.errors import AskError
from bot.order import Input
from bot.reading import LARGEST
from bot.request import Upload

TYPED = 4_000
"""Characters of an input. Source: https://discord.com/developers/docs/components/reference#text-input"""

FILES = 10
"""Files at once. Source: https://discord.com/developers/docs/components/reference#file-upload"""

HandedIn = Callable[[discord.Interaction, str, Sequence[discord.Attachment]], Awaitable[None]]


class Form(ui.Modal):
    """A form for a pasted text, or files. What kind a file is, its bytes tell.

    Args:
        title: What it is for.
        text: What the text is.
        files: What the files are.
        most: How many of them.
    """

    def __init__(self, handed_in: HandedIn, *, title: str, text: str, files: str, most: int) -> None:
        super().__init__(title=title)
        self._handed_in = handed_in
        self._text: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, required=False, max_length=TYPED, custom_id="text"
        )
        self._files: ui.FileUpload[Any] = ui.FileUpload(
            required=False, min_values=0, max_values=most, custom_id="files"
        )
        self.add_item(ui.Label(text=text, component=self._text))
        self.add_item(ui.Label(text=files, component=self._files))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Hand in what was written and chosen."""
        await self._handed_in(interaction, self._text.value, self._files.values)


def filing_form(handed_in: HandedIn) -> Form:
    """The form that files an article."""
    told = {"text": "The article, or the address of its page", "files": "Or files, for anything longer"}
    return Form(handed_in, title="File an article", most=FILES, **told)


def checking_form(handed_in: HandedIn) -> Form:
    """The form that checks a draft."""
    told = {"text": "The draft, or a part of it", "files": "Or its file (.docx, .pdf, .html, .md, .txt)"}
    return Form(handed_in, title="Check a draft", most=1, **told)


async def inputs_from(text: str, attached: Sequence[discord.Attachment], address: str = "") -> tuple[Input, ...]:
    """What is to be read in.

    Raises:
        AskError: there is nothing, or a file can't be fetched.
    """
    pasted = (Input.written(text),) if text.strip() else ()
    page = (Input.at(address),) if address else ()
    fetched = [await fetched_file(one) for one in attached]
    if not (pasted or page or fetched):
        raise AskError("There is no text and no file in it.", "Paste an article or its address, or choose a file.")
    return (*pasted, *page, *(Input(one.name, data=one.data) for one in fetched))


async def fetched_file(file: discord.Attachment) -> Upload:
    """A file's bytes, from Discord alone; one that is too large to be read in is not fetched.

    Raises:
        AskError: it is too large, or can't be fetched.
    """
    if file.size > LARGEST:
        raise AskError(
            f"{file.filename} is too large: {file.size // 1_000_000} MB.", f"A file may have {LARGEST // 1_000_000} MB."
        )
    try:
        return Upload(file.filename, await file.read())
    except discord.DiscordException as error:
        raise AskError(f"{file.filename} can't be fetched: {why(error)}.", "Upload it again.") from error
