"""What a half-typed line may become: questions, names, titles, outlets. Made to be asked at every keystroke."""

import re
from collections.abc import Iterable
from datetime import datetime

from bot.archive import Archive
from bot.commands import COMMANDS
from bot.folding import words_of

LIMIT = 8
"""Suggestions at once."""

_TAIL = re.compile(r"/(?P<command>\w+)\s+(?:.*(?<!\S)(?P<option>by|about|outlet):)?(?P<typed>[^\n]*)", re.DOTALL)
_LONGEST = 80


def suggestions(archive: Archive, newsroom: str, line: str, now: datetime) -> tuple[tuple[int, str], ...]:
    """What may stand at the end of a line: how many of its characters are replaced, and by what."""
    if line.startswith("/") and not re.search(r"\s", line):
        return tuple((len(line), f"/{name} ") for name in COMMANDS if name.startswith(line[1:].casefold()))
    tail = _TAIL.fullmatch(line)
    command = COMMANDS.get(tail["command"].casefold()) if tail else None
    if not tail or not command or not 0 < len(tail["typed"]) <= _LONGEST:
        return ()
    found = _values(archive, newsroom, tail["option"] or command.subject.name, tail["typed"], now)
    return tuple((len(tail["typed"]), value) for value in found)


def _values(archive: Archive, newsroom: str, option: str, typed: str, now: datetime) -> Iterable[str]:
    match option:
        case "name" | "by" | "about":
            return names_beginning(archive, newsroom, typed, now)
        case "article":
            return titles_beginning(archive, newsroom, typed, now)
        case "outlet":
            held = archive.holdings(newsroom, now=now).outlets
            return [outlet for outlet in held if outlet.casefold().startswith(typed.casefold())][:LIMIT]
        case "question":
            return [name for name in COMMANDS if name.startswith(typed.casefold())]
        case _:
            return ()


def names_beginning(archive: Archive, newsroom: str, typed: str, now: datetime) -> tuple[str, ...]:
    """Names on file with words that begin as the typed ones do, the most quoted first."""
    words = words_of(typed)
    if not words:
        return ()
    hits = archive.speakers_named(newsroom, words, slips=False, now=now)
    ranked = sorted(hits, key=lambda hit: (-hit.by - hit.about, hit.speaker.name))
    return tuple(hit.speaker.name for hit in ranked[:LIMIT])


def titles_beginning(archive: Archive, newsroom: str, typed: str, now: datetime) -> tuple[str, ...]:
    """Headlines on file that hold the typed words, the likeliest first."""
    words = words_of(typed)
    found = archive.headlines(newsroom, words, limit=LIMIT, now=now) if words else ()
    return tuple(source.headline for source in found if source.headline)
