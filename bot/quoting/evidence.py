"""What a choice of a speaker rests on, as data that can be shown."""

from bot.model import Evidence, Span
from bot.model import Mention as Printed
from bot.quoting import lexicon
from bot.quoting.attribution import Choice
from bot.quoting.mentions import Mention
from bot.quoting.reading import Reading

_KEPT = 3
"""How many candidates after the best are kept."""


def evidence_of(reading: Reading, choice: Choice, trust: float) -> Evidence:
    """The evidence of a choice, its spans counted in the text."""
    others = tuple((_printed(reading, other.mention), round(other.score, 2)) for other in choice.ranked[1 : 1 + _KEPT])
    cue = _cue(choice)
    return Evidence(
        _rule(choice, cue is not None),
        _printed(reading, choice.mention),
        cue,
        round(choice.best.score, 2),
        round(trust, 2),
        others,
    )


def _printed(reading: Reading, mention: Mention | None) -> Printed | None:
    if mention is None:
        return None
    return Printed(Span(mention.start, mention.end), reading.text[mention.start : mention.end])


def _cue(choice: Choice) -> Span | None:
    """The word of saying between a speaker and the words, or next to the speaker."""
    mention, view = choice.mention, choice.view
    if mention is None or choice.best.place not in {"before", "after"}:
        return None
    for verb in view.verbs:
        if verb.subject is mention and verb.kind in {"core", "call", "V"}:
            return _span(choice, verb.at)
    beside = [mention.first - 1, mention.first - 2, mention.last + 1, mention.last + 2]
    near = [at for at in beside if 0 <= at < len(view.tokens) and _ties(view.tokens[at].low)]
    return _span(choice, near[0]) if near else None


def _ties(low: str) -> bool:
    return low in lexicon.SAY or low in {"according", "by"}


def _span(choice: Choice, at: int) -> Span:
    token = choice.view.tokens[at]
    return Span(token.start, token.end)


def _rule(choice: Choice, tied: bool) -> str:
    place = choice.best.place
    if choice.mention is None:
        return "nobody is named"
    if place == "before":
        return "subject of the saying before it" if tied else "named before it in its sentence"
    if place == "after":
        return "said right after it" if tied else "named after it in its sentence"
    if place == "carried":
        return "goes on from the quotation before"
    return _ELSEWHERE.get(place, "named nearby")


_ELSEWHERE = {
    "interview": "interviewed",
    "sentence-1": "named in the sentence before",
    "sentence-2": "named two sentences before",
    "sentence+1": "named in the sentence after",
    "paragraph-1": "named in the paragraph before",
    "led to": "subject of the saying that leads to it",
    "paragraph+1": "named in the line below",
}
