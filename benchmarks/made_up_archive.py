"""An archive of any size whose articles nobody wrote: made of syllables, the same on every machine."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice, product
from pathlib import Path

from bot.archive import Submission, open_archive
from bot.model import (
    Attribution,
    Document,
    Entity,
    Extraction,
    Grade,
    Kind,
    Mention,
    PrintedDate,
    Quotation,
    Span,
)
from bot.settings import Settings

QUOTES_EACH = 10
"""Quotes in one article."""

_SYLLABLES = [first + second for first, second in product("bdfgklmnprstv", ("a", "e", "i", "o", "u", "an", "er", "is"))]
_COMMON, _WORDS, _PEOPLE = 200, 8_000, 2_000
FILED = datetime(2026, 1, 1, tzinfo=UTC)


def archive_of(quotes: int, folder: Path, newsroom: str) -> Settings:
    """The settings of an archive with so many quotes in a folder, which is filled the first time (a minute for 100,000)."""
    finished = folder / "finished"
    settings = Settings(archive=folder / "archive.db", database_url="", index=folder / "index", newsroom=newsroom)
    if not finished.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _fill(settings, quotes)
        finished.touch()
    return settings


def people() -> list[str]:
    """Everybody who is quoted, by full name; those at the front are quoted most."""
    dice = random.Random(11)
    return [f"{_word(dice).title()} {_word(dice).title()}" for _ in range(_PEOPLE)]


def _fill(settings: Settings, quotes: int) -> None:
    archive = open_archive(settings)
    made_up = articles(quotes // QUOTES_EACH)
    while some := list(islice(made_up, 500)):
        archive.file(settings.newsroom, some, now=FILED)
    archive.catch_up()
    archive.close()


def articles(count: int) -> Iterator[Submission]:
    """So many made-up articles, the same each time."""
    dice = random.Random(7)
    words, named = [_word(dice) for _ in range(_WORDS)], people()
    for number in range(count):
        yield _article(dice, number, words, named)


def _article(dice: random.Random, number: int, words: list[str], named: list[str]) -> Submission:
    text, quotations = "", list[Quotation]()
    speakers = [named[int(dice.random() ** 2 * _PEOPLE)] for _ in range(3)]
    for order in range(QUOTES_EACH):
        said, speaker = _sentence(dice, words), dice.choice(speakers)
        start = len(text) + 1
        text += f"“{said}” {speaker} said. {_sentence(dice, words)}\n\n"
        mention = Mention(Span(start + len(said) + 2, start + len(said) + 2 + len(speaker)), speaker)
        attribution = Attribution(Grade.NAMED, mention, speaker, Kind.PERSON)
        quotations.append(Quotation(Span(start, start + len(said)), True, order, attribution))
    entities = tuple(Entity(name, Kind.PERSON, (name.split()[-1],)) for name in sorted(set(speakers)))
    document = Document(
        text=text.strip(),
        format="plain",
        headline=_sentence(dice, words)[:60],
        outlet=f"The {_word(dice).title()} Post",
        published=PrintedDate(f"20{dice.randrange(10, 26)}-0{dice.randrange(1, 10)}-1{dice.randrange(10)}"),
    )
    return Submission(document, Extraction(tuple(quotations), entities), text.encode(), f"made-up-{number}")


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4)))


def _sentence(dice: random.Random, words: list[str]) -> str:
    """Common words make half of it, as in any language."""
    chosen = [dice.choice(words[:_COMMON] if dice.random() < 0.5 else words) for _ in range(dice.randint(8, 30))]
    return " ".join(chosen).capitalize() + "."
