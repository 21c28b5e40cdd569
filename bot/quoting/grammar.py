"""A shallow reading of a sentence: one letter for each token, saying what part the word seems to play.

Letters: Q quotation · N subject pronoun · V verb of saying · v other verb · A auxiliary · G -ing form of saying · g other -ing form ·
P preposition · D determiner or possessive pronoun · C and/or/but · T that · W who/which · S other subordinator · R adverb ·
U capitalised word · X other word · # number · s possessive ending · o to · and the punctuation itself
(, ; : . - for any dash, brackets as they are, ? for anything else).
"""

from collections.abc import Sequence

from bot.quoting import lexicon
from bot.quoting.memory import Memory
from bot.quoting.tokens import SMALL, Token

_PUNCTUATION = {",": ",", ";": ";", ":": ":", ".": ".", "!": ".", "?": ".", "…": ".", "...": ".", "(": "(", ")": ")", "[": "(", "]": ")",
                "-": "-", "--": "-", "---": "-", "–": "-", "—": "-", "―": "-"}  # fmt: skip
_FIXED = {
    **dict.fromkeys(lexicon.ADVERBS, "R"),
    **dict.fromkeys(lexicon.SUBORDINATORS, "S"),
    **dict.fromkeys(lexicon.PREPOSITIONS, "P"),
    **dict.fromkeys(lexicon.DETERMINERS | lexicon.POSSESSIVE_PRONOUNS.keys(), "D"),
    **dict.fromkeys(lexicon.CONJUNCTIONS, "C"),
    **dict.fromkeys(lexicon.AUX, "A"),
    **dict.fromkeys(lexicon.PRONOUNS, "N"),
    **dict.fromkeys(("who", "which", "whom"), "W"),
    "that": "T",
    "to": "o",
    "'s": "s",
    "'": "s",
    **_PUNCTUATION,
}  # fmt: skip
_NOMINAL_FORMS = frozenset(
    [
        "report",
        "reports",
        "claim",
        "claims",
        "post",
        "posts",
        "call",
        "calls",
        "tweet",
        "tweets",
        "comment",
        "comments",
        "question",
        "questions",
        "remark",
        "remarks",
        "note",
        "notes",
        "demand",
        "demands",
        "promise",
        "promises",
        "pledge",
        "pledges",
        "offer",
        "offers",
        "order",
        "orders",
        "attack",
        "attacks",
        "blame",
        "charge",
        "charges",
        "press",
        "boast",
        "boasts",
        "reply",
        "joke",
        "jokes",
        "quip",
        "vow",
        "text",
        "email",
        "emails",
        "message",
        "request",
        "label",
        "brand",
        "term",
        "terms",
        "title",
        "headline",
        "book",
        "sign",
        "record",
        "tape",
        "broadcast",
        "print",
        "air",
        "issue",
        "issues",
        "release",
        "point",
        "points",
        "state",
        "states",
        "address",
        "talk",
        "talks",
        "support",
        "challenge",
        "challenges",
        "hope",
        "hopes",
        "fear",
        "fears",
        "estimate",
        "estimates",
        "guess",
        "figure",
        "figures",
        "feeling",
        "meaning",
        "lash",
        "hit",
        "hits",
        "start",
        "close",
        "open",
        "finish",
        "thought",
        "thoughts",
        "praise",
        "rule",
        "rules",
        "broadcast",
        "dub",
        "rip",
        "rant",
        "rave",
        "chant",
        "cheer",
        "cheers",
        "cry",
        "shout",
        "whisper",
        "work",
        "plan",
        "plans",
        "play",
        "plays",
        "vote",
        "votes",
        "move",
        "moves",
        "show",
        "shows",
        "run",
        "runs",
        "need",
        "needs",
        "look",
        "use",
        "lead",
        "stand",
        "cut",
        "help",
        "fight",
        "campaign",
        "rally",
        "fire",
        "sound",
        "love",
        "hate",
        "watch",
        "share",
        "back",
        "appeal",
        "present",
        "record",
        "sign",
        "return",
        "study",
        "study",
        "visit",
        "face",
    ]
)
_BEFORE_NOUNS = frozenset({"a", "an", "the", "his", "its", "their", "my", "our", "your"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "'s"})
_NOUN_ED = frozenset(
    {"united", "need", "speed", "seed", "breed", "deed", "weed", "feed", "hundred", "red", "bed", "shed", "indeed"}
)


def parts(tokens: Sequence[Token], *, heading: bool) -> str:
    """One letter a token. In a heading capitals tell nothing: words known in small letters are read as such."""
    letters = [_ALONE[token.text] for token in tokens]
    index = -1
    for _ in range(letters.count("")):
        index = letters.index("", index + 1)
        letters[index] = _part(tokens, index, letters[index - 1] if index else "", heading=heading)
    return "".join(letters)


