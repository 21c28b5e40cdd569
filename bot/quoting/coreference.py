"""Who is meant: the names of a text gathered into entities, and pronouns and roles led back to them."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.model import Kind
from bot.quoting import lexicon
from bot.quoting.mentions import NAME, ROLE, Mention
from bot.quoting.reading import Line, Reading

LONGEST_BORROWED = 3
"""Words of a name that is taken from a heading or a quotation: where all words are capitalised, a longer run is no name."""

_TELLING = {"he": "m", "his": "m", "himself": "m", "she": "f", "herself": "f", "her": "f"}
_LOOKED_AT = 8
"""Mentions of one entity that are looked at for what they tell of it."""

OFTENER = 2
"""How many times as often as another one bearer of a surname is named in full before the surname alone is always theirs."""

MOST_NAMESAKES = 20
"""Bearers of one surname that are told apart in one text."""


def _no_votes() -> defaultdict[str, int]:
    return defaultdict(int)


@dataclass(slots=True)
class Entity:
    """Somebody or something named, or only described.

    Attributes:
        number: Its place in the cast; below -1 for one that is only described.
        person: Above 0 for a person; counts what speaks for and against.
        votes: What speaks for "m" or "f".
        roles: Nouns said of them.
        described: The first mention of one who is never named ("a former official").
        named_at: Where it is named in full.
        solid: Whether it is surely a person or body, and no place, day or word that only begins a sentence.
    """

    number: int
    name: tuple[str, ...]
    person: int = 0
    mentions: list[Mention] = field(default_factory=list[Mention])
    aliases: dict[str, None] = field(default_factory=dict[str, None])
    votes: defaultdict[str, int] = field(default_factory=_no_votes)
    roles: set[str] = field(default_factory=set[str])
    described: Mention | None = None
    solid: bool = False
    named_at: list[int] = field(default_factory=list[int])

    @property
    def surname(self) -> str:
        """The last word of the name, suffixes apart, in small letters."""
        return _bare(self.name)[-1].lower()

    @property
    def kind(self) -> Kind:
        """PERSON or BODY, by what speaks for each."""
        return Kind.PERSON if self.person > 0 else Kind.BODY

    @property
    def gender(self) -> str:
        """Returns "m", "f", or nothing where it is not known."""
        male, female = self.votes.get("m", 0), self.votes.get("f", 0)
        return "" if male == female else "m" if male > female else "f"

    @property
    def printed(self) -> str:
        """The name as a reader is told it."""
        return " ".join(self.name)


_LONG_TITLES = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "prof": "professor",
    "capt": "captain",
    "lt": "lieutenant",
}


def _bare(name: tuple[str, ...]) -> tuple[str, ...]:
    """A name without suffixes."""
    while len(name) > 1 and name[-1].lower() in lexicon.SUFFIXES:
        name = name[:-1]
    return name


class Cast:
    """All entities of a text. Every NAME mention gets its entity's number."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.entities: list[Entity] = []
        self.described: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = {}
        self._gather(reading)
        self._bearers: dict[str, list[Entity]] = {}
        sayings = _sayings(reading)
        for entity in self.entities:
            self._weigh(entity)
            for mention in entity.mentions:
                mention.standing = entity.kind.value if entity.solid else "unsure"
                mention.sayings = sayings[entity.number]
            if entity.kind == Kind.PERSON:
                for role in entity.roles:
                    self._bearers.setdefault(role, []).append(entity)

    def _gather(self, reading: Reading) -> None:
        """Full names first, whoever says them; a short name in a heading or a quotation never makes a new entity."""
        plain = _names_in(line for line in reading.lines if not line.heading)
        quoted = _names_in(reading.inside)
        for mention in (*plain, *quoted):
            if len(_bare(mention.name)) > 1:
                self._place_full(mention)
        for mention in plain:
            if len(_bare(mention.name)) == 1:
                self._place_short(mention)
        for mention in (*_names_in(line for line in reading.lines if line.heading), *quoted):
            if mention.entity < 0:
                self._place_borrowed(mention)

    def _place_borrowed(self, mention: Mention) -> None:
        name = _bare(mention.name)
        last = name[-1].lower()
        if 1 < len(name) <= LONGEST_BORROWED and lexicon.gender_of_first_name(name[0]):
            self._place_full(mention)
        elif self._by_word.get(last):
            self._place_short(mention)

    def who(self, number: int) -> Entity:
        """The entity with a number."""
        return self.entities[number] if number >= 0 else self.described[-2 - number]

    def bears_a_shared_name(self, number: int) -> bool:
        """Whether somebody else in the text has the same surname."""
        return len(self._by_word.get(self.entities[number].surname, [])) > 1

    def bearer(self, role: str) -> Entity | None:
        """The one person of whom the article says this role ("the mayor"); None where it is said of several or none."""
        bearers = self._bearers.get(_LONG_TITLES.get(role, role), [])
        return bearers[0] if len(bearers) == 1 else None

    def describe(self, mention: Mention, words: str) -> Entity:
        """A new entity for somebody who is described but not named."""
        entity = Entity(-2 - len(self.described), (words,), described=mention)
        entity.person = 1 if mention.kind == ROLE else 0
        _vote_by_noun(entity, mention.head)
        self.described.append(entity)
        return entity

    def _place_full(self, mention: Mention) -> None:
        name = _bare(mention.name)
        for entity in self._by_word.get(name[-1].lower(), [])[:MOST_NAMESAKES]:
            if _agree(_bare(entity.name), name):
                if len(name) > len(_bare(entity.name)) or len(name[0]) > len(entity.name[0]) + 3:
                    entity.name = mention.name
                self._join(entity, mention)
                return
        entity = Entity(len(self.entities), mention.name)
        self.entities.append(entity)
        for word in {name[0].lower(), name[-1].lower()}:
            self._by_word.setdefault(word, []).append(entity)
        self._join(entity, mention)

    def _place_short(self, mention: Mention) -> None:
        word = _bare(mention.name)[-1].lower()
        known = self._by_word.get(word, [])[:MOST_NAMESAKES]
        bearers = [entity for entity in known if entity.surname == word] or [
            e for e in known if _first_name_of(e) == word
        ]
        if len(bearers) > 1:
            bearers = self._narrow(bearers, mention)
        if not bearers:
            entity = Entity(len(self.entities), mention.name)
            self.entities.append(entity)
            self._by_word.setdefault(word, []).append(entity)
            bearers = [entity]
        self._join(bearers[0], mention)

    def _narrow(self, bearers: list[Entity], mention: Mention) -> list[Entity]:
        """Of several with one surname: whom the title fits, then whoever was named in full last before."""
        gender = lexicon.TITLES.get(mention.title, "")
        fitting = [e for e in bearers if not gender or _name_gender(e) in {"", gender}] or bearers
        most = max(len(entity.named_at) for entity in fitting)
        return [max(fitting, key=lambda entity: self._claim(entity, mention, most))]

    def _claim(self, entity: Entity, mention: Mention, most: int) -> tuple[bool, bool, bool, int]:
        """How well a surname alone fits one of its bearers: a real first name, named often, named here, named first."""
        known = lexicon.is_first_name(entity.name[0])
        often = OFTENER * len(entity.named_at) > most
        return known, often, self._is_told_of_here(entity, mention), -(entity.named_at or [0])[0]

    def _is_told_of_here(self, entity: Entity, mention: Mention) -> bool:
        """Whether the paragraph of a mention named somebody in full before it."""
        if mention.sentence < 0:
            return False
        here = self.reading.lines[mention.sentence].sentence.paragraph
        return _last_before(entity, mention.start) >= self.reading.paragraphs[here].start

    def _join(self, entity: Entity, mention: Mention) -> None:
        entity.mentions.append(mention)
        if len(_bare(mention.name)) > 1:
            insort(entity.named_at, mention.start)
        entity.aliases[" ".join(mention.name)] = None
        mention.entity = entity.number
        if mention.title:
            title = mention.title.rstrip(".")
            entity.roles.add(_LONG_TITLES.get(title, title))
            gender = lexicon.TITLES.get(mention.title, "")
            if gender:
                entity.votes[gender] += 3

    def _weigh(self, entity: Entity) -> None:
        entity.mentions.sort(key=lambda mention: mention.start)
        name = _bare(entity.name)
        gender = _name_gender(entity)
        if gender:
            entity.votes[gender] += 2
        entity.person = _personhood(entity, name) + self._told_of_a_person(entity)
        entity.solid = self._is_solid(entity)
        self._note_roles(entity)
        if not entity.votes:
            entity.votes.update(self._pronouns_beside(entity))

    def _told_of_a_person(self, entity: Entity) -> int:
        """What the words right after a name tell: an age ("Ann Lee, 31,"), "who"."""
        told = 0
        for line, mention in self._printed_in(entity):
            after = line.letters[mention.last + 1 : mention.last + 4]
            aged = after in {",#,", ",#."} or (after[:2] == "(#" and len(entity.name) > 1)
            told = max(told, 3 if aged else 1 if after[:2] == ",W" else 0)
        return told

    def _pronouns_beside(self, entity: Entity) -> dict[str, int]:
        """Votes by "she" or "his" in sentences that begin with somebody and name nobody else before it."""
        votes = _no_votes()
        for line, mention in self._printed_in(entity):
            first = next((m for m in line.mentions if m.first > mention.last and m.head in _TELLING), None)
            if first is not None and not any(
                m.first < first.first and (m.last < mention.first or (m.kind == NAME and m.entity != entity.number))
                for m in line.mentions
            ):
                votes[_TELLING[first.head]] += 1
        return votes

    def _printed_in(self, entity: Entity) -> Iterable[tuple[Line, Mention]]:
        """The first sentences that name somebody outside quotations."""
        told = [mention for mention in entity.mentions[:_LOOKED_AT] if mention.sentence >= 0]
        return [(self.reading.lines[mention.sentence], mention) for mention in told]

    def _is_solid(self, entity: Entity) -> bool:
        if _is_adjective(entity.name[-1]):
            return False
        if entity.kind == Kind.PERSON:
            return entity.person > 1 or any(mention.sentence >= 0 for mention in entity.mentions)
        pair, last = " ".join(entity.name[:2]).lower(), entity.name[-1].lower()
        if pair in lexicon.PLACE_PAIRS:
            return pair in lexicon.BODY_PAIRS
        if last in lexicon.PLACES and len(entity.name) < 3:
            return False
        if len(entity.name) == 1 and entity.name[0].endswith("s") and entity.name[0][:-1].isupper():
            return False
        return any(self._is_inside_sentence(mention) for mention in entity.mentions)

    def _is_inside_sentence(self, mention: Mention) -> bool:
        """Whether its capital tells something: it stands neither in a heading nor where a sentence begins."""
        if mention.sentence < 0:
            return False
        line = self.reading.lines[mention.sentence]
        first = mention.first
        if line.sentence.tokens[first].low == "the":
            first += 1
        return (
            not line.heading
            and line.letters[-1:] in {".", "Q", ")"}
            and first > 0
            and line.letters[first - 1] not in "Q:(?-."
        )

    def _note_roles(self, entity: Entity) -> None:
        """Roles in apposition ("Lin Chu, the mayor of …") and said of them ("Lin Chu is the mayor")."""
        for mention in entity.mentions:
            if mention.sentence < 0:
                continue
            line = self.reading.lines[mention.sentence]
            after = mention.last + 2 if line.letters[mention.last + 1 : mention.last + 2] in {",", "A", "-"} else -1
            before = mention.first - 2 if mention.first and line.letters[mention.first - 1] == "," else -1
            if after < 0 and before < 0:
                continue
            for other in line.mentions:
                if not other.name and (other.first == after or (other.last == before and other.first < mention.first)):
                    entity.roles.add(other.head)
                    _vote_by_noun(entity, other.head)


