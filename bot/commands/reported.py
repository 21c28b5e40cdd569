"""What articles report somebody to have said without quoting it: shown in the articles' own words, apart from every quotation."""

from bot.archive import Indirect
from bot.commands.article import opened_at
from bot.commands.caveats import caveats_on
from bot.commands.command import Ask
from bot.commands.names import Person
from bot.commands.narrowing import Narrowing
from bot.commands.paging import from_the_start, offset, pager
from bot.phrasing import count
from bot.reply import Choice, Choices, Heading, Masthead, Note, Part, Passage, Reply, Section

PAGE = 3
"""Passages on a page: with their headlines they fit the smallest surface."""

NO_QUOTATIONS = Note(
    "These are no quotations: the words are the articles' own, and must not be put in quotation marks."
)


def also_reported(ask: Ask, person: Person, narrowing: Narrowing) -> tuple[Choices, ...]:
    """A way to what articles report without marks, where they do."""
    found = ask.archive.reported_by(ask.newsroom, person.ids, narrowing.filters, offset=0, limit=0, now=ask.now)
    if not found.total:
        return ()
    way = Choice(count(found.total, "passage"), from_the_start(ask.question, reported="yes"))
    return (Choices("Also reported, in the articles' own words:", (way,)),)


def reported_of(ask: Ask, person: Person, narrowing: Narrowing, *said: Part) -> Reply:
    """A page of what articles report somebody to have said, the last printed first."""
    before = offset(ask, "page", PAGE)
    found = ask.archive.reported_by(ask.newsroom, person.ids, narrowing.filters, offset=before, limit=PAGE, now=ask.now)
    page = pager(ask, "page", PAGE, found.total, f"passages that report {person.name}", dated=True)
    none = () if found.total else (Note(f"No article on file reports {person.name} without quoting."),)
    quoted = Choice("Quotes", from_the_start(ask.question, reported=None))
    parts = (
        Heading(person.name),
        *said,
        *narrowing.notes,
        *caveats_on(one.source for one in found.items),
        Section("Reported without quoting"),
        *((NO_QUOTATIONS,) if found.total else none),
        *(part for one in found.items for part in _shown(one)),
        *page,
        Choices("What is quoted:", (quoted,)),
    )
    return Reply(parts, found.total, ask.question)


def _shown(one: Indirect) -> tuple[Part, ...]:
    head = Masthead(one.source, open=opened_at(one.source, one.paragraph))
    because = (Note(one.because),) if one.because else ()
    return (head, Passage(one.sentence, one.paragraph, one.source, (one.words,)), *because)
