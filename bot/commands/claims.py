"""The quotations of a draft as claims that somebody said so, and what the archive has of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.caveats import caveats_on
from bot.commands.command import Ask
from bot.commands.shown import TYPED
from bot.commands.standing import GRAVITY, Finding, standing
from bot.drafting import Draft, Place, Remark, RemarkTone
from bot.model import Attribution, Grade, Quotation, Span
from bot.order import Progress, Report
from bot.phrasing import citation_text, diff_rows, shortened_text
from bot.quoting import extract
from bot.reply import Diff, Note, Tone, Typed

UNSAID = "The text does not say who said it."

_FINE = frozenset(GRAVITY[: GRAVITY.index("altered, marked") + 1])
_WRONG = frozenset(GRAVITY[GRAVITY.index("different speaker") :])


@dataclass(frozen=True, slots=True, repr=False)
class Claim:
    """A quotation as a draft has it. It has no `repr` of its own, so that none of it comes into a log by accident.

    Attributes:
        number: Counts from 1 as the quotations stand.
        words: On one line.
        speaker: Who is said to have said them, by name or as described; empty where nobody is.
        named: Whether that is a name, which the archive's can be held against.
    """

    number: int
    span: Span
    place: Place
    words: str
    speaker: str
    named: bool

    @property
    def typed(self) -> Typed:
        """The claim as theirs, in few words."""
        who = f" — {shortened_text(self.speaker, TYPED // 3)}" if self.speaker else ""
        return Typed(shortened_text(self.words, TYPED - len(who)) + who)


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """A claim, and what came of it."""

    claim: Claim
    finding: Finding

    @property
    def gravity(self) -> int:
        """How much it needs a look, as the outcome's place in `GRAVITY`."""
        return GRAVITY.index(self.finding.outcome)

    @property
    def remark(self) -> Remark:
        """The same for a copy of the draft: all that is said of it, in one sentence after another."""
        caveats = caveats_on(pull.utterance.source for pull in self.finding.pulls)
        changes = [row for part in self.finding.parts if isinstance(part, Diff) for row in diff_rows(part)]
        said = [
            *(note.text.removesuffix(":").removesuffix(".") for note in self._notes),
            *(f"{what.capitalize()}: {words}" for what, words in changes),
            *(note.text.removesuffix(".") for note in caveats),
        ]
        printed = " · ".join(citation_text(pull) for pull in self.finding.pulls)
        warned = any(note.tone is Tone.WARNING for note in (*self._notes, *caveats))
        sentences = " ".join(f"{sentence}." for sentence in said)
        return Remark(self.claim.span, self.finding.outcome, self._tone(warned=warned), sentences, printed)

    @property
    def _notes(self) -> list[Note]:
        unsaid = [] if self.claim.speaker else [Note(UNSAID)]
        return [*unsaid, *(part for part in self.finding.parts if isinstance(part, Note))]

    def _tone(self, *, warned: bool) -> RemarkTone:
        if self.finding.outcome in _WRONG:
            return RemarkTone.WRONG
        return RemarkTone.FINE if self.finding.outcome in _FINE and not warned else RemarkTone.LOOK


def claims_in(draft: Draft) -> list[Claim]:
    """What a draft claims, as its quotations stand."""
    found = extract(draft.text).quotations
    return [_claim(draft, number, quotation) for number, quotation in enumerate(found, 1)]


def checked(ask: Ask, claims: Sequence[Claim], report: Report | None = None) -> list[Checked]:
    """What came of each claim, in the same order."""
    found: list[Checked] = []
    for claim in claims:
        found.append(Checked(claim, standing(ask, claim.words, claim.speaker if claim.named else "")))
        if report:
            report(Progress(len(found), len(claims), claim.place.phrase))
    return found


def _claim(draft: Draft, number: int, found: Quotation) -> Claim:
    who = found.attribution
    named = who.grade in {Grade.NAMED, Grade.WORKED_OUT}
    words = _on_one_line(found.span.cut(draft.text))
    return Claim(number, found.span, draft.place_of(found.span), words, _on_one_line(_speaker(who)), named)


def _speaker(who: Attribution) -> str:
    """Who said it, as far as a text tells: a name or a description; empty where it tells neither."""
    described = who.mention.text if who.mention and who.grade is Grade.DESCRIBED else ""
    return who.name or described


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
