"""How people misquote: a stored passage with its words damaged in one of the ways that newsrooms see.

Each kind is a function from the words of a passage to what is typed, and the stretch of the passage that it stands
for: an answer is right where it contains that stretch undamaged.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

LONG = 4
"""Letters of a word that is mistyped rather than a shorter one, of which little would be left."""

FEWEST = 8
"""Words of a passage to damage: what a third of a shorter one was taken out of fits too many others."""

_SYNONYMS = {
    "big": "large", "large": "big", "begin": "start", "start": "begin", "help": "assist", "buy": "purchase",
    "said": "stated", "think": "believe", "believe": "think", "know": "understand", "want": "wish", "need": "require",
    "case": "matter", "matter": "case", "people": "persons", "many": "numerous", "very": "really", "good": "fine",
    "bad": "poor", "right": "correct", "wrong": "mistaken", "get": "obtain", "give": "provide", "show": "demonstrate",
    "make": "produce", "also": "too", "but": "yet", "because": "since", "though": "although", "maybe": "perhaps",
    "quite": "rather", "just": "only", "only": "merely", "now": "today", "often": "frequently", "law": "statute",
    "court": "tribunal", "government": "administration", "company": "firm", "money": "cash", "year": "season",
    "way": "manner", "point": "aspect", "question": "issue", "issue": "question", "problem": "difficulty",
    "same": "identical", "different": "distinct", "new": "recent", "old": "former", "say": "state", "see": "notice",
    "time": "moment", "part": "portion", "place": "location", "thing": "object", "must": "should", "about": "regarding",
}  # fmt: skip
_FILLERS = ("well", "really", "actually", "today", "however", "certainly", "now", "indeed", "there", "still")
_CURLY = str.maketrans({"'": "’", '"': "”", "-": "—", "’": "'", "“": '"', "”": '"', "—": "-", "–": "-"})


@dataclass(frozen=True, slots=True)
class Misquote:
    """What is typed, and the stretch of the stored passage that it was made from."""

    typed: str
    span: str


Damage = Callable[[list[str], random.Random], Misquote]


def _whole(words: Sequence[str], typed: Sequence[str]) -> Misquote:
    return Misquote(" ".join(typed), " ".join(words))


def kept(words: list[str], _: random.Random) -> Misquote:
    """As it stands."""
    return _whole(words, words)


def recased(words: list[str], chance: random.Random) -> Misquote:
    """In capitals, in small letters, or each word with a capital."""
    change = chance.choice([str.upper, str.lower, str.title])
    return Misquote(change(" ".join(words)), " ".join(words))


def remarked(words: list[str], _: random.Random) -> Misquote:
    """Straight marks curly, curly ones straight, dashes the other way."""
    return Misquote(" ".join(words).translate(_CURLY), " ".join(words))


def slipped(count: int) -> Damage:
    """So many letters added, left out, wrong or changed round."""

    def damage(words: list[str], chance: random.Random) -> Misquote:
        return _whole(words, _with_slips(words, count, chance))

    return damage


def dropped(share: float) -> Damage:
    """A share of the words left out, wherever they stand."""

    def damage(words: list[str], chance: random.Random) -> Misquote:
        gone = set(chance.sample(range(len(words)), max(1, round(share * len(words)))))
        return _whole(words, [word for at, word in enumerate(words) if at not in gone])

    return damage


def swapped(count: int) -> Damage:
    """So many words changed round with their neighbours."""

    def damage(words: list[str], chance: random.Random) -> Misquote:
        typed = list(words)
        for _ in range(count):
            at = chance.randrange(len(typed) - 1)
            typed[at : at + 2] = typed[at + 1], typed[at]
        return _whole(words, typed)

    return damage


def synonyms(words: list[str], chance: random.Random) -> Misquote:
    """Two words replaced by others that mean about the same; by any word where none is known."""
    typed = list(words)
    known = [at for at, word in enumerate(words) if word.lower() in _SYNONYMS]
    others = [at for at in range(len(words)) if at not in known]
    for at in (chance.sample(known, len(known)) + chance.sample(others, len(others)))[:2]:
        typed[at] = _SYNONYMS.get(words[at].lower()) or chance.choice(list(_SYNONYMS))
    return _whole(words, typed)


def padded(words: list[str], chance: random.Random) -> Misquote:
    """Three words put in."""
    typed = list(words)
    for filler in chance.sample(_FILLERS, 3):
        typed.insert(chance.randrange(len(typed) + 1), filler)
    return _whole(words, typed)


def cut_off(words: list[str], chance: random.Random) -> Misquote:
    """The last quarter to half missing."""
    held = words[: max(5, round(len(words) * chance.uniform(0.5, 0.75)))]
    return _whole(held, held)


def fragment(least: int, most: int, slips: int = 0) -> Damage:
    """So many words out of it, one after another."""

    def damage(words: list[str], chance: random.Random) -> Misquote:
        length = min(len(words), chance.randint(least, most))
        start = chance.randrange(len(words) - length + 1)
        held = words[start : start + length]
        return _whole(held, _with_slips(held, slips, chance))

    return damage


def twice(words: list[str], chance: random.Random) -> Misquote:
    """Two kinds at once."""
    first, second = chance.sample([slipped(1), dropped(0.1), swapped(1), padded, synonyms], 2)
    return _whole(words, second(first(words, chance).typed.split(), chance).typed.split())


def _with_slips(words: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """With letters wrong in so many words, those of four letters or more before shorter ones."""
    typed = list(words)
    shuffled = chance.sample(range(len(typed)), len(typed))
    for at in sorted(shuffled, key=lambda at: len(words[at]) < LONG)[:count]:
        typed[at] = _slip(typed[at], chance)
    return typed


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    ways = [word[:at] + chance.choice(ascii_lowercase) + word[at:]]
    if len(word) > 1:
        ways += [word[:at] + word[at + 1 :], word[:at] + chance.choice(ascii_lowercase) + word[at + 1 :]]
        at = chance.randrange(len(word) - 1)
        ways.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return chance.choice(ways)


KINDS: dict[str, Damage] = {
    "none": kept,
    "case": recased,
    "marks and dashes": remarked,
    "1 typo": slipped(1),
    "2 typos": slipped(2),
    "3 typos": slipped(3),
    "10 % dropped": dropped(0.1),
    "20 % dropped": dropped(0.2),
    "30 % dropped": dropped(0.3),
    "1 swapped": swapped(1),
    "3 swapped": swapped(3),
    "2 synonyms": synonyms,
    "3 put in": padded,
    "end cut off": cut_off,
    "5-8 words": fragment(5, 8),
    "5-8 words, 1 typo": fragment(5, 8, slips=1),
    "9-15 words": fragment(9, 15),
    "two kinds": twice,
}
"""Every kind of damage, by what it is called in the table."""
