"""The `quotedesk` command: every question of COMMANDS, the operator's orders, and the wiring of rooms to the desk."""

import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal

import typer

from adapters import discord_setup, draft_check, jobs_setup, slack_setup, sources_setup, speakers_setup
from adapters.console import app as console
from adapters.console import shell
from adapters.console.app import Exit
from adapters.extras import needed
from adapters.logs import LINE, write_logs
from adapters.setup import Setup
from bot.commands import COMMANDS
from bot.commands.typed import question_from
from bot.desk import open_desk
from bot.errors import AskError
from bot.model import Access, Status
from bot.order import Ingest, Input, Link, Reindex, Remove, Reread, SetAccess, SetStatus, Unlink
from bot.reply import Masthead, Note, Part, Reply
from bot.request import Question, Request
from bot.settings import Settings, both

ENDINGS = """\b
How it ends:
  0    answered; nothing found is an answer
  1    a file that was named outright failed
  2    the question or the command can't be answered as it was put
  3    the desk can't work as it is set up, or met a fault nobody foresaw
  4    a quotation of a draft came to what --fail-on names, or worse
  130  interrupted
"""

commands = typer.Typer(
    name="quotedesk",
    help="What was said, by whom, and where it was printed. Without a command: a prompt.",
    epilog=ENDINGS,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@commands.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    archive: Annotated[Path | None, typer.Option(metavar="FILE", help="the archive to use, a file")] = None,
    newsroom: Annotated[str | None, typer.Option(metavar="NAME", help="whose archive is asked")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print answers as JSON, for scripts")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="log to stderr; what was typed is never logged")] = False,
    version: Annotated[bool, typer.Option("--version", help="say which version this is, and end")] = False,
) -> Exit | None:
    """Take the options that stand before any command; without a command, answer at a prompt."""
    _log_to_stderr(verbose=verbose)
    context.obj = setup = Setup(archive, newsroom, as_json)
    if version:
        typer.echo(f"quotedesk {_version()}")
        raise typer.Exit
    if context.invoked_subcommand:
        return None
    settings = setup.settings
    desk = open_desk(settings)
    return console.talk(
        lambda question: desk.answer(Request(question, settings.newsroom)),
        lambda line: desk.suggestions(settings.newsroom, line),
        as_json=as_json,
    )


commands.add_typer(slack_setup.commands)
commands.add_typer(speakers_setup.commands)
commands.add_typer(discord_setup.commands)
commands.add_typer(jobs_setup.commands)
commands.add_typer(sources_setup.commands)


def _setup(context: typer.Context) -> Setup:
    assert isinstance(context.obj, Setup)
    return context.obj


def _ask(context: typer.Context, question: Question, as_json: bool) -> Exit:
    return _setup(context).ask(question, as_json=as_json)


_OWN = {"check": draft_check.check}
"""Questions that take more in a terminal than in a chat."""

for _command in COMMANDS.values():
    commands.command(_command.name, help=shell.told(_command), epilog=shell.examples(_command))(
        _OWN.get(_command.name) or shell.put(_command, _ask)
    )


@commands.command(epilog='\b\nFor example:\n  quotedesk ask "/quote ruiz since:2025"')
def ask(
    context: typer.Context,
    line: Annotated[list[str], typer.Argument(metavar="LINE", help="a question as it is typed in a chat")],
    as_json: Annotated[bool, typer.Option("--json", help="print the answer as JSON")] = False,
) -> Exit:
    """Ask a question as it is typed in a chat."""
    return _ask(context, question_from(" ".join(line)), as_json)


@commands.command()
def ingest(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="files, folders, addresses of pages, or - for stdin")
    ] = None,
    date_order: Annotated[
        Literal["DMY", "MDY", "YMD"] | None,
        typer.Option(case_sensitive=False, help="how an ambiguous date such as 07/06/2025 is read"),
    ] = None,
    bundled: Annotated[bool, typer.Option("--bundled", help="file the articles that ship with Quotedesk")] = False,
) -> Exit:
    """File every article in files, folders and pages of the web; what is on file already stays as it is."""
    inputs = (*(_seeds(_setup(context).settings) if bundled else ()), *(_input(path) for path in paths or ()))
    if not inputs:
        raise AskError("Nothing was named to file.", "quotedesk ingest PATH…, or quotedesk ingest --bundled")
    return _setup(context).do(Ingest(inputs, date_order), "Filing")


