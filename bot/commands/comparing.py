"""Sayings of one person that may be worth laying side by side: much alike, with a word changed that changes the sense."""

from collections.abc import Iterator, Sequence

from bot.archive import Filters, Printing
from bot.commands.command import Ask
from bot.reply import Choice, Choices
from bot.request import Question
from bot.wording import Claimed, Comparison, Flag, Printed, compared

ALIKE = 0.6
"""Share of the words that two sayings must have in common, in their order: less, and they are about different things."""

SHORTEST = 5
"""Words of a saying that is compared: shorter ones are alike by chance."""

NEAR = 6
"""Sayings near one that are looked at."""

MOST = 3
"""Pairs that are offered at once."""

_TELLING = frozenset({Flag.NEGATION, Flag.NUMBER, Flag.MODAL})


def pairs_beside(ask: Ask, speakers: Sequence[int], printings: Sequence[Printing]) -> tuple[Choices, ...]:
    """Ways to lay some of the sayings beside others of the same speakers; which of two holds is for the reader to say."""
    pairs = list(dict.fromkeys(pair for one in printings for pair in _pairs(ask, speakers, one)))[:MOST]
    choices = tuple(
        Choice(f"Compare #{one} and #{other}", Question("compare", {"quote": f"#{one}", "beside": f"#{other}"}))
        for one, other in pairs
    )
    return (Choices("Alike but for a few words, perhaps worth a look side by side:", choices),) if choices else ()


def _pairs(ask: Ask, speakers: Sequence[int], printing: Printing) -> Iterator[tuple[int, int]]:
    """Numbers of the saying and of one like it, in the order in which they are on file."""
    here = printing.utterance
    claimed = Claimed(" ".join(quote.exact for quote in here.quotes))
    if len(claimed.words) < SHORTEST:
        return
    near = ask.archive.utterances_near(ask.newsroom, claimed.text, Filters(by=tuple(speakers)), limit=NEAR, now=ask.now)
    for one in near:
        there = one.utterance
        if there.lead.id != here.lead.id and _worth_a_look(compared(claimed, Printed([q.exact for q in there.quotes]))):
            first, second = sorted((here.lead.id, there.lead.id))
            yield first, second


def _worth_a_look(comparison: Comparison) -> bool:
    return comparison.kept >= ALIKE and not _TELLING.isdisjoint(comparison.flags)
