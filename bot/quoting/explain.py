"""Why a quotation is attributed as it is: in words, with the places of the text that the words speak of."""

import math
from dataclasses import dataclass
from enum import StrEnum

from bot.model import Attribution, Evidence, Grade, Quotation, Span


class Part(StrEnum):
    """What a marked stretch of the text is."""

    WORDS = "the quotation"
    SPEAKER = "the speaker"
    CUE = "the word of saying"
    RIVAL = "who else it might have been"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Sentences for a reader, and the stretches of the text to mark, in reading order."""

    sentences: tuple[str, ...]
    marks: tuple[tuple[Span, Part], ...]


def explain(text: str, quotation: Quotation) -> Explanation:
    """Why this quotation of this text was attributed as it was.

    Args:
        text: What `extract` was given.
        quotation: One of what it found there.
    """
    evidence = quotation.attribution.evidence
    if not quotation.speech or evidence is None:
        sentence = "Not taken for speech: the words around it tell of a title, a term or a scare quote."
        return Explanation((sentence,), ((quotation.span, Part.WORDS),))
    told = (_verdict(quotation.attribution, evidence), _ground(text, evidence), _sureness(evidence), _rivals(evidence))
    return Explanation(tuple(sentence for sentence in told if sentence), _marks(quotation, evidence))


def _verdict(attribution: Attribution, evidence: Evidence) -> str:
    if attribution.grade == Grade.NONE:
        if evidence.mention is None:
            return "Not attributed: nobody near it is said to speak."
        if attribution.mention is not None:
            return f"Not attributed: whom “{attribution.mention.text}” means could not be worked out."
        return f"Not attributed: too little speaks for “{evidence.mention.text}”, the best candidate."
    if attribution.grade == Grade.DESCRIBED and attribution.mention is not None:
        return f"Described, not named: “{attribution.mention.text}”."
    because = f": {attribution.because}" if attribution.because else ""
    return f"Said by {attribution.name}, {attribution.grade}{because}."


def _ground(text: str, evidence: Evidence) -> str:
    if evidence.mention is None:
        return ""
    cue = f", with “{evidence.cue.cut(text)}”" if evidence.cue is not None else ""
    return f"“{evidence.mention.text}” was taken as {_FOUND.get(evidence.rule, evidence.rule)}{cue}."


_FOUND = {"said right after it": "named right after it"}


def _sureness(evidence: Evidence) -> str:
    if evidence.mention is None:
        return ""
    return f"Of attributions with this much evidence about {chance(evidence.trust)} in 100 are right."


def chance(trust: float) -> int:
    """Log-odds in per cent, from 1 to 99."""
    return max(1, min(99, round(100 / (1 + math.exp(-max(-20.0, min(20.0, trust)))))))


def _rivals(evidence: Evidence) -> str:
    if not evidence.runners_up:
        return ""
    told = [f"{_name(mention.text if mention else None)} ({score:.1f})" for mention, score in evidence.runners_up]
    return f"It scored {evidence.score:.1f}; next came {', '.join(told)}."


def _name(words: str | None) -> str:
    return f"“{words}”" if words else "nobody"


def _marks(quotation: Quotation, evidence: Evidence) -> tuple[tuple[Span, Part], ...]:
    marks = {quotation.span: Part.WORDS}
    if evidence.mention is not None:
        marks[evidence.mention.span] = Part.SPEAKER
    if evidence.cue is not None:
        marks.setdefault(evidence.cue, Part.CUE)
    for mention, _ in evidence.runners_up:
        if mention is not None and not any(mention.span.touches(taken) for taken in marks):
            marks[mention.span] = Part.RIVAL
    return tuple(sorted(marks.items()))
