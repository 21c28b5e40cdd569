"""The one door: a text in, its quotations with speakers out."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.model import Attribution, Document, Entity, Extraction, Grade, Kind, Quotation, Reported, Span
from bot.model import Mention as Printed
from bot.quoting import coreference, mentions
from bot.quoting.aboutness import Concerns
from bot.quoting.abroad import extract_abroad
from bot.quoting.attribution import Choice, choose
from bot.quoting.clues import QuoteView, voice_of
from bot.quoting.collecting import put_off
from bot.quoting.coreference import Cast
from bot.quoting.evidence import evidence_of
from bot.quoting.interviews import interviewee
from bot.quoting.language import language_of
from bot.quoting.mentions import Mention
from bot.quoting.pronouns import Follower, joint_mentions
from bot.quoting.reading import Reading, read
from bot.quoting.reported import reported_clauses
from bot.quoting.speech import SURE, speech_lean
from bot.quoting.trust import CLOSE, NEEDED, SURE_OF_A_PRONOUN, is_contested, is_exchange, person_margin, trust
from bot.quoting.utterances import utterance_numbers
from bot.quoting.weights import NO_WEIGHTS, Scale, Weights, all_weights


def extract(
    text: str,
    *,
    byline: str | None = None,
    headline: str | None = None,
    block_quotes: Collection[int] = (),
    known: Weights | None = None,
) -> Extraction:
    """What is quoted in an article, by whom, about whom, and who is named in it.

    Args:
        text: Paragraphs joined by a blank line; single line breaks are borne.
        byline: Who wrote it: whom "I" outside quotations means.
        headline: Helps to tell whom the article is about; nothing in it is quoted.
        block_quotes: Numbers, from 1, of paragraphs that the page sets apart as quoted; those without marks count where
            the words before or below them say whose they are.
        known: Other weights than those that ship, to measure them.

    Returns:
        In English everything; in French, German and Spanish quotations with speakers in plain cases; in other languages
        quotations that are not attributed. Quotations in reading order, never overlapping, each cut exactly from between its marks. Any text will do.
    """
    language = language_of(text)
    if language != "en":
        return extract_abroad(text, language)
    known = all_weights() if known is None else known
    with put_off():
        return _extracted(decisions(text, known, headline, block_quotes), byline, headline)


def extract_article(document: Document) -> Extraction:
    """What is quoted in an article as it was read. As above."""
    return extract(
        document.text, byline=document.byline, headline=document.headline, block_quotes=document.block_quotes
    )


def _extracted(found: "Decisions", byline: str | None, headline: str | None) -> Extraction:
    reading, cast = found.reading, found.cast
    attributions = [
        _attribution(found, number, byline) if lean > 0 else Attribution(Grade.NONE)
        for number, lean in enumerate(found.leans)
    ]
    speech = [lean > 0 for lean in found.leans]
    numbers = utterance_numbers(found.choices, speech)
    concerns = Concerns(reading, cast, found.follower.meant, headline)
    quotations = tuple(
        Quotation(
            choice.view.quoted.span, said, number, attribution, concerns.about(choice, attribution.name) if said else ()
        )
        for choice, said, number, attribution in zip(found.choices, speech, numbers, attributions, strict=True)
    )
    return Extraction(quotations, _entities(cast), _reported(found))


@dataclass(slots=True)
class Decisions:
    """What was decided of each quotation of a text, before it is told.

    Attributes:
        leans: How much speaks for each being speech; above 0 it is.
        trusts: How much speaks for each choice of a speaker, as log-odds.
    """

    reading: Reading
    cast: Cast
    follower: Follower
    choices: list[Choice]
    leans: list[float]
    trusts: list[float]


def decisions(text: str, known: Weights, headline: str | None = None, block_quotes: Collection[int] = ()) -> Decisions:
    """Everything that is decided by weights."""
    reading = read(text, block_quotes)
    cast = Cast(reading)
    reading.interviewee = interviewee(reading, cast, headline)
    choices = choices_of(reading, known.get("speaker", NO_WEIGHTS))
    spoken = [(choice.view.number, choice.mention) for choice in choices if choice.mention is not None]
    follower = Follower(reading, cast, spoken, known.get("person", NO_WEIGHTS))
    follower.follow()
    leans = [speech_lean(reading, choice, known.get("speech", NO_WEIGHTS)) for choice in choices]
    weighed = [
        trust(cast, follower, choice, lean, known.get("trust", NO_WEIGHTS))
        for choice, lean in zip(choices, leans, strict=True)
    ]
    trusts = [
        -SURE if is_contested(choices[number]) or is_exchange(follower, choices, number) else trusted
        for number, trusted in enumerate(weighed)
    ]
    return Decisions(reading, cast, follower, choices, leans, trusts)


def choices_of(reading: Reading, known: Scale) -> list[Choice]:
    """The speaker of each quotation, given who was found for the one before."""
    choices: list[Choice] = []
    previous: Choice | None = None
    for number in range(len(reading.quoted)):
        choice = choose(reading, QuoteView(reading, number), previous, known)
        choices.append(choice)
        previous = choice if choice.mention is not None else previous
    return choices


def _attribution(found: Decisions, number: int, byline: str | None) -> Attribution:
    """Who said it, with what that rests on; not attributed where too little speaks for it."""
    best = shown(found, number, byline)
    evidence = evidence_of(found.reading, found.choices[number], found.trusts[number])
    if found.trusts[number] < NEEDED:
        best = Attribution(Grade.NONE, best.mention if best.grade == Grade.NONE else None)
    return replace(best, evidence=evidence)


def shown(found: Decisions, number: int, byline: str | None) -> Attribution:
    """Who the best candidate is, however little speaks for it."""
    choice = found.choices[number]
    if choice.mention is None:
        return Attribution(Grade.NONE)
    both = _speak_together(choice)
    if both is not None:
        return _together(found, both)
    return _told(found, choice.mention, byline, choice.best.place)


def _speak_together(choice: Choice) -> Mention | None:
    """The two of "Ann Lee and Bob Ray said", if the speaker is one of them."""
    mention, line = choice.mention, choice.view.line
    if mention is None or mention.kind != mentions.NAME or choice.best.place not in {"before", "after"}:
        return None
    for both in joint_mentions(line):
        beside = line.letters[both.last + 1 : both.last + 2], line.letters[max(0, both.first - 1) : both.first]
        if both.first <= mention.first and mention.last <= both.last and {"V", "A"} & set(beside):
            return both
    return None


def _together(found: Decisions, both: Mention) -> Attribution:
    words = Printed(Span(both.start, both.end), found.reading.text[both.start : both.end])
    line = found.reading.lines[both.sentence]
    named = [m for m in line.mentions if both.first <= m.first and m.last <= both.last and m.entity >= 0]
    name = " and ".join(found.cast.entities[m.entity].printed for m in named if m.within < 0)
    return Attribution(Grade.NAMED, words, name, Kind.BODY)


def _told(found: Decisions, mention: Mention, byline: str | None, place: str) -> Attribution:
    """Whom a speaker's mention means, and from which words that was worked out."""
    reading, cast, follower = found.reading, found.cast, found.follower
    printed = Printed(Span(mention.start, mention.end), reading.text[mention.start : mention.end])
    if mention.kind == mentions.NAME:
        named = _named(cast, mention, printed, place)
        return replace(named, because=_INTERVIEWED) if mention is reading.interviewee else named
    if mention.head in {"i", "me", "my"} and byline:
        return Attribution(Grade.WORKED_OUT, printed, byline, Kind.PERSON, f"“{printed.text}” is the writer, {byline}")
    if mention.kind == mentions.PRONOUN:
        return _pronoun(follower, mention, printed)
    bearer = follower.meant.get(id(mention))
    if bearer is not None and bearer.described is None:
        return Attribution(
            Grade.WORKED_OUT, printed, bearer.printed, bearer.kind, f"“{printed.text}” is {bearer.printed}"
        )
    voice = voice_of(reading.lines[mention.sentence], mention)
    if voice is not None and voice.entity >= 0 and cast.entities[voice.entity].kind == Kind.PERSON:
        whose = cast.entities[voice.entity]
        return Attribution(
            Grade.WORKED_OUT, printed, whose.printed, whose.kind, f"“{printed.text}” is {whose.printed} speaking"
        )
    kind = _KINDS.get(mention.kind, Kind.UNNAMED)
    name = None if kind == Kind.UNNAMED else printed.text
    return Attribution(Grade.DESCRIBED, printed, name, kind)


