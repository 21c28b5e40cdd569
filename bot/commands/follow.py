"""/follow: what somebody would be told of, shown before it is kept, and the buttons that keep it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.archive import Filters, Printing, Words, runs_of
from bot.commands import options
from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command, Option
from bot.commands.names import Reading, choice_of, read_with_slips, reading_of, said, which
from bot.commands.narrowing import narrowing_of
from bot.commands.shown import TYPED
from bot.commands.words import searched_words
from bot.common_words import COMMON
from bot.errors import AskError
from bot.folding import words_of
from bot.follow import Pace, Subject, When
from bot.model import Source
from bot.phrasing import count, shortened_text
from bot.reply import Actions, Choice, Choices, Heading, Masthead, Note, Part, Pull, Reply, Section, Tone, Typed
from bot.request import Question

SHOWN = 10
"""Quotes that are shown of what one would have been told."""

DAYS = 30
"""Days of the archive from which it is told how much would come."""

NOISY = 5
"""Quotes a day beyond which one is warned: what comes so often is read by nobody."""

NAME = Option(
    "name", "a person or body, an outlet, or words (words in quotation marks stand one after another)", "WHOM OR WHAT"
)
WHEN = Option("when", "now, daily 08:00, or weekly, on Mondays; without it now", "WHEN")
ABOUT = Option("about", "of a person also what others say about them, and not only what they say", "yes")
TO = Option("to", "who is told: me, or this channel; without it both can be chosen", "me")

ME, CHANNEL = "me", "channel"

_MARKS = '"“„«'
_PACE = re.compile(r"(?:^|\s)(now|daily|weekly)(?:\s+(\d{1,2})(?::(\d\d))?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be followed, how often it is told, what must be said of how that was read, and the question again, made sure."""

    subject: Subject
    when: When
    notes: tuple[Part, ...]
    question: Question
    words: Words = field(default_factory=Words)


def answer(ask: Ask) -> Reply:
    """What would be told, the last of it, and the ways to follow it."""
    wish = wish_of(ask)
    if isinstance(wish, Reply):
        return replace(wish, question=ask.question)
    found, total = _hits(ask, wish)
    parts = (
        *_head(ask, wish),
        *wish.notes,
        Note(told(wish.subject, wish.when)),
        *_rate(ask, wish),
        Actions("Follow it?", _ways(ask, wish)),
        *_last(found, total),
    )
    return Reply((*parts, *caveats_on(_sources(parts))), total, ask.question)


def wish_of(ask: Ask) -> Wish | Reply:
    """What is to be followed; a reply that asks back where a name is several people's.

    Raises:
        AskError: nothing was given, or nothing that can be followed.
    """
    if ask.typed("to").casefold() not in {"", ME, CHANNEL}:
        raise AskError("to: is me or channel.", "to:channel")
    ask.wants("about")  # whatever else is asked back, this is said first where it is neither yes nor no
    typed, when = _paced(ask)
    ask = replace(ask, question=ask.question.but(name=typed or None, when=None))
    question = ask.question.but(when=f"{when.pace} {when.minute // 60:02}:{when.minute % 60:02}")
    if ask.typed("outlet"):
        return _outlet(ask, question, when)
    if not typed:
        raise AskError("Whom or what?", "/follow isaacman daily 08:00")
    return _words(typed, question, when) if typed[0] in _MARKS else _named(ask, typed, question, when)


def _named(ask: Ask, typed: str, question: Question, when: When) -> Wish | Reply:
    """What typed words mean that may be a name: somebody's, an outlet's, or none, and then they are words."""
    instead = Choice("Follow these words instead", question.but(name=_marked(typed)), "wherever they stand in a quote")
    reading = reading_of(ask, typed)
    if reading.meant and not reading.only:
        return which(replace(ask, question=question), "name", reading, instead)
    if reading.only:
        ways = () if reading.evident else (instead,)
        return _person(ask, reading, question, when, ways)
    if typed.casefold() in {one.casefold() for one in ask.archive.holdings(ask.newsroom, now=ask.now).outlets}:
        return _outlet(replace(ask, question=question.but(name=None, outlet=typed)), question, when)
    words = _words(typed, question, when)
    if not _total(ask, words, Filters()) and (slip := read_with_slips(ask, typed)).only:
        return _person(ask, slip, question, when, (instead,))
    return words


def _paced(ask: Ask) -> tuple[str, When]:
    """What is followed, and how often: said in when:, or behind the name."""
    typed, given = ask.typed("name"), ask.typed("when")
    found = _PACE.search(given or typed)
    if given and not (found and found.start() == 0):
        raise AskError("when: is now, daily with an hour, or weekly.", "when:daily 08:00")
    if not found:
        return typed, When()
    minute = int(found[2] or 8) * 60 + int(found[3] or 0)
    if not minute < 24 * 60 or int(found[3] or 0) > 59:
        raise AskError("That is no time of day.", "when:daily 08:00")
    return typed if given else typed[: found.start()].strip(), When(Pace(found[1].casefold()), minute)


def _person(ask: Ask, reading: Reading, question: Question, when: When, ways: tuple[Choice, ...]) -> Wish:
    person = reading.meant[0]
    asked = replace(ask, question=question)
    choices = (*ways, *(choice_of(asked, "name", one) for one in reading.others))
    notes = (*said(reading), *((Choices("Not who was meant?", choices),) if choices else ()))
    subject = Subject(person.name, speakers=person.ids, about=ask.wants("about"))
    return Wish(subject, when, notes, question.but(name=person.number, outlet=None))


