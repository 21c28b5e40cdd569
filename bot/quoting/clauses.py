"""The verbs of a sentence in order, each with its subject, as far as that shows without a parser."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.quoting import lexicon
from bot.quoting.grammar import is_passive
from bot.quoting.mentions import Mention
from bot.quoting.tokens import Token


@dataclass(slots=True)
class Verb:
    """A verb with its auxiliaries.

    Attributes:
        first: Token of its first auxiliary, or of itself; `at` is the deciding word.
        kind: "core" (say, tell …), "call" (call, denounce …), "V" another verb of saying, "v" any other, "A" an auxiliary alone.
        form: "f" finite, "g" the -ing form, "o" an infinitive, "p" passive.
        subject: Who does it, or None.
        direct: False where the subject is taken over from the verb before ("rose and said").
    """

    first: int
    at: int
    kind: str
    form: str
    subject: Mention | None = None
    direct: bool = True


_VERB = re.compile("[VvGgA]")


def verbs_of(tokens: Sequence[Token], letters: str, mentions: Sequence[Mention]) -> list[Verb]:
    """All verbs, from left to right."""
    reached = _reached(tokens, letters, mentions)
    attached = _attached(tokens, letters, mentions)
    verbs: list[Verb] = []
    at = 0
    while (match := _VERB.search(letters, at)) is not None:
        at = match.start()
        verb = _verb_at(tokens, letters, at)
        subject = attached.get(at) or reached.get(at)
        verb.direct = subject is not None
        if subject is None and verbs and _goes_on(letters, at):
            subject = verbs[-1].subject
        verb.subject = subject
        verbs.append(verb)
        at = verb.at + 1
    return verbs


_FINITE = {"G": "V", "g": "v"}
"""The letter of an -ing form -> that of the same verb otherwise."""


def has_verb(letters: str) -> bool:
    """Whether a sentence has any verb."""
    return _VERB.search(letters) is not None


def _verb_at(tokens: Sequence[Token], letters: str, first: int) -> Verb:
    at = first
    while letters[at] == "A":
        following = at + 1
        while following < len(letters) and letters[following] == "R":
            following += 1
        following = _past_phrase(letters, following)
        if following >= len(letters) or letters[following] not in "AVvGg":
            break
        at = following
    low = tokens[at].low
    letter = letters[at]
    kind = "core" if low in lexicon.CORE_SAY else "call" if low in lexicon.CALL else _FINITE.get(letter, letter)
    before = letters[first - 1] if first else ""
    form = (
        "o"
        if before == "o"
        else "g"
        if letter in "Gg" and first == at
        else "p"
        if is_passive(tokens, letters, at)
        else "f"
    )
    return Verb(first, at, kind, form)


def _past_phrase(letters: str, at: int) -> int:
    """Past a phrase that stands between an auxiliary and its verb: "had for years denounced"."""
    stop = _phrase_end(letters, at) if letters[at : at + 1] == "P" else -1
    return stop if 0 <= stop < len(letters) and letters[stop] in "Vv" else at


def _attached(tokens: Sequence[Token], letters: str, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """An -ing form of saying -> whose it is: "with Ann Lee saying", "a film of him calling", "has her asking"."""
    found: dict[int, Mention] = {}
    if "G" not in letters:
        return found
    for mention in mentions:
        if mention.possessor or mention.within >= 0 or not mention.first:
            continue
        at = mention.last + 1
        while at < len(letters) and letters[at] == "R":
            at += 1
        before = tokens[mention.first - 1].low
        if letters[at : at + 1] == "G" and (before in _ATTACHING or letters[mention.first - 1] == "A"):
            found[at] = mention
    return found


_ATTACHING = frozenset({"with", "of", "as", "without"})


def _goes_on(letters: str, at: int) -> bool:
    """Whether a verb shares the subject of the verb before it."""
    before = at - 1
    while before >= 0 and letters[before] == "R":
        before -= 1
    return before >= 0 and (letters[at] in "Gg" or letters[before] in "Co,-P)QX#")


def _reached(tokens: Sequence[Token], letters: str, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """First token of a verb -> the mention that it says something of; the nearest one that can be its subject."""
    found: dict[int, Mention] = {}
    for mention in mentions:
        if not (_may_be_subject(letters, mention) or _begins_clause(tokens, letters, mention)):
            continue
        at, skipped = skip_aside(letters, mention.last + 1)
        if letters[at : at + 1] in {"G", "g"}:
            found.setdefault(at, mention)
            at, skipped = _participle_end(letters, at), True
        if at < len(letters) and letters[at] in "VvA" and (at not in found or not skipped):
            found[at] = mention
    return found


def _participle_end(letters: str, at: int) -> int:
    """Past "walking along the quay" between a subject and its verb."""
    at += 1
    while at < len(letters) and letters[at] in "DUX#sRP":
        at += 1
    return at


def _may_be_subject(letters: str, mention: Mention) -> bool:
    """Not after a preposition or a verb; but after a verb of saying a clause may begin: "said the plan was"."""
    return not mention.possessor and mention.within < 0 and not (mention.first and letters[mention.first - 1] in "Povg")


_CLAUSE_OPENERS = frozenset({"after", "before", "since", "until", "till", "as", "than"})


def _begins_clause(tokens: Sequence[Token], letters: str, mention: Mention) -> bool:
    """After a word that is preposition or conjunction, and right before its verb: "after Ann Lee said"."""
    if not mention.first or mention.possessor or mention.within >= 0:
        return False
    at = mention.last + 1
    while letters[at : at + 1] == "R":
        at += 1
    return tokens[mention.first - 1].low in _CLAUSE_OPENERS and letters[at : at + 1] in {"V", "v", "A"}


_ASIDES = frozenset("R(,-P")


def skip_aside(letters: str, at: int) -> tuple[int, bool]:
    """Where the sentence goes on after what may stand between a subject and its verb, and whether something did.

    Skipped: brackets, an apposition or relative clause between commas or dashes, "of …", adverbs.
    """
    skipped = False
    while letters[at : at + 1] in _ASIDES:
        letter = letters[at]
        if letter == "R":
            at += 1
            continue
        stop = -1
        if letter == "(":
            stop = letters.find(")", at) + 1 or -1
        elif letter in ",-":
            stop = _aside_end(letters, at, letter)
        elif letter == "P":
            stop = _phrase_end(letters, at)
        if stop < 0:
            break
        at, skipped = stop, True
    return at, skipped


def _phrase_end(letters: str, at: int) -> int:
    """Past a preposition and its noun phrase."""
    stop = at + 1
    while stop < len(letters) and letters[stop] in "DUX#sR":
        stop += 1
    return stop if stop > at + 1 else -1


def _aside_end(letters: str, at: int, mark: str) -> int:
    """Past the mark that closes an aside opened at `at`, if a verb follows; else -1."""
    end = min(len(letters), at + 45)
    if letters[at + 1 : at + 2] == "C":
        return -1
    position = letters.find(mark, at + 1, end)
    while position >= 0:
        after = position + 1
        while letters[after : after + 1] == "R":
            after += 1
        if after < len(letters) and letters[after] in "VvA":
            return after
        position = letters.find(mark, position + 1, end)
    return -1
