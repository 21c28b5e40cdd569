"""What a half-typed line may become: questions, names, titles, outlets. Made to be asked at every keystroke."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.archive import Archive, NameHit
from bot.commands import COMMANDS
from bot.commands.names import Person, people_of
from bot.folding import words_of
from bot.model import Kind, Source
from bot.phrasing import SEPARATOR, count, headline_text, printed_in, shortened_text, visible

LIMIT = 8
"""Suggestions at once in a line that is typed."""

OFFERED = 25
"""Offers at once. Source: Discord's autocomplete takes 25 choices; Slack's menus take 100."""

LABEL = 75
"""Characters of an offer's label, and of its hint. Source: Slack's option text holds 75, Discord's choice name 100."""

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
            return outlets_beginning(archive, newsroom, typed, now)[:LIMIT]
        case "question":
            return [name for name in COMMANDS if name.startswith(typed.casefold())]
        case _:
            return ()


def names_beginning(archive: Archive, newsroom: str, typed: str, now: datetime) -> tuple[str, ...]:
    """Names on file with words that begin as the typed ones do, the most quoted first."""
    return tuple(hit.speaker.name for hit in _named(archive, newsroom, typed, now)[:LIMIT])


def _named(archive: Archive, newsroom: str, typed: str, now: datetime, *, slips: bool = False) -> Sequence[NameHit]:
    words = words_of(typed)
    hits = archive.names_begun(newsroom, words, slips=slips, limit=2 * OFFERED, now=now)
    return sorted(hits, key=lambda hit: (-hit.by - hit.about, hit.speaker.name))


def titles_beginning(archive: Archive, newsroom: str, typed: str, now: datetime) -> tuple[str, ...]:
    """Headlines on file that hold the typed words, the likeliest first."""
    found = _titled(archive, newsroom, typed, LIMIT, now)
    return tuple(source.headline for source in found if source.headline)


def _titled(archive: Archive, newsroom: str, typed: str, limit: int, now: datetime) -> Sequence[Source]:
    words = words_of(typed)
    begun = archive.titles_begun(newsroom, words, limit=limit, now=now)
    return begun or archive.titles_begun(newsroom, words, slips=True, limit=limit, now=now)


def outlets_beginning(archive: Archive, newsroom: str, typed: str, now: datetime) -> Sequence[str]:
    """Outlets on file whose name begins with what is typed."""
    held = archive.holdings(newsroom, now=now).outlets
    return [outlet for outlet in held if outlet.casefold().startswith(typed.casefold())]


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing on file that may be meant: a label to choose it by, the option's value, and what tells it from others."""

    label: str
    value: str
    hint: str = ""


def offers(
    archive: Archive, newsroom: str, option: str, typed: str, now: datetime, limit: int = OFFERED
) -> tuple[Offer, ...]:
    """What may be meant by a half-typed value of an option: a speaker's or an article's number, or an outlet's name.

    Before anything is typed, it may be the latest article, whoever is quoted there, or any outlet. An option that
    nothing on file completes has no offers, and neither has a text too long to be a name.
    """
    if len(typed) > _LONGEST:
        return ()
    match option:
        case "name" | "by" | "about":
            found = _likely(archive, newsroom, typed, now) if typed.strip() else _just_quoted(archive, newsroom, now)
            made = [_person(person) for person in people_of(found)]
        case "article":
            titled = _titled(archive, newsroom, typed, limit, now)
            made = [_article(source) for source in titled] if typed.strip() else _latest(archive, newsroom, now)
        case "outlet":
            made = [Offer(_fitted(name), name) for name in outlets_beginning(archive, newsroom, typed.strip(), now)]
        case _:
            made = []
    return tuple(made[:limit])


def _likely(archive: Archive, newsroom: str, typed: str, now: datetime) -> Sequence[NameHit]:
    return _named(archive, newsroom, typed, now) or _named(archive, newsroom, typed, now, slips=True)


def _just_quoted(archive: Archive, newsroom: str, now: datetime) -> Sequence[NameHit]:
    """Who is quoted in the latest article."""
    latest = archive.latest(newsroom, now=now)
    ids = dict.fromkeys(quote.speaker.id for quote in latest.quotes if quote.speaker) if latest else ()
    hits = (archive.speaker(newsroom, number, now=now) for number in list(ids)[:LIMIT])
    return [hit for hit in hits if hit]


def _person(person: Person) -> Offer:
    kind = person.hits[0].speaker.kind
    facts = (*(() if kind is Kind.PERSON else (kind.value,)), f"{count(person.by, 'quote')} by, {person.about:,} about")
    return Offer(_fitted(person.name), person.number, SEPARATOR.join(facts))


def _article(source: Source) -> Offer:
    return Offer(_fitted(headline_text(source)), f"#{source.article_id}", _fitted(", ".join(printed_in(source))))


def _latest(archive: Archive, newsroom: str, now: datetime) -> list[Offer]:
    latest = archive.latest(newsroom, now=now)
    return [_article(latest.source)] if latest else []


def _fitted(text: str) -> str:
    return shortened_text(visible(text).strip(), LABEL)
