"""/quote: what somebody said, newest first, and apart from it what others said about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.archive import Filters, Found, NameHit, Printing
from bot.commands import options
from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command, Option
from bot.commands.context import lead_in
from bot.commands.differing import differing, others_beside, others_of
from bot.commands.names import Person, Reading, choice_of, nearest, people_of, read_with_slips, reading_of, said, which
from bot.commands.narrowing import Narrowing, narrowing_of
from bot.commands.nothing import nothing_found, searched
from bot.commands.paging import from_the_start, offset, pager
from bot.commands.reported import also_reported, reported_of
from bot.commands.shown import TYPED, numbers_in
from bot.commands.words import searched_words
from bot.errors import AskError
from bot.matching.speakers import Fit
from bot.model import Utterance
from bot.phrasing import cited, count, shortened_text
from bot.reply import Choice, Choices, Heading, Note, Part, Pull, Reply, Section, Typed
from bot.request import Question

BY_PAGE = 4
ABOUT_PAGE = 2
"""Quotes on a page, by and about somebody: with their sources and their words they fit the smallest surface, Discord's 4,000 characters."""

NEIGHBOURS = 40
"""Quotes of the same speaker, before and after a page, that are looked through for other wordings."""


def answer(ask: Ask) -> Reply:
    """Quotes by and about whom the typed name means; where it is no name, quotes with these words."""
    typed = ask.typed("name")
    if not (typed or ask.typed("by") or ask.typed("about")):
        raise AskError("Whose words?", "/quote isaacman")
    narrowing = narrowing_of(ask)
    if isinstance(narrowing, Reply):
        return narrowing
    if not typed and narrowing.person:
        return _of_person(ask, narrowing.person, narrowing)
    reading = reading_of(ask, typed)
    if reading.quoted:
        return _named(ask, reading, narrowing)
    if numbers_in(typed) and not reading.meant:
        return nothing_found(ask, "Nobody on file has this number", typed, "Ask for the name.")
    return _of_words(ask, typed, reading, narrowing)


def quotes_of(ask: Ask, hit: NameHit) -> Reply:
    """The first quotes by and about a speaker on file, also where there are none."""
    return _of(ask, Reading(tuple(people_of([hit])), Fit.WHOLE), Narrowing(Filters()), by=True, about=True)


def _of_words(ask: Ask, typed: str, reading: Reading, narrowing: Narrowing) -> Reply:
    """The answer where nobody of that name is quoted: quotes with the words, else whoever is meant, if by a slip."""
    found = _matching(ask, typed, narrowing)
    reading = reading if reading.meant else read_with_slips(ask, typed)
    if found.total:
        return _with_words(ask, typed, found, narrowing, reading)
    return _named(ask, reading, narrowing) if reading.meant else _nothing(ask, typed)


def _of_person(ask: Ask, person: Person, narrowing: Narrowing) -> Reply:
    """The answer where only by: or about: was given: whoever stands there is whose words, or about whom, they are."""
    by = bool(narrowing.filters.by)
    return _of(ask, Reading((person,), Fit.WHOLE), narrowing, by=by, about=not by)


def _named(ask: Ask, reading: Reading, narrowing: Narrowing) -> Reply:
    """The answer where the typed words are a name: one person's, or the question whose."""
    words = Choice("Search these words instead", from_the_start(ask.question, exact="yes"), "in the text of quotes")
    instead = () if reading.evident else (words,)
    if not reading.only:
        return which(ask, "name", reading, *instead)
    near = () if reading.quoted else nearest(ask, ask.typed("name"))
    others = tuple(choice_of(ask, "name", one) for one in (*reading.others, *near) if one not in reading.meant)
    ways = (Choices("Not who was meant?", (*instead, *others)),) if instead or others else ()
    about, by = ask.page("about-page"), ask.page("page")
    return _of(ask, reading, narrowing, *ways, by=about == 1 or by > 1, about=by == 1 or about > 1)


@dataclass(frozen=True, slots=True)
class _Listed:
    """One of the two lists: its parts, and how many quotes are on all its pages."""

    parts: tuple[Part, ...] = ()
    total: int = 0


def _of(ask: Ask, reading: Reading, narrowing: Narrowing, *ways: Choices, by: bool, about: bool) -> Reply:
    """One person's quotes: by them, and apart from it about them. A page of one list comes without the other."""
    person = reading.meant[0]
    if ask.wants("reported"):
        return reported_of(ask, person, narrowing, *said(reading))
    lists = (_by(ask, person, narrowing) if by else _Listed(), _about(ask, person, narrowing) if about else _Listed())
    parts = [part for one in lists for part in one.parts]
    total = sum(one.total for one in lists)
    caveats = caveats_on(part.utterance.source for part in parts if isinstance(part, Pull))
    held = () if total else (Note(searched(ask)), _elsewhere(ask, person, narrowing))
    head = (Heading(person.name), *said(reading), *narrowing.notes, *caveats)
    told = also_reported(ask, person, narrowing) if by else ()
    return Reply((*head, *parts, *held, *told, *ways), total, ask.question)


def _by(ask: Ask, person: Person, narrowing: Narrowing) -> _Listed:
    """A page of what somebody said, the newest first, each with where its words differ from another printing near it."""
    name = person.name
    before = offset(ask, "page", BY_PAGE)
    found = ask.archive.utterances_by(
        ask.newsroom, person.ids, narrowing.filters, offset=before, limit=BY_PAGE, beside=NEIGHBOURS, now=ask.now
    )
    page = pager(ask, "page", BY_PAGE, found.total, f"quotes by {name}", "about-page", dated=True)
    others = others_beside(ask, found)
    pulls = [Pull(one.utterance, also_in=one.also_in, differs=differing(one, others)) for one in found.items]
    none = () if pulls else (_none(f"The archive holds no quote by {name}", narrowing),)
    return _Listed((Section(f"By {name}"), *none, *pulls, *page), found.total)