def _reported(found: Decisions) -> tuple[Reported, ...]:
    """Reported speech whose speaker is sure: a pronoun counts only where nobody else comes near."""
    kept: list[Reported] = []
    for span, mention, sentence in reported_clauses(found.reading):
        if mention.kind == mentions.PRONOUN and person_margin(found.follower, mention) < SURE_OF_A_PRONOUN:
            continue
        attribution = _told(found, mention, None, "before")
        if attribution.grade != Grade.NONE:
            kept.append(Reported(span, attribution, sentence))
    return tuple(kept)


def _named(cast: Cast, mention: Mention, printed: Printed, place: str) -> Attribution:
    if mention.entity < 0:
        return Attribution(Grade.NAMED, printed, " ".join(mention.name), Kind.PERSON)
    entity = cast.entities[mention.entity]
    if place in _IN_SENTENCE:
        return Attribution(Grade.NAMED, printed, entity.printed, entity.kind)
    where = "stands below the words" if place.endswith("+1") else "speaks in the words before"
    return Attribution(Grade.WORKED_OUT, printed, entity.printed, entity.kind, f"“{printed.text}” {where}")


def _pronoun(follower: Follower, mention: Mention, printed: Printed) -> Attribution:
    entity = follower.meant.get(id(mention))
    if entity is None or person_margin(follower, mention) < CLOSE:
        return Attribution(Grade.NONE, printed)
    if entity.described is not None:
        return _stand_in(entity, printed)
    return Attribution(Grade.WORKED_OUT, printed, entity.printed, entity.kind, f"“{printed.text}” is {entity.printed}")


_IN_SENTENCE = frozenset({"before", "after", "led to"})
"""Places of a speaker in the words' own sentence, which runs on into a block quote."""

_INTERVIEWED = "whoever is named as interviewed before the first question gives the answers"

_KINDS = {mentions.BODY: Kind.BODY, mentions.DOCUMENT: Kind.DOCUMENT}


def _stand_in(entity: coreference.Entity, printed: Printed) -> Attribution:
    """A pronoun that stands for somebody who is only described."""
    assert entity.described is not None
    span = Span(entity.described.start, entity.described.end)
    words = Printed(span, entity.printed)
    kind = _KINDS.get(entity.described.kind, Kind.UNNAMED)
    because = f"“{printed.text}” is “{entity.printed}”"
    return Attribution(Grade.DESCRIBED, printed, None if kind == Kind.UNNAMED else entity.printed, kind, because, words)


def _entities(cast: Cast) -> tuple[Entity, ...]:
    return tuple(
        Entity(
            entity.printed,
            entity.kind,
            tuple(alias for alias in entity.aliases if alias != entity.printed),
            tuple(Span(m.start, m.end) for m in entity.mentions),
        )
        for entity in cast.entities
        if entity.solid
    )
