"""The words every surface shares: how a date, a source, a speaker or a page is said, and in which order.

A renderer lays these out and escapes them; it makes no wording of its own, so that an answer reads the same everywhere.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import zip_longest
from operator import itemgetter
from typing import Literal

from bot.model import Grade, PrintedDate, Quote, Retelling, Source, Span, Status, Utterance
from bot.reply import Actions, Choice, Choices, Diff, Edit, Filing, Masthead, Pager, Part, Passage, Pull, Reply, Shared
from bot.request import Question
from bot.shortening import more, shown_parts, whole_words

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
"""Characters that reorder what stands around them, and the byte order mark. Source: Unicode UAX #9, table 3."""

UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{BIDI}]")
"""What never reaches a reader as it stands: C0 and C1 controls, line separators, lone surrogates, bidi controls."""

SEPARATOR = " · "
"""What stands between two facts on one line."""

LEAST = 40
"""Characters that words can be shortened to: beside some of them, the count of those left out needs room."""

CHANGES = 8
"""Changes of a wording that are told one by one."""

CHANGED = 120
"""Characters of the words of one change."""

_ENDS = 5
"""Words that a long stretch of a diff shows at either end."""

FEW = 5
"""Files named one by one when the same is to be said of each; of more, the first stands for all."""

Piece = Literal["text", "marked", "number"]
Edited = Literal["kept", "dropped", "added"]
Told = Literal["speaker", "grade", "reason", "headline", "source", "caveat"]

_BETWEEN = "” … “"
_LOCALE = "en_GB"
_CITED = re.compile(r"“([^“”]*)”")
_CLOSING = re.compile(r"[”\"»’']")
_INVISIBLE = re.compile(f"[{BIDI}]")


def visible(text: str) -> str:
    """The text on one line without anything that could move a cursor, turn the reading direction or hide words.

    Breaks and tabs become spaces, bidi controls go, any other control character becomes "\N{REPLACEMENT CHARACTER}".
    """
    return UNSAFE.sub(_stand_in, text)


def _stand_in(found: re.Match[str]) -> str:
    character = found[0]
    if character.isspace():
        return " "
    return "" if _INVISIBLE.match(character) else "\N{REPLACEMENT CHARACTER}"


def count(number: int, noun: str, *, more: bool = False) -> str:
    """A number with its noun: "1 article", "2,000 articles", "at least 2,000 articles"."""
    counted = f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
    return f"at least {counted}" if more else counted


def typed_text(text: str) -> str:
    """What the asker typed, labelled as theirs."""
    return f"you typed: {text}"


def date_text(printed: PrintedDate | None) -> str:
    """A date as precisely as it is known: "7 June 2025 (printed 07/06/2025)", "June 2025", "2025", "undated"."""
    if printed is None:
        return "undated"
    told = _date(printed.iso)
    return f"{told} (printed {printed.printed})" if printed.printed else told


@lru_cache(maxsize=4096)
def _date(iso: str) -> str:
    from babel.dates import format_date  # here, since most answers to a mistake need no dates

    if len(iso) == len("2025"):
        return iso
    if len(iso) == len("2025-06"):
        return format_date(date.fromisoformat(f"{iso}-01"), "MMMM y", locale=_LOCALE)
    if len(iso) == len("2025-06-07"):
        return format_date(date.fromisoformat(iso), "d MMMM y", locale=_LOCALE)
    moment = datetime.fromisoformat(iso)
    return f"{format_date(moment.date(), 'd MMMM y', locale=_LOCALE)}, {moment:%H:%M} {_zone(moment)}"


def _zone(moment: datetime) -> str:
    return "UTC" if moment.utcoffset() == timedelta() else f"UTC{moment:%z}"


def headline_text(source: Source) -> str:
    """The headline, saying where it was derived; "no headline" where there is none."""
    if source.headline is None:
        return "no headline"
    return f"{source.headline} (headline derived from the first words)" if source.headline_derived else source.headline


def printed_in(source: Source) -> tuple[str, ...]:
    """Where and when it was printed, in citation order; for a retelling, whose article it retells."""
    if source.retold_from:
        return (retelling_text(source.retold_from),)
    credit = (f"credits {source.credit}",) if source.credit else ()
    return (source.outlet or "outlet not stated", *credit, date_text(source.published))


def retelling_text(retold: Retelling) -> str:
    """Whose article a text in our own words retells."""
    origin = (retold.author or "author not stated", retold.source or "outlet not stated", retold.date or "undated")
    return f"retold by Quotedesk from {', '.join(origin)}"


