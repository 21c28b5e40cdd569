"""Pages of a list, counted from 1, and the questions for the pages beside one."""

from bot.commands.command import Ask
from bot.errors import AskError
from bot.phrasing import count
from bot.reply import Pager
from bot.request import Question

PLACES = ("page", "about-page", "quotes-page", "version")
"""The options that say where in an answer one is; asked of something else, the answer has other places."""


def from_the_start(question: Question, **options: str | None) -> Question:
    """The same question with some options changed, at the first page of every list and the newest version."""
    return question.but(**{**dict.fromkeys(PLACES), **options})


def offset(ask: Ask, option: str, size: int) -> int:
    """How many items stand before the page asked for."""
    return (ask.page(option) - 1) * size


def pager(
    ask: Ask, option: str, size: int, total: int, what: str, *apart: str, dated: bool = False, more: bool = False
) -> tuple[Pager, ...]:
    """Where the page asked for stands in a list of `total` items, called `what`; nothing where all fit on one page.

    `apart` are page options of lists beside this one: the pages beside this one leave them out. `dated` says that the
    list runs from the newest to the oldest, `more` that there may be more than `total`, which nobody is shown.

    Raises:
        AskError: the list is shorter than that.
    """
    page, last = ask.page(option), max(1, -(-total // size))
    if page > last:
        raise AskError(f"There is no page {page:,}.", f"{option}:{last} is the last of {count(last, 'page')}.")
    if last == 1:
        return ()

    def turned(to: int) -> dict[str, str | None]:
        return {**dict.fromkeys(apart), option: str(to) if to > 1 else None}

    newer = ask.question.but(**turned(page - 1)) if page > 1 else None
    older = ask.question.but(**turned(page + 1)) if page < last else None
    return (Pager((page - 1) * size + 1, min(page * size, total), total, what, newer, older, dated, more),)
