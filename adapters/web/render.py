"""What the desk tells -> pages of HTML. Pure.

Everything that is not written in a template is escaped there, and loses what could turn the reading direction or hide words.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.addresses import host_of
from adapters.web.assets import addresses
from adapters.web.chart import chart
from adapters.web.links import Links, original
from adapters.web.providers import Provider
from bot import phrasing
from bot.commands import COMMANDS
from bot.commands.typed import as_typed
from bot.errors import QuotedeskError
from bot.phrasing import visible
from bot.reader import ArticlePage, ChangesPage, ListPage, SpeakerPage
from bot.reply import Part, Reply

HERE = Path(__file__).parent
COLOURS = 8
"""Voices that have a colour of their own; the next ones begin again, told apart by their number."""


class Pages:
    """Draws pages whose links lie in one folder.

    Args:
        accounts: By which one may sign in.
        sessions: Whether members have sessions, which they may end.
    """

    def __init__(self, links: Links, accounts: Sequence[Provider] = (), *, sessions: bool = False) -> None:
        self._environment = _environment(links)
        self._environment.globals.update(accounts=accounts, sessions=sessions)

    def article(self, page: ArticlePage, wanted: str | None = None) -> str:
        """An article with its quotations marked; for a guest, whom signing in leads to `wanted`, nothing else leads on to what only members may read."""
        return self._drawn("article", wanted, page=page, title=phrasing.headline_text(page.source))

    def changes(self, page: ChangesPage) -> str:
        """What changed between two versions of an article."""
        return self._drawn("changes", page=page, title=f"What changed: {phrasing.headline_text(page.after)}")

    def reply(self, reply: Reply) -> str:
        """The answer to a question, with the question to change and ask again."""
        typed = as_typed(reply.question)
        return self._drawn("reply", reply=reply, typed=typed, title="Answer")

    def speaker(self, page: SpeakerPage) -> str:
        """Somebody's quotes, by and about them, and how many over time."""
        return self._drawn("speaker", page=page, chart=chart(page.bars), title=page.speaker.name)

    def listing(self, page: ListPage) -> str:
        """A page of the list of articles."""
        return self._drawn("list", page=page, title="Articles")

    def draft(self, reply: Reply | None = None, text: str = "", error: QuotedeskError | None = None) -> str:
        """Where a draft is checked: what came of it, and the text that was pasted, to be changed and checked again."""
        return self._drawn("draft", reply=reply, text=text, error=error, title="Check a draft")

    def home(self, reply: Reply) -> str:
        """Where questions are asked."""
        return self._drawn("reply", reply=reply, title="Ask")

    def playground(self, asked: str) -> str:
        """Where questions are typed and their answers drawn as chats do; `asked` says whose articles are asked."""
        examples = [command.examples[0] for command in COMMANDS.values()]
        return self._drawn("playground", asked=asked, examples=examples)

    def sign_in(self, to: str) -> str:
        """Where somebody signs in who wants to read a path."""
        return self._drawn("sign_in", to, title="Sign in")

    def choice(self, ways: Mapping[str, str]) -> str:
        """Where somebody chooses one of their newsrooms, each with the path that opens it."""
        return self._drawn("choice", "/", ways=ways, title="Whose archive?")

    def fault(self, error: QuotedeskError, wanted: str | None = None) -> str:
        """What was wrong, and what to do; for a guest also how to sign in and be led to the path that they wanted."""
        return self._drawn("fault", wanted, error=error, title=error.message)

    def _drawn(self, template: str, wanted: str | None = None, *, typed: str = "", **what: object) -> str:
        """A page; for a guest, if there is a path that they want."""
        guest = wanted is not None
        return self._environment.get_template(f"{template}.html.jinja").render(
            typed=typed, guest=guest, to=wanted, **what
        )


def _environment(links: Links) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_legible,
        auto_reload=False,
    )
    environment.globals.update(links=links, phrasing=phrasing, original=original, assets=addresses(links), host=host_of)
    environment.filters.update(part=_kind, colour=_colour)
    return environment


def _legible(value: Any) -> Any:
    """A text without what disturbs; markup that a template made itself stays as it is."""
    return visible(value) if type(value) is str else value


def _kind(part: Part) -> str:
    return type(part).__name__.lower()


def _colour(voice: int) -> int:
    """The number, from 1, of a voice's colour."""
    return (voice - 1) % COLOURS + 1