def place_text(source: Source, paragraph: int) -> str:
    """Where to find it on file: "article 3, paragraph 5"."""
    return f"article {source.article_id}, {paragraph_text(paragraph)}"


def paragraph_text(paragraph: int) -> str:
    """Which paragraph, counted from 1; 0 is the headline or standfirst."""
    return f"paragraph {paragraph}" if paragraph else "at its head"


def caveats(source: Source) -> tuple[str, ...]:
    """What must be said wherever words of this version show; empty for a usable, complete, newest one."""
    return tuple(_caveats(source))


def _caveats(source: Source) -> Iterator[str]:
    if source.status is not Status.USABLE:
        yield f"{source.status}: {source.status_note}" if source.status_note else str(source.status)
    if not source.newest:
        yield f"version {source.version}; a later version is on file"
    if source.incomplete:
        yield "extraction incomplete: words of the page may be missing here"


def speaker_text(quote: Quote) -> str:
    """Who said it: the name on file, else the phrase as printed for an unnamed source, else "speaker not stated"."""
    if quote.speaker:
        return quote.speaker.name
    return quote.printed if quote.grade is Grade.DESCRIBED and quote.printed else "speaker not stated"


def grade_text(quote: Quote, source: Source) -> str:
    """How the speaker was found, in words, with what it was worked out from."""
    return f"{quote.grade}: {cited(quote.because, quote, source)}" if quote.because else str(quote.grade)


def cited(reason: str, quote: Quote, source: Source) -> str:
    """A reason that cites words of the article; those of a retelling lose their marks, unless they are quoted ones."""
    if not source.retold_from:
        return reason
    return _CITED.sub(lambda words: words[0] if words[1] in quote.exact else words[1], reason)


def also_text(number: int) -> str:
    """In how many other articles the same words by the same speaker stand; empty for none."""
    return f"also in {count(number, 'article')}" if number else ""


def citation(pull: Pull) -> tuple[str, ...]:
    """Where a pulled quotation was printed, in order, after the headline: outlet, credit, date, place, number, how often."""
    source = pull.utterance.source
    also = also_text(pull.also_in)
    first, last = pull.utterance.lead.paragraph, pull.utterance.quotes[-1].paragraph
    place = place_text(source, first) + (f" to {last}" if last != first else "")
    return (*printed_in(source), place, f"quote #{pull.utterance.lead.id}", *((also,) if also else ()))


def masthead_facts(head: Masthead) -> tuple[str, ...]:
    """What stands under an article's headline, in order: where and when, byline, dateline, number, quotes."""
    source = head.source
    byline = (f"by {source.byline}",) if source.byline and not source.retold_from else ()
    updated = (f"updated {date_text(head.updated)}",) if head.updated else ()
    dateline = (f"dateline {head.dateline}",) if head.dateline else ()
    number = f"article {source.article_id}, version {source.version}"
    quotes = (count(head.quotes, "quote"),) if head.quotes else ()
    return (*printed_in(source), *updated, *byline, *dateline, number, *quotes)


def page_text(pager: Pager) -> str:
    """Where a page stands: "1–5 of 12 quotes by Elon Musk", "1–3 of at least 1,000 quotes"."""
    stretch = str(pager.first) if pager.first == pager.last else f"{pager.first:,}–{pager.last:,}"
    whole = f"at least {pager.total:,}" if pager.more else f"{pager.total:,}"
    return f"{stretch} of {whole} {pager.what}"


def ways_on(reply: Reply) -> tuple[Choice, ...]:
    """Everything that can be asked next, in reading order, as a surface with numbers or buttons offers it."""
    return tuple(way for part in reply.parts for way in ways(part))


def ways(part: Part) -> tuple[Choice, ...]:
    """What can be asked next from one part: its choices, the pages beside it, the article it heads."""
    match part:
        case Choices(options=options):
            return options
        case Pager(newer=newer, older=older):
            # Not every list is ordered by date: paragraphs and what a search ranked turn pages too.
            back, on = ("Newer", "Older") if part.dated else ("Page before", "Next page")
            pages = ((back, newer), (on, older))
            return tuple(Choice(label, question) for label, question in pages if question)
        case Masthead(open=Question() as question):
            return (Choice("Open the article", question),)
        case _:
            return ()


def actions_text(actions: Actions) -> str:
    """What can be done, where nothing can be pressed that does it."""
    return f"{actions.prompt} In Slack and Discord a button does it: {', '.join(one.label for one in actions.options)}."


