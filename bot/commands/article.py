"""/article: the text of an article, its quotes marked and numbered."""

from collections.abc import Container, Iterator, Sequence

from bot.commands import options
from bot.commands.caveats import caveats_on
from bot.commands.cite import quotation_meant
from bot.commands.command import Ask, Command, Option
from bot.commands.paging import offset, pager
from bot.commands.titles import article_meant
from bot.errors import AskError
from bot.model import Quote, Source, Span, Version, paragraphs
from bot.phrasing import count, date_text, grade_text, rule_text, speaker_text
from bot.reply import Choice, Choices, Facts, Masthead, Note, Part, Passage, Reply, Section, Tone
from bot.request import Question

PAGE = 6
"""Paragraphs on a page, a screenful of news prose."""

_OFFERED = 5
_BESIDE = 1


def answer(ask: Ask) -> Reply:
    """A page of the article asked for, and who said which of the quotes on it."""
    if ask.typed("quote"):
        return _around_quote(ask)
    found = article_meant(ask)
    if isinstance(found, Reply):
        return found
    versions = ask.archive.versions(ask.newsroom, found.version.source.article_id, now=ask.now)
    version = version_meant(ask, found.version)
    spans = paragraphs(version.document.text)
    first = offset(ask, "page", PAGE)
    page = pager(ask, "page", PAGE, len(spans), "paragraphs")
    numbered = _numbered(version, spans[first : first + PAGE])
    parts = (
        masthead_of(version),
        *found.notes,
        *superseded(version.source),
        *caveats_on([version.source]),
        *_passages(version, first, numbered),
        *page,
        *_speakers([pair for _, pairs in numbered for pair in pairs], version.source),
        *_other_versions(ask, version.source, versions),
        *_other_papers(ask, version.source),
    )
    return Reply(parts, len(spans), ask.question)


def _around_quote(ask: Ask) -> Reply:
    """The paragraphs that a quote stands in, and those beside them, in the version that prints it."""
    found = quotation_meant(ask)
    if isinstance(found, Reply):
        return found
    version = ask.archive.version(ask.newsroom, found.source.version_id, now=ask.now)
    if not version:
        raise AskError("The article can't be shown any more: it was changed just now.", "Ask again.")
    first = max(0, found.lead.paragraph - 1 - _BESIDE)
    shown = paragraphs(version.document.text)[first : found.quotes[-1].paragraph + _BESIDE]
    numbered = _numbered(version, shown, {quote.id for quote in found.quotes})
    parts = (
        masthead_of(version, opened_at(version.source, found.lead.paragraph)),
        *superseded(version.source),
        *caveats_on([version.source]),
        *_passages(version, first, numbered),
        *_speakers([pair for _, pairs in numbered for pair in pairs], version.source),
    )
    return Reply(parts, len(numbered), ask.question)


def quotes_shown(version: Version) -> tuple[Part, ...]:
    """An article's head, its paragraphs in which somebody is quoted, and who said what, on one page."""
    numbered = _numbered(version, paragraphs(version.document.text))
    quoted = [passage for passage in _passages(version, 0, numbered) if passage.marked]
    return (
        masthead_of(version),
        *quoted,
        *_speakers([pair for _, pairs in numbered for pair in pairs], version.source),
    )


def opened_at(source: Source, paragraph: int = 1) -> Question:
    """The question for the whole article, in this version, at the page with a paragraph (from 1)."""
    page = (paragraph - 1) // PAGE + 1
    return Question("article", {"article": f"#{source.article_id}"}).but(
        version=None if source.newest else str(source.version), page=str(page) if page > 1 else None
    )


def masthead_of(version: Version, whole: Question | None = None, *, shareable: bool = False) -> Masthead:
    """An article's head; `whole` opens it."""
    document = version.document
    spoken = sum(quote.speech for quote in version.quotes)
    return Masthead(version.source, document.standfirst, document.dateline, document.updated, spoken, whole, shareable)


def version_meant(ask: Ask, newest: Version) -> Version:
    """The version asked for, the newest where none was.

    Raises:
        AskError: the article has no such version.
    """
    typed = ask.typed("version")
    if not typed:
        return newest
    versions = ask.archive.versions(ask.newsroom, newest.source.article_id, now=ask.now)
    wanted = next((one for one in versions if str(one.version) == typed), None)
    found = ask.archive.version(ask.newsroom, wanted.version_id, now=ask.now) if wanted else None
    if not found:
        raise AskError("The article has no version of that number.", f"version:{newest.source.version} is the newest.")
    return found


_Numbered = Sequence[tuple[Span, Sequence[tuple[int, Quote]]]]


def _numbered(version: Version, spans: Sequence[Span], only: Container[int] | None = None) -> _Numbered:
    """Each paragraph with the quotes that begin in it, numbered as in the whole article. Only speech is numbered."""
    spoken = enumerate((quote for quote in version.quotes if quote.speech), start=1)
    shown = [(number, quote) for number, quote in spoken if only is None or quote.id in only]
    return [(span, [pair for pair in shown if span.holds(pair[1].span)]) for span in spans]


def _passages(version: Version, first: int, numbered: _Numbered) -> list[Passage]:
    text = version.document.text
    return [
        Passage(
            span.cut(text),
            first + place,
            version.source,
            tuple(Span(quote.span.start - span.start, quote.span.end - span.start) for _, quote in pairs),
            tuple(number for number, _ in pairs),
        )
        for place, (span, pairs) in enumerate(numbered, start=1)
    ]


def _speakers(numbered: Sequence[tuple[int, Quote]], source: Source) -> tuple[Part, ...]:
    """Who said what is numbered on this page, and how that was found."""
    if not numbered:
        return ()
    rows = tuple((f"[{number}]", ", ".join(_said_of(quote, source))) for number, quote in numbered)
    return (Section("Who said it"), Facts(rows))


def _said_of(quote: Quote, source: Source) -> Iterator[str]:
    yield speaker_text(quote)
    yield grade_text(quote, source)
    if quote.rule:
        yield rule_text(quote.rule)


def superseded(source: Source) -> tuple[Note, ...]:
    """That there is a later version, where there is."""
    if source.newest:
        return ()
    return (Note(f"This is version {source.version}; a later one is on file.", Tone.WARNING),)


def _other_versions(ask: Ask, shown: Source, versions: Sequence[Source]) -> tuple[Choices, ...]:
    """Ways to the other versions, the newest first."""
    others = sorted((one for one in versions if one.version != shown.version), key=lambda one: -one.version)
    article = f"#{shown.article_id}"
    choices = tuple(
        Choice(
            f"Version {one.version}",
            Question(ask.question.command, {"article": article, "version": str(one.version)}),
            date_text(one.published),
        )
        for one in others[:_OFFERED]
    )
    return (Choices("Other versions on file:", choices),) if choices else ()


def _other_papers(ask: Ask, source: Source) -> tuple[Choices, ...]:
    """The way to the other papers that print the same story."""
    copies = ask.archive.copies(ask.newsroom, source.article_id, now=ask.now)
    ways = (Choice("All papers with it", Question("copies", {"article": f"#{source.article_id}"})),)
    return (Choices(f"The same story in {count(len(copies), 'other article')}:", ways),) if copies else ()


COMMAND = Command(
    name="article",
    about="the text of an article with its quotes marked and numbered, and who said each",
    subject=Option("article", "a title or part of one, an address, a number, or latest", "TITLE"),
    options=(*options.NARROWING, options.PAGE, options.VERSION, options.QUOTE),
    examples=("/article latest", "/article end of the alliance page:2", "/article quote:#1"),
    answer=answer,
)
