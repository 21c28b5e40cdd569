"""/check: which of the quotations in a text stand on file, word for word, and who said them there."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.commands.caveats import caveats_on
from bot.commands.command import LIMIT, Ask, Command, Option
from bot.commands.matched import Match, matches, may_be
from bot.commands.nothing import searched
from bot.commands.shown import TYPED
from bot.errors import AskError
from bot.folding import words_of
from bot.model import Attribution, Grade, Quotation
from bot.phrasing import count, shortened_text, speaker_text
from bot.quoting import extract
from bot.reply import Choice, Choices, Heading, Note, Part, Pull, Reply, Section, Tone, Typed
from bot.request import Question

AT_ONCE = 10
"""Quotations that are looked for in one answer, which is one message everywhere."""

FEWEST = 3
"""Words without which a quotation is not looked for: one or two stand in any text."""

TEXT = Option("text", "a text with quotations in it, such as a paragraph of a draft", "TEXT", limit=4_000)

_SHORT = f"Too short to look for: it has fewer than {FEWEST} words."
_NOT_FOUND = "Not in this archive: no quotation on file has these words one after another."


@dataclass(frozen=True, slots=True)
class _Claim:
    """A quotation as somebody's text has it: its words, and who is said to have said them, empty where nobody is."""

    words: str
    speaker: str
    named: bool

    @classmethod
    def of(cls, text: str, found: Quotation) -> "_Claim":
        """The claim that a quotation found in a text makes."""
        who = found.attribution
        named = who.grade in {Grade.NAMED, Grade.WORKED_OUT}
        return cls(_on_one_line(found.span.cut(text)), _on_one_line(_speaker(who)), named)

    @property
    def typed(self) -> Typed:
        """The claim as theirs, in few words."""
        who = f" — {shortened_text(self.speaker, TYPED // 3)}" if self.speaker else ""
        return Typed(shortened_text(self.words, TYPED - len(who)) + who)

    def is_of_another(self, match: Match) -> bool:
        """Whether the archive has another speaker than the one whom the text names."""
        return self.named and not (match.speaker and may_be(self.speaker, match.speaker))


def answer(ask: Ask) -> Reply:
    """What the archive has of each quotation in the text, or that it has not."""
    text = ask.text(TEXT)
    if not text:
        raise AskError("Which text?", "/check “I’m very disappointed in Elon,” Trump said.")
    claims = [_Claim.of(text, found) for found in extract(text).quotations]
    if not claims:
        return _without(ask, _on_one_line(text))
    told = [part for number, one in enumerate(claims[:AT_ONCE], 1) for part in _checked(ask, one, number)]
    pulls = [part for part in told if isinstance(part, Pull)]
    parts: tuple[Part, ...] = (
        Heading(f"{count(len(claims), 'quotation')} in this text"),
        *caveats_on(pull.utterance.source for pull in pulls),
        *told,
        *_left(len(claims) - AT_ONCE),
        *((Note(searched(ask)),) if Note(_NOT_FOUND) in told else ()),
    )
    return Reply(parts, len(pulls), ask.question)


def _left(more: int) -> tuple[Note, ...]:
    return (
        (Note(f"Not looked for: {count(more, 'more quotation')}. Ask with the rest of the text."),) if more > 0 else ()
    )


def _checked(ask: Ask, claim: _Claim, number: int) -> Iterator[Part]:
    """One quotation of the text: as it stands there, and beside it the likeliest on file."""
    yield Section(f"Quotation {number}")
    yield claim.typed
    if not claim.speaker:
        yield Note("The text does not say who said it.")
    short = len(words_of(claim.words)) < FEWEST
    found = [] if short else sorted(matches(ask, claim.words), key=claim.is_of_another)
    if not found:
        yield Note(_SHORT if short else _NOT_FOUND)
        return
    best, *others = found
    yield Note(best.sentence)
    if claim.is_of_another(best):
        who = speaker_text(best.pull.utterance.lead)
        yield Note(f"The text seems to name another speaker than the archive: {who}.", Tone.WARNING)
    yield best.pull
    if others:
        yield Note(f"{count(len(others), 'more quotation')} on file with these words.")


def _without(ask: Ask, words: str) -> Reply:
    """The answer where the text has no quotation: its words can be looked up if they are few."""
    whole = Question("lookup", {"words": words})
    ways = (Choice("One after another", whole.but(exact="yes")), Choice("In any order", whole))
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
    about="each quotation in a text: whether it stands on file word for word, and who said it there",
    subject=TEXT,
    options=(),
    examples=("/check “I’m very disappointed in Elon,” Trump said.",),
    answer=answer,
)
