"""The terminal itself: what is printed, the prompt, progress bars. The only part of this room that reads or writes."""

import logging
import os
import secrets
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum

from adapters.console import plain, read
from bot.commands.typed import as_typed
from bot.errors import AskError, QuotedeskError
from bot.order import Progress, Report
from bot.phrasing import visible, ways_on
from bot.reply import Choice, Filing, Reply
from bot.request import Question

log = logging.getLogger(__name__)

HANDFUL = 5
"""Up to so many things are done without a progress bar."""

PROMPT = "quotedesk> "
WELCOME = "Ask, such as /quote NAME; /help lists the questions, Ctrl-D leaves."

Ask = Callable[[Question], Reply]


class Exit(IntEnum):
    """How the command ends, for scripts; docs/terminal.md tells them."""

    ANSWERED = 0
    FAILED = 1
    MISPUT = 2
    UNABLE = 3
    FOUND = 4
    INTERRUPTED = 130


def show(reply: Reply, *, as_json: bool, put: plain.Put | None = None) -> Exit:
    """Print a reply as JSON, drawn where the output is a terminal, else as plain text; says how the command ends.

    Args:
        reply: What the desk answered.
        as_json: Whether a script asked.
        put: Makes of a question the words that put it here; without it, ways on are numbers to type.
    """
    if as_json:
        print(plain.as_json(reply), end="")
    elif _drawn():
        _draw(reply, put)
    else:
        print(plain.text(reply, put or as_typed), end="")
    sys.stdout.flush()
    return Exit.FAILED if any(isinstance(part, Filing) and part.failed for part in reply.parts) else Exit.ANSWERED


def complain(error: Exception) -> Exit:
    """Say on stderr what was wrong and what to do; an error that nobody foresaw gets a reference for the log."""
    if isinstance(error, QuotedeskError):
        print(plain.fault(error), end="", file=sys.stderr)
        return Exit.MISPUT if isinstance(error, AskError) else Exit.UNABLE
    reference = secrets.token_hex(3)
    # The message of an exception may hold what was typed, which is never logged: only its kind and place are.
    log.error("%s: %s\n%s", reference, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    print(f"Something went wrong that we did not foresee (reference {reference}).", file=sys.stderr)
    print("With --verbose before the command, the log says where.", file=sys.stderr)
    return Exit.UNABLE


def talk(ask: Ask, suggest: read.Suggest, *, as_json: bool) -> Exit:
    """Answer line after line: from a prompt where there is a person, else from stdin; says how it ended.

    Args:
        ask: The desk's answer to a question.
        suggest: What a half-typed line may become.
        as_json: Whether answers are printed as JSON.
    """
    person = sys.stdin.isatty() and sys.stdout.isatty()
    worst, ways = Exit.ANSWERED, tuple[Choice, ...]()
    for typed in _prompted(suggest) if person else sys.stdin:
        if not typed.strip():
            continue
        try:
            reply = ask(read.next_question(typed, ways))
            ways = ways_on(reply)
            show(reply, as_json=as_json)
        except KeyboardInterrupt:
            if not person:
                raise
            print("Interrupted.", file=sys.stderr)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - the next line must be answered whatever came of this one
            worst = max(worst, complain(error))
    return Exit.ANSWERED if person else worst


def _prompted(suggest: read.Suggest) -> Iterator[str]:
    from adapters.console.prompt import session  # here, since a single question needs no prompt

    print(WELCOME)
    asked = session(PROMPT, suggest)
    while True:
        try:
            yield asked()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def agreed(question: str) -> bool:
    """Whether the person at the terminal says yes; where there is no person, nobody does."""
    if not sys.stdin.isatty():
        return False
    print(f"{visible(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


@contextmanager
def progress(doing: str) -> Iterator[Report]:
    """Somewhere to report to: a bar on stderr where that is a terminal and there is more than a handful to do."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    at = TextColumn("{task.fields[at]}", markup=False)
    columns = (TextColumn(doing, markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), at)
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None, visible=False, at="")

        def report(step: Progress) -> None:
            many = (step.total or step.done) > HANDFUL
            bar.update(task, completed=step.done, total=step.total, visible=many, at=visible(step.at))

        yield report


def _drawn() -> bool:
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _draw(reply: Reply, put: plain.Put | None) -> None:
    from rich.console import Console  # here, since a pipe needs none of it

    from adapters.console import render

    console = Console(highlight=False)
    console.print(render.terminal(reply, put), width=min(console.width, render.WIDTH))
