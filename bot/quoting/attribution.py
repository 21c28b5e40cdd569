"""Which mention an article attaches to a quotation: candidates, their clues, and the best of them."""

from dataclasses import dataclass

from bot.quoting import lexicon
from bot.quoting.clues import QuoteView, candidate_clues, voice_of
from bot.quoting.marks import Turn
from bot.quoting.mentions import NAME, PRONOUN, THING, Mention
from bot.quoting.reading import Line, Reading
from bot.quoting.weights import Group, Scale, told


@dataclass(slots=True)
class Candidate:
    """A mention that may be the speaker, or None for "nobody is named"; its clues and what they weigh together.

    Attributes:
        singles: Clues that belong to no group.
        plain: The form of the text itself points to it.
        answers: Its paragraph of quotation alone follows one about nobody else.
    """

    mention: Mention | None
    groups: list[Group]
    singles: list[str]
    place: str
    score: float = 0.0
    plain: bool = False
    answers: bool = False

    @property
    def clues(self) -> list[str]:
        """All of them."""
        return [*told(self.groups), *self.singles]


@dataclass(slots=True)
class Choice:
    """What was decided for a quotation: the best candidate, and all of them, best first."""

    view: QuoteView
    best: Candidate
    ranked: list[Candidate]

    @property
    def mention(self) -> Mention | None:
        """The speaker's mention."""
        return self.best.mention


def candidates(reading: Reading, view: QuoteView, previous: Choice | None) -> list[Candidate]:
    """Everybody who may have said a quotation, with clues but no scores yet."""
    if view.is_turn:
        return [_nobody(view), *_whose_turn(reading, view, previous)]
    found = [_nobody(view)]
    hearer, patient = view.heard and view.heard.subject, view.patient
    carried = previous.mention if previous is not None else None
    seen: set[int] = set()
    for line, place in _neighbourhood(reading, view):
        for mention in line.mentions:
            if mention is patient or (hearer is not None and not _is_agent(view, line, mention)):
                continue
            if place and (mention.kind == THING or mention.within >= 0) and mention is not carried:
                continue
            where = place or ("before" if mention.first < view.at else "after")
            groups, singles = candidate_clues(view, line, mention, where)
            if mention is carried and previous is not None:
                singles += _carried_clues(reading, view, previous, where)
            elif carried is not None and mention.entity >= 0 and mention.entity == carried.entity:
                singles.append(f"{where} spoke before")
            seen.add(id(mention))
            found.append(Candidate(mention, groups, singles, where))
    if hearer is None and carried is not None and previous is not None and id(carried) not in seen:
        clues = ["carried kind=" + carried.kind, *_carried_clues(reading, view, previous, "carried")]
        found.append(Candidate(carried, [], clues, "carried"))
    return found


def _whose_turn(reading: Reading, view: QuoteView, previous: Choice | None) -> list[Candidate]:
    """Who a transcript says is speaking; none for "UNIDENTIFIED MALE", nor for "Q", whoever asks."""
    match view.quoted.turn:
        case Turn.ANSWER if reading.interviewee is not None:
            return [Candidate(reading.interviewee, [], [], "interview")]
        case Turn.CONTINUED if previous is not None and _goes_on_with(reading, view, previous):
            return [Candidate(previous.mention, [], [], "carried")]
        case Turn.NAMED:
            return _labelled(view)
        case Turn.LED_TO:
            return _leading(reading, view)
        case Turn.SIGNED:
            return _signed(reading, view)
        case _:
            return []


def _goes_on_with(reading: Reading, view: QuoteView, previous: Choice) -> bool:
    """Whether the turn before is the speaker's of the last choice, and what goes on doesn't name them itself."""
    own = {mention.entity for mention in reading.inside[view.number].mentions if mention.entity >= 0}
    speaker = previous.mention
    return previous.view.number == view.number - 1 and speaker is not None and speaker.entity not in own


def _leading(reading: Reading, view: QuoteView) -> list[Candidate]:
    """Who says a block quote by the words that lead to it: the subject of their last verb of saying."""
    line = reading.paragraph_lines[view.line.sentence.paragraph - 1][-1]
    said = next((verb for verb in reversed(line.verbs) if verb.kind in {"core", "call", "V"}), None)
    mention = said.subject if said is not None and said.form != "p" else None
    return [Candidate(mention, [], [], "led to")] if mention is not None and mention.kind != THING else []


