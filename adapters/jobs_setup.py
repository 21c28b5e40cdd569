"""`quotedesk jobs`: what the worker has to do, what failed and why, and how to have it begun again."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.console import app as console
from adapters.console.app import Exit
from adapters.extras import needed
from adapters.setup import Setup
from bot.errors import AskError
from bot.phrasing import count
from bot.reply import Facts, Heading, Note, Reply, Tone

if TYPE_CHECKING:
    from adapters.worker.queue import Job, Queue

commands = typer.Typer(
    name="jobs",
    help="What the worker has to do, what failed, and why.",
    rich_markup_mode=None,
    invoke_without_command=True,
)


@commands.callback()
def listed(context: typer.Context) -> Exit | None:
    """List the jobs that are not done: how each stands, and why it failed."""
    if context.invoked_subcommand:
        return None
    with _queue(context) as queue:
        jobs = queue.jobs()
    told = (Facts(tuple((job.name, _standing(job)) for job in jobs)),) if jobs else (Note("Nothing is to be done."),)
    parked = sum(job.state == "parked" for job in jobs)
    remedy = (Note("quotedesk jobs retry NAME begins one anew, --all all of them.", Tone.HINT),) if parked else ()
    return _shown(context, Reply((Heading("Jobs"), *told, *remedy), len(jobs)))


@commands.command()
def retry(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="jobs as they are listed")] = None,
    everything: Annotated[bool, typer.Option("--all", help="all that are parked")] = False,
) -> Exit:
    """Begin jobs anew that failed."""
    if not (names or everything):
        raise AskError("No job was named.", "quotedesk jobs retry NAME…, or --all")
    with _queue(context) as queue:
        named = [job.name for job in queue.jobs() if job.state == "parked"] if everything else names or []
        for name in named:
            queue.retry(name)
    return _shown(context, Reply((Note(f"The worker begins {count(len(named), 'job')} anew."),), len(named)))


def _queue(context: typer.Context) -> AbstractContextManager["Queue"]:
    needed("worker", "huey", "psycopg")
    from adapters.worker.queue import open_queue

    setup: Setup = context.obj
    return open_queue(setup.settings)


def _shown(context: typer.Context, reply: Reply) -> Exit:
    setup: Setup = context.obj
    return console.show(reply, as_json=setup.as_json)


def _standing(job: "Job") -> str:
    """How a job stands, in words: "parked since 2026-11-23T18:00:00+00:00, after 6 tries: The site did not answer."."""
    when = "at" if job.state == "to be tried again" else "since"
    tries = f", after {job.tries} {'try' if job.tries == 1 else 'tries'}: {job.reason}" if job.reason else ""
    return f"{job.state} {when} {job.at}{tries}"
