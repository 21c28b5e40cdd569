"""The commands that Discord is told of: a slash command for every question, and a message's own menu. Made from COMMANDS.

A command reaches the client that it came to as `Listening`, so that the same tree serves a client and whoever only asks what
would be declared.
"""

import asyncio
import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Optional, Protocol, cast

import discord
from discord import Locale, app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from adapters.discord import read
from bot.commands import COMMANDS
from bot.commands.command import Command, Option
from bot.commands.completion import Offer
from bot.phrasing import shortened_text
from bot.request import Question

DESCRIBED = 100
"""Characters of a description, and of a choice's name and value.

Source: https://discord.com/developers/docs/interactions/application-commands#application-command-object
"""

LONGEST = 6_000
"""Characters of an option. Source: https://discord.com/developers/docs/interactions/application-commands (max_length)"""

COMPLETED = frozenset({"name", "by", "about", "article", "outlet"})
"""Options that complete from the archive."""

FIND, QUOTES, FILE = "Find this quote", "Quotes in this message", "File this article"
"""What stands in a message's own menu."""

INGEST = "files an article for your newsroom: by its address, as an attachment, or pasted into a form"
ADDRESS = "the address of its page on the web"
ATTACHED = "the article: a page as HTML, text, a wire format"
DRAFT = "a draft in place of the text: .docx, .pdf, .html, .md or .txt"
NEWSROOM = "which newsroom I ask for you in direct messages and elsewhere"
PAGES = "opens your newsroom's articles as pages in your browser"

LANGUAGES = {Locale.german: "de", Locale.french: "fr", Locale.spain_spanish: "es", Locale.latin_american_spanish: "es"}
"""Languages of Discord's that commands are described in, beside English, and the files with the words."""


class Listening(Protocol):
    """What a command comes to."""

    async def answer(self, interaction: discord.Interaction, question: Callable[[], Question]) -> None:
        """Answer for whoever asks alone."""
        ...

    async def offers(self, interaction: discord.Interaction, option: str, typed: str) -> Sequence[Offer]:
        """What may be meant by what is half typed."""
        ...

    async def open_filing(self, interaction: discord.Interaction) -> None:
        """Show the form that files."""
        ...

    async def file(
        self, interaction: discord.Interaction, text: str, files: Sequence[discord.Attachment], address: str = ""
    ) -> None:
        """File what was handed in."""
        ...

    async def open_checking(self, interaction: discord.Interaction) -> None:
        """Show the form that checks a draft."""
        ...

    async def check(self, interaction: discord.Interaction, text: str, files: Sequence[discord.Attachment]) -> None:
        """Check a text, or one file."""
        ...

    async def check_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Check a message's document, else its words."""
        ...

    async def choose_newsroom(self, interaction: discord.Interaction) -> None:
        """Show the newsrooms to choose from."""
        ...

    async def open_pages(self, interaction: discord.Interaction) -> None:
        """Give a way to our pages."""
        ...


class Translations(app_commands.Translator):
    """Words of ours in the asker's language. What has no translation stays English; names of commands are never translated."""

    async def translate(
        self,
        string: locale_str,
        locale: Locale,
        context: TranslationContextTypes,  # noqa: ARG002 - as discord.py calls it
    ) -> str | None:
        """A description in a language."""
        return _words(LANGUAGES[locale]).get(string.message) if locale in LANGUAGES else None


@cache
def _words(language: str) -> Mapping[str, str]:
    """Descriptions in a language, by their English words."""
    file = resources.files("adapters.discord") / "words" / f"{language}.json"
    return cast("Mapping[str, str]", json.loads(file.read_text("utf-8")))


