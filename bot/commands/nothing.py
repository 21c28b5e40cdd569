"""The answer where nothing was found: what was searched, what comes nearest, what to try."""

from collections.abc import Sequence

from bot.archive import Holdings
from bot.commands.command import Ask
from bot.commands.shown import TYPED
from bot.model import PrintedDate
from bot.phrasing import count, date_text, shortened_text
from bot.reply import Choice, Choices, Heading, Note, Part, Reply, Tone, Typed


def nothing_found(
    ask: Ask, heading: str, typed: str, remedy: str, near: tuple[Choice, ...] = (), instead: Sequence[Part] = ()
) -> Reply:
    """That nothing was found, under a heading of ours; `near` are names or titles that may be meant, `instead` what else was found."""
    parts: list[Part] = [Heading(heading)]
    if typed:
        parts.append(Typed(shortened_text(typed, TYPED)))
    parts.append(Note(searched(ask)))
    parts += instead
    if near:
        parts.append(Choices("Try instead:", near))
    parts.append(Note(remedy, Tone.HINT))
    return Reply(tuple(parts), 0, ask.question)


def searched(ask: Ask) -> str:
    """What the archive holds for this newsroom, as a sentence: articles, quotes, outlets, dates."""
    held = ask.archive.holdings(ask.newsroom, now=ask.now)
    if not held.articles:
        return "The archive has no article to show in this newsroom."
    outlets = f" from {count(len(held.outlets), 'outlet')}" if held.outlets else ""
    what = f"Searched {count(held.articles, 'article')}{outlets} with {count(held.quotes, 'quote')}"
    return f"{what}; {dates_held(held) or 'none has a date'}."


def dates_held(held: Holdings) -> str:
    """From when to when the articles are that have a date; empty where none has."""
    if not (held.earliest and held.latest):
        return ""
    first, last = (date_text(PrintedDate(one.iso)) for one in (held.earliest, held.latest))
    return f"those with a date are from {first}" if first == last else f"those with a date are from {first} to {last}"
