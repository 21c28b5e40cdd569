"""What stands right around a mention in its sentence, whatever is asked about it."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.quoting import lexicon
from bot.quoting.clauses import skip_aside
from bot.quoting.grammar import is_passive
from bot.quoting.mentions import Mention
from bot.quoting.tokens import Token


class Surroundings(NamedTuple):
    """What stands before and after a mention.

    Attributes:
        letter: The letter of the word before it, or "^".
        before: That word itself if it is of a closed class, else its letter.
        follows: What comes after it and any asides: a letter, "core" or "call" for such a verb, or auxiliary and verb.
        at: The token where that stands.
        skipped: Whether asides were skipped to get there.
        passive: Whether something is done to it.
    """

    letter: str
    before: str
    follows: str
    at: int
    skipped: bool
    passive: bool


def told_word(low: str, letter: str) -> str:
    """A closed-class word as itself, any other as its letter."""
    return low if letter in "PDCTSoNW" else letter


def surroundings_of(tokens: Sequence[Token], letters: str, mention: Mention) -> Surroundings:
    """What stands around a mention of a sentence."""
    first = mention.first
    letter = letters[first - 1] if first else "^"
    before = told_word(tokens[first - 1].low, letter) if first else "^"
    at, skipped = skip_aside(letters, mention.last + 1)
    follows = letters[at] if at < len(letters) else "$"
    passive = False
    if follows in "Vv":
        low = tokens[at].low
        follows = "core" if low in lexicon.CORE_SAY else "call" if low in lexicon.CALL else follows
    elif follows == "A":
        verb = _after_auxiliaries(letters, at)
        passive = verb < len(letters) and letters[verb] in "Vv" and is_passive(tokens, letters, verb)
        follows = "A" + (letters[verb] if verb < len(letters) else "$")
    return Surroundings(letter, before, follows, at, skipped, passive)


def _after_auxiliaries(letters: str, at: int) -> int:
    while at < len(letters) and letters[at] in "AR":
        at += 1
    return at
