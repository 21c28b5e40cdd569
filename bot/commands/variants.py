"""/variants: the wordings in which something that was said is on file, with how often each was printed and what differs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.archive import Filters, Printing
from bot.commands import options
from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command
from bot.commands.differing import differing, others_of
from bot.commands.first import WORDS
from bot.commands.narrowing import Narrowing, narrowing_of
from bot.commands.nothing import nothing_found, searched
from bot.commands.paging import offset, pager
from bot.commands.shown import TYPED
from bot.commands.words import searched_words
from bot.errors import AskError
from bot.matching.wording import Wording, one_saying, wording_of
from bot.phrasing import count, shortened_text, speaker_text
from bot.reply import Heading, Note, Part, Pull, Reply, Section, Typed

PAGE = 4
"""Wordings on a page, which fill one message with what differs."""

HOLDING = 40
"""Wordings looked at that have the words."""

NEAR = 60
"""Wordings near a saying that are looked at."""

SAYINGS = 5
"""Sayings told apart among those that have the words; where there are more, the words say too little."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that somebody said, in all its wordings, the most printed first."""

    printings: tuple[Printing, ...]

    @property
    def articles(self) -> int:
        """How many times it was printed, in whatever words."""
        return sum(1 + one.also_in for one in self.printings)


def answer(ask: Ask) -> Reply:
    """The wordings of what has these words, each saying apart."""
    typed = ask.typed("words")
    if not typed:
        raise AskError("Which words?", "/variants very disappointed")
    narrowing = narrowing_of(ask)
    if isinstance(narrowing, Reply):
        return narrowing
    sayings = _sayings(ask, typed, narrowing)
    if not sayings:
        remedy = "Try fewer of the words; /verify finds what is like them."
        return nothing_found(ask, "No quote on file has these words one after another", typed, remedy)
    rows = [(saying, place) for saying in sayings for place in range(len(saying.printings))]
    first = offset(ask, "page", PAGE)
    page = pager(ask, "page", PAGE, len(rows), "wordings")
    shown = rows[first : first + PAGE]
    parts = (
        Heading(f"{count(len(rows), 'wording')} on file"),
        Typed(shortened_text(typed, TYPED)),
        *narrowing.notes,
        *caveats_on(saying.printings[place].utterance.source for saying, place in shown),
        *_listed(shown),
        *page,
        *((Note("Other sayings have these words, too: ask with more of them."),) if len(sayings) >= SAYINGS else ()),
        Note(searched(ask)),
    )
    return Reply(parts, len(rows), ask.question)


def _sayings(ask: Ask, typed: str, narrowing: Narrowing) -> list[Saying]:
    """What has the words, each saying with its other wordings by the same speaker, the most printed saying first."""
    words = searched_words(typed, phrase=True)
    found = ask.archive.utterances_matching(
        ask.newsroom, words, narrowing.filters, offset=0, limit=HOLDING, now=ask.now
    )
    left = list(found.items)
    sayings: list[Saying] = []
    while left and len(sayings) < SAYINGS:
        saying = _saying(ask, left[0], found.items, narrowing.filters)
        taken = {one.utterance.lead.id for one in saying.printings}
        left = [one for one in left[1:] if one.utterance.lead.id not in taken]
        sayings.append(saying)
    return sorted(sayings, key=lambda one: -one.articles)


def _saying(ask: Ask, printing: Printing, others: Sequence[Printing], filters: Filters) -> Saying:
    """All wordings of the saying that a printing has one of."""
    speaker = printing.utterance.lead.speaker
    theirs = replace(filters, by=(speaker.id,)) if speaker else filters
    here = _wording(printing)
    near = ask.archive.utterances_near(ask.newsroom, here.text, theirs, limit=NEAR, now=ask.now)
    pool = {one.utterance.lead.id: one for one in (printing, *others, *near) if one.utterance.lead.speaker == speaker}
    same = [one for one in pool.values() if one is printing or one_saying(here, _wording(one))]
    return Saying(tuple(sorted(same, key=lambda one: (-one.also_in, one.utterance.lead.id))))


def _wording(printing: Printing) -> Wording:
    return wording_of("\n".join(quote.exact for quote in printing.utterance.quotes))


def _listed(shown: Sequence[tuple[Saying, int]]) -> list[Part]:
    """The wordings under whose they are, each with where it differs from the most printed one."""
    parts: list[Part] = []
    last: Saying | None = None
    for saying, place in shown:
        if saying is not last:
            parts.append(Section(_title(saying)))
        last = saying
        one = saying.printings[place]
        beside = others_of(saying.printings[:1]) if place else ()
        parts.append(Pull(one.utterance, also_in=one.also_in, marked=one.marked, differs=differing(one, beside)))
    return parts


def _title(saying: Saying) -> str:
    who = speaker_text(saying.printings[0].utterance.lead)
    return f"{who}: {count(len(saying.printings), 'wording')}, printed {count(saying.articles, 'time')}"


COMMAND = Command(
    name="variants",
    about="the wordings in which something is on file, how often each was printed, and what differs",
    subject=WORDS,
    options=(options.BY, options.SINCE, options.UNTIL, options.OUTLET, options.PAGE),
    examples=("/variants very disappointed", "/variants the money by:musk"),
    answer=answer,
)
