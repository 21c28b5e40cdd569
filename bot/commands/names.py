"""Whom a typed name means: the reading that the archive allows, or the people it may be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.archive import NameHit
from bot.commands.command import Ask
from bot.commands.paging import from_the_start
from bot.commands.shown import label, number_in
from bot.folding import words_of
from bot.matching.speakers import Fit, Likeness, likeness, narrowed, spellings, without_titles
from bot.phrasing import count
from bot.reply import Choice, Choices, Heading, Note, Part, Reply

NAME_WORDS = 8
"""Typed words beyond which nothing is taken for a name."""

OFFERED = 10
"""People offered at once where several fit: what one screen of buttons holds on every surface."""

_SPELLINGS = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a typed name means.

    Attributes:
        meant: Nobody, the one who is meant, or all who may be, most quoted first.
        fit: How the name was read; None where nobody fits.
        others: Who fits as well, where one was taken all the same.
    """

    meant: tuple[NameHit, ...] = ()
    fit: Fit | None = None
    others: tuple[NameHit, ...] = ()

    @property
    def only(self) -> NameHit | None:
        """The one who is meant; None where it is nobody, or not settled."""
        return self.meant[0] if len(self.meant) == 1 else None

    @property
    def quoted(self) -> bool:
        """Whether there is any quote by or about whoever may be meant."""
        return any(hit.by or hit.about for hit in self.meant)

    @property
    def evident(self) -> bool:
        """Whether the typed words stand in the name as they are, so that nothing needs to be said."""
        return self.fit in {Fit.WHOLE, Fit.WORDS}


def reading_of(ask: Ask, typed: str) -> Reading:
    """Whom a typed name means: as it stands, else by a part or a short form of it. A slip is `read_with_slips`.

    "#12" is the speaker of that number, which is what a button carries. With `exact:yes` a name is taken as it stands.
    """
    number = number_in(typed)
    if number is not None:
        hit = ask.archive.speaker(ask.newsroom, number, now=ask.now)
        return Reading((hit,), Fit.WHOLE) if hit else Reading()
    words = words_of(typed)
    if not 0 < len(words) <= NAME_WORDS:
        return Reading()
    standing = _standing(ask, words)
    reading = _settled(words, standing)
    if reading.evident or ask.wants("exact"):
        return reading if reading.evident else Reading()
    return _settled(words, [*standing, *_in_other_forms(ask, words)])


def read_with_slips(ask: Ask, typed: str) -> Reading:
    """Whom a typed name means that fits nobody as it stands: one or two slips away. Nobody with `exact:yes`."""
    words = words_of(typed)
    if not 0 < len(words) <= NAME_WORDS or ask.wants("exact"):
        return Reading()
    return _settled(words, _with_slips(ask, words))


def said(reading: Reading) -> tuple[Part, ...]:
    """That a name was read otherwise than it was typed; nothing where that is evident."""
    if reading.evident or not reading.only:
        return ()
    how = "a slip is assumed" if reading.fit is Fit.SLIP else "from a part or a short form of the name"
    return (Note(f"Read as {reading.only.speaker.name}: {how}."),)


def which(ask: Ask, option: str, reading: Reading, *more: Choice) -> Reply:
    """The question back, where several people fit: each as a choice, with how much is on file."""
    shared = _shared_name(ask.typed(option), reading)
    prompt = f"{len(reading.meant)} names on file fit."
    if len(reading.meant) > OFFERED:
        prompt = f"{len(reading.meant)} names on file fit; these are quoted most. More of the name tells them apart."
    options = tuple(choice_of(ask, option, hit) for hit in reading.meant[:OFFERED])
    parts = (Heading(f"Which {shared}?"), Choices(prompt, (*options, *more)))
    return Reply(parts, len(reading.meant), ask.question)


def choice_of(ask: Ask, option: str, hit: NameHit) -> Choice:
    """The same question about this person, named by number so that it can't be mistaken."""
    question = from_the_start(ask.question, **{option: f"#{hit.speaker.id}"})
    return Choice(label(hit.speaker.name), question, f"{count(hit.by, 'quote')} by, {hit.about:,} about")


def nearest(ask: Ask, typed: str, limit: int = 3) -> tuple[NameHit, ...]:
    """Names on file that come near any of the typed words, the nearest first; those without a quote left out."""
    found: dict[int, tuple[tuple[int, int], NameHit]] = {}
    for word in words_of(typed)[:NAME_WORDS]:
        for fit, hit in _with_slips(ask, (word,)):
            if hit.by or hit.about:
                known = found.get(hit.speaker.id)
                found[hit.speaker.id] = min(known or (fit.rank, hit), (fit.rank, hit), key=lambda item: item[0])
    ranked = sorted(found.values(), key=lambda item: (item[0], -item[1].by - item[1].about))
    return tuple(hit for _, hit in ranked[:limit])


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
    left = narrowed([(hit.speaker, hit.by + hit.about) for hit in hits.values()], without_titles(words))
    meant = sorted((hits[speaker.id] for speaker, _ in left), key=_most_quoted)
    reading = Reading(tuple(meant), Fit(best[0]))
    if len(meant) > 1:
        return reading
    others = sorted((hit for hit in hits.values() if hit != meant[0] and (hit.by or hit.about)), key=_most_quoted)
    return replace(reading, others=tuple(others[:OFFERED]))


def _most_quoted(hit: NameHit) -> tuple[int, str]:
    return (-hit.by - hit.about, hit.speaker.name)


def _shared_name(typed: str, reading: Reading) -> str:
    """What was typed, as the names on file print it; "of these" where it is not what they share."""
    sought = set(words_of(typed))
    for hit in reading.meant:
        sought &= set(words_of(hit.speaker.name))
    first = reading.meant[0].speaker.name.split()
    return " ".join(word for word in first if sought & set(words_of(word))) or "of these"