def tree_of(client: discord.Client) -> app_commands.CommandTree[Any]:
    """A client's commands, usable in servers, in direct messages, and by who brings the bot along."""
    tree = app_commands.CommandTree(
        client,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
    for command in COMMANDS.values():
        tree.add_command(_check(command) if command.name == "check" else _question(command))
    tree.add_command(_ingest())
    tree.add_command(_newsroom())
    tree.add_command(_pages())
    tree.add_command(_find_menu())
    tree.add_command(_check_menu())
    tree.add_command(_file_menu())
    return tree


async def payloads(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """What Discord is told of a tree."""
    words = Translations()
    menus = tree.get_commands(type=discord.AppCommandType.message)
    told = [*tree.get_commands(type=discord.AppCommandType.chat_input), *menus]
    return [await command.get_translated_payload(tree, words) for command in told]


def declared() -> list[dict[str, Any]]:
    """What Discord should know of our commands, as it is told."""
    return asyncio.run(payloads(tree_of(discord.Client(intents=discord.Intents(guilds=True)))))


def _client(interaction: discord.Interaction) -> Listening:
    return cast("Listening", interaction.client)


def _question(command: Command) -> app_commands.Command[Any, Any, Any]:
    """A question as a slash command, its options as Discord's."""

    async def asked(interaction: discord.Interaction, **given: str | None) -> None:
        await _client(interaction).answer(interaction, lambda: read.command(command.name, given))

    options = [command.subject, *command.options]
    made = _command(command.name, command.about, asked, {_name(one): (_text(one), one.about) for one in options})
    for option in options:
        if completes(option):
            made.autocomplete(_name(option))(_completing(option))
    return made


def completes(option: Option) -> bool:
    """Whether an option completes: what is either on or off does not, whatever it is called."""
    return option.name in COMPLETED and option.value != "yes"


def _check(command: Command) -> app_commands.Command[Any, Any, Any]:
    """/check takes a text or a file, and without either a form."""

    async def asked(
        interaction: discord.Interaction, text: str | None = None, file: discord.Attachment | None = None
    ) -> None:
        if text or file:
            await _client(interaction).check(interaction, text or "", [file] if file else [])
        else:
            await _client(interaction).open_checking(interaction)

    taking = {"text": (_text(command.subject), command.subject.about), "file": (discord.Attachment | None, DRAFT)}
    return _command(command.name, command.about, asked, taking)


def _ingest() -> app_commands.Command[Any, Any, Any]:
    """/ingest takes an address or a file, and without either a form."""

    async def asked(
        interaction: discord.Interaction, address: str | None = None, file: discord.Attachment | None = None
    ) -> None:
        if address or file:
            await _client(interaction).file(interaction, "", [file] if file else [], address or "")
        else:
            await _client(interaction).open_filing(interaction)

    taking = {"address": (str | None, ADDRESS), "file": (discord.Attachment | None, ATTACHED)}
    return _command("ingest", INGEST, asked, taking)


def _newsroom() -> app_commands.Command[Any, Any, Any]:
    async def asked(interaction: discord.Interaction) -> None:
        await _client(interaction).choose_newsroom(interaction)

    return _command("newsroom", NEWSROOM, asked, {})


def _pages() -> app_commands.Command[Any, Any, Any]:
    async def asked(interaction: discord.Interaction) -> None:
        await _client(interaction).open_pages(interaction)

    return _command("pages", PAGES, asked, {})


def _command(
    name: str, about: str, callback: Callable[..., Any], options: Mapping[str, tuple[Any, str]]
) -> app_commands.Command[Any, Any, Any]:
    """A slash command whose options are all optional; discord.py reads them from the signature of its callback."""
    parameters = [
        inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)
    ]
    for option, (kind, _) in options.items():
        parameters.append(
            inspect.Parameter(option, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=kind)
        )
    callback.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    described = {option: locale_str(_short(words)) for option, (_, words) in options.items()}
    taking = app_commands.describe(**described)(callback)
    return app_commands.Command(name=name, description=locale_str(_short(about)), callback=taking)


def _text(option: Option) -> Any:
    ranged: Any = app_commands.Range[str, 1, min(option.limit, LONGEST)]
    return Optional[ranged]  # noqa: UP045 - what is made while it runs can't be written with a bar


def _completing(option: Option) -> Any:
    async def complete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        found = await _client(interaction).offers(interaction, option.name, current)
        return [_choice(one) for one in found if len(one.value) <= DESCRIBED]

    return complete


def _choice(offer: Offer) -> app_commands.Choice[str]:
    label = " – ".join(filter(None, (offer.label, offer.hint)))
    return app_commands.Choice(name=shortened_text(label, DESCRIBED), value=offer.value)


def _find_menu() -> app_commands.ContextMenu:
    async def asked(interaction: discord.Interaction, message: discord.Message) -> None:
        await _client(interaction).answer(interaction, lambda: read.finding(message.content))

    return app_commands.ContextMenu(name=FIND, callback=asked)


def _check_menu() -> app_commands.ContextMenu:
    async def asked(interaction: discord.Interaction, message: discord.Message) -> None:
        await _client(interaction).check_message(interaction, message)

    return app_commands.ContextMenu(name=QUOTES, callback=asked)


def _file_menu() -> app_commands.ContextMenu:
    async def asked(interaction: discord.Interaction, message: discord.Message) -> None:
        text = "" if message.attachments else message.content
        await _client(interaction).file(interaction, text, message.attachments)

    return app_commands.ContextMenu(name=FILE, callback=asked)


def _name(option: Option) -> str:
    return option.name.replace("-", "_")


def _short(text: str) -> str:
    return shortened_text(text, DESCRIBED)
