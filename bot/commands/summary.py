"""/summary: three to five sentences of an article, verbatim, each with its paragraph, and who is quoted."""

from bot.commands import options
from bot.commands.article import masthead_of, opened_at, superseded, version_meant
from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command, Option
from bot.commands.quoted import quoted_in
from bot.commands.titles import article_meant
from bot.model import Version
from bot.quoting import extract_article
from bot.reply import Note, Passage, Reply, Section
from bot.summary import summary_of


def answer(ask: Ask) -> Reply:
    """The sentences that carry the article asked for."""
    found = article_meant(ask)
    if isinstance(found, Reply):
        return found
    version = version_meant(ask, found.version)
    passages = _passages(version)
    parts = (
        masthead_of(version, opened_at(version.source), shareable=True),
        *found.notes,
        *superseded(version.source),
        *caveats_on([version.source]),
        *(passages or (Note("The article has no sentence to show."),)),
        Section("Who is quoted"),
        *(quoted_in(version) or (Note("Nobody is quoted."),)),
    )
    return Reply(parts, len(passages), ask.question)


def _passages(version: Version) -> tuple[Passage, ...]:
    document = version.document
    extraction = extract_article(document)
    chosen = summary_of(document.text, extraction, document.headline or "")
    return tuple(Passage(one.span.cut(document.text), one.paragraph, version.source) for one in chosen)


COMMAND = Command(
    name="summary",
    about="an article in three to five of its own sentences, and who is quoted in it",
    subject=Option("article", "a title or part of one, an address, a number, or latest", "TITLE"),
    options=(*options.NARROWING, options.VERSION),
    examples=("/summary latest", "/summary end of the alliance"),
    answer=answer,
)
