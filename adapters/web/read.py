"""What a browser sends -> a question, or the number of what is asked for; a form -> a draft."""

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.commands import COMMANDS
from bot.commands.command import within
from bot.commands.typed import question_from
from bot.errors import AskError
from bot.reading import LARGEST
from bot.request import Question, Upload

LONGEST = 18
"""Digits of a number that anything on file may have."""

_FORM = 'Send it like {"command": "quote", "options": {"name": "ruiz"}}'

_AROUND = 10_000
"""Bytes of a form beside what is sent with it."""


def question_at(command: str, given: Sequence[tuple[str, str]]) -> Question:
    """The question that an address asks; options that it does not have, or has twice or too long, are refused, whether it would read them or not.

    Raises:
        AskError: there is no such question, or not with these options.
    """
    asked = COMMANDS.get(command)
    if asked is None:
        raise AskError("There is no such question.", "Ask /help what there is.")
    known = {option.name: option for option in (asked.subject, *asked.options)}
    options = {name: value for name, value in given if value.strip()}
    if not known.keys() >= options.keys() or len({name for name, _ in given}) < len(given):
        raise AskError("This address asks with options that the question has not.", f"Its form is {asked.form}")
    for name, value in options.items():
        within(known[name].longest, value)
    return Question(command, options)


def question_typed(line: str) -> Question:
    """The question in a typed line; one that begins with no slash asks whose words these are, or where they stand.

    Raises:
        AskError: as for any typed line.
    """
    words = line.strip()
    return question_from(words if words.startswith("/") or not words else f"/quote {words}")


@dataclass(frozen=True, slots=True, repr=False)
class DraftSent:
    """A draft as a browser sent it. It has no `repr`, so that none of it comes into a log.

    Attributes:
        pasted: Its text, to be shown again; empty for a file.
        copy: Whether a copy with remarks is wanted in place of the answer.
    """

    pasted: str
    upload: Upload
    copy: bool


class _InMemory(MultiPartParser):
    """Holds what was sent in memory: Starlette's own would write what is long to a disk."""

    spool_max_size = LARGEST + 1


async def draft_sent(request: Request) -> DraftSent:
    """The draft in a form.

    Raises:
        AskError: there is none, it is too large, or no form.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise AskError("A draft is sent with the form on its page.", "Paste the text there, or choose the file.")
    try:
        sent = await _InMemory(
            request.headers, _bounded(request.stream()), max_files=1, max_fields=2, max_part_size=LARGEST
        ).parse()
    except MultiPartException as error:
        raise AskError("The form was cut short, or is none.", "Send it once more.") from error
    file, pasted = sent.get("file"), str(sent.get("text") or "").strip()
    data = await file.read() if isinstance(file, UploadFile) else b""
    name = file.filename if isinstance(file, UploadFile) and data else ""
    await sent.close()
    if bool(data) == bool(pasted):
        raise AskError("Which draft?", "Paste its text, or choose its file; one at a time.")
    return DraftSent(pasted, Upload(name or "", data or pasted.encode()), "copy" in sent)


async def body_of(request: Request, largest: int) -> bytes:
    """What was sent.

    Raises:
        AskError: it is more than that; no more of it is read.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > largest:
            raise AskError(f"A question may have {largest:,} bytes.", "Ask with the few words that matter.")
    return bytes(body)


def question_in(body: bytes) -> Question:
    """The question in a program's JSON: {"command": …, "options": {…}}.

    Raises:
        AskError: it is no question.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise AskError("That is no JSON.", _FORM) from error
    match told:
        case {"command": str(command), **rest} if not rest.keys() - {"options"}:
            options = rest.get("options", {})
            if isinstance(options, dict) and all(isinstance(value, str) for value in options.values()):
                return question_at(command, list(options.items()))
    raise AskError("That is no question.", _FORM)


async def _bounded(stream: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    """What is sent, as long as it is no more than a draft may be."""
    read = 0
    async for piece in stream:
        read += len(piece)
        if read > LARGEST + _AROUND:
            raise AskError(f"A draft may have {LARGEST >> 20} MB.", "Check it in parts.")
        yield piece


def permalink(text: str) -> str:
    """The path of ours that somebody is to be led to who signs in: of an article or a speaker; "/" for any other text.

    No other path is taken, so that nobody is led elsewhere, and no question that was typed comes into another address.
    """
    return text if re.fullmatch(r"/versions/[1-9][0-9]{0,17}(/changes)?|/speakers/[1-9][0-9]{0,17}", text) else "/"


def number(text: str) -> int | None:
    """A number as an address holds it; None for anything else."""
    well_formed = text.isascii() and text.isdigit() and len(text) <= LONGEST and not text.startswith("0")
    return int(text) if well_formed else None