def _input(path: str) -> Input:
    if path == "-":
        # Here and below: what only some commands need is loaded by them, so that the others start at once.
        from bot.reading import LARGEST

        return Input("stdin", data=sys.stdin.buffer.read(LARGEST + 1))
    return Input.at(path) if "://" in path else Input(path, path=Path(path))


def _seeds(settings: Settings) -> Sequence[Input]:
    from bot.bundled import seed_inputs

    return seed_inputs(settings)


@commands.command()
def index(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="throw the index away and build it anew")] = False,
) -> Exit:
    """Bring the index up to what is on file."""
    return _setup(context).do(Reindex(whole=rebuild), "Indexing")


@commands.command()
def reread(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say what would change")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="do it without asking")] = False,
) -> Exit:
    """Look for the quotes of all articles anew, after Quotedesk has become better at it; what stays keeps its number."""
    setup = _setup(context)
    if yes and not dry_run:
        return setup.do(Reread(replace=True), "Reading again")
    ended = setup.do(Reread(), "Reading again")
    if dry_run or setup.as_json or not console.agreed("Put what was found now in the place of what is on file?"):
        return ended
    return setup.do(Reread(replace=True), "Reading again")


@commands.command()
def info(context: typer.Context) -> Exit:
    """Say what is on file and where, how fresh, how large, and whether the index is whole."""
    settings = _setup(context).settings
    return console.show(open_desk(settings).info(settings.newsroom), as_json=_setup(context).as_json)


@commands.command()
def migrate(context: typer.Context) -> Exit:
    """Bring the archive's tables to this version of Quotedesk."""
    from bot.archive import migrate as migrated

    steps = migrated(_setup(context).settings)
    said = f"Brought up to date: {', '.join(steps)}." if steps else "The archive is up to date."
    return console.show(Reply((Note(said),)), as_json=_setup(context).as_json)


@commands.command()
def backup(
    context: typer.Context,
    copy: Annotated[Path, typer.Argument(metavar="FILE", help="the file to write, which must not be there yet")],
) -> Exit:
    """Copy the archive into a file, while it is in use."""
    from bot.archive.backups import back_up

    size = back_up(_setup(context).settings, copy)
    return console.show(Reply((Note(f"Copied: {size:,} bytes."),)), as_json=_setup(context).as_json)


@commands.command()
def restore(
    context: typer.Context,
    copy: Annotated[Path, typer.Argument(metavar="FILE", help="what backup wrote")],
) -> Exit:
    """Make a backup the archive, where there is none yet."""
    from bot.archive.backups import put_back

    put_back(_setup(context).settings, copy)
    told = Note("Put back. The index is made anew with the first question, or at once: quotedesk index")
    return console.show(Reply((told,)), as_json=_setup(context).as_json)


def _number(typed: str) -> int:
    """An article's number, as it stands beside every quote; "#12" is what a button writes."""
    if not typed.removeprefix("#").isdecimal():
        raise typer.BadParameter("An article's number is needed, such as 12; it stands beside every quote.")
    return int(typed.removeprefix("#"))


@commands.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="where to listen: this machine alone, or 0.0.0.0 for all")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="the port to listen on")] = 8000,
) -> None:
    """Serve the reader's pages, and take Slack's requests at /slack/events where that is set up, until told to end."""
    needed("web", "starlette", "uvicorn", "cryptography", "python_multipart", "joserfc")
    from adapters.site import over_http, slack_settings
    from adapters.web.providers import read_providers

    write_logs(os.environ)
    core, (slack, accounts) = both(
        lambda: _setup(context).settings,
        lambda: both(lambda: slack_settings(os.environ), lambda: read_providers(os.environ)),
    )
    over_http(core, slack, accounts, host, port)


@commands.command()
def playground(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="the port to listen on; 0 for any that is free")] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="only print the address, open no browser")] = False,
) -> None:
    """Try questions out on a page that shows answers as Slack and Discord would, on this machine alone."""
    needed("web", "starlette", "uvicorn", "cryptography", "python_multipart", "joserfc")
    from adapters.playground import try_out

    try_out(_setup(context).settings, port, browse=not no_open)


@commands.command("web-key")
def web_key() -> None:
    """Print a new key that seals links to the pages, for QUOTEDESK_WEB_KEY."""
    needed("web", "cryptography")
    from cryptography.fernet import Fernet

    typer.echo(Fernet.generate_key().decode())


