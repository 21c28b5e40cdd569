"""`quotedesk speakers`: who is whom, by the operator's word."""

from typing import Annotated

import typer

from adapters.console import app as console
from adapters.console.app import Exit
from adapters.setup import Setup
from bot.desk import open_desk
from bot.order import AliasSpeaker, MergeSpeakers, SplitSpeaker

commands = typer.Typer(
    name="speakers",
    help="Find speakers by name, and say who is whom: what is said here holds for whatever is filed later, too.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


def _setup(context: typer.Context) -> Setup:
    setup: Setup = context.obj
    return setup


def _number(typed: str) -> int:
    if not typed.removeprefix("#").isdecimal():
        raise typer.BadParameter("A speaker's number is needed, such as 12: quotedesk speakers find NAME tells it.")
    return int(typed.removeprefix("#"))


_SPEAKER = typer.Argument(metavar="SPEAKER", help="a speaker's number", parser=_number)


@commands.command()
def find(context: typer.Context, name: Annotated[list[str], typer.Argument(metavar="NAME")]) -> Exit:
    """Find speakers by name, with their numbers."""
    return _listed(context, " ".join(name))


@commands.command()
def decisions(context: typer.Context) -> Exit:
    """List what was said of speakers by hand."""
    return _listed(context, "")


def _listed(context: typer.Context, name: str) -> Exit:
    settings = _setup(context).settings
    return console.show(open_desk(settings).speakers(settings.newsroom, name), as_json=_setup(context).as_json)


@commands.command()
def merge(
    context: typer.Context,
    speaker: Annotated[int, _SPEAKER],
    into: Annotated[int, typer.Argument(metavar="INTO", help="who they are, a number, too", parser=_number)],
) -> Exit:
    """Say that two speakers are one: the first one's quotes go to the second."""
    return _setup(context).do(MergeSpeakers(speaker, into), "Reading again")


@commands.command()
def split(
    context: typer.Context,
    speaker: Annotated[int, _SPEAKER],
    articles: Annotated[
        list[int] | None, typer.Argument(metavar="ARTICLE", help="articles that mean somebody else")
    ] = None,
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="the name by which that one is told")] = "",
) -> Exit:
    """Say that some articles mean somebody else of the same name; without articles, take back what was said of a speaker."""
    return _setup(context).do(SplitSpeaker(speaker, tuple(articles or ()), name), "Reading again")


@commands.command()
def alias(
    context: typer.Context,
    speaker: Annotated[int, _SPEAKER],
    name: Annotated[str, typer.Argument(metavar="NAME", help="another name of theirs")],
) -> Exit:
    """Say that a speaker bears another name, too, by which they may be asked for."""
    return _setup(context).do(AliasSpeaker(speaker, name), "Reading again")