def shared_text(shared: Shared) -> str:
    """Who shared what stands below, by the name that the platform knows them by."""
    return f"shared by {shared.member}"


def context_of(pull: Pull) -> Question:
    """The question for the passage in which a quotation stands."""
    return Question("article", {"quote": f"#{pull.utterance.lead.id}"})


def citation_of(pull: Pull) -> Question:
    """The question for a quotation as it is cited, whole, ready to copy."""
    return Question("cite", {"quote": f"#{pull.utterance.lead.id}"})


def filing_rows(filing: Filing) -> tuple[tuple[str, str], ...]:
    """What came of reading files in, as counts in words."""
    return (
        ("new articles", f"{filing.articles:,}"),
        ("new versions", f"{filing.versions:,}"),
        ("quotes", f"{filing.quotes:,}"),
        ("unchanged", f"{filing.unchanged:,}"),
        ("skipped", f"{len(filing.skipped):,}"),
        ("failed", f"{len(filing.failed):,}"),
        ("seconds", f"{filing.seconds:.1f}"),
    )


def filing_details(filing: Filing) -> Iterator[tuple[str, str, str]]:
    """What needs a word: ("failed", a file's name, why) one by one, then the skipped, then the notes.

    Of the last two, what is the same for many files is said once; a reply as data names every file.
    """
    for name, why in filing.failed:
        yield "failed", name, why
    for what, pairs in (("skipped", filing.skipped), ("note", filing.notes)):
        named: dict[str, list[str]] = {}
        for name, why in pairs:
            named.setdefault(why, []).append(name)
        for why, names in named.items():
            few = names if len(names) <= FEW else [f"{names[0]} and {len(names) - 1:,} more"]
            yield from ((what, name, why) for name in few)


def pieces(text: str, marked: Sequence[Span], numbers: Sequence[int] = ()) -> Iterator[tuple[Piece, str]]:
    """The text cut at its marks, in order, with the number of a marked stretch behind its closing quotation mark.

    Without the numbers, the pieces put together are the text again. No piece is empty.
    """
    at = 0
    for span, number in sorted(zip_longest(marked, numbers[: len(marked)]), key=itemgetter(0)):
        start = max(span.start, at)
        yield from _piece("text", text[at:start])
        yield from _piece("marked", text[start : span.end])
        at = max(at, span.end)
        if number is not None:
            closing = _CLOSING.match(text, at)
            yield from _piece("text", text[at : closing.end()] if closing else "")
            yield "number", f"[{number}]"
            at = closing.end() if closing else at
    yield from _piece("text", text[at:])


def _piece(kind: Piece, text: str) -> Iterator[tuple[Piece, str]]:
    if text:
        yield kind, text


def words_of(pull: Pull, limit: int | None = None) -> Iterator[tuple[Piece, str]]:
    """The words of a pulled quotation, each quote of the utterance in marks of its own, " … " between them.

    With a `limit`, of `LEAST` characters or more, what is over-long closes its marks after a whole word, and
    "[41 words more]" stands behind them: never cut where that would hide what turns the sense.
    """
    room = None if limit is None else limit - len("“”")
    shown, hidden = shown_parts([quote.exact for quote in pull.utterance.quotes], _BETWEEN, room)
    for order, words in enumerate(shown):
        yield "text", " … “" if order else "“"
        yield from pieces(words, _within(pull.marked[order], len(words)) if order < len(pull.marked) else ())
        yield "text", "”"
    yield from _left_out(shown, hidden)


def passage_words(passage: Passage, limit: int | None = None) -> Iterator[tuple[Piece, str]]:
    """The words of a passage with their marks and numbers; with a `limit` shortened as `words_of` shortens."""
    numbers = sum(len(f" [{number}]") for number in passage.numbers)
    shown, hidden = shown_parts([passage.text], "", None if limit is None else limit - numbers)
    words = "".join(shown)
    yield from pieces(words, _within(passage.marked, len(words)), passage.numbers)
    yield from _left_out(shown, hidden)


def diff_pieces(diff: Diff, limit: int | None = None) -> Iterator[tuple[Edited, str]]:
    """The words of a diff in one line: kept ones, those only printed, those only typed; moved ones among these.

    With a `limit` long stretches of kept words show their first and last ones alone.
    """
    long = limit is not None and sum(len(edit.printed) + len(edit.typed) for edit in diff.edits) > limit
    for order, edit in enumerate(diff.edits):
        if order:
            yield "kept", " "
        if edit.kind == "kept":
            yield "kept", _ends_of(edit.typed) if long else edit.typed
        else:
            yield from _changed(edit)


