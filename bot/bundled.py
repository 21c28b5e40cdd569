"""The articles that ship with Quotedesk, or those of the folder that stands in for them."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.errors import DeskError
from bot.order import Input
from bot.settings import Settings

_FOLDER = "seeds"


def seed_inputs(settings: Settings) -> tuple[Input, ...]:
    """The bundled articles, ready to be filed: the settings' folder where one is named, else what was packed.

    Raises:
        DeskError: the folder that was named is not there, or nothing was packed.
    """
    if settings.seeds:
        if not settings.seeds.is_dir():
            raise DeskError("QUOTEDESK_SEEDS names no folder.", "Name a folder of articles, or leave it out.")
        return (Input(str(settings.seeds), path=settings.seeds),)
    folder = _packed()
    if folder is None:
        raise DeskError("The bundled articles are missing from this installation.", "Install Quotedesk again.")
    articles = sorted((item for item in folder.iterdir() if item.is_file()), key=lambda item: item.name)
    return tuple(Input(item.name, data=item.read_bytes()) for item in articles)


def _packed() -> Traversable | None:
    """The folder with the articles: inside the installed package, which may lie in a zip file, or beside a checkout's."""
    folders = (files("bot") / _FOLDER, Path(__file__).resolve().parents[1] / _FOLDER)
    return next((folder for folder in folders if folder.is_dir()), None)
