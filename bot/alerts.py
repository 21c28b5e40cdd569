"""What people follow, and what they are told of it: put into the outbox with what caused it, drawn when it is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import sharing
from bot.archive import Filters, Words
from bot.commands import Ask
from bot.commands.caveats import caveats_on
from bot.commands.context import lead_in
from bot.commands.follow import CHANNEL, told, wish_of
from bot.commands.shown import label
from bot.errors import AskError
from bot.follow import Followed, When
from bot.ledger import Errand, Ledger
from bot.matching.quotes import Fate
from bot.model import Access, Source
from bot.order import Act, Place
from bot.phrasing import count
from bot.reply import Heading, Masthead, Note, Part, Pull, Reply, Tone
from bot.request import Member

STORIES = 8
"""Articles that one digest shows; it says how many more there are."""

OUTSIDERS = (
    "People of other organisations may read along there, so only articles that are open to everybody are told of."
)


@dataclass(frozen=True, slots=True)
class Saying:
    """Something to say now, and as what it is kept. Nothing is to be said any more where there is no reply."""

    errand: Errand
    reply: Reply | None


def evaluate(ledger: Ledger, *, now: datetime) -> None:
    """Put into the outbox what is to be said of everything that changed since the last look."""
    while ledger.look_through(now=now):
        pass


def digests_due(ledger: Ledger, *, now: datetime) -> int:
    """Put the digests that are due into the outbox; how many."""
    return ledger.gather(now=now)


def act(ask: Ask, ledger: Ledger, order: Act, giver: Member, zone: str) -> Reply:
    """Do what an answer offered. `zone` is the newsroom's time zone, for who is in none.

    Raises:
        AskError: it can't be done, or is not theirs to do.
    """
    match order.question.command:
        case "follow":
            return _follow(ask, ledger, order, giver, zone)
        case "unfollow":
            return _unfollow(ask, ledger, order, giver)
        case _:
            raise AskError("This button can't be read any more.", "Ask again.")


def _follow(ask: Ask, ledger: Ledger, order: Act, giver: Member, zone: str) -> Reply:
    wish = wish_of(ask)
    if isinstance(wish, Reply):
        return wish
    here = ask.typed("to") == CHANNEL and order.place.channel
    place = order.place if here else Place(order.place.tenant, "", outsiders=False)
    when = When(wish.when.pace, wish.when.minute, _zone(giver.zone) or zone)
    followed = Followed(0, ask.newsroom, giver.id, place, wish.subject, when, ask.now)
    number = ledger.follow(followed, lambda word: _holding(ask, word))
    where = "in this channel" if here else "to you alone"
    notes = (Note(OUTSIDERS),) if place.outsiders else ()
    kept = "What you follow is kept, as you typed it, until you end it."
    end = Note(f"{kept} /unfollow #{number} ends it.", Tone.HINT)
    head = Heading(f"Followed, told {where}: {label(wish.subject.name)}")
    return Reply((head, Note(told(wish.subject, when, when.zone)), *notes, end), 1)


def _zone(name: str) -> str:
    """The name of a time zone, if it is one."""
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError):
        return ""


def _holding(ask: Ask, word: str) -> int:
    found = ask.archive.utterances_matching(ask.newsroom, Words((word,)), Filters(), offset=0, limit=0, now=ask.now)
    return found.total


def _unfollow(ask: Ask, ledger: Ledger, order: Act, giver: Member) -> Reply:
    number = order.question.options.get("number", "").removeprefix("#")
    followed = ledger.followed(ask.newsroom, int(number)) if number.isascii() and number.isdigit() else None
    if followed is None:
        return Reply((Note("That is followed no more already."),), 0)
    if giver.id != followed.member and not (giver.admin and giver.id.startswith(f"{followed.place.tenant}:")):
        raise AskError("Only who follows it can end it.", "An admin of the workspace or server can, too.")
    ledger.unfollow(followed.follow)
    return Reply((Note(f"Followed no more: {label(followed.subject.name)}."),), 1)


def drawn(ask: Ask, ledger: Ledger, errand: Errand) -> Reply | None:
    """What is to be said as things stand; None where there is nothing left to say."""
    match errand.kind:
        case "retraction" | "correction":
            return _of_share(ask, ledger, errand)
        case _:
            return _news(ask, ledger, errand)


def _of_share(ask: Ask, ledger: Ledger, errand: Errand) -> Reply | None:
    record = ledger.share(ask.newsroom, errand.matter["share"])
    if record is None:
        return None
    if errand.kind == "retraction":
        return sharing.retraction(ask, record)
    return sharing.correction(ask, record, Fate(errand.matter["fate"]), errand.matter["now"])


def _news(ask: Ask, ledger: Ledger, errand: Errand) -> Reply | None:
    stories = [cast("tuple[int, list[int], list[int]]", story) for story in errand.matter["stories"]]
    told: list[list[Part]] = [story for story in (_story(ask, errand.place, one) for one in stories) if story]
    if not told:
        return None
    names = _names(ledger, ask.newsroom, {follow for *_, follows in stories for follow in follows})
    shown = [part for story in told[:STORIES] for part in story]
    left = len(told) - STORIES
    more = (Note(f"And {count(left, 'article')} more: /quote and /lookup show them."),) if left > 0 else ()
    sources = [part.utterance.source for part in shown if isinstance(part, Pull)]
    head = Heading("New on file" if errand.kind == "alert" else f"New on file: {count(len(told), 'article')}")
    return Reply((head, *names, *caveats_on(sources), *shown, *more), len(told))


def _names(ledger: Ledger, newsroom: str, follows: set[int]) -> tuple[Note, ...]:
    found = (ledger.followed(newsroom, follow) for follow in sorted(follows))
    names = [label(one.subject.name) for one in found if one]
    return (Note(f"Followed here: {'; '.join(names)}.", Tone.HINT),) if names else ()


def _story(ask: Ask, place: Place, story: tuple[int, list[int], list[int]]) -> list[Part]:
    """What of an article may be shown in a place."""
    version, numbers, _ = story
    if not numbers:
        found = ask.archive.version(ask.newsroom, version, now=ask.now)
        return [Masthead(found.source)] if found and _may_be_shown(found.source, place) else []
    return list(_pulls(ask, place, numbers))


def _pulls(ask: Ask, place: Place, numbers: Sequence[int]) -> Iterator[Part]:
    for number in numbers:
        utterance = ask.archive.utterance(ask.newsroom, number, now=ask.now)
        if utterance and _may_be_shown(utterance.source, place):
            yield Pull(utterance, lead_in=lead_in(ask, utterance))


def _may_be_shown(source: Source, place: Place) -> bool:
    return source.access is Access.PUBLIC or not place.outsiders
