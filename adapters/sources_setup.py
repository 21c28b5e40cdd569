"""`quotedesk sources`: where articles come from by themselves."""

from typing import Annotated

import typer

from adapters.console import app as console
from adapters.console.app import Exit
from adapters.setup import Setup
from bot.desk import open_desk
from bot.errors import DeskError
from bot.order import AddPush, AddSource, LookAt, PauseSource, RemoveSource

commands = typer.Typer(
    name="sources",
    help="Where articles come from by themselves: feeds, news sitemaps, WordPress sites and watched folders.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

_PLACE = typer.Argument(metavar="PLACE", help="a folder, or an address: of a feed, a sitemap, or a page that names one")
_OUTLET = typer.Option("--outlet", metavar="NAME", help="who prints those of its articles that name no outlet")
_SOURCE = typer.Argument(metavar="SOURCE", help="a source's number", min=1)


def _setup(context: typer.Context) -> Setup:
    setup: Setup = context.obj
    return setup


@commands.command()
def add(context: typer.Context, place: Annotated[str, _PLACE], outlet: Annotated[str, _OUTLET] = "") -> Exit:
    """Add a source, which the worker looks at from then on."""
    return _setup(context).do(AddSource(place, outlet.strip()), "Looking")


@commands.command()
def push(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="what the system is called that sends")],
    outlet: Annotated[str, _OUTLET] = "",
) -> Exit:
    """Let a system of the newsroom's own send its articles, signed with a secret that is shown once: docs/push.md."""
    keys = [key.strip() for key in _setup(context).settings.web_key.split(",") if key.strip()]
    if not keys:
        raise DeskError("QUOTEDESK_WEB_KEY is not set, of which the secret is made.", "quotedesk web-key makes one.")
    return _setup(context).do(AddPush(name.strip(), keys[0], outlet.strip()), "Adding")


@commands.command("list")
def listed(context: typer.Context) -> Exit:
    """List the sources: when each was looked at and will be, and what was wrong."""
    settings = _setup(context).settings
    return console.show(open_desk(settings).sources(settings.newsroom), as_json=_setup(context).as_json)


@commands.command("test")
def tried(context: typer.Context, place: Annotated[str, _PLACE], outlet: Annotated[str, _OUTLET] = "") -> Exit:
    """Show what would be filed of a source, with the quotes found in it; nothing is filed."""
    setup = _setup(context)
    return console.show(open_desk(setup.settings).try_source(place, outlet.strip()), as_json=setup.as_json)


@commands.command()
def look(context: typer.Context, source: Annotated[int, _SOURCE]) -> Exit:
    """Look at a source now."""
    return _setup(context).do(LookAt(source), "Filing")


@commands.command()
def pause(context: typer.Context, source: Annotated[int, _SOURCE]) -> Exit:
    """Leave a source alone."""
    return _setup(context).do(PauseSource(source), "Pausing")


@commands.command()
def resume(context: typer.Context, source: Annotated[int, _SOURCE]) -> Exit:
    """Look at a source again that was paused."""
    return _setup(context).do(PauseSource(source, paused=False), "Resuming")


@commands.command()
def remove(context: typer.Context, source: Annotated[int, _SOURCE]) -> Exit:
    """Forget a source; what was filed of it stays."""
    return _setup(context).do(RemoveSource(source), "Removing")
