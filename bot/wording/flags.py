"""Red flags: changes of a few letters that change what is said."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum

from bot.wording.steps import Aligned, Kind
from bot.wording.words import Word


class Flag(StrEnum):
    """What sort of word was changed; the value completes "It changes …"."""

    NEGATION = "a negation"
    NUMBER = "a number or a unit"
    NAME = "a name"
    MODAL = "a modal verb"
    TENSE = "a tense"


_NEGATIONS = frozenset(
    [
        "no",
        "not",
        "never",
        "none",
        "nobody",
        "nothing",
        "nowhere",
        "neither",
        "nor",
        "without",
        "cannot",
        "hardly",
        "scarcely",
        "barely",
        "rarely",
        "seldom",
        "unless",
    ]
)
_MODALS = frozenset(
    [
        "can",
        "can't",
        "cannot",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "will",
        "won't",
        "would",
        "ought",
        "need",
    ]
)
_NUMBERS = frozenset(
    [
        "zero",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
        "11",
        "12",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "billions",
        "trillion",
        "trillions",
        "dozen",
        "dozens",
        "half",
        "halves",
        "third",
        "quarter",
        "quarters",
        "double",
        "triple",
        "twice",
        "percent",
        "percentage",
        "cent",
        "cents",
        "%",
        "‰",
        "$",
        "£",
        "€",
        "¥",
        "dollar",
        "dollars",
        "pound",
        "pounds",
        "euro",
        "euros",
        "km",
        "mile",
        "miles",
        "metre",
        "metres",
        "meter",
        "meters",
        "kilogram",
        "kilograms",
        "kg",
        "tonne",
        "tonnes",
        "ton",
        "tons",
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
    ]
)
_PREFIX = re.compile("^(?:un|in|im|il|ir|dis|non|mis)")
_TENSES = [
    {"is", "was", "are", "were", "be", "been", "am"}, {"has", "had", "have"}, {"do", "does", "did", "done"}, {"go", "goes", "went", "gone"},
    {"say", "says", "said"}, {"make", "makes", "made"}, {"get", "gets", "got"}, {"take", "takes", "took", "taken"},
    {"come", "comes", "came"}, {"see", "sees", "saw", "seen"}, {"know", "knows", "knew", "known"}, {"give", "gives", "gave", "given"},
    {"think", "thinks", "thought"}, {"tell", "tells", "told"}, {"find", "finds", "found"}, {"leave", "leaves", "left"},
    {"win", "wins", "won"}, {"lose", "loses", "lost"}, {"pay", "pays", "paid"}, {"buy", "buys", "bought"}, {"sell", "sells", "sold"},
    {"begin", "begins", "began", "begun"}, {"break", "breaks", "broke", "broken"}, {"fall", "falls", "fell", "fallen"},
    {"rise", "rises", "rose", "risen"}, {"grow", "grows", "grew", "grown"}, {"send", "sends", "sent"}, {"build", "builds", "built"},
    {"lead", "leads", "led"}, {"meet", "meets", "met"}, {"run", "runs", "ran"}, {"speak", "speaks", "spoke", "spoken"},
    {"write", "writes", "wrote", "written"}, {"hear", "hears", "heard"}, {"hold", "holds", "held"}, {"keep", "keeps", "kept"},
]  # fmt: skip
_STEM = re.compile("(?:ied|ies|ed|es|ing|d|s|e|y)$")


def flags(
    alignment: Sequence[Aligned], printed: Sequence[Word], text: str, typed: Sequence[Word], given: str
) -> tuple[Flag, ...]:
    """What the changes of an alignment touch, each once, the gravest first."""
    found: set[Flag] = set()
    for one in alignment:
        if one.kind is not Kind.KEPT:
            was, now = printed[one.first : one.last], typed[one.start : one.stop]
            found |= _by_words(was, now)
            found |= {Flag.NAME} if _names(was, text) != _names(now, given) else set()
    return tuple(flag for flag in Flag if flag in found)


def _by_words(was: Sequence[Word], now: Sequence[Word]) -> set[Flag]:
    found: set[Flag] = set()
    if sum(map(_is_negation, was)) != sum(map(_is_negation, now)) or _is_turned(was, now):
        found.add(Flag.NEGATION)
    if _counted(was, _is_number) != _counted(now, _is_number):
        found.add(Flag.NUMBER)
    if _counted(was, _is_modal) != _counted(now, _is_modal):
        found.add(Flag.MODAL)
    if any(_is_tense(one.key, other.key) for one, other in zip(was, now, strict=False)):
        found.add(Flag.TENSE)
    return found


def _counted(words: Sequence[Word], kind: Callable[[Word], bool]) -> Counter[str]:
    return Counter(word.spelling for word in words if kind(word))


def _is_negation(word: Word) -> bool:
    return word.key in _NEGATIONS or word.spelling.endswith("n't")


def _is_number(word: Word) -> bool:
    return word.spelling in _NUMBERS or any(letter.isdigit() for letter in word.key)


def _is_modal(word: Word) -> bool:
    return word.key in _MODALS or word.key.endswith(("'ll", "'d"))


def _is_turned(was: Sequence[Word], now: Sequence[Word]) -> bool:
    """Whether a word was turned round by its prefix: "legal", "illegal"."""
    pairs = [(one.key, other.key) for one, other in zip(was, now, strict=False)]
    return any(_PREFIX.sub("", one) == other != one or _PREFIX.sub("", other) == one != other for one, other in pairs)


def _is_tense(one: str, other: str) -> bool:
    if one == other:
        return False
    if any(one in forms and other in forms for forms in _TENSES):
        return True
    stem, another = _STEM.sub("", one), _STEM.sub("", other)
    return len(stem) > 2 and stem == another and bool({one[-2:], other[-2:]} & {"ed", "ng"})


def _names(words: Sequence[Word], text: str) -> Counter[str]:
    """The capitalised words among some, but those that begin a sentence, and "I"."""
    return Counter(word.key for word in words if text[word.start].isupper() and not _begins(word, text))


def _begins(word: Word, text: str) -> bool:
    before = text[: word.start].rstrip(" \"“‘'([")
    return word.key == "i" or word.key.startswith("i'") or not before or before[-1] in ".!?:…"