def _signed(reading: Reading, view: QuoteView) -> list[Candidate]:
    """Who stands below a block quote: the first name in the line that begins with a dash."""
    below = next((line for line in reading.lines[view.line.number :] if line.letters[:1] == "-"), view.line)
    first = next((mention for mention in below.mentions if mention.kind == NAME), None)
    return [Candidate(first, [], [], "paragraph+1")] if first is not None else []


def _labelled(view: QuoteView) -> list[Candidate]:
    first = next(iter(view.line.mentions), None)
    if first is None or first.kind != NAME or view.letters[: first.first].strip("?"):
        return []
    heads = {view.tokens[at].low for at in range(first.first, first.last + 1)}
    return [] if heads & _NOBODY or heads <= lexicon.PERSON_NOUNS else [Candidate(first, [], [], "before")]


_NOBODY = frozenset(
    {"unidentified", "unknown", "speaker", "audience", "announcer", "narrator", "interviewer", "moderator"}
)


def _is_agent(view: QuoteView, line: Line, mention: Mention) -> bool:
    """After a passive: "by Ann Lee"."""
    return line is view.line and mention.first > 0 and view.tokens[mention.first - 1].low == "by"


def _nobody(view: QuoteView) -> Candidate:
    return Candidate(None, [], ["nobody " + clue for clue in view.clues], "nobody")


def _neighbourhood(reading: Reading, view: QuoteView) -> list[tuple[Line, str]]:
    """The quotation's own sentence, and those next to it, each with the name of its place."""
    number = view.line.number
    paragraph = view.line.sentence.paragraph
    near = [(view.line, "")]
    near += [
        (reading.lines[number + step], f"sentence{step:+d}")
        for step in (-1, -2, 1)
        if 0 <= number + step < len(reading.lines) and reading.lines[number + step].sentence.paragraph == paragraph
    ]
    following = reading.paragraph_lines.get(paragraph + 1)
    if following and view.line is reading.paragraph_lines[paragraph][-1] and _is_credit(following[0]):
        near.append((following[0], "paragraph+1"))
    earlier = reading.paragraph_lines.get(paragraph - 1)
    if earlier and reading.paragraph_lines[paragraph][0].number >= number - 1:
        near.append((earlier[-1], "paragraph-1"))
    return [(line, place) for line, place in near if not reading.are_apart(line, view.line)]


def _is_credit(line: Line) -> bool:
    """A line that only names somebody, as below a pulled-out quotation: "— Ann Lee, Ohio"."""
    return line.letters[:1] == "-" or (len(line.letters) < 14 and not set(line.letters) & set("VvAQN"))


def _carried_clues(reading: Reading, view: QuoteView, previous: Choice, place: str) -> list[str]:
    """Clues of going on: the speaker of the quotation before speaks again."""
    earlier = previous.view
    lines = view.line.number - earlier.line.number
    paragraphs = view.line.sentence.paragraph - earlier.line.sentence.paragraph
    open_before = not earlier.quoted.closed
    same = (
        "same"
        if lines == 0
        else "near"
        if paragraphs == 0 and lines == 1
        else "paragraph"
        if paragraphs == 0
        else f"paragraphs-{min(paragraphs, 3)}"
    )
    between = view.letters[earlier.at + 1 : view.at] if lines == 0 else ""
    begins = "start" if view.first_in_paragraph else "middle"
    earlier_last = reading.paragraph_lines[earlier.line.sentence.paragraph][-1]
    ended = earlier_last is earlier.line and earlier.letters[-1:] == "Q"
    return [
        f"carried {place} {same}",
        f"carried {same} alone={view.alone} begins={view.begins}",
        f"carried {same} alone={view.alone} ends={view.ends} {begins}",
        f"carried {same} said={'V' in view.after} verb={view.verb >= 0}",
        f"carried {same} ended={ended} open={open_before} alone={view.alone}",
        f"carried {same} after={view.after[:3]}",
        f"carried {same} tag={view.tag}",
        f"carried {same} before={view.before[:3]}",
        f"carried between={''.join(sorted(set(between) & set('VCT;,:N')))}"
        if lines == 0
        else f"carried {same} size={view.size}",
        f"carried {same} earlier={previous.best.place}",
        f"carried {same} earlier={previous.best.place} alone={view.alone}",
    ]