def _outlet(ask: Ask, question: Question, when: When) -> Wish | Reply:
    asked = question.but(name=None, about=None, outlet=ask.typed("outlet"))
    narrowing = narrowing_of(replace(ask, question=asked))
    if isinstance(narrowing, Reply):
        return narrowing
    name = narrowing.filters.outlet or ""
    return Wish(Subject(name, outlet=name), when, (), question.but(name=None, about=None, outlet=name))


def _words(typed: str, question: Question, when: When) -> Wish:
    words = searched_words(typed)
    runs = runs_of(words)
    if all(word in COMMON for run in runs for word in run):
        raise AskError("These words stand in every text.", "Follow words that tell something apart.")
    asked = question.but(name=typed if typed[0] in _MARKS else _marked(typed), about=None, outlet=None)
    return Wish(Subject(typed, runs=runs), when, (), asked, words)


def _marked(typed: str) -> str:
    """Words that can be taken for no name: each in marks of its own."""
    return " ".join(f'"{word}"' for word in words_of(typed))


def told(subject: Subject, when: When, zone: str = "") -> str:
    """What one who follows this is told, and when."""
    if subject.outlet:
        what = f"each new article in {subject.outlet}"
    elif subject.speakers:
        what = f"new quotes by {subject.name}{', and about them' if subject.about else ''}, never where they are only named"
    else:
        what = "new quotes that have these words"
    at = f"{when.minute // 60:02}:{when.minute % 60:02} {zone or 'your time'}"
    match when.pace:
        case Pace.NOW:
            return f"What is told: {what}, as soon as they are on file, one message for each article."
        case Pace.DAILY:
            return f"What is told: {what}, once a day at {at}."
        case Pace.WEEKLY:
            return f"What is told: {what}, on Mondays at {at}."


def _head(ask: Ask, wish: Wish) -> tuple[Part, ...]:
    if wish.subject.runs:
        return (Heading("Follow these words"), Typed(shortened_text(ask.typed("name") or wish.subject.name, TYPED)))
    return (Heading(f"Follow {wish.subject.name}"),)


def _rate(ask: Ask, wish: Wish) -> tuple[Note, ...]:
    """How much came in the last days, and a warning where that is much."""
    if wish.subject.outlet:
        return ()
    since = f"{ask.now - timedelta(days=DAYS):%Y-%m-%d}"
    total = _total(ask, wish, Filters(since=since))
    told = Note(f"In the {DAYS} days before now {count(total, 'such quote')} were printed.")
    if total <= NOISY * DAYS or wish.when.pace is not Pace.NOW:
        return (told,)
    much = f"That is more than {NOISY} a day, which is much to be told one by one: daily puts a day's into one message."
    return (told, Note(much, Tone.WARNING))


def _total(ask: Ask, wish: Wish, filters: Filters) -> int:
    subject, archive = wish.subject, ask.archive
    if subject.runs:
        return archive.utterances_matching(ask.newsroom, wish.words, filters, offset=0, limit=0, now=ask.now).total
    by = archive.utterances_by(ask.newsroom, subject.speakers, filters, offset=0, limit=1, now=ask.now).total
    if not subject.about:
        return by
    return by + archive.utterances_about(ask.newsroom, subject.speakers, filters, offset=0, limit=1, now=ask.now).total


def _hits(ask: Ask, wish: Wish) -> tuple[Sequence[Part], int]:
    """The last of what would have been told, and how much of it is on file."""
    subject, archive = wish.subject, ask.archive
    if subject.outlet:
        latest = archive.latest(ask.newsroom, Filters(outlet=subject.outlet), now=ask.now)
        return ([Masthead(latest.source)], 1) if latest else ([], 0)
    every = Filters()
    if subject.runs:
        found = archive.utterances_matching(ask.newsroom, wish.words, every, offset=0, limit=SHOWN, now=ask.now)
        return _pulls(found.items), found.total
    by = archive.utterances_by(ask.newsroom, subject.speakers, every, offset=0, limit=SHOWN, now=ask.now)
    if not subject.about:
        return _pulls(by.items), by.total
    about = archive.utterances_about(ask.newsroom, subject.speakers, every, offset=0, limit=SHOWN, now=ask.now)
    return _pulls([*by.items[: SHOWN // 2], *about.items[: SHOWN // 2]]), by.total + about.total


def _pulls(printings: Sequence[Printing]) -> Sequence[Part]:
    return [Pull(one.utterance, also_in=one.also_in, marked=one.marked) for one in printings]


def _last(found: Sequence[Part], total: int) -> tuple[Part, ...]:
    if not found:
        return (Note("Nothing of that is on file so far."),)
    return (Section(f"What would have been told: {len(found)} of {total:,} on file"), *found)


def _sources(parts: Sequence[Part]) -> list[Source]:
    return [part.utterance.source for part in parts if isinstance(part, Pull)]


def _ways(ask: Ask, wish: Wish) -> tuple[Choice, ...]:
    to = ask.typed("to").casefold()
    ways = ((ME, "Follow for me"), (CHANNEL, "Follow in this channel"))
    return tuple(Choice(label, wish.question.but(to=who)) for who, label in ways if to in {"", who})


COMMAND = Command(
    name="follow",
    about="tells you or a channel of new quotes by somebody, with some words, or of an outlet's new articles",
    subject=NAME,
    options=(WHEN, ABOUT, options.OUTLET, TO),
    examples=("/follow isaacman about:yes", "/follow isaacman daily 08:00 about:yes"),
    answer=answer,
)
