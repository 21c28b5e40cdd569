"""/explain: why a quotation has the speaker that it has, in words, with the places of the text that they speak of."""

from collections.abc import Iterator, Sequence

from bot.archive.bindings import Bindings
from bot.archive.names import name_key
from bot.commands.caveats import caveats_on
from bot.commands.cite import quotation_meant
from bot.commands.command import Ask, Command, Option
from bot.commands.shown import numbers_in
from bot.model import Quotation, Quote, Source, Span, Version, paragraphs
from bot.reply import Facts, Heading, Note, Part, Passage, Pull, Reply, Section, Tone

LONGEST = 200_000
"""Characters of an article that is read again while somebody waits: a second's work."""

TOO_LONG = Note("The article is too long to be read again while you wait; this is what was found when it was filed.")
NO_QUOTATION = Note("Read again now, these words would not be taken for a quotation.", Tone.WARNING)
DIFFERENT = Note(
    "Read again now, it would be told otherwise who said this, or whether it is speech, than when the article was filed.",
    Tone.WARNING,
)
BY_HAND = "That {printed} is {name} was said by hand: quotedesk speakers decisions lists what was."
REREAD = Note("quotedesk reread brings the archive in step.", Tone.HINT)


def answer(ask: Ask) -> Reply:
    """What the attribution of the quote of this number rests on, found by reading its article once more."""
    found = quotation_meant(ask)
    if isinstance(found, Reply):
        return found
    (number,) = numbers_in(f"#{ask.typed('quote').removeprefix('#')}")
    quote = next((one for one in found.quotes if one.id == number), found.lead)
    version = ask.archive.version(ask.newsroom, found.source.version_id, now=ask.now)
    reasons = tuple(_reasons(version, quote, ask.archive.bindings(ask.newsroom))) if version else ()
    return Reply((Heading("Why this speaker"), *caveats_on([found.source]), Pull(found), *reasons), 1, ask.question)


def _reasons(version: Version, quote: Quote, bindings: Bindings) -> Iterator[Part]:
    from bot.quoting import extract_article  # here, since no other question needs what finds quotations
    from bot.quoting.explain import explain

    document = version.document
    if len(document.text) > LONGEST:
        yield TOO_LONG
        return
    read = extract_article(document)
    bound = bindings.put_into(read, version.source.article_id)
    again = zip(read.quotations, bound.quotations, strict=True)
    as_printed, quotation = next((pair for pair in again if pair[0].span == quote.span), (None, None))
    if as_printed is None or quotation is None:
        yield from (NO_QUOTATION, REREAD)
        return
    told = explain(document.text, quotation)
    if as_printed.attribution.name != quotation.attribution.name:
        yield Note(BY_HAND.format(printed=as_printed.attribution.name, name=quotation.attribution.name))
    if not _agrees(quotation, quote):
        yield from (DIFFERENT, REREAD)
    yield from (Note(sentence) for sentence in told.sentences)
    yield Section("Where that stands")
    yield from _passages(document.text, told.marks, version.source)
    yield Facts(tuple((f"[{number}]", part.value) for number, (_, part) in enumerate(told.marks, start=1)))


def _agrees(quotation: Quotation, quote: Quote) -> bool:
    """Whether reading it again comes to what is on file."""
    attribution = quotation.attribution
    printed = attribution.mention.text if attribution.mention else None
    same = (quotation.speech, attribution.grade, printed) == (quote.speech, quote.grade, quote.printed)
    return same and name_key(attribution.name or "") == name_key(quote.speaker.name if quote.speaker else "")


def _passages(text: str, marks: Sequence[tuple[Span, str]], source: Source) -> Iterator[Passage]:
    """Each paragraph in which something is marked, the marks numbered through."""
    for place, paragraph in enumerate(paragraphs(text), start=1):
        here = [(number, *mark) for number, mark in enumerate(marks, start=1) if paragraph.touches(mark[0])]
        if here:
            numbers, spans, roles = zip(*here, strict=True)
            within = tuple(_within(paragraph, span) for span in spans)
            yield Passage(paragraph.cut(text), place, source, within, numbers, tuple(map(str, roles)))


def _within(paragraph: Span, span: Span) -> Span:
    """What of a span lies in a paragraph, counted from its beginning."""
    return Span(max(span.start, paragraph.start) - paragraph.start, min(span.end, paragraph.end) - paragraph.start)


COMMAND = Command(
    name="explain",
    about="why a quotation has the speaker that it has, with the places of the text that tell it",
    subject=Option("quote", "the number that stands beside the quote", "#NUMBER"),
    options=(),
    examples=("/explain #1",),
    answer=answer,
)
