"""Where words that somebody gives stand on file, one after another in one quotation, and in how far to the letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.archive import Filters, Printing, Words
from bot.commands.command import Ask
from bot.folding import words_of, words_with_spans
from bot.matching.speakers import without_titles
from bot.model import Quote, Source, Span, Speaker
from bot.nicknames import other_forms
from bot.phrasing import printed_in

_PRINTINGS = 20
_TELLING = re.compile(r"[-−](?=[\d$£€¥])|[^\W_]|[%‰$£€¥+=<>°]")
_PAIRED = '"“”„«»‹›'
_AROUND = re.compile(rf"[^\s{_PAIRED}—–]*")


class Likeness(IntEnum):
    """How words that meet on file, folded, meet to the letter; the least is the best."""

    EXACT = 0
    SIGNS = 1
    LETTERS = 2


_BUT = {
    Likeness.EXACT: "",
    Likeness.SIGNS: ", but for punctuation or case",
    Likeness.LETTERS: ", but for single letters or signs",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation on file that holds the words.

    Attributes:
        quote: Which of its quotes holds them, and `span` where.
    """

    printing: Printing
    quote: Quote
    span: Span
    likeness: Likeness

    @property
    def partly(self) -> bool:
        """Whether the quotation on file says more than the words."""
        said = [word for quote in self.printing.utterance.quotes for word in words_of(quote.exact)]
        return len(said) > len(words_of(self.span.cut(self.quote.exact)))

    def sentence(self) -> str:
        """What the match comes to: never that anything is true, only where the wording stands."""
        part = ", as part of a longer quotation" if self.partly else ""
        return f"Matches the wording in {_place(self.printing.utterance.source)}{part}{_BUT[self.likeness]}."

    def marked(self) -> tuple[tuple[Span, ...], ...]:
        """What to mark in each quote of the utterance: nothing where the words are the whole of it."""
        quotes = self.printing.utterance.quotes
        return tuple((self.span,) if quote is self.quote else () for quote in quotes) if self.partly else ()


def matches(ask: Ask, words: str) -> list[Match]:
    """The quotations on file, at most `_PRINTINGS` of them, that hold the words, those closest to the letter first."""
    run = words_of(words)
    sought = Words(phrases=(run,))
    found = ask.archive.utterances_matching(ask.newsroom, sought, Filters(), offset=0, limit=_PRINTINGS, now=ask.now)
    held = [match for printing in found.items for match in _held(printing, words, run)]
    return sorted(held, key=lambda match: (match.likeness, match.partly))


def _held(printing: Printing, words: str, run: Sequence[str]) -> Iterator[Match]:
    """The closest place in the utterance where the words stand inside one quote, if there is any."""
    places = [
        Match(printing, quote, span, _likeness(words, quote.exact, span))
        for quote in printing.utterance.quotes
        for span in _runs(quote.exact, run)
    ]
    if places:
        yield min(places, key=lambda match: match.likeness)


def _runs(text: str, run: Sequence[str]) -> Iterator[Span]:
    standing = list(words_with_spans(text))
    for at in range(len(standing) - len(run) + 1):
        if all(standing[at + place][0] == word for place, word in enumerate(run)):
            yield Span(standing[at][1].start, standing[at + len(run) - 1][1].end)


def _likeness(words: str, exact: str, span: Span) -> Likeness:
    given = list(words_with_spans(words))
    inner = words[given[0][1].start : given[-1][1].end]
    if _telling(words) != _telling(_widened(exact, span)):
        return Likeness.LETTERS
    return Likeness.EXACT if inner == span.cut(exact) else Likeness.SIGNS


def _telling(text: str) -> str:
    """What of a text is more than punctuation: letters, digits, and signs that change what is said."""
    return "".join(_TELLING.findall(text)).casefold()


def _widened(text: str, span: Span) -> str:
    """A stretch with the signs that stand directly at its ends ("$5", "5%")."""
    before = _AROUND.match(text[: span.start][::-1])
    after = _AROUND.match(text, span.end)
    return text[span.start - (before.end() if before else 0) : after.end() if after else span.end]


def _place(source: Source) -> str:
    printed = ", ".join(printed_in(source))
    known = source.outlet and not source.retold_from
    return printed if known else f"article {source.article_id} ({printed})"


def may_be(name: str, speaker: Speaker) -> bool:
    """Whether a name in somebody's text may be this speaker's: the same, a part of it, or a short form of it."""
    words = without_titles(words_of(name))
    own = without_titles(words_of(speaker.name))
    return _within(own, words) or any(_within(words, words_of(one)) for one in (speaker.name, *speaker.aliases))


def _within(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each of the words stands among the others, in one of its forms or as its first letter."""
    return bool(words) and all(any(_one_word(word, other) for other in others) for word in words)


def _one_word(word: str, other: str) -> bool:
    initial = 1 in {len(word), len(other)} and word[0] == other[0]
    return word == other or initial or other in other_forms(word)
