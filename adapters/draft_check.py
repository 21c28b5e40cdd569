"""`quotedesk check`: the quotations of a text or a draft's file, a copy with remarks, and an end that a script can read."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from adapters.console import app as console
from adapters.console import read
from adapters.console.app import Exit
from adapters.setup import Setup
from bot.commands import COMMANDS
from bot.commands.check import CheckedDraft
from bot.commands.standing import GRAVITY
from bot.desk import open_desk
from bot.errors import AskError
from bot.request import Question, Request, Upload

_CHECK = COMMANDS["check"]
_OUTCOMES = {outcome.replace(",", "").replace(" ", "-"): at for at, outcome in enumerate(GRAVITY)}
"""Every outcome as a script writes it ("not-in-this-archive"), with its place in `GRAVITY`."""

_ENDINGS = (".html", ".docx")


def check(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help=_CHECK.subject.about)] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="a draft: .docx, .pdf, .html, .md or .txt; - is stdin")
    ] = None,
    annotated: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="write a copy with remarks: a page (.html) or Word comments (.docx)"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="write the copy over a file that is there")] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="OUTCOME", help=f"end with {Exit.FOUND} from this outcome on: {', '.join(_OUTCOMES)}"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the answer as JSON")] = False,
) -> Exit:
    """Check the quotations of a text or a draft, print what came of each, and write a copy where one is wanted."""
    setup: Setup = context.obj
    settings = setup.settings
    limit = _limit(fail_on)
    if annotated:
        _check_place(annotated, file, force=force)
    request = Request(_question(words or [], file), settings.newsroom, upload=_upload(file) if file else None)
    with console.progress("Checking") as report:
        found = open_desk(settings).check(request, report)
    if annotated:
        _write(annotated, _copy(found, annotated.suffix.lower()))
    ended = console.show(found.reply, as_json=as_json or setup.as_json, put=lambda way: read.shell(way, setup.words))
    return Exit.FOUND if any(one.gravity >= limit for one in found.checked) else ended


def _question(words: list[str], file: Path | None) -> Question:
    if file and words:
        raise AskError("Either a text or a file is checked, not both.", "quotedesk check --file draft.docx")
    if not file and not words:
        raise AskError("Which text?", "quotedesk check --file draft.docx, or quotedesk check '“…,” she said.'")
    return Question(_CHECK.name) if file else read.flagged(_CHECK, words, {})


def _upload(file: Path) -> Upload:
    """A draft's bytes; a little more than is read where it has more, which is then refused with its own sentence."""
    from bot.reading import LARGEST  # here, since a typed text needs none of the libraries that read files

    if str(file) == "-":
        return Upload("stdin", sys.stdin.buffer.read(LARGEST + 1))
    try:
        with file.open("rb") as opened:
            return Upload(file.name, opened.read(LARGEST + 1))
    except OSError as error:
        raise AskError(f"{file} can't be read: {error.strerror}.", "Check its name and whose it is.") from error


def _limit(fail_on: str | None) -> int:
    """From which place in `GRAVITY` on the end is another; beyond all of them where nothing was said."""
    if fail_on is None:
        return len(GRAVITY)
    if fail_on not in _OUTCOMES:
        raise AskError(f"There is no outcome {fail_on}.", f"It is one of: {', '.join(_OUTCOMES)}.")
    return _OUTCOMES[fail_on]


def _check_place(out: Path, file: Path | None, *, force: bool) -> None:
    if out.suffix.lower() not in _ENDINGS:
        raise AskError(f"{out} is no page and no Word document.", f"The name ends with {' or '.join(_ENDINGS)}.")
    if not out.exists():
        return
    if file and file.exists() and out.samefile(file):
        raise AskError("The copy would take the draft's own place.", "Give it another name.")
    if not force:
        raise AskError(f"{out} is there already.", "Give the copy another name, or add --force.")


def _copy(found: CheckedDraft, ending: str) -> bytes:
    from bot.drafting.page import annotated_page  # here, since few want a copy
    from bot.drafting.word import annotated_word

    remarks = [one.remark for one in found.checked]
    if ending == ".html":
        return annotated_page(found.draft, remarks).encode()
    return annotated_word(found.draft, remarks, now=datetime.now(UTC))


def _write(out: Path, copy: bytes) -> None:
    """Put the copy in its place whole, or not at all."""
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(copy)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise AskError(f"{out} can't be written: {error.strerror}.", "Check its folder and whose it is.") from error
    print(f"Written: {out}", file=sys.stderr)
