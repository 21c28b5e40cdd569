"""Which speaker a few typed words mean: the fit of each name on file, and who is left when the best fit decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from rapidfuzz.distance import OSA

from bot.folding import words_of
from bot.model import Kind, Speaker
from bot.nicknames import other_forms

_TITLES = """
admiral adm ambassador amb archbishop attorney general baron baroness bishop brigadier brig captain capt cardinal
chair chairman chairwoman chancellor chief colonel col commander cmdr commissioner comrade congressman congresswoman
corporal councillor councilor councilman councilwoman count countess dame deputy detective dr doctor duchess duke
emir emperor empress ex father first former gen governor gov judge justice king lady lieutenant lt lord madam major maj
mayor minister miss monsignor mp mr mrs ms mx officer pastor pope premier president pres prime prince princess
prof professor queen rabbi rep representative rev reverend secretary sec sen senator sergeant sgt sheikh sheriff sir
speaker spokesman spokesperson spokeswoman sultan superintendent supt the treasurer vice
"""
TITLES = frozenset(_TITLES.split())
"""Words before a name that are no part of it, folded."""


class Fit(IntEnum):
    """How a name on file fits what was typed, best first."""

    WHOLE = 1
    WORDS = 2
    FORM = 3
    SLIP = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well one speaker fits; `slips` counts mistyped letters, `alias` is a fit with another of their names."""

    fit: Fit
    slips: int = 0
    alias: bool = False

    @property
    def rank(self) -> tuple[int, int, bool]:
        """For comparing: the least is the best."""
        return (self.fit, self.slips, self.alias)


def without_titles(words: Sequence[str]) -> tuple[str, ...]:
    """The typed words without the titles before them; as they were where nothing else would be left."""
    kept = list(words)
    while len(kept) > 1 and kept[0] in TITLES:
        del kept[0]
    return tuple(kept)


def spellings(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The typed words with one given name at a time put in another of its forms ("liz kane": "elizabeth kane", …)."""
    return tuple(
        (*words[:place], form, *words[place + 1 :])
        for place, word in enumerate(words)
        for form in sorted(other_forms(word))
    )


def likeness(typed: Sequence[str], speaker: Speaker, *, slips: bool = False) -> Likeness | None:
    """How a speaker's best name fits the typed, folded words; None where none of the names does.

    Every typed word must be met by a word of the name: the same, its beginning, another form of a given name or,
    with `slips`, one or two mistyped letters. Without a word a name fits nobody.
    """
    name = words_of(speaker.name)
    if len(typed) > 1 and set(typed) == set(name):
        return Likeness(Fit.WHOLE)
    others = (_fit(typed, words_of(alias), slips) for alias in speaker.aliases)
    found = [_fit(typed, name, slips), *(replace(fit, alias=True) for fit in others if fit)]
    return min((fit for fit in found if fit), key=lambda fit: fit.rank, default=None)


def one_person(speakers: Sequence[Speaker]) -> list[list[Speaker]]:
    """Speakers on file put together where they are one person: "Ann Lee" and "Ann B. Lee".

    Where a third has another middle initial ("Ann C. Lee"), nobody knows whose the plain name is, and all stay apart.
    """
    people: dict[object, list[Speaker]] = {}
    for speaker in speakers:
        words = list(words_of(speaker.name))
        initials_only = len(words) > 1 and all(len(word) == 1 for word in words[1:-1])
        key = (words[0], words[-1]) if initials_only and speaker.kind is Kind.PERSON else speaker.id
        people.setdefault(key, []).append(speaker)
    return [group for found in people.values() for group in _undivided(found)]


def _undivided(speakers: list[Speaker]) -> list[list[Speaker]]:
    middles = {words_of(speaker.name)[1:-1] for speaker in speakers} - {()}
    return [speakers] if len(middles) <= 1 else [[speaker] for speaker in speakers]


def narrowed(fits: Sequence[tuple[Speaker, int]], typed: Sequence[str]) -> Sequence[tuple[Speaker, int]]:
    """Of speakers that fit equally well, with the number of their quotes, those that may be meant.

    One without any quote gives way to one who has some, and a body or document merely called after a person to the
    person.
    """
    quoted = [fit for fit in fits if fit[1]] or list(fits)
    called_so = [fit for fit in quoted if fit[0].kind is Kind.PERSON or words_of(fit[0].name) == tuple(typed)]
    return called_so or quoted


def _fit(typed: Sequence[str], name: Sequence[str], slips: bool) -> Likeness | None:
    if not typed or not name:
        return None
    left = list(name)
    met = [_meeting(word, left, slips) for word in typed]
    found = [one for one in met if one]
    if len(found) < len(met):
        return _run_together(typed, name) if slips else None
    return _together(typed, found)


def _together(typed: Sequence[str], found: Sequence[tuple[Likeness, str]]) -> Likeness | None:
    """The worst of the words decides; a beginning of one or two letters counts only beside a whole word."""
    total = sum(one.slips for one, _ in found)
    short = any(len(word) < 3 and word != met for word, (_, met) in zip(typed, found, strict=True))
    if total > 2 or (short and not any(one.fit is Fit.WORDS for one, _ in found)):
        return None
    return Likeness(max(one.fit for one, _ in found), total)


def _meeting(word: str, left: list[str], slips: bool) -> tuple[Likeness, str] | None:
    """How the best of the name's words that are left meets one typed word; it is then no longer left."""
    found = [(fit, other) for other in left if (fit := _word_fit(word, other, slips))]
    if not found:
        return None
    best = min(found, key=lambda item: item[0].rank)
    left.remove(best[1])
    return best


def _word_fit(word: str, other: str, slips: bool) -> Likeness | None:
    if word == other:
        return Likeness(Fit.WORDS)
    if other.startswith(word) or other in other_forms(word):
        return Likeness(Fit.FORM)
    distance = slips_between(word, other) if slips else None
    return Likeness(Fit.SLIP, distance) if distance else None


def slips_between(word: str, other: str) -> int | None:
    """How many slips (a letter too many, too few, wrong, or two changed round) part two words; None if too many.

    A word of four letters bears one, of eight two, shorter ones none; one under six must keep its first letter.
    """
    length = min(len(word), len(other))
    allowed = 2 if length >= 8 else 1 if length >= 4 else 0
    if not allowed or (length < 6 and word[0] != other[0]):
        return None
    distance = OSA.distance(word, other, score_cutoff=allowed)
    return distance if distance <= allowed else None


def _run_together(typed: Sequence[str], name: Sequence[str]) -> Likeness | None:
    """A slip on the space: "jaredisaacman", "isaac man"."""
    whole = "".join(typed)
    if len(whole) < 6:
        return None
    distances = (slips_between(whole, run) if run != whole else 1 for run in _runs(name))
    return min((Likeness(Fit.SLIP, found) for found in distances if found), key=lambda fit: fit.rank, default=None)


def _runs(name: Sequence[str]) -> Iterable[str]:
    """Words of a name written together: each run of neighbours."""
    ends = range(1, len(name) + 1)
    return ("".join(name[start:end]) for end in ends for start in range(end))


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
