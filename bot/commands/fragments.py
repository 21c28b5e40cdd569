"""One or two words: they stand in any text, and so are looked for only in the quotations of whoever is named."""

from collections.abc import Iterator

from bot.archive import Filters, Found, Printing, Words
from bot.commands.command import Ask
from bot.commands.names import Person, reading_of
from bot.folding import words_of
from bot.phrasing import count
from bot.reply import Note, Part, Pull
from bot.wording import Claimed, Printed, Verdict, compared

FEWEST = 3
"""Words from which on a wording is looked for by itself."""

LOOKED_AT = 20
"""Quotations of the speaker that are laid beside the words."""

SHORT = f"Too short to look for: it has fewer than {FEWEST} words."


def speaker_meant(ask: Ask, typed: str) -> Person | None:
    """The one person on file whom a name means that is typed as it stands there; None where that is not settled."""
    reading = reading_of(ask, typed) if typed else None
    return reading.only if reading and reading.evident else None


def fragment(ask: Ask, claimed: Claimed, speaker: Person) -> tuple[Part, ...]:
    """A quotation by the speaker in which the words stand one after another, and how many others have them; else nothing."""
    theirs = _with_words(ask, claimed, Filters(by=speaker.ids), LOOKED_AT)
    pull = next(_word_for_word(claimed, theirs), None)
    if pull is None:
        return ()
    told = f"These words stand in a quotation by {speaker.name}, but are too few to tell whether it is the one that is meant."
    return Note(told + _elsewhere(theirs, _with_words(ask, claimed, Filters(), 0))), pull


def _elsewhere(theirs: Found[Printing], every: Found[Printing]) -> str:
    """In how many quotations by others the words stand: about, since words are counted without their accents and marks."""
    if every.more:
        return f" By anybody: {count(every.total, 'quotation', more=True)} with these words."
    others = every.total - theirs.total
    return f" By others: about {count(others, 'quotation')} with these words." if others > 0 else ""


def _with_words(ask: Ask, claimed: Claimed, filters: Filters, limit: int) -> Found[Printing]:
    sought = Words(phrases=(words_of(claimed.text),))
    return ask.archive.utterances_matching(ask.newsroom, sought, filters, offset=0, limit=limit, now=ask.now)


def _word_for_word(claimed: Claimed, found: Found[Printing]) -> Iterator[Pull]:
    for one in found.items:
        comparison = compared(claimed, Printed([quote.exact for quote in one.utterance.quotes]))
        if comparison.verdict <= Verdict.PUNCTUATION:
            marked = tuple((span,) if span else () for span in comparison.spans)
            yield Pull(one.utterance, also_in=one.also_in, marked=marked)