CERTAIN = 6.0
"""Added to a candidate that the form of the text itself points to; more than clues make up for."""
LIKELY = 1.0
"""Added where a paragraph of quotation alone follows one about a single person."""


def _is_plain(view: QuoteView, candidate: Candidate, previous: Choice | None) -> bool:
    """Whether the form of the text leaves no doubt: "NAME: “…”", "“…,” she said", "“…” — Name", "called “…” by Name", marks reopened."""
    mention = candidate.mention
    if mention is None:
        return False
    if view.is_turn:
        return True
    if previous is not None and mention is previous.mention and _is_reopened(previous.view, view):
        return not view.tag
    if candidate.place == "before":
        return _is_announced(view, mention) or _is_agent_before(view, mention) or _is_voice(view, mention)
    if candidate.place != "after" or mention.within >= 0:
        return False
    rest = view.letters[view.at + 1 : mention.first]
    if rest == "" and mention.kind == PRONOUN and view.ends == ",":
        after = view.tokens[mention.last + 1 : mention.last + 2]
        return bool(after) and after[0].low in lexicon.CORE_SAY
    if rest == "-":
        return set(view.letters[mention.last + 1 :]) <= set("UX#,.()PD")
    passive = view.verbs and view.verbs[0].form == "p" and view.verbs[0].kind in {"core", "call", "V"}
    return bool(passive) and rest == "P" and view.tokens[mention.first - 1].low == "by"


def _is_announced(view: QuoteView, mention: Mention) -> bool:
    """Right before it: "Ann Lee: “…”", "More figures - Ann Lee: “…”", "Said Ann Lee, “…”"."""
    letters, tokens = view.letters, view.tokens
    if mention.last + 2 != view.at or mention.within >= 0:
        return False
    if letters[view.at - 1] == ":" and (
        mention.first == 0 or (mention.kind == NAME and letters[mention.first - 1] == "-")
    ):
        return True
    said = mention.first == 1 and tokens[0].low in lexicon.CORE_SAY
    return said and letters[view.at - 1] in ",:"


def _is_agent_before(view: QuoteView, mention: Mention) -> bool:
    """By whom it is said, before the words: "was described by Ann Lee as “…”"."""
    verb = view.heard or (view.verbs[0] if view.verbs else None)
    if verb is None or verb.form != "p" or verb.kind not in {"core", "call", "V"}:
        return False
    return mention.first == verb.at + 2 and view.tokens[verb.at + 1].low == "by"


def _is_voice(view: QuoteView, mention: Mention) -> bool:
    """Somebody's post or letter that does whatever the nearest verb says: "Ann Lee's posts made fun of …"."""
    verb = view.verbs[0] if view.verbs else None
    return verb is not None and verb.subject is mention and verb.direct and voice_of(view.line, mention) is not None


def _is_answer(reading: Reading, view: QuoteView, candidate: Candidate) -> bool:
    """A paragraph that is a quotation alone, after one about a single person: "Ann Lee shrugged."."""
    mention = candidate.mention
    if mention is None or candidate.place != "paragraph-1" or mention.kind != NAME or mention.first or not view.alone:
        return False
    line = reading.lines[mention.sentence]
    named = {other.entity for other in line.mentions if other.kind == NAME}
    return len(named) == 1 and "Q" not in line.letters and view.begins == "A" and view.verbal


def _is_reopened(earlier: QuoteView, later: QuoteView) -> bool:
    """Marks left open at the end of one paragraph and opened anew at the start of the next."""
    step = later.line.sentence.paragraph - earlier.line.sentence.paragraph
    return not earlier.quoted.closed and later.first_in_paragraph and step == 1 and later.number == earlier.number + 1


def choose(reading: Reading, view: QuoteView, previous: Choice | None, known: Scale) -> Choice:
    """The speaker of a quotation, given who was found for the one before; of a live blog's entry nothing goes on to the next."""
    if previous is not None and reading.are_apart(previous.view.line, view.line):
        previous = None
    found = candidates(reading, view, previous)
    for candidate in found:
        candidate.plain = _is_plain(view, candidate, previous)
        candidate.answers = not candidate.plain and _is_answer(reading, view, candidate)
        bonus = CERTAIN if candidate.plain else LIKELY if candidate.answers else 0.0
        candidate.score = known.weight(candidate.groups, candidate.singles) + bonus
    found.sort(key=lambda candidate: -candidate.score)
    return Choice(view, found[0], found)
