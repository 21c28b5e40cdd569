"""/compare: two quotations side by side, and in which words they differ."""

from bot.commands.caveats import caveats_on
from bot.commands.cite import quotation_meant
from bot.commands.command import Ask, Command, Option
from bot.commands.differing import told
from bot.errors import AskError
from bot.matching.wording import differences, wording_of
from bot.model import Utterance
from bot.reply import Heading, Note, Part, Pull, Reply, Section

BESIDE = Option("beside", "the number of the other quote", "#NUMBER")


def answer(ask: Ask) -> Reply:
    """Both quotations with their sources; what to make of it is the reader's.

    Raises:
        AskError: one of the numbers is missing.
    """
    one = quotation_meant(ask)
    if isinstance(one, Reply):
        return one
    if not ask.typed("beside"):
        raise AskError("Beside which quote?", "/compare #1 beside:#9")
    other = quotation_meant(ask, "beside")
    if isinstance(other, Reply):
        return other
    parts: tuple[Part, ...] = (
        Heading("Side by side"),
        *caveats_on([one.source, other.source]),
        Section("The one"),
        Pull(one),
        Section("The other"),
        Pull(other),
        Note(_between(one, other)),
    )
    return Reply(parts, 2, ask.question)


def _between(one: Utterance, other: Utterance) -> str:
    """In which words the other differs from the one."""
    here, there = ("\n".join(quote.exact for quote in each.quotes) for each in (one, other))
    found = differences(wording_of(here), wording_of(there))
    if found:
        return f"The other, beside the one: {told(found)}."
    return "They share too few words to be laid beside each other word by word." if here != there else "The same words."


COMMAND = Command(
    name="compare",
    about="two quotations side by side, and in which words they differ",
    subject=Option("quote", "the number that stands beside the quote", "#NUMBER"),
    options=(BESIDE,),
    examples=("/compare #1 beside:#9",),
    answer=answer,
)
