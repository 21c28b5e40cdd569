"""Which kinds of jobs the worker does."""

from adapters.worker.queue import Chore
from bot.desk import Desk


def chores(desk: Desk) -> tuple[Chore, ...]:
    """The kinds of jobs, over this desk."""
    return (
        Chore("look", desk.sources_due, desk.look),
        Chore("stories", desk.untied, lambda _: desk.tie()),
        Chore("news", desk.news_due, lambda _: desk.evaluate()),
    )
