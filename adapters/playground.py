"""`quotedesk playground`: the page where questions are tried out, wired to the desk and to both chats' own drawing."""

import asyncio
import socket
import webbrowser
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.applications import Starlette
from starlette.types import ASGIApp

from adapters.discord import carry, layout
from adapters.discord import render as discord
from adapters.pool import Pool
from adapters.serving import serve
from adapters.slack import render as slack
from adapters.slack.carry import question_of
from adapters.web.doors import Loopback
from adapters.web.headers import SafeHeaders
from adapters.web.playground import CONNECT, Chat, Playground, Stands, Step
from bot.bundled import seed_inputs
from bot.desk import Desk, open_desk
from bot.errors import AskError, DeskError
from bot.ledger import Vault, open_vault
from bot.order import Ingest
from bot.reply import Reply
from bot.settings import Settings

HOST = "127.0.0.1"

NO_CHANNEL = AskError("There is no channel to share with here.", "In Slack and Discord this shows it to the channel.")


def try_out(core: Settings, port: int, opened: Callable[[str], object] = webbrowser.open) -> None:
    """Serve the playground to this machine alone until told to end.

    Args:
        port: Where; 0 for any that is free.
        opened: Does something with its address, as soon as it can be asked.

    Raises:
        DeskError: the archive can't be opened, or the port is taken.
    """
    with _listening(port) as at, desk_for(core) as (desk, asked), _vault() as vault:
        address = f"http://{HOST}:{at.getsockname()[1]}"
        print(f"{asked}\n{address}\nCtrl-C ends it.", flush=True)
        opened(address)
        asyncio.run(serve(playground(desk, core, vault, asked), HOST, port, [at]))


def playground(desk: Desk, core: Settings, vault: Vault, asked: str) -> ASGIApp:
    """The ASGI app. Long questions of Discord's buttons are kept, sealed, in the vault."""
    chats = {"slack": Chat(slack.message, _pressed_in_slack), "discord": _discord(carry.Carrier(vault))}
    page = Playground(desk, Loopback(core.newsroom), Pool(), chats, asked)
    return SafeHeaders(Starlette(routes=page.routes()), CONNECT)


@contextmanager
def desk_for(core: Settings) -> Generator[tuple[Desk, str]]:
    """The desk to ask, and a sentence on its articles: the bundled ones, in a place that goes again, where none is on file.

    Raises:
        DeskError: the archive can't be opened.
    """
    with TemporaryDirectory(prefix="quotedesk-") as folder:
        desk = open_desk(core)
        page = desk.list_page(core.newsroom, 1)
        asked = f"Asks the archive of the newsroom {core.newsroom}."
        if not (page and page.total):
            desk.close()
            desk = open_desk(replace(_in(folder), newsroom=core.newsroom))
            desk.do(Ingest(seed_inputs(core)), newsroom=core.newsroom)
            asked = "Nothing is on file yet, so this asks the articles that ship with Quotedesk."
        yield desk, asked
        desk.close()


def _in(folder: str) -> Settings:
    return Settings(archive=Path(folder) / "archive.db", database_url="", index=Path(folder) / "index")


@contextmanager
def _vault() -> Generator[Vault]:
    """A vault that goes again, with all that is in it."""
    with TemporaryDirectory(prefix="quotedesk-") as folder:
        vault = open_vault(_in(folder))
        yield vault
        vault.close()


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise DeskError(f"Port {port} is taken.", "Choose another with --port, or leave it out.") from error


def _pressed_in_slack(button: str, value: str) -> Step:
    """What a press in Slack does, by its action_id and value."""
    match button.partition(":")[0]:
        case "turn":
            return Step(question_of(value), Stands.INSTEAD)
        case "ask":
            return Step(question_of(value))
        case "dismiss":
            return Step(None, Stands.NOWHERE)
        case _:
            raise NO_CHANNEL


def _discord(carrier: carry.Carrier) -> Chat:
    """The same for Discord, by custom_id; what is chosen in a list reads like one."""

    def message(reply: Reply) -> Mapping[str, Any]:
        now = datetime.now(UTC)
        return layout.payload(discord.message(reply), lambda does: carrier.named(does, now=now))

    def pressed(button: str, value: str) -> Step:
        match carrier.done(value or button, now=datetime.now(UTC)):
            case layout.Turn(question):
                return Step(question, Stands.INSTEAD)
            case layout.Ask(question):
                return Step(question)
            case layout.Dismiss():
                return Step(None, Stands.NOWHERE)
            case _:
                raise NO_CHANNEL

    return Chat(message, pressed)
