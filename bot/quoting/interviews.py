"""Who answers in an interview whose answers are marked by no more than "A:", told by the words before the first question."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.model import Kind
from bot.quoting.coreference import Cast, Entity
from bot.quoting.marks import Turn
from bot.quoting.mentions import NAME, Mention
from bot.quoting.pronouns import joint_mentions
from bot.quoting.reading import Line, Reading

_TALK = frozenset({"interview", "interviewed", "q&a", "conversation", "chat", "questions", "spoke", "speaks", "talked", "talks", "sat", "chatted"})  # fmt: skip
"""Words that "with" or "to" ties to whoever is interviewed: "an interview with Ann Lee"."""

_ANSWERING = frozenset({"talks", "speaks", "answers", "discusses", "explains", "tells", "reflects"})
"""What an introduction says an interviewee does, in the present tense."""

_ANSWERED = frozenset({"spoke", "talked", "sat", "chatted", "answered", "told"})
"""The same in the past tense: only if it is done to us, to a newspaper, or to questions."""

_ASKERS = frozenset({"reporter", "correspondent", "interviewer", "host"})
"""Titles of whoever asks."""

_HEADLINE = re.compile(r"\b(?:interview|q ?& ?a|questions (?:for|with|to)|conversation with)\b", re.IGNORECASE)
_NEAR = 6
"""Tokens in which a cue and what it needs stand."""


def interviewee(reading: Reading, cast: Cast, headline: str | None) -> Mention | None:
    """The one person that the introduction or the headline names as interviewed; None where they name none or several."""
    if all(quoted.turn is not Turn.ANSWER for quoted in reading.quoted):
        return None
    first = next(number for number, quoted in enumerate(reading.quoted) if quoted.turn)
    introduction = reading.lines[: reading.place[first][0]]
    named = dict(_heralded(cast, headline))
    for line in introduction:
        for mention in line.mentions:
            whose = _whose(cast, introduction, mention)
            if whose is not None and mention.title not in _ASKERS and _is_interviewed(line, mention):
                named.setdefault(whose.number, mention if mention.kind == NAME else whose.mentions[0])
    return next(iter(named.values())) if len(named) == 1 else None


def _heralded(cast: Cast, headline: str | None) -> Iterator[tuple[int, Mention]]:
    """Persons that a headline names which calls itself an interview."""
    if headline and _HEADLINE.search(headline):
        told = set(re.findall(r"[^\W_]+(?:[-.][^\W_]+)*", headline))
        for entity in cast.entities:
            if _is_person(entity) and entity.name[-1] in told:
                yield entity.number, entity.mentions[0]


def _is_person(entity: Entity) -> bool:
    return entity.solid and entity.kind == Kind.PERSON and len(entity.name) > 1


def _whose(cast: Cast, introduction: Sequence[Line], mention: Mention) -> Entity | None:
    """The person a name means; or "he" or "she" where the introduction names one person only."""
    if mention.kind == NAME and mention.entity >= 0:
        entity = cast.entities[mention.entity]
        return entity if _is_person(entity) else None
    if mention.head not in {"he", "she"}:
        return None
    numbers = {m.entity for line in introduction for m in line.mentions if m.entity >= 0}
    people = [cast.entities[number] for number in numbers if _is_person(cast.entities[number])]
    return people[0] if len(people) == 1 else None


def _is_interviewed(line: Line, mention: Mention) -> bool:
    tokens, first = line.sentence.tokens, mention.first
    if mention.kind == NAME and _is_one_of_two(line, mention):
        return True
    before = [token.low for token in tokens[max(0, first - _NEAR) : first]]
    if before[-1:] == ["interviewed"] or before[-2:] == ["we", "asked"]:
        return True
    if before[-1:] in (["with"], ["to"], ["for"], [":"]) and _TALK & set(before):
        return True
    at, _ = line.past_aside(mention.last + 1)
    if at < len(tokens) and tokens[at].low in _ANSWERING:
        return True
    return any(verb.subject is mention and _answered(line, verb.at) for verb in line.verbs)


def _is_one_of_two(line: Line, mention: Mention) -> bool:
    """Whether somebody is named right after or before by "and": then nobody knows which of the two answers."""
    return any(both.first <= mention.first <= both.last for both in joint_mentions(line))


def _answered(line: Line, at: int) -> bool:
    tokens = line.sentence.tokens
    after = tokens[at + 1 : at + 1 + _NEAR]
    if tokens[at].low not in _ANSWERED:
        return False
    ours = any(token.low in {"us", "me", "our", "questions"} for token in after)
    return ours or any(
        token.low in {"with", "to", "the"} and following.text.istitle() and following.low != "the"
        for token, following in pairwise(after)
    )
