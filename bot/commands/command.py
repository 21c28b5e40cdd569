"""What a question is made of: its row in COMMANDS, its options, and what its answer is worked out from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.archive import Archive
from bot.errors import AskError
from bot.follow import Followed, Verdict
from bot.phrasing import count, visible
from bot.reply import Reply
from bot.request import Member, Question, Upload

LIMIT = 500
"""Characters that one option may have; what is longer names nothing and searches for nothing."""

URL_LIMIT = 2_000
"""The same for an address, which some sites make long."""

_YES = frozenset({"yes", "y", "true", "on", "1"})
_NO = frozenset({"no", "n", "false", "off", "0"})


@dataclass(frozen=True, slots=True)
class Option:
    """Something a question may be given.

    Attributes:
        value: What stands for it in the question's form ("NAME").
        limit: How many characters it may have.
    """

    name: str
    about: str
    value: str
    limit: int = LIMIT

    @property
    def longest(self) -> int:
        """How many characters may be given for it at all, an address included."""
        return URL_LIMIT if self.limit == LIMIT else self.limit


class Remembered(Protocol):
    """What people asked the desk to remember."""

    def follows_of(self, newsroom: str, member: str) -> tuple[Followed, ...]:
        """What somebody follows, the last first."""
        ...

    def verdicts(
        self, newsroom: str, member: str, article: int, quote: int | None, *, now: datetime
    ) -> tuple[Verdict, ...]:
        """Of everything that they follow whether an article met it, or one quote in it alone, and what became of that."""
        ...


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as it is put.

    Attributes:
        newsroom: To whose archive.
        now: At what time, aware UTC.
        upload: About which file, if any.
        web: Where the pages of the desk itself are, "" for nowhere.
        member: Who asks, where that is known: on a chat platform.
        remembered: What is remembered of them.
    """

    question: Question
    newsroom: str
    archive: Archive
    now: datetime
    upload: Upload | None = None
    web: str = ""
    member: Member | None = None
    remembered: Remembered | None = None

    def typed(self, option: str) -> str:
        """What was given for an option, on one line and without characters that only disturb; "" if nothing was.

        Raises:
            AskError: it is longer than anything that could be found.
        """
        text = " ".join(visible(self.question.options.get(option, "")).split())
        limit = URL_LIMIT if text.startswith(("http://", "https://")) else LIMIT
        return within(limit, text)

    def text(self, option: Option) -> str:
        """What was given for an option that takes a whole text: its lines as they are, without what only disturbs.

        Raises:
            AskError: it is longer than the option may be.
        """
        given = within(option.limit, self.question.options.get(option.name, ""))
        return "\n".join(visible(line) for line in given.splitlines()).strip()

    def page(self, option: str) -> int:
        """The page asked for, from 1.

        Raises:
            AskError: what was given is no page number.
        """
        text = self.typed(option) or "1"
        if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text)):
            raise AskError(f"{option}: takes the number of a page.", f"{option}:2")
        return int(text)

    def wants(self, option: str) -> bool:
        """Whether an option that is either on or off was switched on.

        Raises:
            AskError: what was given is neither yes nor no.
        """
        text = self.typed(option).casefold()
        if text and text not in _YES | _NO:
            raise AskError(f"{option}: is either yes or no.", f"{option}:yes")
        return text in _YES


def within(limit: int, text: str) -> str:
    """A text that is no longer than it may be.

    Raises:
        AskError: it is.
    """
    if len(text) > limit:
        long = f"That is {count(len(text), 'character')} long; a question may have {limit:,}."
        raise AskError(long, "Ask with the few words that matter.")
    return text


@dataclass(frozen=True, slots=True)
class Command:
    """One question that can be asked.

    Attributes:
        about: What it answers, in one line.
        subject: What it is about, typed without a key.
        options: What else it may be given, typed as `key:value`.
        examples: Lines that can be typed as they stand.
    """

    name: str
    about: str
    subject: Option
    options: tuple[Option, ...]
    examples: tuple[str, ...]
    answer: Callable[[Ask], Reply]

    @property
    def form(self) -> str:
        """How it is typed: "/quote NAME OR WORDS [by:NAME] …"."""
        optional = "".join(f" [{option.name}:{option.value}]" for option in self.options)
        return f"/{self.name} {self.subject.value}{optional}"