def _about(ask: Ask, person: Person, narrowing: Narrowing) -> _Listed:
    """A page of what others said about somebody, each with the words before it and why it is taken to be about them."""
    name = person.name
    found = ask.archive.utterances_about(
        ask.newsroom,
        person.ids,
        narrowing.filters,
        offset=offset(ask, "about-page", ABOUT_PAGE),
        limit=ABOUT_PAGE,
        now=ask.now,
    )
    page = pager(ask, "about-page", ABOUT_PAGE, found.total, f"quotes about {name}", "page", dated=True)
    pulls = [_about_pull(ask, one, person) for one in found.items]
    none = () if pulls else (_none(f"The archive holds no quote about {name}", narrowing),)
    return _Listed((Section(f"About {name}, said by others"), *none, *pulls, *page), found.total)


def _about_pull(ask: Ask, printing: Printing, person: Person) -> Pull:
    utterance = printing.utterance
    reasons = _reasons(utterance, person)
    return Pull(utterance, lead_in=lead_in(ask, utterance), reasons=reasons, also_in=printing.also_in)


def _reasons(utterance: Utterance, person: Person) -> tuple[str, ...]:
    """Why an utterance is shown as about somebody, and whom its pronouns mean besides."""
    own: list[str] = []
    others: list[str] = []
    for quote in utterance.quotes:
        for speaker, reason in quote.about:
            if speaker.id in person.ids or reason.startswith("“"):
                told = own if speaker.id in person.ids else others
                told.append(cited(reason, quote, utterance.source))
    return tuple(dict.fromkeys([*own, *others]))


def _elsewhere(ask: Ask, person: Person, narrowing: Narrowing) -> Choices:
    """Where to look on when a person is not quoted: without what narrows the search, or in the articles' text."""
    if narrowing.narrow:
        wider = dict.fromkeys(("since", "until", "outlet", *(("by", "about") if ask.typed("name") else ())))
        return Choices(
            "Perhaps beyond these limits:", (Choice("Ask without them", from_the_start(ask.question, **wider)),)
        )
    articles = Question("lookup", {"words": person.name})
    return Choices("Perhaps named, though not quoted:", (Choice("Search the articles", articles),))


def _none(sentence: str, narrowing: Narrowing) -> Note:
    return Note(f"{sentence} within these limits." if narrowing.narrow else f"{sentence}.")


def _matching(ask: Ask, typed: str, narrowing: Narrowing) -> Found[Printing]:
    """A page of the quotes in which the typed words stand."""
    words = searched_words(typed, phrase=ask.wants("exact"))
    if not words:
        return Found((), 0)
    before = offset(ask, "page", BY_PAGE)
    return ask.archive.utterances_matching(
        ask.newsroom, words, narrowing.filters, offset=before, limit=BY_PAGE, now=ask.now
    )


def _with_words(ask: Ask, typed: str, found: Found[Printing], narrowing: Narrowing, reading: Reading) -> Reply:
    """Quotes with the typed words, and who may have been meant by them."""
    page = pager(ask, "page", BY_PAGE, found.total, "quotes", more=found.more)
    pulls = pulls_of(found.items)
    meant = tuple(choice_of(ask, "name", person) for person in reading.meant[:ABOUT_PAGE])
    parts = (
        Heading(f"{count(found.total, 'quote', more=found.more).capitalize()} with these words"),
        Typed(shortened_text(typed, TYPED)),
        *narrowing.notes,
        *caveats_on(pull.utterance.source for pull in pulls),
        *pulls,
        *page,
        *((Choices("Or was a name meant?", meant),) if meant else ()),
    )
    return Reply(parts, found.total, ask.question)


def pulls_of(printings: Sequence[Printing]) -> tuple[Pull, ...]:
    """Found utterances with the words that matched marked, and where another of the same speaker is worded otherwise."""
    return tuple(
        Pull(
            one.utterance,
            also_in=one.also_in,
            marked=one.marked,
            differs=differing(one, others_of(_by_the_same(one, printings))),
        )
        for one in printings
    )


def _by_the_same(printing: Printing, others: Sequence[Printing]) -> Sequence[Printing]:
    speaker = printing.utterance.lead.speaker
    return [other for other in others if speaker and other.utterance.lead.speaker == speaker]


def _nothing(ask: Ask, typed: str) -> Reply:
    near = tuple(choice_of(ask, "name", person) for person in nearest(ask, typed))
    articles = Choice("Search the articles for these words", Question("lookup", {"words": typed}))
    remedy = "Try a name alone, or fewer words."
    return nothing_found(ask, "No name on file and no quote with these words", typed, remedy, (*near, articles))


COMMAND = Command(
    name="quote",
    about="what somebody said, and apart from it what others said about them, each with its source",
    subject=Option(
        "name", "whose words: a name or part of one; other words are searched for in the quotes", "NAME OR WORDS"
    ),
    options=(*options.NARROWING, options.PAGE, options.ABOUT_PAGE, options.REPORTED),
    examples=("/quote isaacman", "/quote musk since:2025", "/quote musk about:trump", '/quote "the money" by:musk'),
    answer=answer,
)
