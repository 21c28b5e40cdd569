"""Whom a typed name means: the reading that the archive allows, or the people it may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.archive import NameHit
from bot.commands.command import Ask
from bot.commands.paging import from_the_start
from bot.commands.shown import label, numbers_in
from bot.common_words import COMMON
from bot.folding import words_of, words_with_spans
from bot.matching.speakers import Fit, Likeness, likeness, narrowed, one_person, spellings, without_titles
from bot.phrasing import count
from bot.reply import Choice, Choices, Heading, Note, Part, Reply

NAME_WORDS = 8
"""Typed words beyond which nothing is taken for a name."""

OFFERED = 10
"""People offered at once where several fit: what one screen of buttons holds on every surface."""

_SPELLINGS = 12
_NAMES_TOO = frozenset({"may", "will"})


@dataclass(frozen=True, slots=True)
class Person:
    """A person or body on file, under one name or under several that are surely theirs, the most quoted first."""

    hits: tuple[NameHit, ...]

    @property
    def name(self) -> str:
        """The name they are mostly quoted under."""
        return self.hits[0].speaker.name

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of all their names."""
        return tuple(hit.speaker.id for hit in self.hits)

    @property
    def number(self) -> str:
        """What stands for them where a name is typed: "#12", or "#12+15" under two names."""
        return f"#{'+'.join(str(number) for number in self.ids)}"

    @property
    def by(self) -> int:
        """How many quotes are by them."""
        return sum(hit.by for hit in self.hits)

    @property
    def about(self) -> int:
        """How many are about them."""
        return sum(hit.about for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a typed name means.

    Attributes:
        meant: Nobody, the one who is meant, or all who may be, most quoted first.
        fit: How the name was read; None where nobody fits.
        others: Who fits as well, where one was taken all the same.
    """

    meant: tuple[Person, ...] = ()
    fit: Fit | None = None
    others: tuple[Person, ...] = ()

    @property
    def only(self) -> Person | None:
        """The one who is meant; None where it is nobody, or not settled."""
        return self.meant[0] if len(self.meant) == 1 else None

    @property
    def quoted(self) -> bool:
        """Whether there is any quote by or about whoever may be meant."""
        return any(person.by or person.about for person in self.meant)

    @property
    def evident(self) -> bool:
        """Whether the typed words stand in the name as they are, so that nothing needs to be said."""
        return self.fit in {Fit.WHOLE, Fit.WORDS}


def reading_of(ask: Ask, typed: str) -> Reading:
    """Whom a typed name means: as it stands, else by a part or a short form of it. A slip is `read_with_slips`.

    "#12" is the speaker of that number, "#12+15" one person on file under two; that is what a button carries. With
    `exact:yes` a name is taken as it stands.
    """
    if numbers := numbers_in(typed):
        found = (ask.archive.speaker(ask.newsroom, number, now=ask.now) for number in numbers)
        return Reading(tuple(people_of(hit for hit in found if hit)), Fit.WHOLE)
    words = words_of(typed)
    if not _may_be_name(words):
        return Reading()
    standing = _standing(ask, words)
    reading = _settled(words, standing)
    if reading.evident or ask.wants("exact"):
        return reading if reading.evident else Reading()
    return _settled(words, [*standing, *_in_other_forms(ask, words)])


def read_with_slips(ask: Ask, typed: str) -> Reading:
    """Whom a typed name means that fits nobody as it stands: one or two slips away. Nobody with `exact:yes`."""
    words = words_of(typed)
    if not _may_be_name(words) or ask.wants("exact"):
        return Reading()
    return _settled(words, _with_slips(ask, words))


def said(reading: Reading) -> tuple[Part, ...]:
    """That a name was read otherwise than it was typed; nothing where that is evident."""
    if not reading.only:
        return ()
    aliases = [hit.speaker.name for hit in reading.only.hits[1:]]
    if aliases:
        return (Note(f"Read as {reading.only.name}, on file also as {', '.join(aliases)}."),)
    if reading.evident:
        return ()
    how = "a slip is assumed" if reading.fit is Fit.SLIP else "from a part or a short form of the name"
    return (Note(f"Read as {reading.only.name}: {how}."),)


def which(ask: Ask, option: str, reading: Reading, *more: Choice) -> Reply:
    """The question back, where several people fit: each as a choice, with how much is on file."""
    shared = _shared_name(ask.typed(option), reading)
    prompt = (
        f"{count(len(reading.meant), 'name')} on file fit{', if a slip is assumed' if reading.fit is Fit.SLIP else ''}."
    )
    if len(reading.meant) > OFFERED:
        prompt += " These are quoted most; more of the name tells the others apart."
    options = tuple(choice_of(ask, option, person) for person in reading.meant[:OFFERED])
    parts = (Heading(f"Which {shared}?"), Choices(prompt, (*options, *more)))
    return Reply(parts, len(reading.meant), ask.question)


def choice_of(ask: Ask, option: str, person: Person) -> Choice:
    """The same question about this person, named by number so that it can't be mistaken."""
    question = from_the_start(ask.question, **{option: person.number})
    return Choice(label(person.name), question, f"{count(person.by, 'quote')} by, {person.about:,} about")


def nearest(ask: Ask, typed: str, limit: int = 3) -> tuple[Person, ...]:
    """Names on file that come near any of the typed words, the nearest first; those without a quote left out."""
    found: dict[int, tuple[tuple[int, int, bool], NameHit]] = {}
    for word in words_of(typed)[:NAME_WORDS]:
        for fit, hit in _with_slips(ask, (word,)):
            if hit.by or hit.about:
                known = found.get(hit.speaker.id)
                found[hit.speaker.id] = min(known or (fit.rank, hit), (fit.rank, hit), key=lambda item: item[0])
    ranked = sorted(found.values(), key=lambda item: (item[0], -item[1].by - item[1].about))
    return tuple(people_of(hit for _, hit in ranked)[:limit])


def _may_be_name(words: Sequence[str]) -> bool:
    """Whether the words are few enough for a name, and more than such as stand in every sentence."""
    return len(words) <= NAME_WORDS and any(word not in COMMON or word in _NAMES_TOO for word in words)


_Fits = Sequence[tuple[Likeness, NameHit]]


def _standing(ask: Ask, words: Sequence[str]) -> _Fits:
    """Who fits the words as they stand, or without the titles before the name."""
    bare = without_titles(words)
    found = _fits(ask, words, words, slips=False)
    return found if bare == tuple(words) else [*found, *_fits(ask, bare, bare, slips=False)]


def _in_other_forms(ask: Ask, words: Sequence[str]) -> _Fits:
    bare = without_titles(words)
    return [fit for spelling in spellings(bare)[:_SPELLINGS] for fit in _fits(ask, spelling, bare, slips=False)]


def _with_slips(ask: Ask, words: Sequence[str]) -> _Fits:
    bare = without_titles(words)
    return _fits(ask, bare, bare, slips=True)


def _fits(ask: Ask, sought: Sequence[str], typed: Sequence[str], *, slips: bool) -> _Fits:
    """Speakers on file whose name holds the words sought, with how well they fit the words typed."""
    hits = ask.archive.speakers_named(ask.newsroom, sought, slips=slips, now=ask.now)
    fits = [(likeness(typed, hit.speaker, slips=slips), hit) for hit in hits]
    return [(fit, hit) for fit, hit in fits if fit]


def _settled(words: Sequence[str], fits: _Fits) -> Reading:
    """Of all who fit, the one who is meant, or those who may be."""
    if not fits:
        return Reading()
    best = min(fit.rank for fit, _ in fits)
    hits = {hit.speaker.id: hit for fit, hit in fits if fit.rank == best}
    alike = [hit for fit, hit in fits if fit.fit == best[0] and (hit.by or hit.about)]
    left = narrowed([(hit.speaker, hit.by + hit.about) for hit in hits.values()], without_titles(words))
    meant = people_of(hits[speaker.id] for speaker, _ in left)
    others = [one for one in people_of(alike) if one not in meant] if len(meant) == 1 else []
    return Reading(tuple(meant), Fit(best[0]), tuple(others[:OFFERED]))


def people_of(hits: Iterable[NameHit]) -> list[Person]:
    """Names on file as the people they are, the most quoted first."""
    known = {hit.speaker.id: hit for hit in hits}
    groups = one_person([hit.speaker for hit in known.values()])
    people = [Person(tuple(sorted((known[one.id] for one in group), key=_most_quoted))) for group in groups]
    return sorted(people, key=lambda person: (-person.by - person.about, person.name))


def _most_quoted(hit: NameHit) -> tuple[int, str]:
    return (-hit.by - hit.about, hit.speaker.name)


def _shared_name(typed: str, reading: Reading) -> str:
    """What was typed, as the names on file print it; "of these" where it is not what they share."""
    sought = set(words_of(typed))
    for person in reading.meant:
        sought &= set(words_of(person.name))
    first = reading.meant[0].name
    return " ".join(span.cut(first) for word, span in words_with_spans(first) if word in sought) or "of these"