def _changed(edit: Edit) -> Iterator[tuple[Edited, str]]:
    if edit.printed:
        yield "dropped", edit.printed
    if edit.printed and edit.typed:
        yield "kept", " "
    if edit.typed:
        yield "added", edit.typed


def _ends_of(words: str) -> str:
    found = words.split()
    return words if len(found) <= 2 * _ENDS + 1 else " ".join([*found[:_ENDS], "…", *found[-_ENDS:]])


def diff_rows(diff: Diff) -> Iterator[tuple[str, str]]:
    """The changes in words, the first `CHANGES` of them: what it is, and which words; printed ones in marks, typed ones never."""
    rows = [row for edit in diff.edits for row in _row(edit)]
    yield from rows[:CHANGES]
    if len(rows) > CHANGES:
        yield "and", f"{count(len(rows) - CHANGES, 'more change')}"


def _row(edit: Edit) -> Iterator[tuple[str, str]]:
    match edit.kind:
        case "dropped":
            yield "left out", _in_marks(edit.printed)
        case "added":
            yield "put in", shortened_text(edit.typed, CHANGED)
        case "replaced":
            yield "changed", f"{_in_marks(edit.printed)} is now {shortened_text(edit.typed, CHANGED)}"
        case "moved" if edit.printed:
            yield "moved", _in_marks(edit.printed)
        case _:
            pass


def _in_marks(words: str) -> str:
    """Printed words in marks; where they are many, their first ones."""
    shown, hidden = shown_parts([words], "", CHANGED)
    return f"“{''.join(shown)}”{f' {more(hidden)}' if hidden else ''}"


def _within(spans: Sequence[Span], length: int) -> tuple[Span, ...]:
    """What of the spans lies in the first `length` characters."""
    return tuple(Span(span.start, min(span.end, length)) for span in spans if span.start < length)


def _left_out(shown: Sequence[str], hidden: int) -> Iterator[tuple[Piece, str]]:
    if hidden:
        yield "text", f" {more(hidden)}" if any(shown) else more(hidden)


def shortened_text(text: str, limit: int) -> str:
    """A plain text of ours in at most `limit` characters (3 or more): cut after a whole word outside of marks, with "…" for the rest."""
    if len(text) <= limit:
        return text
    room = limit - len(" …")
    return f"{text[: whole_words(text, room) or room]} …"


def citation_text(pull: Pull, limit: int | None = None) -> str:
    """A quotation with its source in one piece, to be copied: words, speaker, headline, outlet, date, address.

    With a `limit`, of twice `LEAST` characters or more, the words are shortened first, as `words_of` shortens them.
    """
    where = f" — {'; '.join(_cited_in(pull.utterance))}"
    if limit is not None:
        where = shortened_text(where, limit - LEAST)
    room = None if limit is None else limit - len(where)
    return "".join(words for _, words in words_of(pull, room)) + where


def _cited_in(utterance: Utterance) -> Iterator[str]:
    """Who said it and where it was printed, as far as known; what was retracted or corrected since is said there, too."""
    lead, source = utterance.lead, utterance.source
    unsure = all(quote.grade is Grade.WORKED_OUT for quote in utterance.quotes)
    yield f"{speaker_text(lead)} ({Grade.WORKED_OUT})" if unsure else speaker_text(lead)
    yield from caveats(source)
    retold = source.retold_from
    yield retold.headline if retold and retold.headline else headline_text(source)
    yield ", ".join(printed_in(source))
    if source.url:
        yield source.url


def lead_in_text(pull: Pull) -> str:
    """The sentence that stands before a pulled quotation in its article, labelled as that."""
    return f"before it: {pull.lead_in}"


def told(pull: Pull) -> Iterator[tuple[Told, str]]:
    """What is said under a pulled quotation, in this order on every surface."""
    quotes, source = pull.utterance.quotes, pull.utterance.source
    yield "speaker", speaker_text(pull.utterance.lead)
    yield "grade", "; then ".join(dict.fromkeys(grade_text(quote, source) for quote in quotes))
    for reason in pull.reasons:
        yield "reason", f"shown here because: {reason}"
    yield "headline", headline_text(source)
    yield "source", SEPARATOR.join(citation(pull))
    if pull.differs:
        yield "caveat", pull.differs
    for caveat in caveats(source):
        yield "caveat", caveat
