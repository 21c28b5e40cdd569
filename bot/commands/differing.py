"""Where another paper words the same saying otherwise: said beside the words, place by place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.archive import Found, Printing, Worded
from bot.commands.command import Ask
from bot.matching.wording import Change, Wording, differences, wording_of
from bot.model import Source, Utterance
from bot.phrasing import date_text

_BREAK = "\n"
_TOLD = 3
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Other:
    """Another wording, worked out once for many comparisons, and where it stands; its source is asked for only if it is told."""

    article_id: int
    wording: Wording
    source: Callable[[], Source | None]


def others_of(printings: Iterable[Printing]) -> list[Other]:
    """Printings to compare with."""
    return [_other(one.utterance) for one in printings]


def others_beside(ask: Ask, found: Found[Printing]) -> list[Other]:
    """What stands on a page and beside it, to compare with."""
    return [*others_of(found.items), *(_beside(ask, one) for one in found.beside)]


def _other(utterance: Utterance) -> Other:
    return Other(utterance.source.article_id, wording_of(_words(utterance)), lambda: utterance.source)


def _beside(ask: Ask, one: Worded) -> Other:
    def source() -> Source | None:
        found = ask.archive.utterance(ask.newsroom, one.quote_id, now=ask.now)
        return found.source if found else None

    return Other(one.article_id, wording_of(one.words), source)


def differing(printing: Printing, others: Sequence[Other]) -> str:
    """A sentence on the first of the other printings that words the same saying otherwise; empty where none does."""
    here = printing.utterance
    ours = wording_of(_words(here))
    for other in others:
        if other.article_id != here.source.article_id and (found := differences(ours, other.wording)):
            source = other.source()
            return f"Worded otherwise in {_place(source)}: {told(found)}." if source else ""
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
