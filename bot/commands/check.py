"""/check: of each quotation in a text whether it is what was printed, and who said it; those that need a look first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.commands.caveats import caveats_on
from bot.commands.command import LIMIT, Ask, Command, Option
from bot.commands.nothing import searched
from bot.commands.shown import TYPED
from bot.commands.standing import GRAVITY, NEAREST, NOT_FOUND, Finding, standing
from bot.errors import AskError
from bot.folding import words_of
from bot.model import Attribution, Grade, Quotation, paragraphs
from bot.phrasing import count, shortened_text
from bot.quoting import extract
from bot.reply import Choice, Choices, Facts, Heading, Note, Part, Pull, Reply, Section, Tone, Typed
from bot.request import Question

AT_ONCE = 10
"""Quotations that are shown in one answer, which is one message everywhere."""

MOST = 100
"""Quotations that are looked for."""

TEXT = Option("text", "a text with quotations in it, such as a paragraph of a draft", "TEXT", limit=4_000)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A quotation as somebody's text has it: its place, its words, and who is said to have said them, empty where nobody is."""

    number: int
    paragraph: int
    words: str
    speaker: str
    named: bool

    @classmethod
    def of(cls, text: str, number: int, found: Quotation) -> "_Claim":
        """The claim that a quotation found in a text makes."""
        who = found.attribution
        named = who.grade in {Grade.NAMED, Grade.WORKED_OUT}
        paragraph = sum(1 for one in paragraphs(text) if one.start <= found.span.start)
        return cls(number, paragraph, _on_one_line(found.span.cut(text)), _on_one_line(_speaker(who)), named)

    @property
    def typed(self) -> Typed:
        """The claim as theirs, in few words."""
        who = f" — {shortened_text(self.speaker, TYPED // 3)}" if self.speaker else ""
        return Typed(shortened_text(self.words, TYPED - len(who)) + who)


def answer(ask: Ask) -> Reply:
    """What the archive has of each quotation in the text, or that it has not."""
    text = ask.text(TEXT)
    if not text:
        raise AskError("Which text?", "/check “I’m very disappointed in Elon,” Trump said.")
    claims = [_Claim.of(text, number, found) for number, found in enumerate(extract(text).quotations, start=1)]
    if not claims:
        return _without(ask, _on_one_line(text))
    checked = [(claim, standing(ask, claim.words, claim.speaker if claim.named else "")) for claim in claims[:MOST]]
    checked.sort(key=lambda one: -GRAVITY.index(one[1].outcome))
    told = [part for claim, finding in checked[:AT_ONCE] for part in _told(claim, finding)]
    pulls = [part for part in told if isinstance(part, Pull)]
    silent = any(isinstance(part, Note) and part.text in {NOT_FOUND, NEAREST} for part in told)
    parts: tuple[Part, ...] = (
        Heading(f"{count(len(claims), 'quotation')} in this text"),
        *_counted([finding for _, finding in checked]),
        *caveats_on(pull.utterance.source for pull in pulls),
        *told,
        *_left(len(claims), checked[AT_ONCE:]),
        *((Note(searched(ask)),) if silent else ()),
    )
    return Reply(parts, len(pulls), ask.question)


def _counted(findings: Sequence[Finding]) -> tuple[Facts, ...]:
    """How many of each outcome, the gravest first; nothing where a single one speaks for itself."""
    often = Counter(finding.outcome for finding in findings)
    rows = tuple((outcome, f"{often[outcome]:,}") for outcome in reversed(GRAVITY) if often[outcome])
    return (Facts(rows),) if len(findings) > 1 else ()


def _left(total: int, unshown: Sequence[tuple[_Claim, Finding]]) -> Iterator[Note]:
    if unshown:
        gravest = unshown[0][1].outcome
        yield Note(f"Not shown: {count(len(unshown), 'more quotation')}, the gravest of them {gravest}.")
    if total > MOST:
        yield Note(f"Not looked for: {count(total - MOST, 'more quotation')}. Ask with the rest of the text.")


def _told(claim: _Claim, finding: Finding) -> Iterator[Part]:
    """One quotation of the text: as it stands there, and beside it what is on file."""
    yield Section(f"Quotation {claim.number}, in paragraph {claim.paragraph}: {finding.outcome}")
    yield claim.typed
    if not claim.speaker:
        yield Note("The text does not say who said it.")
    yield from finding.parts


def _without(ask: Ask, words: str) -> Reply:
    """The answer where the text has no quotation: its words can be looked up if they are few."""
    whole = Question("lookup", {"words": words})
    ways = (
        Choice("Check these very words", Question("verify", {"sentence": words})),
        Choice("One after another", whole.but(exact="yes")),
        Choice("In any order", whole),
    )
    few = bool(words_of(words)) and len(words) <= LIMIT
    parts = (
        Heading("No quotation in this text"),
        Typed(shortened_text(words, TYPED)),
        *((Choices("Look its words up:", ways),) if few else ()),
        Note("A quotation stands in quotation marks, of any shape.", Tone.HINT),
    )
    return Reply(parts, 0, ask.question)


def _speaker(who: Attribution) -> str:
    """Who said it, as far as a text tells: a name or a description; empty where it tells neither."""
    described = who.mention.text if who.mention and who.grade is Grade.DESCRIBED else ""
    return who.name or described


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


COMMAND = Command(
    name="check",
    about="each quotation in a text: whether it is what was printed, and who said it there",
    subject=TEXT,
    options=(),
    examples=("/check “I’m very disappointed in Elon,” Trump said.",),
    answer=answer,
)
