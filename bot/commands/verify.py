"""/verify: whether a wording is what was printed; where it is not, what differs word by word."""

from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command, Option
from bot.commands.nothing import searched
from bot.commands.options import BY
from bot.commands.shown import TYPED
from bot.commands.standing import NEAREST, NOT_FOUND, standing
from bot.errors import AskError
from bot.phrasing import shortened_text
from bot.reply import Heading, Note, Reply, Typed

SENTENCE = Option("sentence", "a quotation as you have it, whole or in part", "SENTENCE", limit=3_000)

_MARKS = ' \t\n"“”„«»‹›'


def answer(ask: Ask) -> Reply:
    """What the archive has of the wording."""
    words = " ".join(ask.text(SENTENCE).split()).strip(_MARKS)
    if not any(letter.isalnum() for letter in words):
        raise AskError("Which words?", "/verify “I’m very disappointed in Elon”")
    speaker = ask.typed("by")
    found = standing(ask, words, speaker)
    sources = [pull.utterance.source for pull in found.pulls]
    silent = [part for part in found.parts if isinstance(part, Note) and part.text in {NOT_FOUND, NEAREST}]
    parts = (
        Heading(found.outcome[0].upper() + found.outcome[1:]),
        Typed(shortened_text(words + (f" — {speaker}" if speaker else ""), TYPED)),
        *caveats_on(sources),
        *found.parts,
        *([Note(searched(ask))] if silent else ()),
    )
    return Reply(parts, len(found.pulls), ask.question)


COMMAND = Command(
    name="verify",
    about="whether a wording is what was printed, and if not, word by word what differs",
    subject=SENTENCE,
    options=(BY,),
    examples=("/verify “I’m very disappointed in Elon” by:Trump",),
    answer=answer,
)
