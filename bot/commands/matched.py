"""Where words that somebody gives stand on file, one after another in one quotation, and how far to the letter."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.archive import Filters, Printing, Words
from bot.commands.command import Ask
from bot.folding import words_of, words_with_spans
from bot.matching.speakers import without_titles
from bot.model import Source, Span, Speaker
from bot.nicknames import other_forms
from bot.phrasing import printed_in
from bot.reply import Pull

_PRINTINGS = 20
_TELLING = re.compile(r"[-−](?=[\d$£€¥])|[^\W_]|[%‰$£€¥+=<>°]")
_PAIRED = '"“”„«»‹›'
_AROUND = re.compile(rf"[^\s{_PAIRED}—–]*")


class Likeness(IntEnum):
    """How words that meet on file, folded, meet to the letter; the least is the best."""

    EXACT = 0
    SIGNS = 1
    LETTERS = 2
    JOINED = 3


_BUT = {
    Likeness.EXACT: "",
    Likeness.SIGNS: ", but for punctuation or case",
    Likeness.LETTERS: ", but for single letters or signs",
    Likeness.JOINED: ", but joined from quotes that are printed apart there",
}


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation on file that holds the words; `stretches` are where they stand in each of its quotes."""

    printing: Printing
    stretches: Mapping[int, Span]
    likeness: Likeness
    partly: bool

    @property
    def speaker(self) -> Speaker | None:
        """Who said them; None where the source is unnamed or not stated."""
        return self.printing.utterance.lead.speaker

    @property
    def sentence(self) -> str:
        """What the match comes to: never that anything is true, only where the wording stands."""
        part = ", as part of a longer quotation" if self.partly else ""
        return f"Matches the wording in {_place(self.printing.utterance.source)}{part}{_BUT[self.likeness]}."

    @property
    def pull(self) -> Pull:
        """The whole quotation as it stands on file, the words marked unless they are all of it."""
        utterance = self.printing.utterance
        marked = tuple((self.stretches[at],) if at in self.stretches else () for at in range(len(utterance.quotes)))
        return Pull(utterance, also_in=self.printing.also_in, marked=marked if self.partly else ())


def matches(ask: Ask, words: str) -> list[Match]:
    """The quotations on file, at most `_PRINTINGS` of them, that hold the words, those closest to the letter first."""
    run = words_of(words)
    sought = Words(phrases=(run,))
    found = ask.archive.utterances_matching(ask.newsroom, sought, Filters(), offset=0, limit=_PRINTINGS, now=ask.now)
    held = [match for printing in found.items if (match := _held(printing, words, run))]
    return sorted(held, key=lambda match: (match.likeness, match.partly))


def _held(printing: Printing, words: str, run: Sequence[str]) -> Match | None:
    """The closest place in an utterance where the words stand one after another."""
    exacts = [quote.exact for quote in printing.utterance.quotes]
    standing = [(word, at, span) for at, exact in enumerate(exacts) for word, span in words_with_spans(exact)]
    ends = range(len(run), len(standing) + 1)
    rows = [standing[end - len(run) : end] for end in ends]
    places = [_stretches(row) for row in rows if [word for word, _, _ in row] == list(run)]
    rated = [(_likeness(words, exacts, place), place) for place in places]
    if not rated:
        return None
    likeness, place = min(rated, key=lambda one: one[0])
    return Match(printing, place, likeness, len(standing) > len(run))


def _stretches(row: Sequence[tuple[str, int, Span]]) -> dict[int, Span]:
    """From the first to the last of the words, in each quote that has some of them."""
    found: dict[int, Span] = {}
    for _, at, span in row:
        found[at] = Span(found.get(at, span).start, span.end)
    return found


def _likeness(words: str, exacts: Sequence[str], place: Mapping[int, Span]) -> Likeness:
    if len(place) > 1:
        return Likeness.JOINED
    ((at, span),) = place.items()
    if _telling(words) != _telling(_widened(exacts[at], span)):
        return Likeness.LETTERS
    given = [one for _, one in words_with_spans(words)]
    inner = Span(given[0].start, given[-1].end)
    return Likeness.EXACT if inner.cut(words) == span.cut(exacts[at]) else Likeness.SIGNS


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
