"""/copies: the other papers that print the same story, and the quotes that they word otherwise."""

from collections.abc import Iterator, Sequence

from bot.commands import options
from bot.commands.article import masthead_of, opened_at
from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command, Option
from bot.commands.differing import told
from bot.commands.paging import offset, pager
from bot.commands.titles import article_meant
from bot.matching.wording import Wording, differences, wording_of
from bot.model import Quote, Source, Version
from bot.phrasing import count
from bot.reply import Facts, Heading, Masthead, Note, Part, Reply, Section

PAGE = 5
"""Papers on a page, with what each words otherwise."""

NONE = "No other article on file is the same story."


def answer(ask: Ask) -> Reply:
    """The articles that are the same story as the one asked for, each with the quotes that it changed."""
    found = article_meant(ask)
    if isinstance(found, Reply):
        return found
    here = found.version
    copies = ask.archive.copies(ask.newsroom, here.source.article_id, now=ask.now)
    page = pager(ask, "page", PAGE, len(copies), "articles")
    before = offset(ask, "page", PAGE)
    shown = copies[before : before + PAGE]
    wordings = [(quote, wording_of(quote.exact)) for quote in here.quotes if quote.speech]
    title = Section(f"The same story in {count(len(copies), 'other article')}") if copies else Note(NONE)
    parts: tuple[Part, ...] = (
        Heading("One story"),
        masthead_of(here, opened_at(here.source)),
        *found.notes,
        *caveats_on([here.source, *shown]),
        title,
        *(part for source in shown for part in _copy(ask, source, wordings)),
        *page,
    )
    return Reply(parts, len(copies), ask.question)


def _copy(ask: Ask, source: Source, wordings: Sequence[tuple[Quote, Wording]]) -> Iterator[Part]:
    yield Masthead(source, open=opened_at(source))
    version = ask.archive.version(ask.newsroom, source.version_id, now=ask.now)
    rows = tuple(_changed(version, wordings)) if version else ()
    if rows:
        yield Facts(rows)


def _changed(version: Version, wordings: Sequence[tuple[Quote, Wording]]) -> Iterator[tuple[str, str]]:
    """For each quote that another article words otherwise, and has nowhere as it stands here, what differs there."""
    theirs = [wording_of(quote.exact) for quote in version.quotes if quote.speech]
    same = {one.words for one in theirs}
    for quote, here in wordings:
        changes = next((found for one in theirs if (found := differences(here, one))), ())
        if changes and here.words not in same:
            yield f"quote #{quote.id}", f"worded otherwise there: {told(changes)}"


COMMAND = Command(
    name="copies",
    about="the other papers that print the same story, and the quotes that they word otherwise",
    subject=Option("article", "a title or part of one, an address, a number, or latest", "TITLE"),
    options=(*options.NARROWING, options.PAGE),
    examples=("/copies latest",),
    answer=answer,
)
