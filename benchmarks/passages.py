"""An archive of real passages said by people with real names: who said what, where and when is drawn by lot.

Some people and outlets are drawn far more often than others, as in any archive (Zipf's law).
"""

import lzma
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path

from benchmarks.made_up_archive import FILED, QUOTES_EACH
from bot.archive import Archive, Submission
from bot.model import Attribution, Document, Entity, Extraction, Grade, Kind, Mention, PrintedDate, Quotation, Span

NEWSROOMS = ("city-desk", "sports", "magazine")
"""The first has most articles."""

OUTLETS = tuple(
    f"The {place} {kind}" for place in ("North", "South", "East", "West") for kind in ("Post", "Mail", "Sun")
)

SPEAKERS = 20_000
HEADLINE_WORDS = 8
BATCH = 500


@dataclass(frozen=True, slots=True)
class Lot:
    """One of so many, the first most often: the n-th is drawn 1/n as often as the first."""

    weights: Sequence[float]

    @classmethod
    def of(cls, count: int) -> "Lot":
        """A lot among so many."""
        return cls(list(accumulate(1 / place for place in range(1, count + 1))))

    def drawn(self, dice: random.Random) -> int:
        """A place, counted from 0."""
        return dice.choices(range(len(self.weights)), cum_weights=self.weights)[0]


def lines_of(path: Path, count: int) -> list[str]:
    """The first so many lines of a compressed file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in islice(lines, count)]


def filed(
    archive: Archive, articles: Iterable[tuple[str, Submission]], report: Callable[[int], object] = lambda _: None
) -> None:
    """File articles, each in its newsroom, many at a time."""
    waiting: dict[str, list[Submission]] = {}
    for newsroom, submission in articles:
        waiting.setdefault(newsroom, []).append(submission)
        if len(waiting[newsroom]) == BATCH:
            archive.file(newsroom, waiting.pop(newsroom), now=FILED)
            report(BATCH)
    for newsroom, submissions in waiting.items():
        archive.file(newsroom, submissions, now=FILED)
        report(len(submissions))


def quoted(passages: Sequence[str], names: Sequence[str], seed: int) -> Iterator[tuple[str, Submission]]:
    """Articles that quote each of the passages once, with the newsroom of each."""
    dice = random.Random(seed)
    rooms, outlets, speakers = (Lot.of(count) for count in (len(NEWSROOMS), len(OUTLETS), min(SPEAKERS, len(names))))
    for number, start in enumerate(range(0, len(passages), QUOTES_EACH)):
        who = [names[speakers.drawn(dice)] for _ in range(3)]
        said = [(passage, dice.choice(who)) for passage in passages[start : start + QUOTES_EACH]]
        yield NEWSROOMS[rooms.drawn(dice)], _article(number, said, OUTLETS[outlets.drawn(dice)], dice)


def long_articles(passages: Sequence[str], count: int, words: int, seed: int) -> Iterator[tuple[str, Submission]]:
    """Articles without quotations, of so many words, in the first newsroom."""
    dice = random.Random(seed)
    for number in range(count):
        paragraphs: list[str] = []
        while sum(paragraph.count(" ") + 1 for paragraph in paragraphs) < words:
            paragraphs.append(dice.choice(passages))
        text = "\n\n".join(paragraphs)
        yield (
            NEWSROOMS[0],
            _submission(number, text, Extraction((), ()), _headline(dice.choice(passages)), OUTLETS[0], dice),
        )


def _article(number: int, said: Sequence[tuple[str, str]], outlet: str, dice: random.Random) -> Submission:
    text, quotations = "", list[Quotation]()
    for order, (passage, speaker) in enumerate(said):
        start = len(text) + 1
        text += f"“{passage}” {speaker} said.\n\n"
        mention = Mention(Span(start + len(passage) + 2, start + len(passage) + 2 + len(speaker)), speaker)
        attribution = Attribution(Grade.NAMED, mention, speaker, Kind.PERSON)
        quotations.append(Quotation(Span(start, start + len(passage)), True, order, attribution))
    people = tuple(Entity(name, Kind.PERSON, ()) for name in sorted({speaker for _, speaker in said}))
    return _submission(number, text.strip(), Extraction(tuple(quotations), people), _headline(said[0][0]), outlet, dice)


def _submission(
    number: int, text: str, found: Extraction, headline: str, outlet: str, dice: random.Random
) -> Submission:
    date = PrintedDate(f"{dice.randrange(2006, 2026)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}")
    document = Document(text=text, format="plain", headline=headline, outlet=outlet, published=date)
    return Submission(document, found, text.encode(), f"passages-{number}")


def _headline(passage: str) -> str:
    return " ".join(passage.split()[:HEADLINE_WORDS])
