"""Which article a typed title means, of those whose headline comes near it."""

from collections.abc import Sequence

from bot.common_words import telling
from bot.folding import words_of
from bot.matching.speakers import slips_between
from bot.model import Source

_WHOLE, _IN_A_ROW = (0, 0), (1, 0)


def meant(typed: Sequence[str], candidates: Sequence[Source], *, exact: bool = False) -> tuple[Source, ...]:
    """The articles that the typed, folded words may mean: those that fit best, all alike; none where a word is missing.

    The whole headline as typed goes first, then words that stand in it one after another, then words anywhere in it,
    then words with slips. With `exact` the words must stand one after another.
    """
    fits = [(fit, source) for source in candidates if (fit := _fit(tuple(typed), words_of(source.headline or "")))]
    best = min((fit for fit, _ in fits), default=None)
    return tuple(source for fit, source in fits if fit == best and (not exact or fit <= _IN_A_ROW))


def _fit(typed: tuple[str, ...], headline: tuple[str, ...]) -> tuple[int, int] | None:
    """How well a headline fits, the least the best; None where it lacks one of the telling words."""
    if typed == headline:
        return _WHOLE
    if any(headline[at : at + len(typed)] == typed for at in range(len(headline))):
        return _IN_A_ROW
    slips = [_slips(word, headline) for word in telling(typed)]
    found = [number for number in slips if number is not None]
    return (2 if not any(found) else 3, sum(found)) if len(found) == len(slips) else None


def _slips(word: str, headline: Sequence[str]) -> int | None:
    """Slips that part a typed word from the nearest of the headline; none where one begins with it."""
    if any(other.startswith(word) for other in headline):
        return 0
    return min((slips for other in headline if (slips := slips_between(word, other))), default=None)