def _alone(text: str) -> str:
    """The letter of a word that is the same whatever stands around it, in a heading too; nothing for any other word."""
    low = SMALL[text]
    fixed = _FIXED.get(low)
    if not text or fixed is not None or low in lexicon.SAY:
        return (fixed or "") if text == low else ""
    if not text[0].isalnum():
        return "?"
    if text[0].isdigit():
        return "#"
    if _has_capital(text):
        return "U"
    return form if (form := _FORMS[low]) in "XR" else ""


def _part(tokens: Sequence[Token], index: int, previous: str, *, heading: bool) -> str:
    token = tokens[index]
    if token.quote >= 0:
        return "Q"
    fixed = _FIXED.get(token.low)
    if fixed is not None and (heading or not (fixed in "PRS" and _inside_name(tokens, index))):
        return "U" if token.text in {"May", "US"} or _is_will(tokens, index) else fixed
    if not token.text[0].isalnum():
        return "?"
    if token.text[0].isdigit():
        return "#"
    if heading and token.low in lexicon.SAY and token.low not in _NOMINAL_FORMS:
        return "V"
    if _has_capital(token.text) and not (index == 0 and token.low in lexicon.SAY and token.low not in lexicon.TITLES):
        return "U"
    return _lower_part(tokens, index, previous)


def _is_will(tokens: Sequence[Token], index: int) -> bool:
    """Whether "Will" is a first name: inside a sentence, before a capital."""
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return tokens[index].text == "Will" and index > 0 and following.istitle()


def _has_capital(word: str) -> bool:
    """Whether it is capitalised, be it behind a small particle: "al-Masri", "d'Arcy"."""
    return word[0].isupper() or (
        word[0] in "ade" and word.startswith(lexicon.JOINED_PARTICLES) and any(map(str.isupper, word[2:4]))
    )


def _inside_name(tokens: Sequence[Token], index: int) -> bool:
    return (
        index > 0
        and tokens[index].text[0].isupper()
        and tokens[index - 1].text[:1].isupper()
        and tokens[index].low not in lexicon.PRONOUNS
    )


def _lower_part(tokens: Sequence[Token], index: int, previous: str) -> str:
    low = tokens[index].low
    form = _FORMS[low]
    if form in "XR":
        return form
    if form in "Gg":
        return form if previous != "D" and (previous != "s" or low in lexicon.SAY or low in lexicon.VERBS) else "X"
    if form == "d":
        return _ed_part(tokens, index, previous)
    if low in _NOMINAL_FORMS and not _reads_as_verb(tokens, index, previous):
        return "X"
    if previous == "D" and (low not in lexicon.CORE_SAY or tokens[index - 1].low in _BEFORE_NOUNS):
        return "X"
    return form


def _form(low: str) -> str:
    """What a word in small letters looks like by itself: R, V, v, G, g as ever, "d" for any other in -ed, X for the rest."""
    if low.endswith("ly") and len(low) > 4:
        return "R"
    saying = low in lexicon.SAY
    if saying or low in lexicon.VERBS:
        return ("G" if saying else "g") if low.endswith("ing") else "V" if saying else "v"
    if low.endswith("ing") and len(low) > 5:
        return "g"
    return "d" if low.endswith("ed") and len(low) > 4 and low not in _NOUN_ED and "-" not in low else "X"


_ALONE = Memory(_alone)
_FORMS = Memory(_form)


def _reads_as_verb(tokens: Sequence[Token], index: int, previous: str) -> bool:
    """For a form that is noun or verb: what stands around it decides."""
    if previous in {"D", "P", "s", "#"} or not previous:
        return False
    if previous in {"N", "A", "R", "o", "W", ")"}:
        return True
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None:
        return False
    return (
        following.quote >= 0 or following.text[:1].isupper() or _FIXED.get(following.low, "X") in {"D", "N", "T", "R"}
    )


def _ed_part(tokens: Sequence[Token], index: int, previous: str) -> str:
    if previous in {"D", "s"}:
        return "X"
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if previous in {"U", "N", "A", ",", ")", "R", "W"} or following is None or following.quote >= 0:
        return "v"
    return "v" if following.text[:1].isupper() or _FIXED.get(following.low, "X") != "X" else "X"


def is_passive(tokens: Sequence[Token], letters: str, verb: int) -> bool:
    """Whether a verb is a participle after a form of "be"."""
    at = verb - 1
    while at >= 0 and letters[at] == "R":
        at -= 1
    return at >= 0 and tokens[at].low in _BE and tokens[verb].low.endswith(("ed", "en", "wn", "id", "ld", "de", "nt"))
