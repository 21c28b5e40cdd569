"""What a chat hands in to be checked: a text, or the one file that may be a draft. Pure."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.errors import AskError
from bot.request import Question

File = TypeVar("File")

_MEDIA = ("image/", "video/", "audio/")
"""Kinds of files that hold no text, as chats name them. Source: https://www.iana.org/assignments/media-types"""


def question(text: str) -> Question:
    """The question that checks a text, or the file beside it where there is none."""
    return Question("check", {"text": text} if text.strip() else {})


def draft_among(files: Sequence[File], kind: Callable[[File], str | None]) -> File | None:
    """The file of a message that may be a draft; None where there is none.

    Args:
        files: All of its files.
        kind: Of a file its media type ("image/png"), as far as the chat knows it.

    Raises:
        AskError: there are several.
    """
    found = [file for file in files if not (kind(file) or "").startswith(_MEDIA)]
    if len(found) > 1:
        raise AskError("There are several files.", "Check one at a time: /check opens a form for it.")
    return found[0] if found else None
