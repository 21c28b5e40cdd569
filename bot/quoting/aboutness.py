"""Whom a quotation concerns, and why: by its own words, by its sentence, by the passage it stands in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from bot.model import About, Kind
from bot.quoting import lexicon
from bot.quoting.attribution import Choice
from bot.quoting.clues import QuoteView
from bot.quoting.coreference import Cast, Entity
from bot.quoting.mentions import NAME, PRONOUN, Mention
from bot.quoting.pronouns import is_subject
from bot.quoting.reading import Line, Reading

_THIRD = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEM = frozenset({"they", "them", "their", "theirs"})
_PASSAGE = 3
"""How often a paragraph names somebody before a quotation is taken to be about them for that alone."""


_NEAR = 8
_CITED = 60
"""Characters of an article that a reason cites at most, unless a name is longer."""
_MARK = re.compile(r"[\"“”„«»‹›]")
"""How many sentences of its paragraph before and after a quotation make its passage."""


class Concerns:
    """Finds whom the quotations of one text are about.

    Args:
        meant: Leads pronoun mentions, by identity, to entities.
        headline: Whom it names, the whole text is the passage of.
    """

    def __init__(self, reading: Reading, cast: Cast, meant: Mapping[int, Entity], headline: str | None) -> None:
        self.reading = reading
        self.cast = cast
        self.meant = meant
        self.heads = _headings(reading)
        told = set((headline or "").replace("’s", "").split())
        self.heralded = [entity.number for entity in cast.entities if entity.name[-1] in told]

    def about(self, choice: Choice, speaker: str | None) -> tuple[About, ...]:
        """Persons and bodies, each once with its first reason; never the speaker.

        Where nobody knows who "he" is that speaks, "he" in the quotation is not guessed at either.
        """
        view = choice.view
        found: dict[str, About] = {}
        for entity, reason in self._reasons(view, choice, speaker):
            name = entity.printed
            if name != speaker and entity.solid:
                found.setdefault(name, About(name, entity.kind, reason))
        return tuple(found.values())

    def _reasons(self, view: QuoteView, choice: Choice, speaker: str | None) -> Iterator[tuple[Entity, str]]:
        for mention in self.reading.inside[view.number].mentions:
            if mention.entity >= 0:
                yield self.cast.entities[mention.entity], "named in the quotation"
        if speaker is not None or choice.mention is None or choice.mention.kind != PRONOUN:
            yield from self._by_pronoun(view, speaker)
        yield from self._by_sentence(view, choice)
        yield from self._by_passage(view)

    def _by_pronoun(self, view: QuoteView, speaker: str | None) -> Iterator[tuple[Entity, str]]:
        """Whom "he", "she" or "they" in the quotation stand for."""
        asked: set[str] = set()
        for token in self.reading.inside[view.number].sentence.tokens:
            gender = _THIRD.get(token.low)
            if gender and gender not in asked:
                asked.add(gender)
                yield from self._one(view, token.text, gender, speaker)
            elif token.low in _THEM and "p" not in asked and not asked:
                asked.add("p")
                yield from self._several(view, token.text)

    def _one(self, view: QuoteView, word: str, gender: str, speaker: str | None) -> Iterator[tuple[Entity, str]]:
        if any(
            m.entity >= 0 and self._fits(self.cast.entities[m.entity], gender, speaker)
            for m in self.reading.inside[view.number].mentions
        ):
            return
        for line, where in self._before(view):
            fitting = {
                entity.number: entity
                for mention in line.mentions
                if (line is not view.line or mention.last < view.at) and is_subject(line, mention)
                and (entity := self._entity(mention)) is not None and self._fits(entity, gender, speaker)
            }  # fmt: skip
            if len(fitting) > 1:
                return
            for entity in fitting.values():
                yield entity, f"“{word}” is {entity.printed}, the subject of the {where}"
                return

    def _fits(self, entity: Entity, gender: str, speaker: str | None) -> bool:
        return (
            entity.described is None
            and entity.kind == Kind.PERSON
            and entity.gender in {"", gender}
            and entity.printed != speaker
        )

    def _several(self, view: QuoteView, word: str) -> Iterator[tuple[Entity, str]]:
        """Two or more bodies listed in the sentence before: "featuring A, B and C"."""
        for line, where in self._before(view):
            listed = [m for m in line.mentions if m.kind == NAME and m.entity >= 0 and _is_listed(line, m)]
            if len(listed) > 1:
                names = [self.cast.entities[m.entity] for m in listed]
                told = " and ".join(entity.printed for entity in names)
                for entity in names:
                    yield entity, f"“{word}” are {told}, listed in the {where}"
                return

    def _before(self, view: QuoteView) -> Iterator[tuple[Line, str]]:
        """The quotation's sentence up to it, then the one or two before in its paragraph or right above it."""
        yield view.line, "sentence"
        number = view.line.number
        for step, where in ((1, "sentence before"), (2, "sentence but one before")):
            if (
                number >= step
                and self.reading.lines[number - step].sentence.paragraph >= view.line.sentence.paragraph - 1
                and not self.reading.are_apart(self.reading.lines[number - step], view.line)
            ):
                yield self.reading.lines[number - step], where

    def _entity(self, mention: Mention) -> Entity | None:
        return self.cast.entities[mention.entity] if mention.entity >= 0 else self.meant.get(id(mention))

    def _by_sentence(self, view: QuoteView, choice: Choice) -> Iterator[tuple[Entity, str]]:
        """The object of the judgement ("called Ann Lee “…”"), or the subject of what is said ("said Ann Lee was “…”")."""
        verb = view.verbs[0] if view.verbs else None
        if verb is not None and choice.best.place != "after":
            if (
                verb.kind in {"call", "core", "V"}
                and verb.form != "p"
                and view.tokens[verb.at].low not in lexicon.HEARING
            ):
                yield from self._object_of(view, verb.at)
            if (
                verb.subject is not None
                and verb.subject is not choice.mention
                and (verb.kind in {"A", "v"} or verb.form == "p")
            ):
                yield from self._told(view, verb.subject, verb.subject.start)
        yield from self._said_of(view)

    def _object_of(self, view: QuoteView, verb: int) -> Iterator[tuple[Entity, str]]:
        """Who stands right after the verb, alone or as whose something is ("mocked Ann Lee’s “…”")."""
        first = verb + 1
        while first < view.at and view.letters[first] == "R":
            first += 1
        for mention in view.line.mentions:
            if mention.first == first and mention.last < view.at:
                yield from self._told(view, mention, view.tokens[verb].start)

    def _told(self, view: QuoteView, mention: Mention, start: int) -> Iterator[tuple[Entity, str]]:
        """With the words that say so as the reason: up to the quotation, or no further than who it is."""
        entity = self._entity(mention)
        if entity is None or entity.described is not None or (mention.kind != NAME and entity.kind != Kind.PERSON):
            return
        words = self.reading.text[start : view.quoted.outer.start].strip()
        if len(words) > _CITED or _MARK.search(words):
            words = self.reading.text[start : mention.end]
        who = (
            f"; “{self.reading.text[mention.start : mention.end]}” is {entity.printed}" if mention.kind != NAME else ""
        )
        yield entity, f"the words before it: “{words}”{who}"

    def _said_of(self, view: QuoteView) -> Iterator[tuple[Entity, str]]:
        """That is, "…, she said of Ann Lee"."""
        for mention in view.line.mentions:
            at = mention.first
            if at > view.at + 1 and view.tokens[at - 1].low in {"of", "about"} and view.letters[at - 2] in "VG":
                entity = self._entity(mention)
                if entity is not None:
                    yield entity, f"it is said “{view.tokens[at - 1].low}” {entity.printed}"

    def _by_passage(self, view: QuoteView) -> Iterator[tuple[Entity, str]]:
        """Whom its paragraph keeps naming, the sentence before included, where its own words name nobody."""
        inside = self.reading.inside[view.number]
        if any(mention.entity >= 0 for mention in inside.mentions) or not any(
            t.low in _THIRD for t in inside.sentence.tokens
        ):
            return
        paragraph = view.line.sentence.paragraph
        number = view.line.number
        around = self.reading.lines[max(0, number - _NEAR) : number + _NEAR]
        lines = [line for line in around if line.sentence.paragraph == paragraph]
        counts = Counter(m.entity for line in lines for m in line.mentions if m.kind == NAME and m.entity >= 0)
        counts.update((*self.heads.get(paragraph, ()), *self.heralded))
        near = {m.entity for line, _ in self._before(view) for m in line.mentions if m.kind == NAME}
        for known, times in counts.most_common():
            entity = self.cast.entities[known]
            if times >= _PASSAGE and known in near and entity.kind == Kind.PERSON:
                yield entity, f"the passage concerns {self._matter(entity, view, lines)}"

    def _matter(self, entity: Entity, view: QuoteView, lines: list[Line]) -> str:
        """That is, "Ann Lee", or "Ann Lee’s nomination" where the passage speaks of that, at best right before."""
        near = [line for line in reversed(lines) if line.number < view.line.number]
        for line in near:
            for m in line.mentions:
                if m.entity == entity.number and m.possessor and line.letters[m.last + 2 : m.last + 3] == "X":
                    return f"{entity.printed}’s {line.sentence.tokens[m.last + 2].low}"
        return entity.printed


def _is_listed(line: Line, mention: Mention) -> bool:
    """Part of "A, B and C"."""
    before = line.letters[mention.first - 1 : mention.first]
    after = line.letters[mention.last + 1 : mention.last + 2]
    return (before in {"C", ","} and line.letters[mention.first - 2 : mention.first - 1] == "U") or (
        after in {",", "C"} and line.letters[mention.last + 2 : mention.last + 3] == "U"
    )


def _headings(reading: Reading) -> dict[int, list[int]]:
    """Paragraph -> entities named in the heading above it, which holds until the next heading."""
    found: dict[int, list[int]] = {}
    current: list[int] = []
    for paragraph, lines in reading.paragraph_lines.items():
        first = lines[0]
        if len(lines) == 1 and first.letters[-1:] not in {".", "Q"} and len(first.letters) < 15:
            current = [m.entity for m in first.mentions if m.entity >= 0]
        found[paragraph] = current
    return found