def _sayings(reading: Reading) -> Counter[int]:
    """Entity -> how often it is the subject of a verb like "say"."""
    verbs = (verb for line in reading.lines for verb in line.verbs if verb.kind == "core" and verb.direct)
    return Counter(verb.subject.entity for verb in verbs if verb.subject is not None and verb.subject.entity >= 0)


def _names_in(lines: Iterable[Line]) -> list[Mention]:
    return [mention for line in lines for mention in line.mentions if mention.kind == NAME]


def _is_adjective(word: str) -> bool:
    """Whether a word is made to describe: "Korean-born", "R-Ohio"."""
    before, hyphen, after = word.partition("-")
    return bool(hyphen) and (after[:1].islower() or len(before) == 1)


def _last_before(entity: Entity, start: int) -> int:
    """Where somebody was last named in full before a place; -1 if only after it."""
    at = bisect_left(entity.named_at, start)
    return entity.named_at[at - 1] if at else -1


def _vote_by_noun(entity: Entity, noun: str) -> None:
    if noun in lexicon.FEMALE_NOUNS:
        entity.votes["f"] += 2
    elif noun in lexicon.MALE_NOUNS:
        entity.votes["m"] += 2


def _first_name_of(entity: Entity) -> str:
    return entity.name[0].lower() if len(entity.name) > 1 else ""


