"""Whom "he", "she", "they" and "it" mean: candidates among those spoken of, their clues, and the best."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.model import Kind
from bot.quoting.clauses import Verb, skip_aside
from bot.quoting.coreference import Cast, Entity
from bot.quoting.mentions import BODY, DOCUMENT, NAME, PRONOUN, ROLE, Mention
from bot.quoting.reading import Line, Reading
from bot.quoting.weights import score

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
"""Sentences within which a question finds its answer."""

_ASKING = frozenset({"ask", "asks", "asked", "asking", "question", "questioned", "pressed", "presses"})
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us)\b")
_RELATIVE = frozenset({"who", "which", "that", "whom"})


@dataclass(slots=True)
class Sighting:
    """The last place where somebody was spoken of."""

    line: int
    first: int
    subject: bool
    pronoun: bool
    possessor: bool
    opening: bool


@dataclass(slots=True)
class Scene:
    """What a reader has in mind at some place of the text: who was spoken of when (`seen`: latest last), who spoke last."""

    seen: dict[int, Sighting] = field(default_factory=dict[int, Sighting])
    counts: Counter[int] = field(default_factory=Counter[int])
    speaker: int = -1
    speaker_line: int = -1
    subject: int = -1
    sayer: int = -1
    topics: dict[int, int] = field(default_factory=dict[int, int])
    asked: int = -1
    asked_line: int = -1
    last_pronoun: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(slots=True)
class Reference:
    """Somebody a pronoun may mean, with clues."""

    entity: Entity
    clues: list[str]
    score: float = 0.0


@dataclass(slots=True)
class Asked:
    """A pronoun in its place.

    Attributes:
        quoted: The words that it is said to have said, if it is a speaker's mention.
        wanted: What it asks for, as in `RESOLVED`.
        barred: Whom it can't mean: "him" is not the subject of its own verb, "he told Lee" is not Lee.
        answering: Who was asked something just before, or -1.
        in_first_person: Whether who said it speaks as "I" or "we".
    """

    line: Line
    mention: Mention
    quoted: str
    wanted: str
    barred: frozenset[int] = frozenset()
    answering: int = -1
    in_first_person: bool = False


def is_subject(line: Line, mention: Mention) -> bool:
    """Whether a mention seems to be the subject of a clause."""
    if mention.possessor or mention.within >= 0:
        return False
    if mention.first and line.letters[mention.first - 1] in "PoVvGg":
        return False
    at, _ = skip_aside(line.letters, mention.last + 1)
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
    if named is None or named.standing != Kind.PERSON.value or line.letters[at - 1] != ",":
        return None
    return named if line.letters[named.last + 1 : named.last + 2] in {",", "."} else None


def joint_mentions(line: Line) -> Iterator[Mention]:
    """Two people named as one: "Ann Lee and Bob Ray"."""
    for one, other in pairwise([m for m in line.mentions if m.within < 0]):
        people = one.standing == other.standing == Kind.PERSON.value
        if people and other.first == one.last + 2 and line.sentence.tokens[one.last + 1].low == "and":
            start, end = (one.start, other.end)
            yield Mention(one.sentence, one.first, other.last, start, end, ROLE, "people")


def _head_of_relative(line: Line, mention: Mention) -> Mention | None:
    """The mention that ends where a relative clause begins, a comma or a bracket left out."""
    before = [m for m in line.mentions if m.last < mention.first and m.within < 0 and m.kind != PRONOUN]
    between = line.letters[before[-1].last + 1 : mention.first] if before else "?"
    return before[-1] if between in {"", ",", "-"} else None


def references(cast: Cast, scene: Scene, asked: Asked) -> list[Reference]:
    """Candidates for a pronoun, most recently seen first."""
    line = asked.line
    able: list[tuple[Sighting, Entity]] = []
    for number, sighting in reversed(scene.seen.items()):
        if line.number - sighting.line > REACH or len(able) > MOST:
            break
        entity = cast.who(number)
        if number not in asked.barred and _can_be(entity, asked.wanted):
            able.append((sighting, entity))
    able.sort(key=lambda pair: (-pair[0].line, -pair[0].first if pair[0].line == line.number else pair[0].first))
    subjects = 0
    found: list[Reference] = []
    most = max((scene.counts[entity.number] for _, entity in able), default=1)
    for rank, (sighting, entity) in enumerate(able):
        clues = _recency_clues(asked, sighting, entity, rank, subjects)
        clues += _scene_clues(scene, asked, sighting, entity)
        clues += _standing_clues(asked, entity, rank, round(3 * scene.counts[entity.number] / most), len(able))
        subjects += sighting.subject
        found.append(Reference(entity, clues))
    return found


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


def _recency_clues(asked: Asked, sighting: Sighting, entity: Entity, rank: int, subjects: int) -> list[str]:
    away = asked.line.number - sighting.line
    distance = str(away) if away < 4 else "4-7" if away < 8 else "8+"
    where = "same" if away == 0 else "near"
    tag = "tag" if asked.quoted else "text"
    kind = _kind(entity)
    return [
        f"distance={distance} {kind}",
        f"distance={distance} subject={sighting.subject}",
        f"distance={distance} rank={min(rank, 4)}",
        f"rank={min(rank, 5)} {kind}",
        f"rank={min(rank, 3)} {tag}",
        f"subject={sighting.subject} subjects before={min(subjects, 3)} {tag}",
        f"subject={sighting.subject} pronoun={sighting.pronoun} {where}",
        f"possessor={sighting.possessor} {where}",
        f"opening={sighting.opening} distance={min(away, 3)}",
        f"before in sentence={away == 0 and sighting.first < asked.mention.first} subject={sighting.subject} {tag}",
    ]


def _scene_clues(scene: Scene, asked: Asked, sighting: Sighting, entity: Entity) -> list[str]:
    away = min(asked.line.number - sighting.line, 4)
    chained = scene.last_pronoun.get(asked.wanted) == entity.number
    spoke = scene.speaker == entity.number
    spoke_away = min(asked.line.number - scene.speaker_line, 4) if spoke else -1
    paragraph = asked.line.sentence.paragraph
    tag = "tag" if asked.quoted else "text"
    return [
        f"spoke={spoke_away} {tag}",
        f"spoke={spoke_away} distance={away}",
        f"chained={chained}",
        f"chained={chained} spoke={spoke}",
        f"last subject={scene.subject == entity.number} {tag}",
        f"last subject={scene.subject == entity.number} start={asked.mention.first <= 1}",
        f"sayer={scene.sayer == entity.number} {tag}",
        f"topic={scene.topics.get(paragraph) == entity.number} {tag}",
        f"topic before={scene.topics.get(paragraph - 1) == entity.number} {tag} here={scene.topics.get(paragraph, -1) != -1}",
    ]


def _standing_clues(asked: Asked, entity: Entity, rank: int, share: int, able: int) -> list[str]:
    tag = "tag" if asked.quoted else "text"
    kind = _kind(entity)
    named_inside = _named_in(entity, asked.quoted)
    return [
        f"known gender={entity.gender == asked.wanted} {asked.wanted}",
        f"share={share} {kind}",
        f"share={share} rank={min(rank, 3)}",
        f"alone={able == 1}",
        f"full name={len(entity.name) > 1} {kind}",
        f"named in quotation={named_inside}",
        f"named in sentence={_named_beside(entity, asked)}",
        f"kind={kind} {asked.wanted}",
        f"person={min(entity.person, 5)} {asked.wanted in 'mf'}",
        f"answering={asked.answering == entity.number} {tag}",
        f"named in quotation={named_inside} first person={asked.in_first_person}",
        f"possessive={asked.mention.possessor} rank={min(rank, 3)}",
    ]


def _kind(entity: Entity) -> str:
    return entity.described.kind if entity.described is not None else entity.kind.value


def _named_in(entity: Entity, words: str) -> bool:
    return entity.described is None and (entity.name[-1] in words or (len(entity.name) > 1 and entity.name[0] in words))


def _named_beside(entity: Entity, asked: Asked) -> bool:
    """Whether the same sentence names them after the pronoun: then the pronoun seldom means them."""
    return any(m.entity == entity.number and m.first > asked.mention.last for m in asked.line.mentions)


class Follower:
    """Reads the sentences in order and keeps the scene; resolves pronouns as they come."""

    def __init__(
        self, reading: Reading, cast: Cast, speakers: Sequence[tuple[int, Mention]], known: Mapping[str, float]
    ) -> None:
        self.reading = reading
        self.cast = cast
        self.scene = Scene()
        self.known = known
        self.said: dict[int, str] = {}
        for number, mention in speakers:
            self.said[id(mention)] = (
                self.said.get(id(mention), "") + " " + reading.quoted[number].span.cut(reading.text)
            )
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
            for mention in sorted(line.mentions, key=lambda m: (m.start, m.last)):
                if mention.kind == PRONOUN and mention.head in RESOLVED:
                    self._resolve(line, mention)
                elif mention.kind == PRONOUN and mention.head in _RELATIVE:
                    self._relate(line, mention)
                entity = self._entity(line, mention)
                if entity is not None:
                    self._note(line, mention, entity, said=id(mention) in sayers)
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
        found = references(self.cast, self.scene, asked)
        for reference in found:
            reference.score = score(reference.clues, self.known)
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
            asked = verb.subject if verb.form == "p" else next(_objects(line, verb), None)
            if line.sentence.tokens[verb.at].low in _ASKING and asked is not None:
                entity = self._entity(line, asked)
                if entity is not None:
                    self.scene.asked, self.scene.asked_line = entity.number, line.number

    def _note(self, line: Line, mention: Mention, entity: Entity, *, said: bool) -> None:
        scene = self.scene
        subject = is_subject(line, mention)
        number = entity.number
        opening = subject and mention.first <= 3
        scene.seen.pop(number, None)
        scene.seen[number] = Sighting(
            line.number, mention.first, subject, mention.kind == PRONOUN, mention.possessor, opening
        )
        scene.counts[number] += 1
        if subject and entity.kind == Kind.PERSON:
            scene.subject = number
            scene.topics.setdefault(line.sentence.paragraph, number)
        if said:
            scene.sayer = number
        if id(mention) in self.said:
            scene.speaker, scene.speaker_line = number, line.number
