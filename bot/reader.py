"""What a reader's page of an article shows: its text with every quotation marked, who is quoted, and what changed.

Of articles whose outlet the settings don't name, only the paragraphs in which somebody is quoted are shown: the rest is
other people's text, and the page leads to it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.archive import Month
from bot.commands import Ask
from bot.commands.article import masthead_of, superseded
from bot.commands.caveats import caveats_on
from bot.commands.quote import quotes_of
from bot.folding import words_of
from bot.matching import versions as matching
from bot.model import Quote, Source, Span, Speaker, Status, Utterance, Version, paragraphs
from bot.phrasing import caveats, citation_text, grade_text, rule_text, speaker_text
from bot.reply import Masthead, Note, Pull, Reply
from bot.request import Question

CLOSING = ("”", '"', "»", "’", "'", "“", "«")

MONTHS = 36
"""Months beyond which a timeline shows years: more bars than that are too thin to point at on a phone."""

LISTED = 30
"""Articles on a page of the list."""

EARLIER = 5
"""Earlier versions that are looked through for quotations that went."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is quoted in an article.

    Attributes:
        number: Their place among the voices, from 1 in the order in which they are heard.
        speaker: None for a source that is not named.
        marks: The numbers of their quotations.
    """

    number: int
    name: str
    speaker: Speaker | None
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation as it is marked in the text.

    Attributes:
        number: As in an answer to /article, from 1.
        grade: How its speaker was found, in words.
        rule: The ground rule that holds for it, in words; "" for none. Guests are not shown it.
        stands: Whether these words still stand in the newest version, one after another; case and punctuation don't count.
        citation: The words with their source in one piece, to be copied.
    """

    number: int
    quote: Quote
    voice: Voice
    grade: str
    rule: str
    stands: bool
    citation: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that the same marks cover, the outermost first; some of them begin here, some end here."""

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that is shown.

    Attributes:
        number: Counts from 1.
        skipped: How many paragraphs before it are not shown.
        marks: The quotations that begin in it.
    """

    number: int
    skipped: int
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article's page, in one version.

    Attributes:
        notes: What must be said of it first.
        skipped: Paragraphs after the last shown one that are not shown.
        whole: Whether all of the text is shown.
        fallen: Quotations of earlier versions whose words do not stand in this one, the newest, any more; none for an earlier one.
        versions: Every version of the article, oldest first.
    """

    head: Masthead
    correction: str | None
    notes: tuple[Note, ...]
    paragraphs: tuple[Paragraph, ...]
    skipped: int
    whole: bool
    voices: tuple[Voice, ...]
    marks: tuple[Mark, ...]
    fallen: tuple[Pull, ...]
    versions: tuple[Source, ...]

    @property
    def source(self) -> Source:
        """Where it was printed."""
        return self.head.source


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed from the version before to this one.

    Attributes:
        shown: The paragraphs that changed; of other people's articles those alone in which somebody is or was quoted.
        changed: How many paragraphs changed.
    """

    before: Source
    after: Source
    shown: tuple[matching.Paragraph, ...]
    changed: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How much was first printed in one stretch of time, a year ("2025") or a month ("2025-06")."""

    iso: str
    by: int
    about: int


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """Somebody's page: what /quote answers for them, and over time how much is on file.

    Attributes:
        bars: Every year, or every month where all fall into `MONTHS` months, from the first to the last; none where nothing is dated.
    """

    speaker: Speaker
    reply: Reply
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of all articles, the last printed first; pages count from 1."""

    heads: tuple[Masthead, ...]
    page: int
    pages: int
    total: int


