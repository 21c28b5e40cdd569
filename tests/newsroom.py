"""A newsroom small enough to remember. Its town is Brackwater, its story a bridge that closes for a year.

People: Ana Ruiz is the mayor, Tomas Ruiz her brother, a columnist; Elizabeth Kane is a senator; Jørgen Østby fishes.
Priya Natarajan is an engineer of whom others speak and who says nothing. Nobody in it exists.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.archive import Submission, open_archive
from bot.commands.typed import question_from
from bot.desk import Desk
from bot.ledger import open_ledger
from bot.model import (
    About,
    Attribution,
    Document,
    Entity,
    Extraction,
    Grade,
    Kind,
    Mention,
    PrintedDate,
    Quotation,
    Retelling,
    Span,
    Status,
)
from bot.reply import Part, Reply
from bot.request import Question, Request
from bot.settings import Settings

P = TypeVar("P", bound=Part)

BOARD = "Herring Board"
"""A body that an article names and nobody quotes."""

HARBOUR, ELSEWHERE = "harbour", "elsewhere"
NOW = datetime(2025, 7, 2, 12, 0, tzinfo=UTC)
"""A Wednesday."""


@dataclass(frozen=True)
class Said:
    """Words between marks, who said them, and whom they concern."""

    words: tuple[str, ...]
    by: str | None = None
    kind: Kind = Kind.PERSON
    printed: str | None = None
    because: str = ""
    about: tuple[About, ...] = ()
    speech: bool = True


def said(
    *words: str, by: str | None = None, printed: str | None = None, because: str = "", about: Sequence[About] = ()
) -> Said:
    """One utterance. Without `by` its source is the phrase `printed`, or nobody where that is missing, too."""
    return Said(words, by, Kind.PERSON if by else Kind.UNNAMED, printed or by, because, tuple(about))


def scare(words: str) -> Said:
    """Words in marks that nobody said."""
    return Said((words,), speech=False)


def extraction(text: str, utterances: Sequence[Said]) -> Extraction:
    """What quoting would find in a text, told by hand."""
    found = [
        Quotation(_span(text, words), one.speech, number, _attribution(text, one), one.about)
        for number, one in enumerate(utterances)
        for words in one.words
    ]
    names = {one.by for one in utterances if one.by} | {about.name for one in utterances for about in one.about}
    entities = tuple(Entity(name, Kind.PERSON, (name.split()[-1],)) for name in sorted(names))
    if BOARD in text:
        entities += (Entity(BOARD, Kind.BODY),)
    return Extraction(tuple(sorted(found, key=lambda quotation: quotation.span)), entities)


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _attribution(text: str, one: Said) -> Attribution:
    if not one.speech or not one.printed:
        return Attribution(Grade.NONE)
    mention = Mention(Span(0, 0), one.printed)
    if not one.by:
        return Attribution(Grade.DESCRIBED, mention, None, Kind.UNNAMED)
    return Attribution(Grade.WORKED_OUT if one.because else Grade.NAMED, mention, one.by, one.kind, one.because)


def article(document: Document, *utterances: Said, origin: str = "") -> Submission:
    """An article, ready to be filed."""
    name = origin or document.url or f"{document.outlet}/{document.headline}"
    return Submission(document, extraction(document.text, utterances), document.text.encode(), name)


BRIDGE = Document(
    text=(
        "The harbour bridge will close for a year from September, Mayor Ana Ruiz told the council on Monday. "
        "The bridge has carried twice its load since the tunnel was shut in 2019.\n\n"
        "“We will not raise the tolls,” Ruiz said. “Not this year and not next.”\n\n"
        "Priya Natarajan, an engineer from the capital, had been chosen to lead the works on the bridge. "
        "Ruiz withdrew the offer in May. “She was not amused,” said one former harbour official.\n\n"
        "Senator Elizabeth Kane called the closure a “gift to the ferries.” "
        "“The bridge must stay open until the ferries are ready,” Kane said.\n\n"
        "The oldest ferry, which locals call the “soup bowl,” will run every ten minutes. "
        "Drivers were told that “nothing is settled yet.”"
    ),
    format="plain",
    headline="Harbour bridge to close for a year",
    byline="Ines Okafor",
    outlet="The Brackwater Ledger",
    published=PrintedDate("2025-06-07", "07/06/2025"),
    url="https://ledger.example/bridge",
)
REPRINT = Document(
    text=(
        "Brackwater’s mayor kept to her word on Wednesday. “We will not raise the tolls. Not this year and not next,” "
        "Ana Ruiz said.\n\n“The harbour comes first,” she added."
    ),
    format="plain",
    headline="Mayor keeps her word on tolls",
    outlet="Coast Courier",
    published=PrintedDate("2025-06-11"),
)
POST = Document(
    text="Senator Elizabeth Kane said: “The bridge may stay open until the ferries are ready.”",
    format="plain",
    headline="Senator: bridge may stay open",
    outlet="The Evening Post",
)
COLUMN = Document(
    text="The column holds that the council has lost its way. “The tolls are a tax on the poor,” Tomas Ruiz wrote.",
    format="markdown",
    headline="How one column saw the bridge",
    byline="Retold by Quotedesk",
    published=PrintedDate("2025-06-20"),
    retold_from=Retelling("Tom Vale", "The Evening Post", "June 2025"),
)
FISHING = Document(
    text="Jørgen Østby has fished here for forty years, as the Herring Board knows. “Nobody asked the fishermen,” Østby said of the bridge.",
    format="html",
    headline="Forty years on the water",
    outlet="Coast Courier",
    published=PrintedDate("2024"),
    lost=("a quotation of the page",),
)
ANSWERS = tuple(f"Answer number {number} is about herring and not about tolls." for number in range(1, 13))
INTERVIEW = Document(
    text="\n\n".join(f"“{answer}” Jørgen Østby said." for answer in ANSWERS),
    format="plain",
    headline="Twelve questions for a fisherman",
    outlet="Coast Courier",
    published=PrintedDate("2023-03"),
)
ARTICLES = (
    article(
        BRIDGE,
        said("We will not raise the tolls,", "Not this year and not next.", by="Ana Ruiz"),
        said(
            "She was not amused,",
            printed="one former harbour official",
            about=(
                About("Ana Ruiz", Kind.PERSON, "“She” is Ana Ruiz"),
                About("Priya Natarajan", Kind.PERSON, "the words before it tell of Priya Natarajan’s offer"),
            ),
        ),
        said("gift to the ferries.", by="Elizabeth Kane"),
        said("The bridge must stay open until the ferries are ready,", by="Elizabeth Kane"),
        scare("soup bowl,"),
        said("nothing is settled yet."),
    ),
    article(
        REPRINT,
        said("We will not raise the tolls. Not this year and not next,", by="Ana Ruiz"),
        said("The harbour comes first,", by="Ana Ruiz", printed="she", because="“she” is Ana Ruiz, named before"),
    ),
    article(POST, said("The bridge may stay open until the ferries are ready.", by="Elizabeth Kane")),
    article(COLUMN, said("The tolls are a tax on the poor,", by="Tomas Ruiz")),
    article(FISHING, said("Nobody asked the fishermen,", by="Jørgen Østby")),
    article(INTERVIEW, *(said(answer, by="Jørgen Østby") for answer in ANSWERS)),
)
FOREIGN = article(
    Document("“Not for Brackwater,” Ana Ruiz said of the bridge.", "plain", headline="Harbour bridge elsewhere"),
    said("Not for Brackwater,", by="Ana Ruiz"),
)
RETRACTED = "The senator was misheard."


Then = Callable[[Request, Reply], Reply]


class WatchedDesk(Desk):
    """A desk to whose answers something may happen, and that tells which tenants it was told to keep."""

    then: Then | None = None
    kept: tuple[str, ...] = ()

    def keep(self, tenant: str) -> None:
        super().keep(tenant)
        self.kept += (tenant,)

    def answer(self, request: Request) -> Reply:
        reply = super().answer(request)
        return self.then(request, reply) if self.then else reply


def opened(folder: Path) -> WatchedDesk:
    """A desk over a new archive in the folder: the newsroom of Brackwater, and one article of another newsroom."""
    return opened_at(settings(folder))


def opened_at(where: Settings) -> WatchedDesk:
    """The same over an empty archive that the settings name."""
    archive = open_archive(where)
    filed = archive.file(HARBOUR, ARTICLES, now=NOW)
    archive.set_status(HARBOUR, filed[2].article_id, Status.RETRACTED, RETRACTED, now=NOW)
    archive.file(ELSEWHERE, (FOREIGN,), now=NOW)
    archive.catch_up()
    return WatchedDesk(archive, open_ledger(where), lambda: NOW, fetch_loopback=True)


def settings(folder: Path) -> Settings:
    """Settings of an archive of its own."""
    return Settings(archive=folder / "archive.db", database_url="", index=folder / "index", newsroom=HARBOUR)


def corrected(document: Document, text: str) -> Submission:
    """The same article with another text and nobody quoted: a later version."""
    return article(replace(document, text=text))


def ask(desk: Desk, line: str, newsroom: str = HARBOUR) -> Reply:
    """The answer to a typed line."""
    return put(desk, question_from(line), newsroom)


def put(desk: Desk, question: Question, newsroom: str = HARBOUR) -> Reply:
    """The answer to a question, as a button asks it."""
    return desk.answer(Request(question, newsroom))


def parts(reply: Reply, kind: type[P]) -> list[P]:
    """The parts of one kind, in order."""
    return [part for part in reply.parts if isinstance(part, kind)]