def _name_gender(entity: Entity) -> str:
    return lexicon.gender_of_first_name(entity.name[0]) if len(entity.name) > 1 else ""


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names with one surname can be the same person's."""
    first, second = one[0].lower().rstrip("."), other[0].lower().rstrip(".")
    if one[-1].lower() != other[-1].lower():
        return False
    if first == second or lexicon.is_familiar_form(first, second):
        return True
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return set(map(str.lower, one[:-1])) <= set(map(str.lower, other[:-1])) or set(map(str.lower, other[:-1])) <= set(
        map(str.lower, one[:-1])
    )


def _personhood(entity: Entity, name: tuple[str, ...]) -> int:
    """Above 0 for a person; counts what speaks for and against."""
    printed = name[0]
    first, last = printed.lower(), name[-1].lower()
    score = 0
    if any(mention.title for mention in entity.mentions):
        score += 3
    if len(name) > 1:
        score += 1
        score += 3 if lexicon.is_first_name(first) else 0
        score += 2 if any(len(_bare(m.name)) == 1 and m.name[0].lower() == last for m in entity.mentions) else 0
        score += 1 if any(len(word.rstrip(".")) == 1 for word in name[1:-1]) else 0
    else:
        score += 3 if lexicon.is_first_name(first) else 0
        score -= 3 if printed.isupper() or any(c.isupper() for c in printed[3:]) else 0
    score -= 2 if any(m.definite and not m.title for m in entity.mentions) else 0
    if last in lexicon.ORG_ENDINGS or "of" in name or "&" in name:
        score -= 1 if last in lexicon.SURNAMES_TOO else 4
    score -= 5 if last in lexicon.PLACES or " ".join(name[:2]).lower() in lexicon.PLACE_PAIRS else 0
    score -= 2 if first in lexicon.PLACES else 0
    return score
