"""Locks on files, one holder over all processes: the system lets go of them with the process."""

import fcntl
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.errors import DeskError


@contextmanager
def locked(file: Path) -> Generator[bool]:
    """Whether nobody else holds the lock on a file, which is made if need be; it is held meanwhile.

    Raises:
        OSError: on entering, where the file can't be written.
    """
    with file.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def locked_folder(folder: Path, what: str) -> Generator[bool]:
    """The same of a folder in which an index lies, "The search index", which is made if need be.

    Raises:
        DeskError: on entering, where the folder can't be written.
    """
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            so = stack.enter_context(locked(folder / "lock"))
        except OSError as fault:
            raise DeskError(
                f"{what} in {folder} can't be written: {fault.strerror}.",
                "Make the folder writable, or name another one in QUOTEDESK_INDEX.",
            ) from fault
        yield so
