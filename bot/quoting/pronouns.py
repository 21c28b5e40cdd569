"""Whom "he", "she", "they" and "it" mean: candidates among the entities, their clues, and the best."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.quoting import lexicon
from bot.quoting.clues import skip_aside
from bot.quoting.coreference import Cast, Entity
from bot.quoting.mentions import PRONOUN, ROLE, Mention
from bot.quoting.reading import Line, Reading
from bot.quoting.weights import score
from bot.model import Kind

RESOLVED = {"he": "m", "she": "f", "they": "p", "it": "n", "him": "m", "himself": "m", "herself": "f"}
REACH = 30
"""How many sentences back an antecedent may stand."""


@dataclass(slots=True)
class Sighting:
    """The last place where an entity was spoken of."""

    line: int
    first: int
    subject: bool
    pronoun: bool
    possessor: bool


@dataclass(slots=True)
class Scene:
    """What a reader has in mind at some place of the text: who was spoken of when, who spoke last."""

    seen: dict[int, Sighting] = field(default_factory=dict[int, Sighting])
    counts: Counter[int] = field(default_factory=Counter[int])
    speaker: int = -1
    speaker_line: int = -1
    subject: int = -1
    last_pronoun: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(slots=True)
class Reference:
    """Somebody a pronoun may mean, with clues."""

    entity: Entity
    clues: list[str]
    score: float = 0.0


def is_subject(line: Line, mention: Mention) -> bool:
    """Whether a mention seems to be the subject of a clause."""
    if mention.possessor or mention.within >= 0:
        return False
    if mention.first and line.letters[mention.first - 1] in "PoVvGg":
        return False
    at, _ = skip_aside(line.letters, mention.last + 1)
    return at < len(line.letters) and line.letters[at] in "VvA"


def references(cast: Cast, scene: Scene, line: Line, pronoun: Mention, *, in_tag: bool) -> list[Reference]:
    """Candidates for a pronoun, most recently seen first."""
    wanted = RESOLVED[pronoun.head]
    able = [
        (sighting, cast.entities[number])
        for number, sighting in scene.seen.items()
        if line.number - sighting.line <= REACH and _can_be(cast.entities[number], wanted)
    ]
    able.sort(key=lambda pair: (-pair[0].line, pair[0].first if pair[0].line != line.number else -pair[0].first))
    found: list[Reference] = []
    subjects = 0
    most = max((scene.counts[e.number] for _, e in able), default=1)
    for rank, (sighting, entity) in enumerate(able):
        clues = _clues(scene, line, pronoun, sighting, entity, rank, subjects, most, wanted, in_tag=in_tag, alone=len(able) == 1)
        subjects += sighting.subject
        found.append(Reference(entity, clues))
    return found


def _can_be(entity: Entity, wanted: str) -> bool:
    if wanted in "mf":
        return entity.kind == Kind.PERSON and entity.gender in {"", wanted}
    if wanted == "n":
        return entity.kind != Kind.PERSON and entity.name[-1].lower() not in lexicon.PLACES
    return True


def _clues(scene: Scene, line: Line, pronoun: Mention, sighting: Sighting, entity: Entity, rank: int, subjects: int, most: int, wanted: str, *, in_tag: bool, alone: bool) -> list[str]:
    away = line.number - sighting.line
    distance = str(away) if away < 4 else "4-7" if away < 8 else "8+"
    known = entity.gender == wanted
    where = "same" if away == 0 else "near"
    chained = scene.last_pronoun.get(wanted) == entity.number
    spoke = scene.speaker == entity.number
    spoke_away = min(line.number - scene.speaker_line, 4) if spoke else -1
    share = round(3 * scene.counts[entity.number] / most)
    tag = "tag" if in_tag else "text"
    return [
        f"known gender={known} {wanted}",
        f"distance={distance}",
        f"distance={distance} subject={sighting.subject}",
        f"distance={distance} rank={min(rank, 4)}",
        f"rank={min(rank, 5)}",
        f"rank={min(rank, 3)} {tag}",
        f"subject={sighting.subject} subjects before={min(subjects, 3)}",
        f"subject={sighting.subject} pronoun={sighting.pronoun} {where}",
        f"possessor={sighting.possessor}",
        f"spoke={spoke_away} {tag}",
        f"spoke={spoke_away} distance={distance}",
        f"chained={chained}",
        f"chained={chained} spoke={spoke}",
        f"share={share}",
        f"share={share} rank={min(rank, 3)}",
        f"alone={alone}",
        f"before in sentence={away == 0 and sighting.first < pronoun.first} subject={sighting.subject} {tag}",
        f"full name={len(entity.name) > 1}",
        f"last subject={scene.subject == entity.number} {tag}",
        f"last subject={scene.subject == entity.number} start={pronoun.first <= 1}",
    ]


class Follower:
    """Reads the sentences in order and keeps the scene; resolves pronouns as they come."""

    def __init__(self, reading: Reading, cast: Cast, speakers: Mapping[int, Mention], known: Mapping[str, float]) -> None:
        self.reading = reading
        self.cast = cast
        self.scene = Scene()
        self.known = known
        self.speakers = {id(mention) for mention in speakers.values()}
        self.margin: dict[int, float] = {}
        self.asked: list[tuple[Mention, list[Reference]]] = []

    def follow(self) -> None:
        """Goes through the whole text."""
        for line in self.reading.lines:
            for mention in sorted(line.mentions, key=lambda m: (m.start, m.last)):
                if mention.kind == PRONOUN and mention.head in RESOLVED:
                    self._resolve(line, mention)
                if mention.entity >= 0:
                    self._note(line, mention)

    def _resolve(self, line: Line, mention: Mention) -> None:
        found = references(self.cast, self.scene, line, mention, in_tag=id(mention) in self.speakers)
        for reference in found:
            reference.score = score(reference.clues, self.known)
        self.asked.append((mention, found))
        if not found:
            return
        ranked = sorted(found, key=lambda reference: -reference.score)
        lead = ranked[0].score - ranked[1].score if len(ranked) > 1 else 9.0
        self.margin[id(mention)] = lead
        if lead > 0.0:
            mention.entity = ranked[0].entity.number
            self.scene.last_pronoun[RESOLVED[mention.head]] = mention.entity

    def _note(self, line: Line, mention: Mention) -> None:
        scene = self.scene
        subject = is_subject(line, mention)
        scene.seen[mention.entity] = Sighting(line.number, mention.first, subject, mention.kind == PRONOUN, mention.possessor)
        scene.counts[mention.entity] += 1
        if subject and self.cast.entities[mention.entity].kind == Kind.PERSON:
            scene.subject = mention.entity
        if id(mention) in self.speakers:
            scene.speaker, scene.speaker_line = mention.entity, line.number
