"""`quotedesk playground`: the page where questions are tried out, wired to the desk and to both chats' own drawing."""

import asyncio
import socket
import webbrowser
from collections.abc import AsyncIterator, Generator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.types import ASGIApp

from adapters.discord import layout
from adapters.discord import render as discord
from adapters.discord.carry import Carrier
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
PREFIX = "quotedesk-"

NO_CHANNEL = AskError("There is no channel to share with here.", "In Slack and Discord this shows it to the channel.")


def try_out(core: Settings, port: int, *, browse: bool) -> None:
    """Serve the playground to this machine alone until told to end, at a port, or at any that is free where it is 0.

    Raises:
        DeskError: the archive can't be opened, or the port can't be used.
    """
    with _listening(port) as at, desk_for(core) as (desk, asked), buttons_kept() as vault:
        address = f"http://{HOST}:{at.getsockname()[1]}"
        print(f"{asked}\n{address}\nCtrl-C ends it.", flush=True)
        if browse:
            # In a thread, since some browsers take the one that opens them for themselves.
            Thread(target=webbrowser.open, args=[address], daemon=True).start()
        asyncio.run(serve(playground(desk, core.newsroom, vault, asked), HOST, port, [at]))


def playground(desk: Desk, newsroom: str, vault: Vault, asked: str) -> ASGIApp:
    """The ASGI app. The vault keeps, sealed, what is too long for a button of Discord's; `asked` says whose articles are asked."""
    chats = {"slack": Chat(slack.message, _pressed_in_slack), "discord": _discord(Carrier(vault))}
    pool = Pool()
    page = Playground(desk, Loopback(newsroom), pool, chats, asked)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    return SafeHeaders(Starlette(routes=page.routes(), lifespan=lifespan), CONNECT)


@contextmanager
def desk_for(core: Settings) -> Generator[tuple[Desk, str]]:
    """The desk to ask, and a sentence on its articles: the bundled ones, in a place that goes again, where none is on file.

    Raises:
        DeskError: the archive can't be opened.
    """
    with closing(open_desk(core)) as desk, TemporaryDirectory(prefix=PREFIX) as folder:
        page = desk.list_page(core.newsroom, 1)
        if page and page.total:
            yield desk, f"Asks the archive of the newsroom {core.newsroom}."
            return
        with closing(open_desk(_in(folder))) as bundled:
            bundled.do(Ingest(seed_inputs(core)), newsroom=core.newsroom)
            yield bundled, "Nothing is on file yet, so this asks the articles that ship with Quotedesk."


@contextmanager
def buttons_kept() -> Generator[Vault]:
    """A vault that goes again with all that is in it."""
    with TemporaryDirectory(prefix=PREFIX) as folder, closing(open_vault(_in(folder))) as vault:
        yield vault


def _in(folder: str) -> Settings:
    return Settings(archive=Path(folder) / "archive.db", database_url="", index=Path(folder) / "index")


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise DeskError(
            f"Port {port} can't be used: {error.strerror}.", "Choose another with --port, or leave it out."
        ) from error


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


def _discord(carrier: Carrier) -> Chat:
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
