"""The articles that ship with Quotedesk, or those of the folder that stands in for them."""

from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path

from bot.errors import DeskError
from bot.order import Input
from bot.settings import Settings

_PACKED = "seeds"
"""Their folder inside the installed package; in a checkout it lies beside the package."""


def seed_inputs(settings: Settings) -> tuple[Input, ...]:
    """The bundled articles, ready to be filed: the settings' folder where one is named, else what was packed.

    Raises:
        DeskError: the folder that was named is not there, or nothing was packed.
    """
    if settings.seeds:
        if not settings.seeds.is_dir():
            raise DeskError("QUOTEDESK_SEEDS names no folder.", "Name a folder of articles, or leave it out.")
        return (Input(str(settings.seeds), path=settings.seeds),)
    found = _packed() or _beside()
    if not found:
        raise DeskError("The bundled articles are missing from this installation.", "Install Quotedesk again.")
    return found


def _packed() -> tuple[Input, ...]:
    """The articles as package data, read here since a package may lie in a zip file."""
    folder = files("bot") / _PACKED
    if not folder.is_dir():
        return ()
    articles = sorted((item for item in folder.iterdir() if item.is_file()), key=lambda item: item.name)
    return tuple(Input(item.name, data=item.read_bytes()) for item in articles)


def _beside() -> tuple[Input, ...]:
    with suppress(FileNotFoundError), as_file(files("bot")) as package:
        return _articles(package.parent / _PACKED)
    return ()


def _articles(folder: Path) -> tuple[Input, ...]:
    if not folder.is_dir():
        return ()
    return tuple(Input(item.name, data=item.read_bytes()) for item in sorted(folder.iterdir()) if item.is_file())
