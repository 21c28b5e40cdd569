"""Which article a typed title, number, address or "latest" means."""

import re
from collections.abc import Sequence

from bot.commands.command import Ask
from bot.commands.nothing import nothing_found
from bot.commands.shown import label
from bot.errors import AskError
from bot.folding import words_of
from bot.matching.headlines import meant
from bot.model import Source, Version
from bot.phrasing import count, headline_text, printed_in
from bot.reply import Choice, Choices, Heading, Reply
from bot.request import Question

OFFERED = 5
"""Titles offered at once where several fit."""

_CANDIDATES = 50
_NUMBER = re.compile(r"(?P<sure>#?)(?P<number>[0-9]{1,18})")


def article_meant(ask: Ask) -> Version | Reply:
    """The article that was asked for, in its newest version; a reply that asks back where it is none or several.

    Raises:
        AskError: nothing was typed.
    """
    typed = ask.typed("article")
    if not typed:
        raise AskError("Which article?", f"/{ask.question.command} latest")
    return _by_number(ask, typed) or _by_address(ask, typed) or _latest(ask, typed) or _by_title(ask, typed)


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


def _latest(ask: Ask, typed: str) -> Version | Reply | None:
    if typed.casefold() != "latest":
        return None
    found = ask.archive.latest(ask.newsroom, now=ask.now)
    return found or nothing_found(ask, "No article is on file", "", "The operator files some with quotedesk ingest.")


def _by_title(ask: Ask, typed: str) -> Version | Reply:
    words = words_of(typed)
    candidates = ask.archive.headlines(ask.newsroom, words, limit=_CANDIDATES, now=ask.now) if words else ()
    fitting = meant(words, candidates)
    if len(fitting) == 1:
        found = ask.archive.article(ask.newsroom, fitting[0].article_id, now=ask.now)
        if found:
            return found
    if fitting:
        return _which(ask, fitting)
    elsewhere = Choice("Search the articles for these words", Question("lookup", {"words": typed}))
    near = tuple(choice_of(ask, source) for source in candidates[:OFFERED])
    return nothing_found(ask, "No article with this title is on file", typed, _remedy(ask), (*near, elsewhere))


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