def list_page(ask: Ask, page: int) -> ListPage | None:
    """A page of the list of all articles; None beyond its end."""
    found = ask.archive.listing(ask.newsroom, offset=(page - 1) * LISTED, limit=LISTED, now=ask.now)
    pages = max(1, -(-found.total // LISTED))
    heads = tuple(Masthead(one.source, quotes=one.quotes) for one in found.items)
    return ListPage(heads, page, pages, found.total) if page <= pages else None


def speaker_page(ask: Ask, speaker_id: int) -> SpeakerPage | None:
    """The page of a speaker; None where the newsroom has none to show."""
    with ask.archive.moment(ask.newsroom, now=ask.now):
        hit = ask.archive.speaker(ask.newsroom, speaker_id, now=ask.now)
        if hit is None:
            return None
        question = Question("quote", {"name": f"#{speaker_id}"})
        reply = quotes_of(Ask(question, ask.newsroom, ask.archive, ask.now), hit)
        return SpeakerPage(hit.speaker, reply, bars_of(ask.archive.months_of(ask.newsroom, [speaker_id], now=ask.now)))


def bars_of(months: Sequence[Month]) -> tuple[Bar, ...]:
    """The months with the empty ones between them; years, where there are more than `MONTHS` or not all are known."""
    known = all(len(month.iso) == len("2025-06") for month in months)
    spread = _stretch(months[0].iso, months[-1].iso) if months and known else []
    if not spread or len(spread) > MONTHS:
        first, last = (months[0].iso[:4], months[-1].iso[:4]) if months else ("1", "0")
        spread = [f"{year:04}" for year in range(int(first), int(last) + 1)]
    return tuple(Bar(iso, *(sum(counts) for counts in _counts(iso, months))) for iso in spread)


def _stretch(first: str, last: str) -> list[str]:
    """Every month from the first to the last."""
    begun, ended = (int(iso[:4]) * 12 + int(iso[5:7]) - 1 for iso in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begun, min(ended, begun + MONTHS) + 1)]


def _counts(iso: str, months: Sequence[Month]) -> tuple[list[int], list[int]]:
    here = [month for month in months if month.iso.startswith(iso)]
    return [month.by for month in here], [month.about for month in here]


def article_page(ask: Ask, version_id: int, own: Collection[str]) -> ArticlePage | None:
    """The page of a version; None where there is none that may be shown. `own` are the outlets whose articles are shown whole."""
    version = ask.archive.version(ask.newsroom, version_id, now=ask.now)
    if version is None:
        return None
    others = _versions(ask, version.source)
    marks = _marks(version, None if version.source.newest else _newest(ask, version))
    whole = _whole(version.source, own)
    spans = list(enumerate(paragraphs(version.document.text), start=1))
    shown = [(number, span) for number, span in spans if whole or any(span.touches(one.quote.span) for one in marks)]
    return ArticlePage(
        head=masthead_of(version),
        correction=version.document.correction,
        notes=_notes(version.source),
        paragraphs=tuple(_paragraphs(version.document.text, shown, marks)),
        skipped=len(spans) - (shown[-1][0] if shown else 0),
        whole=whole,
        voices=tuple({mark.voice.number: mark.voice for mark in marks}.values()),
        marks=marks,
        fallen=tuple(_fallen(ask, version, others)),
        versions=others,
    )


def changes_page(ask: Ask, version_id: int, own: Collection[str]) -> ChangesPage | None:
    """What changed from the version before to this one; None where there is none, or may not be shown."""
    after = ask.archive.version(ask.newsroom, version_id, now=ask.now)
    before = after and _before(ask, after)
    if not (after and before):
        return None
    every = matching.paragraphs_between(before.document.text, after.document.text)
    changed = [one for one in every if one.changed]
    whole = _whole(after.source, own)
    shown = [one for one in changed if whole or _quoted(one.before, before) or _quoted(one.after, after)]
    return ChangesPage(before.source, after.source, tuple(shown), len(changed))


def _quoted(span: Span, version: Version) -> bool:
    return any(quote.speech and quote.span.touches(span) for quote in version.quotes)


def _whole(source: Source, own: Collection[str]) -> bool:
    """Whether the text may be shown whole: ours, by the settings, or told in our own words."""
    ours = {words_of(outlet) for outlet in own}
    return source.retold_from is not None or bool(source.outlet and words_of(source.outlet) in ours)


def _versions(ask: Ask, source: Source) -> tuple[Source, ...]:
    """Every version of an article, oldest first; most have one, for which nothing is asked."""
    if source.newest and source.version == 1:
        return (source,)
    return ask.archive.versions(ask.newsroom, source.article_id, now=ask.now)


def _newest(ask: Ask, version: Version) -> Version:
    return ask.archive.article(ask.newsroom, version.source.article_id, now=ask.now) or version


def _before(ask: Ask, version: Version) -> Version | None:
    """The version before one."""
    every = _versions(ask, version.source)
    earlier = [one for one in every if one.version < version.source.version]
    return ask.archive.version(ask.newsroom, earlier[-1].version_id, now=ask.now) if earlier else None


def _notes(source: Source) -> tuple[Note, ...]:
    told = (*superseded(source), *caveats_on([source]))
    updated = (
        Note(f"{words[:1].upper()}{words[1:].rstrip('.')}.")
        for words in caveats(source)
        if words.startswith(Status.UPDATED)
    )
    return (*told, *updated)


# --- who said what


def _marks(version: Version, newest: Version | None) -> tuple[Mark, ...]:
    """Every quotation of speech in a version, numbered, with its voice; `newest` is None where it is the newest itself."""
    spoken = [(number, quote) for number, quote in enumerate(_speech(version), start=1)]
    heard: dict[tuple[int, str], list[int]] = {}
    for number, quote in spoken:
        heard.setdefault(_key(quote), []).append(number)
    voices = {
        key: Voice(place, key[1], _speaker(key, version), tuple(numbers))
        for place, (key, numbers) in enumerate(heard.items(), start=1)
    }
    text = _flat(newest.document.text) if newest else None
    return tuple(
        Mark(
            number,
            quote,
            voices[_key(quote)],
            grade_text(quote, version.source),
            rule_text(quote.rule) if quote.rule else "",
            text is None or _flat(quote.exact) in text,
            citation_text(Pull(Utterance((quote,), version.source))),
        )
        for number, quote in spoken
    )


def _speech(version: Version) -> list[Quote]:
    return [quote for quote in version.quotes if quote.speech]


def _key(quote: Quote) -> tuple[int, str]:
    return quote.speaker.id if quote.speaker else 0, speaker_text(quote)


def _speaker(key: tuple[int, str], version: Version) -> Speaker | None:
    return next((quote.speaker for quote in version.quotes if quote.speaker and quote.speaker.id == key[0]), None)


def _flat(text: str) -> str:
    """The words of a text as they are looked for in another: case and punctuation don't count."""
    return f" {' '.join(words_of(text))} "


def _fallen(ask: Ask, version: Version, others: Sequence[Source]) -> Iterator[Pull]:
    """Quotations of the versions before the newest whose words it does not have, each wording once, the latest first."""
    older = [one for one in reversed(others) if not one.newest][:EARLIER]
    if not (older and version.source.newest):
        return
    text, told = _flat(version.document.text), set[str]()
    for source in older:
        earlier = ask.archive.version(ask.newsroom, source.version_id, now=ask.now)
        for quote in _speech(earlier) if earlier else ():
            words = _flat(quote.exact)
            if words not in text and words not in told:
                told.add(words)
                yield Pull(Utterance((quote,), source))


# --- the text


def _paragraphs(text: str, shown: Sequence[tuple[int, Span]], marks: Sequence[Mark]) -> Iterator[Paragraph]:
    last = 0
    for number, span in shown:
        here = [mark for mark in marks if mark.quote.span.touches(span)]
        begun = tuple(mark for mark in here if span.start <= mark.quote.span.start)
        yield Paragraph(number, number - last - 1, tuple(_stretches(text, span, here)), begun)
        last = number


def _stretches(text: str, paragraph: Span, marks: Sequence[Mark]) -> Iterator[Stretch]:
    """A paragraph, cut wherever a quotation begins or ends, and behind its closing mark, where its number stands."""
    edges = {edge for mark in marks for edge in (mark.quote.span.start, mark.quote.span.end, _behind(text, mark))}
    inside = {edge for edge in edges if paragraph.start < edge < paragraph.end}
    for start, end in pairwise(sorted({paragraph.start, paragraph.end} | inside)):
        yield Stretch(
            text[start:end],
            tuple(mark for mark in marks if mark.quote.span.holds(Span(start, end))),
            tuple(mark for mark in marks if mark.quote.span.start == start),
            tuple(mark for mark in marks if _behind(text, mark) == end),
        )


def _behind(text: str, mark: Mark) -> int:
    """Where a quotation's closing mark ends; where it has none, its last word."""
    end = mark.quote.span.end
    return end + text.startswith(CLOSING, end)
