"""Where another paper words the same saying otherwise: said beside the words, place by place."""

from collections.abc import Sequence

from bot.archive import Printing
from bot.matching.wording import Change, Wording, differences, wording_of
from bot.model import Source, Utterance
from bot.phrasing import date_text

Worded = tuple[Utterance, Wording]

_BREAK = "\n"
_TOLD = 3
_WORDS = 6


def worded(printings: Sequence[Printing]) -> Sequence[Worded]:
    """Printings with their wordings, worked out once for many comparisons."""
    return [(one.utterance, wording_of(_words(one.utterance))) for one in printings]


def differing(printing: Printing, others: Sequence[Worded]) -> str:
    """A sentence on the first of the other printings that words the same saying otherwise; empty where none does."""
    here = printing.utterance
    ours = wording_of(_words(here))
    for other, theirs in others:
        if other.source.article_id != here.source.article_id and (found := differences(ours, theirs)):
            return f"Worded otherwise in {_place(other.source)}: {told(found)}."
    return ""


def _words(utterance: Utterance) -> str:
    return _BREAK.join(quote.exact for quote in utterance.quotes)


def _place(source: Source) -> str:
    return f"article {source.article_id} ({source.outlet or 'outlet not stated'}, {date_text(source.published)})"


def told(changes: Sequence[Change]) -> str:
    """The changes, the first of them in words."""
    more = len(changes) - _TOLD
    first = [_change(change) for change in changes[:_TOLD]]
    return ", ".join([*first, f"and {more} more"] if more > 0 else first)


def _change(change: Change) -> str:
    if not change.here:
        return f"adds {_quoted(change.there)}"
    if not change.there:
        return f"leaves out {_quoted(change.here)}"
    return f"{_quoted(change.there)} for {_quoted(change.here)}"


def _quoted(words: str) -> str:
    """The words in marks, as they stand in one quote; only counted where they are many or reach over a break."""
    number = len(words.split())
    return f"“{words}”" if _BREAK not in words and number <= _WORDS else f"{number} words"
