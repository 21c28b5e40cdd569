"""How sure an attribution is, so that a doubtful one is not shown."""

from collections.abc import Sequence

from bot.quoting.attribution import Choice
from bot.quoting.coreference import Cast
from bot.quoting.mentions import NAME, PRONOUN, THING, Mention
from bot.quoting.pronouns import RESOLVED, Follower
from bot.quoting.weights import Scale

NEEDED = 0.35
"""How much must speak for an attribution before it is shown."""


PLAIN = 2.5
"""Log-odds where the form of the text leaves no doubt."""

LIKELY = 0.5
"""Log-odds of whoever is alone in the paragraph before."""

CLOSE = 0.1
"""Two antecedents nearer to each other than this are both left unsaid."""

SURE_OF_A_PRONOUN = 2.0
"""How far the best antecedent must be before the next, where nothing else speaks for it."""


def trust_clues(cast: Cast, follower: Follower, choice: Choice, lean: float) -> list[str]:
    """Clues that the best candidate is right; all of them are margins and kinds, nothing of the words."""
    mention = choice.mention
    if mention is None:
        return ["nobody"]
    kind, place, view = mention.kind, choice.best.place, choice.view
    margin = _step(_margin(follower, choice))
    asked = _step(person_margin(follower, mention)) if kind == PRONOUN else -1
    spoken = min(5, max(0, int(lean)))
    standing = mention.standing if kind == NAME else kind
    return [
        "bias",
        f"margin={margin}",
        f"margin={margin} place={place}",
        f"margin={margin} size={view.size}",
        f"speech={spoken}",
        f"speech={spoken} size={view.size}",
        f"speech={spoken} margin={min(margin, 4)}",
        f"standing={standing} place={place}",
        f"standing={standing} margin={min(margin, 4)}",
        f"person margin={asked}",
        f"person margin={asked} pronoun={mention.head if kind == PRONOUN else ''}",
        f"led back={_meaning(follower, mention) is not None} {kind}",
        f"namesakes={_namesakes(cast, mention)}",
        f"tag={view.tag} place={place}",
        f"chain={view.chain} place={place}",
        f"verb={view.verb_word} place={place}",
    ]


def _step(margin: float) -> int:
    """A margin in half steps, the first ones finer, at most 10."""
    return min(10, int(margin * 2))


def _margin(follower: Follower, choice: Choice) -> float:
    """How far the best candidate is before the next that means somebody else."""
    best = choice.ranked[0]
    who = _meaning(follower, best.mention)
    for other in choice.ranked[1:]:
        if who is None or _meaning(follower, other.mention) != who:
            return best.score - other.score
    return 9.0


def person_margin(follower: Follower, mention: Mention) -> float:
    """How far whom a pronoun was found to mean is before the next."""
    if mention.head not in RESOLVED:
        return SURE_OF_A_PRONOUN
    ranked = follower.ranked.get(id(mention), [])
    return ranked[0].score - ranked[1].score if len(ranked) > 1 else 5.0 if ranked else 0.0


def _meaning(follower: Follower, mention: Mention | None) -> int | None:
    """The number of whom a mention means, if that is known."""
    if mention is None:
        return None
    if mention.entity >= 0:
        return mention.entity
    entity = follower.meant.get(id(mention))
    return entity.number if entity is not None else None


def _namesakes(cast: Cast, mention: Mention) -> bool:
    """Whether a surname alone could be that of another person in the text."""
    if mention.kind != NAME or len(mention.name) > 1 or mention.entity < 0:
        return False
    return cast.bears_a_shared_name(mention.entity)


def trust(cast: Cast, follower: Follower, choice: Choice, lean: float, known: Scale) -> float:
    """How much speaks for an attribution: log-odds that it is right; not less than `PLAIN` where its form is plain."""
    weighed = known.total(trust_clues(cast, follower, choice, lean))
    best = choice.best
    return max(weighed, PLAIN if best.plain else LIKELY if best.answers else weighed)


def is_contested(choice: Choice) -> bool:
    """Whether the nearest verb of saying before the words has a subject of its own, set beside the clause of who was chosen.

    "Ann Lee insisted that it was late and Bob Ray called it “a farce”": either may be meant to say it.
    """
    view, mention = choice.view, choice.mention
    verb = next((verb for verb in view.verbs if verb.kind in _SAYING), None)
    if mention is None or verb is None or not verb.direct or verb.subject is None or verb.subject.kind == THING:
        return False
    same = verb.subject is mention or (mention.entity >= 0 and verb.subject.entity == mention.entity)
    beside = view.letters[max(0, verb.subject.first - 1)] == "C"
    return choice.best.place == "before" and not choice.best.plain and beside and not same


_SAYING = frozenset({"core", "call", "V"})


def is_exchange(follower: Follower, choices: Sequence[Choice], number: int) -> bool:
    """Whether a paragraph of quotation alone follows two that two people spoke: either may go on."""
    if number < 2 or not choices[number].view.alone or choices[number].best.plain:
        return False
    first, second, third = choices[number - 2 : number + 1]
    paragraphs = [choice.view.line.sentence.paragraph for choice in (first, second, third)]
    if paragraphs[2] - paragraphs[1] != 1 or paragraphs[1] - paragraphs[0] != 1:
        return False
    one, other = _meaning(follower, first.mention), _meaning(follower, second.mention)
    return one is not None and other is not None and one != other
