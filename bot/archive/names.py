"""What tells one name from another, and the spellings under which a mistyped word is looked for."""

from bot.archive.wording import number_of, storable
from bot.folding import folded

KEY_LIMIT = 200
"""Characters of a folded name that tell it from others; a longer one is told by a number made of it."""

SHORTEST_SLIP = 4
"""Letters that a word needs before a slip in it is looked for: of three, one letter changed is another word."""


def name_key(name: str) -> str:
    """What one name's spellings have in common: case, accents and spacing folded; words otherwise as they stand."""
    key = " ".join(folded(storable(name)).split())
    return key if len(key) <= KEY_LIMIT else f"{key[:KEY_LIMIT]}{number_of(key)}"


def slips(word: str) -> set[str]:
    """The word itself and its spellings with one letter left out.

    Two words one slip apart (a letter changed, added, left out, or two swapped) share one of them; words that
    share one are at most two letters apart.
    """
    if len(word) < SHORTEST_SLIP:
        return {word}
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
