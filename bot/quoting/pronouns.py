"""Whom "he", "she", "they" and "it" mean: candidates among those spoken of, their clues, and the best."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from bot.model import Kind
from bot.quoting import lexicon
from bot.quoting.clauses import Verb
from bot.quoting.coreference import Cast, Entity
from bot.quoting.mentions import BODY, DOCUMENT, NAME, PRONOUN, ROLE, Mention
from bot.quoting.reading import Line, Reading
from bot.quoting.weights import Clues, Group, Scale, told

RESOLVED = {
    "he": "m",
    "she": "f",
    "they": "p",
    "it": "n",
    "him": "m",
    "himself": "m",
    "herself": "f",
    "his": "m",
    "her": "f",
    "their": "p",
    "its": "n",
}
"""Pronouns that are led back -> the letter of what they ask for."""

REACH = 20
"""How many sentences back an antecedent may stand."""


MOST = 10
"""Candidates looked at."""


_ANSWERED_WITHIN = 2
"""Sentences within which a question finds its answer, and a letter that was written its words."""

_ASKING = frozenset({"ask", "asks", "asked", "asking", "question", "questioned", "pressed", "presses"})
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us)\b")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PLACE = attrgetter("start", "last")
_PERSON, _BODY = Kind.PERSON.value, Kind.BODY.value


@dataclass(slots=True)
class Sighting:
    """The last place where somebody was spoken of."""

    line: int
    first: int
    subject: bool
    pronoun: bool
    possessor: bool
    opening: bool


def _nobody_seen() -> dict[str, dict[int, tuple[Sighting, Entity]]]:
    return {wanted: {} for wanted in "mfpn"}


@dataclass(slots=True)
class Scene:
    """What a reader has in mind at some place of the text: who was spoken of when, who spoke last.

    Attributes:
        seen: For each letter of `RESOLVED`, whom it can mean, by number, with where they were seen last; the latest last.
    """

    seen: dict[str, dict[int, tuple[Sighting, Entity]]] = field(default_factory=_nobody_seen)
    counts: Counter[int] = field(default_factory=Counter[int])
    speaker: int = -1
    speaker_line: int = -1
    subject: int = -1
    sayer: int = -1
    topics: dict[int, int] = field(default_factory=dict[int, int])
    asked: int = -1
    asked_line: int = -1
    written: tuple[Sighting, Entity] | None = None
    last_pronoun: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(slots=True)
class Reference:
    """Somebody a pronoun may mean, with clues."""

    entity: Entity
    groups: tuple[Group, ...]
    score: float = 0.0

    @property
    def clues(self) -> list[str]:
        """All of them."""
        return told(self.groups)


@dataclass(slots=True)
class Asked:
    """A pronoun in its place.

    Attributes:
        quoted: The words that it is said to have said, if it is a speaker's mention.
        wanted: What it asks for, as in `RESOLVED`.
        barred: Whom it can't mean: "him" is not the subject of its own verb, "he told Lee" is not Lee.
        answering: Who was asked something just before, or -1.
        in_first_person: Whether who said it speaks as "I" or "we".
        tag: Whether it is a speaker's mention, as clues tell it.
    """

    line: Line
    mention: Mention
    quoted: str
    wanted: str
    barred: frozenset[int] = frozenset()
    answering: int = -1
    in_first_person: bool = False
    tag: str = field(init=False)

    def __post_init__(self) -> None:
        self.tag = "tag" if self.quoted else "text"


def is_subject(line: Line, mention: Mention) -> bool:
    """Whether a mention seems to be the subject of a clause."""
    if mention.possessor or mention.within >= 0:
        return False
    if mention.first and line.letters[mention.first - 1] in "PoVvGg":
        return False
    at, _ = line.past_aside(mention.last + 1)
    return at < len(line.letters) and line.letters[at] in "VvA"


def _objects(line: Line, verb: Verb) -> Iterator[Mention]:
    """Whom a verb is done to, as far as they stand right behind it."""
    at = verb.at + 1
    while line.letters[at : at + 1] == "R":
        at += 1
    return (m for m in line.mentions if m.first == at and m.within < 0 and not m.possessor)


def _named_in_apposition(line: Line, mention: Mention) -> Mention | None:
    """Who a role is said to be: "a spokeswoman for the port, Ann Lee, said"."""
    at = mention.last + 2
    named = next((m for m in line.mentions if m.first == at and m.kind == NAME and not m.possessor), None)
    if named is None or named.standing != _PERSON or line.letters[at - 1] != ",":
        return None
    return named if line.letters[named.last + 1 : named.last + 2] in {",", "."} else None


_MAKING = lexicon.words(
    "write wrote written writes send sent sends issue issued issues release released releases publish published publishes "
    "post posted posts file filed files sign signed signs give gave deliver delivered circulate circulated distribute distributed"
)


def _is_made_here(line: Line, mention: Mention) -> bool:
    """Whether a sentence tells that a document is written or sent, so that "it" may speak next: "issued a statement"."""
    verb = next((verb for verb in reversed(line.verbs) if verb.at < mention.first), None)
    return mention.within < 0 and verb is not None and line.sentence.tokens[verb.at].low in _MAKING


def joint_mentions(line: Line) -> Iterator[Mention]:
    """Two people named as one: "Ann Lee and Bob Ray"."""
    for one, other in pairwise([m for m in line.mentions if m.within < 0]):
        people = one.standing == other.standing == _PERSON
        if people and other.first == one.last + 2 and line.sentence.tokens[one.last + 1].low == "and":
            start, end = (one.start, other.end)
            yield Mention(one.sentence, one.first, other.last, start, end, ROLE, "people")


def _head_of_relative(line: Line, mention: Mention) -> Mention | None:
    """The mention that ends where a relative clause begins, a comma or a bracket left out."""
    before = [m for m in line.mentions if m.last < mention.first and m.within < 0 and m.kind != PRONOUN]
    between = line.letters[before[-1].last + 1 : mention.first] if before else "?"
    return before[-1] if between in {"", ",", "-"} else None


def references(scene: Scene, asked: Asked) -> list[Reference]:
    """Candidates for a pronoun, most recently seen first."""
    able = _able(scene, asked)
    beside = _named_beside(asked)
    most = max((scene.counts[entity.number] for _, entity in able), default=1)
    alone = len(able) == 1
    setting = _setting(scene, asked)
    subjects = 0
    found: list[Reference] = []
    for rank, (sighting, entity) in enumerate(able):
        kind, number = _kind(entity), entity.number
        share = round(3 * scene.counts[number] / most)
        groups = (
            _recency(asked, sighting, kind, rank, subjects),
            _scene_fit(scene, setting, asked, sighting, number),
            _standing(asked, entity, kind, min(rank, 3), share, alone=alone, beside=number in beside),
        )
        found.append(Reference(entity, groups))
        subjects += sighting.subject
    return found


def _able(scene: Scene, asked: Asked) -> list[tuple[Sighting, Entity]]:
    """Whom a pronoun can mean, with where they were seen last: the nearest sentence first, its first mention first."""
    here = asked.line.number
    able: list[tuple[Sighting, Entity]] = []
    for sighting, entity in reversed(scene.seen[asked.wanted].values()):
        if here - sighting.line > REACH or len(able) > MOST:
            break
        if entity.number not in asked.barred:
            able.append((sighting, entity))
    if asked.wanted == "n" and asked.quoted and scene.written and here - scene.written[0].line <= _ANSWERED_WITHIN:
        able.append(scene.written)
    able.sort(key=lambda pair: (-pair[0].line, -pair[0].first if pair[0].line == here else pair[0].first))
    return able


def _asked_for_by(entity: Entity) -> str:
    """The letters of the pronouns, as in `RESOLVED`, that can mean somebody."""
    return "".join(wanted for wanted in "mfpn" if _can_be(entity, wanted))


def _can_be(entity: Entity, wanted: str) -> bool:
    if entity.described is not None:
        return _described_can_be(entity, entity.described, wanted)
    if wanted in "mf":
        return entity.kind == Kind.PERSON and entity.solid and entity.gender in {"", wanted}
    return entity.kind != Kind.PERSON and entity.solid


def _described_can_be(entity: Entity, mention: Mention, wanted: str) -> bool:
    plural = mention.head.endswith("s") or mention.head in {"people", "women", "men", "children", "parents", "police"}
    if wanted in "mf":
        return mention.kind == ROLE and not plural and entity.gender in {"", wanted}
    if wanted == "n":
        return mention.kind != ROLE and not plural
    return plural or mention.kind == BODY


def _recency(asked: Asked, sighting: Sighting, kind: str, rank: int, subjects: int) -> Group:
    away = asked.line.number - sighting.line
    before = away == 0 and sighting.first < asked.mention.first
    distance = min(away, 8) if away < 4 or away > 7 else 4
    return (
        _recency_clues,
        distance,
        kind,
        min(rank, 5),
        min(subjects, 3),
        sighting.subject,
        sighting.pronoun,
        sighting.possessor,
        sighting.opening,
        before,
        asked.tag,
    )


def _recency_clues(
    away: int,
    kind: str,
    rank: int,
    subjects: int,
    subject: bool,
    pronoun: bool,
    possessor: bool,
    opening: bool,
    before: bool,
    tag: str,
) -> Clues:
    """Clues of how long ago somebody was seen, and how. `away` counts sentences: 4 stands for 4 to 7, 8 for any more."""
    distance = str(away) if away < 4 else "4-7" if away < 8 else "8+"
    where = "same" if away == 0 else "near"
    return (
        f"distance={distance} {kind}",
        f"distance={distance} subject={subject}",
        f"distance={distance} rank={min(rank, 4)}",
        f"rank={rank} {kind}",
        f"rank={min(rank, 3)} {tag}",
        f"subject={subject} subjects before={subjects} {tag}",
        f"subject={subject} pronoun={pronoun} {where}",
        f"possessor={possessor} {where}",
        f"opening={opening} distance={min(away, 3)}",
        f"before in sentence={before} subject={subject} {tag}",
    )


@dataclass(slots=True)
class _Setting:
    """Who matters in a scene when a pronoun is read: whom it meant last, the topic of its paragraph and of the one before."""

    chained: int | None
    topic: int | None
    topic_before: int | None
    spoke: int


def _setting(scene: Scene, asked: Asked) -> _Setting:
    paragraph = asked.line.sentence.paragraph
    return _Setting(
        scene.last_pronoun.get(asked.wanted),
        scene.topics.get(paragraph),
        scene.topics.get(paragraph - 1),
        min(asked.line.number - scene.speaker_line, 4),
    )


def _scene_fit(scene: Scene, setting: _Setting, asked: Asked, sighting: Sighting, number: int) -> Group:
    return (
        _scene_clues,
        min(asked.line.number - sighting.line, 4),
        setting.spoke if scene.speaker == number else -1,
        setting.chained == number,
        scene.subject == number,
        asked.mention.first <= 1,
        scene.sayer == number,
        setting.topic == number,
        setting.topic_before == number,
        setting.topic is not None,
        asked.tag,
    )


def _scene_clues(
    away: int,
    spoke: int,
    chained: bool,
    subject: bool,
    start: bool,
    sayer: bool,
    topic: bool,
    topic_before: bool,
    has_topic: bool,
    tag: str,
) -> Clues:
    """Clues of the part somebody plays. `spoke` tells how many sentences ago, or is -1."""
    return (
        f"spoke={spoke} {tag}",
        f"spoke={spoke} distance={away}",
        f"chained={chained}",
        f"chained={chained} spoke={spoke >= 0}",
        f"last subject={subject} {tag}",
        f"last subject={subject} start={start}",
        f"sayer={sayer} {tag}",
        f"topic={topic} {tag}",
        f"topic before={topic_before} {tag} here={has_topic}",
    )


def _standing(asked: Asked, entity: Entity, kind: str, rank: int, share: int, *, alone: bool, beside: bool) -> Group:
    return (
        _standing_clues,
        asked.wanted,
        kind,
        min(entity.person, 5),
        rank,
        share,
        alone,
        beside,
        entity.gender == asked.wanted,
        len(entity.name) > 1,
        bool(asked.quoted) and _named_in(entity, asked.quoted),
        asked.answering == entity.number,
        asked.in_first_person,
        asked.mention.possessor,
        asked.tag,
    )


def _standing_clues(
    wanted: str,
    kind: str,
    person: int,
    rank: int,
    share: int,
    alone: bool,
    beside: bool,
    known: bool,
    full: bool,
    inside: bool,
    answering: bool,
    first_person: bool,
    possessive: bool,
    tag: str,
) -> Clues:
    """Clues of who somebody is. `share` is how often they are spoken of, in thirds of whoever is most."""
    return (
        f"known gender={known} {wanted}",
        f"share={share} {kind}",
        f"share={share} rank={rank}",
        f"alone={alone}",
        f"full name={full} {kind}",
        f"named in quotation={inside}",
        f"named in sentence={beside}",
        f"kind={kind} {wanted}",
        f"person={person} {wanted in 'mf'}",
        f"answering={answering} {tag}",
        f"named in quotation={inside} first person={first_person}",
        f"possessive={possessive} rank={rank}",
    )


def _kind(entity: Entity) -> str:
    return entity.described.kind if entity.described is not None else _PERSON if entity.person > 0 else _BODY


def _named_in(entity: Entity, words: str) -> bool:
    return entity.described is None and (entity.name[-1] in words or (len(entity.name) > 1 and entity.name[0] in words))


def _named_beside(asked: Asked) -> set[int]:
    """Whom the same sentence names after the pronoun: it seldom means them."""
    return {m.entity for m in asked.line.mentions if m.first > asked.mention.last}


class Follower:
    """Reads the sentences in order and keeps the scene; resolves pronouns as they come."""

    def __init__(self, reading: Reading, cast: Cast, speakers: Sequence[tuple[int, Mention]], known: Scale) -> None:
        self.reading = reading
        self.cast = cast
        self.scene = Scene()
        self.known = known
        self.said: dict[int, str] = {}
        for number, mention in speakers:
            self.said[id(mention)] = (
                self.said.get(id(mention), "") + " " + reading.quoted[number].span.cut(reading.text)
            )
        self.able: dict[int, str] = {}
        self.ranked: dict[int, list[Reference]] = {}
        self.meant: dict[int, Entity] = {}

    def follow(self) -> None:
        """Goes through the whole text, and forgets who was spoken of at each entry of a live blog."""
        for line in self.reading.lines:
            if line.number and self.reading.are_apart(self.reading.lines[line.number - 1], line):
                self.scene = Scene()
            sayers = {
                id(verb.subject)
                for verb in line.verbs
                if verb.kind in {"core", "V", "call"} and verb.subject is not None
            }
            for mention in sorted(line.mentions, key=_PLACE):
                if mention.kind == PRONOUN and mention.head in RESOLVED:
                    self._resolve(line, mention)
                elif mention.kind == PRONOUN and mention.head in _RELATIVE:
                    self._relate(line, mention)
                entity = self._entity(line, mention)
                if entity is not None:
                    self._note(line, mention, entity, said=id(mention) in sayers)
                elif mention.kind == DOCUMENT and _is_made_here(line, mention):
                    self._note_written(line, mention)
            for both in joint_mentions(line):
                told = self.reading.text[both.start : both.end]
                self._note(line, both, self.cast.describe(both, told), said=False)
            self._note_asked(line)

    def _entity(self, line: Line, mention: Mention) -> Entity | None:
        """Whom a mention means, as far as that is known by now."""
        if mention.entity >= 0:
            return self.cast.entities[mention.entity]
        if mention.kind == PRONOUN:
            return self.meant.get(id(mention))
        named = _named_in_apposition(line, mention) if mention.kind == ROLE else None
        if named is not None and named.entity >= 0:
            self.meant[id(mention)] = self.cast.entities[named.entity]
            return self.meant[id(mention)]
        if mention.kind == ROLE and mention.definite:
            bearer = self.cast.bearer(mention.head)
            if bearer is not None:
                self.meant[id(mention)] = bearer
                return bearer
        if mention.kind in {ROLE, BODY, DOCUMENT} and (is_subject(line, mention) or id(mention) in self.said):
            return self.cast.describe(mention, self.reading.text[mention.start : mention.end])
        return None

    def _relate(self, line: Line, mention: Mention) -> None:
        """That "who" and "which" are whoever stands right before them, as in "Ann Lee, who said"."""
        head = _head_of_relative(line, mention)
        entity = self._entity(line, head) if head is not None else None
        if entity is None and head is not None and id(mention) in self.said:
            entity = self.cast.describe(head, self.reading.text[head.start : head.end])
        if entity is not None:
            self.meant[id(mention)] = entity

    def _resolve(self, line: Line, mention: Mention) -> None:
        quoted = self.said.get(id(mention), "")
        asked = Asked(
            line,
            mention,
            quoted,
            RESOLVED[mention.head],
            self._barred(line, mention),
            self.scene.asked if line.number - self.scene.asked_line <= _ANSWERED_WITHIN else -1,
            bool(_FIRST_PERSON.search(quoted)),
        )
        found = references(self.scene, asked)
        for reference in found:
            reference.score = self.known.weight(reference.groups)
        found.sort(key=lambda reference: -reference.score)
        self.ranked[id(mention)] = found
        if not found or (len(found) > 1 and found[0].score - found[1].score <= 0):
            return
        entity = found[0].entity
        self.meant[id(mention)] = entity
        mention.entity = entity.number if entity.number >= 0 else -1
        self.scene.last_pronoun[asked.wanted] = entity.number

    def _barred(self, line: Line, mention: Mention) -> frozenset[int]:
        if mention.head in {"him", "them"}:
            verb = next((verb for verb in reversed(line.verbs) if verb.at < mention.first), None)
            beside = [verb.subject] if verb is not None and verb.subject is not None else []
        else:
            beside = [other for verb in line.verbs if verb.subject is mention for other in _objects(line, verb)]
        return frozenset(other.entity for other in beside if other.entity >= 0)

    def _note_asked(self, line: Line) -> None:
        """Remembers who is asked something in a sentence: the next "he said" is likely to answer."""
        for verb in line.verbs:
            if line.sentence.tokens[verb.at].low in _ASKING:
                asked = verb.subject if verb.form == "p" else next(_objects(line, verb), None)
                entity = self._entity(line, asked) if asked is not None else None
                if entity is not None:
                    self.scene.asked, self.scene.asked_line = entity.number, line.number

    def _note_written(self, line: Line, mention: Mention) -> None:
        """Remembers the last letter or statement that was written or sent: "it" may speak next."""
        entity = self.cast.describe(mention, self.reading.text[mention.start : mention.end])
        self.scene.counts[entity.number] += 1
        self.scene.written = Sighting(line.number, mention.first, False, False, False, False), entity

    def _asked_for_by(self, entity: Entity) -> str:
        found = self.able.get(entity.number)
        if found is None:
            found = self.able[entity.number] = _asked_for_by(entity)
        return found

    def _note(self, line: Line, mention: Mention, entity: Entity, *, said: bool) -> None:
        scene = self.scene
        subject = is_subject(line, mention)
        number = entity.number
        opening = subject and mention.first <= 3
        sighting = Sighting(line.number, mention.first, subject, mention.kind == PRONOUN, mention.possessor, opening)
        for wanted in self._asked_for_by(entity):
            scene.seen[wanted].pop(number, None)
            scene.seen[wanted][number] = sighting, entity
        scene.counts[number] += 1
        if subject and entity.kind == Kind.PERSON:
            scene.subject = number
            scene.topics.setdefault(line.sentence.paragraph, number)
        if said:
            scene.sayer = number
        if id(mention) in self.said:
            scene.speaker, scene.speaker_line = number, line.number