@commands.command("set-status")
def set_status(
    context: typer.Context,
    article: Annotated[int, typer.Argument(metavar="ID", help="the article's number", parser=_number)],
    status: Annotated[Status, typer.Argument(help="what became of it")],
    note: Annotated[str, typer.Option(help="a sentence that is shown with its words")] = "",
) -> Exit:
    """Say what became of an article; it is shown wherever its words are."""
    return _setup(context).do(SetStatus(article, status, note), "Filing")


@commands.command("set-access")
def set_access(
    context: typer.Context,
    article: Annotated[int, typer.Argument(metavar="ID", help="the article's number", parser=_number)],
    access: Annotated[Access, typer.Argument(help="the newsroom alone, or anybody")],
) -> Exit:
    """Say who may be shown an article: the newsroom's own channels, or readers of other organisations, too."""
    return _setup(context).do(SetAccess(article, access), "Filing")


_TENANT = typer.Argument(metavar="TENANT", help="such as slack:T024BE7LD or discord:81384788765712384")


@commands.command()
def link(
    context: typer.Context,
    tenant: Annotated[str, _TENANT],
    newsroom: Annotated[str | None, typer.Argument(metavar="NEWSROOM", help="whose archive it asks")] = None,
) -> Exit:
    """Let a workspace or server ask a newsroom's archive."""
    setup = _setup(context)
    return replace(setup, newsroom=newsroom or setup.newsroom).do(Link(tenant), "Linking")


@commands.command()
def unlink(context: typer.Context, tenant: Annotated[str, _TENANT]) -> Exit:
    """Let a workspace or server ask no more."""
    return _setup(context).do(Unlink(tenant), "Unlinking")


@commands.command()
def links(context: typer.Context) -> Exit:
    """List which workspaces and servers ask which newsroom's archive."""
    return console.show(open_desk(_setup(context).settings).links(), as_json=_setup(context).as_json)


@commands.command()
def remove(
    context: typer.Context,
    article: Annotated[int, typer.Argument(metavar="ID", help="the article's number", parser=_number)],
    yes: Annotated[bool, typer.Option("--yes", help="do it without asking")] = False,
) -> Exit:
    """Take an article down for good: text, bytes, quotes, index and names go; a tombstone without text stays."""
    if not yes:
        console.show(_head(_setup(context), article), as_json=False)
        if not console.agreed("Take it down for good: its text in every version, its bytes, its quotes and its names?"):
            raise AskError("Nothing was removed.", f"quotedesk remove {article} --yes")
    return _setup(context).do(Remove(article), "Removing")


def _head(setup: Setup, article: int) -> Reply:
    """What tells a person which article it is; one that may not be shown goes by its number alone."""
    settings = setup.settings
    reply = open_desk(settings).answer(Request(Question("article", {"article": f"#{article}"}), settings.newsroom))
    head: Part = next((part for part in reply.parts if isinstance(part, Masthead)), Note(f"Article {article}"))
    return Reply((head,))


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("quotedesk")
    except metadata.PackageNotFoundError:
        return "not installed"


def _log_to_stderr(*, verbose: bool) -> None:
    if not verbose:
        logging.basicConfig(handlers=[logging.NullHandler()])
        return
    logging.basicConfig(format=LINE)
    for room in ("bot", "adapters"):  # not the libraries: what they say at this level may hold what was typed
        logging.getLogger(room).setLevel(logging.INFO)


def _legible(stream: object) -> None:
    """Make a stream carry what it can't encode as stand-ins, and a pipe UTF-8, whatever the machine's locale is."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def main() -> None:
    """Run the command; ends the process with an `Exit`, never with a traceback."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _legible(stream)
    raise SystemExit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """What the command prints, printed; gives how it ended."""
    try:
        ended = commands(args=list(arguments), prog_name="quotedesk", standalone_mode=False)
    except typer.TyperException as misput:
        # The one who reads values names its own exception first, which says nothing to a person.
        said = misput.format_message().replace("Value error, ", "")
        ended = console.complain(AskError(said, "quotedesk --help"))
    except typer.Abort:
        ended = Exit.INTERRUPTED
    except BrokenPipeError:
        # Who read us has read enough. What is left in the buffer goes nowhere, else Python complains at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        ended = Exit.ANSWERED
    except Exception as error:  # noqa: BLE001 - the last stop: whatever it was, a person gets a sentence
        ended = console.complain(error)
    if ended == Exit.INTERRUPTED:
        print("Interrupted.", file=sys.stderr)
    return ended or Exit.ANSWERED


if __name__ == "__main__":
    main()
