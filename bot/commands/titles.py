"""Which article a typed title, number, address or "latest" means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.command import Ask
from bot.commands.narrowing import Narrowing, narrowing_of
from bot.commands.nothing import nothing_found
from bot.commands.shown import label
from bot.errors import AskError
from bot.folding import words_of
from bot.matching.headlines import meant
from bot.model import Source, Version
from bot.phrasing import count, headline_text, printed_in
from bot.reply import Choice, Choices, Heading, Part, Reply
from bot.request import Question

LATEST = "latest"
"""What is typed for the article that was printed last."""

OFFERED = 5
"""Titles offered at once where several fit."""

_CANDIDATES = 50
_NUMBER = re.compile(r"(?P<sure>#?)(?P<number>[0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Meant:
    """The article that was asked for, in its newest version, and what must be said about how it was chosen."""

    version: Version
    notes: tuple[Part, ...] = ()


def article_meant(ask: Ask) -> Meant | Reply:
    """The article that was asked for; a reply that asks back where it is none or several.

    A number or an address is one article whatever else is said; titles and "latest" are kept to what the options let
    through, and options alone mean the latest of those.

    Raises:
        AskError: nothing was typed, or an option can't be read.
    """
    typed = ask.typed("article")
    narrowing = narrowing_of(ask)
    if isinstance(narrowing, Reply):
        return narrowing
    if not typed and not narrowing.narrow:
        raise AskError("Which article?", f"/{ask.question.command} latest")
    sure = _by_number(ask, typed) or _by_address(ask, typed)
    if sure:
        return sure if isinstance(sure, Reply) else Meant(sure)
    found = _by_title(ask, typed, narrowing) if typed.casefold() not in {"", LATEST} else _latest(ask, narrowing)
    return found if isinstance(found, Reply) else Meant(found, narrowing.notes)


def _by_number(ask: Ask, typed: str) -> Version | Reply | None:
    match = _NUMBER.fullmatch(typed)
    if not match:
        return None
    found = ask.archive.article(ask.newsroom, int(match["number"]), now=ask.now)
    if not found and match["sure"]:
        return nothing_found(ask, "No article of this number is on file", typed, _remedy(ask))
    return found


def _by_address(ask: Ask, typed: str) -> Version | Reply | None:
    if not typed.startswith(("http://", "https://")):
        return None
    found = ask.archive.article_at(ask.newsroom, typed, now=ask.now)
    return found or nothing_found(ask, "No article from this address is on file", typed, _remedy(ask))


def _latest(ask: Ask, narrowing: Narrowing) -> Version | Reply:
    found = ask.archive.latest(ask.newsroom, narrowing.filters, now=ask.now)
    remedy = "Leave some of the limits out." if narrowing.narrow else "The operator files some with quotedesk ingest."
    where = "No article within these limits is on file" if narrowing.narrow else "No article is on file"
    return found or nothing_found(ask, where, "", remedy)


def _by_title(ask: Ask, typed: str, narrowing: Narrowing) -> Version | Reply:
    words = words_of(typed)
    candidates = _candidates(ask, words, narrowing)
    fitting = meant(words, candidates, exact=ask.wants("exact"))
    if len(fitting) == 1:
        found = ask.archive.article(ask.newsroom, fitting[0].article_id, now=ask.now)
        if found:
            return found
    if fitting:
        return _which(ask, fitting)
    elsewhere = Choice("Search the articles for these words", Question("lookup", {"words": typed}))
    near = tuple(choice_of(ask, source) for source in candidates[:OFFERED])
    return nothing_found(ask, "No article with this title is on file", typed, _remedy(ask), (*near, elsewhere))


def _candidates(ask: Ask, words: Sequence[str], narrowing: Narrowing) -> Sequence[Source]:
    if not words:
        return ()
    return ask.archive.headlines(ask.newsroom, words, narrowing.filters, limit=_CANDIDATES, now=ask.now)


def _which(ask: Ask, sources: Sequence[Source]) -> Reply:
    offered = tuple(choice_of(ask, source) for source in sources[:OFFERED])
    more = len(sources) - len(offered)
    prompt = f"{count(len(sources), 'title')} fit." + (" More words of the title tell them apart." if more else "")
    return Reply((Heading("Which article?"), Choices(prompt, offered)), len(sources), ask.question)


def choice_of(ask: Ask, source: Source) -> Choice:
    """The same question about this article, named by number so that it can't be mistaken."""
    question = Question(ask.question.command, {"article": f"#{source.article_id}"})
    return Choice(label(headline_text(source)), question, ", ".join(printed_in(source)))


def _remedy(ask: Ask) -> str:
    return f"Try a few words of the title, its number, its address, or /{ask.question.command} latest."
