"""/cite: one quotation, whole, and its citation in one piece, ready to copy."""

from bot.commands.caveats import caveats_on
from bot.commands.citations import STYLES
from bot.commands.command import Ask, Command, Option
from bot.commands.nothing import nothing_found
from bot.commands.shown import numbers_in
from bot.errors import AskError
from bot.model import Utterance
from bot.permalinks import path_of
from bot.reply import Choice, Choices, Copy, Heading, Part, Pull, Reply

STYLE = Option("style", "how it is cited: plain, ap or chicago", "STYLE")


def answer(ask: Ask) -> Reply:
    """The quotation of this number as it stands on file, and as it is cited.

    Raises:
        AskError: no number was given, or a style that there is not.
    """
    style = ask.typed("style").casefold() or "plain"
    if style not in STYLES:
        raise AskError(f"There is no style {style}.", f"It is one of: {', '.join(STYLES)}.")
    found = quotation_meant(ask)
    if isinstance(found, Reply):
        return found
    pull = Pull(found)
    name, cited = STYLES[style]
    copied = Copy(f"The quotation with its source, {name} style:", cited(pull))
    others = tuple(Choice(called, ask.question.but(style=one)) for one, (called, _) in STYLES.items() if one != style)
    ways = Choices("In another style:", others)
    parts: tuple[Part, ...] = (
        Heading("To cite"),
        *caveats_on([found.source]),
        pull,
        copied,
        *_own_page(ask, found),
        ways,
    )
    return Reply(parts, 1, ask.question)


def _own_page(ask: Ask, found: Utterance) -> tuple[Copy, ...]:
    """The address of our own page, where there are pages: for colleagues, and no part of a citation."""
    address = f"{ask.web}{path_of(found.source.version_id, found.lead.id)}"
    return (Copy("Internal link, for the newsroom alone:", address),) if ask.web else ()


def quotation_meant(ask: Ask, option: str = "quote") -> Utterance | Reply:
    """The utterance of the quote asked for by its number in an option; a reply that says so where none may be shown.

    Raises:
        AskError: no number was given.
    """
    typed = ask.typed(option)
    if not typed:
        raise AskError("Which quote?", f"/{ask.question.command} needs its number, which stands beside every quote.")
    numbers = numbers_in(typed if typed.startswith("#") else f"#{typed}")
    found = ask.archive.utterance(ask.newsroom, numbers[0], now=ask.now) if len(numbers) == 1 else None
    remedy = "The number stands beside every quote: /quote isaacman."
    return found or nothing_found(ask, "No quote of this number is on file", typed, remedy)


COMMAND = Command(
    name="cite",
    about="one quotation, whole, with its source in one piece, ready to copy",
    subject=Option("quote", "the number that stands beside the quote", "#NUMBER"),
    options=(STYLE,),
    examples=("/cite #1", "/cite #1 style:ap"),
    answer=answer,
)
