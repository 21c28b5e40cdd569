"""What the operator does with sources: adds, lists, tries, pauses and removes them, and has them looked at."""

import secrets
from collections.abc import Iterator
from datetime import datetime

from bot.errors import AskError
from bot.ledger import Kind, Ledger, SourceRecord
from bot.order import AddPush, AddSource, LookAt, PauseSource, RemoveSource, Report, SourceOrder
from bot.phrasing import count
from bot.reply import Facts, Heading, Note, Reply, Tone
from bot.sources.kinds import found_at, told
from bot.sources.looking import Means, look
from bot.sources.pushing import secret_of

ONCE = "The secret is shown this once; docs/push.md tells how to sign with it."


def minded(means: Means, newsroom: str, order: SourceOrder, now: datetime, report: Report | None) -> Reply:
    """What came of an order about sources.

    Raises:
        AskError: there is no such source in the newsroom, or nothing at the place.
    """
    match order:
        case AddSource(place, outlet):
            kind, where = found_at(place, means.web)
            number = means.ledger.add_source(newsroom, kind, where, outlet, now=now)
            added = Note(f"Source {number}, {told(kind)}: {where}")
            return Reply((added, Note("The worker looks at it: python -m adapters.worker", Tone.HINT)), 1)
        case AddPush():
            return _sending(means.ledger, newsroom, order, now)
        case PauseSource(number, paused):
            source = _of(means.ledger, newsroom, number)
            means.ledger.pause_source(number, paused=paused)
            return Reply((Note(f"{'Left alone' if paused else 'Looked at again'}: {source.place}"),), 1)
        case RemoveSource(number):
            source = _of(means.ledger, newsroom, number)
            means.ledger.remove_source(number)
            return Reply((Note(f"Removed: {source.place}. What was filed of it stays."),), 1)
        case LookAt(number):
            _of(means.ledger, newsroom, number)
            filing = look(means, number, now, report)
            if filing is None:
                raise AskError(_of(means.ledger, newsroom, number).trouble)
            return Reply((filing,), filing.articles + filing.versions)


def _sending(ledger: Ledger, newsroom: str, order: AddPush, now: datetime) -> Reply:
    """A system that may send from now on, its secret told this once."""
    if not order.name:
        raise AskError("Which system sends?", "quotedesk sources push NAME")
    number = ledger.add_source(newsroom, Kind.PUSH, order.name, order.outlet, cursor=secrets.token_hex(16), now=now)
    facts = Facts((("send to", f"/push/{number}"), ("secret", secret_of(order.key, _of(ledger, newsroom, number)))))
    return Reply((Note(f"Source {number}: {order.name} may send articles."), facts, Note(ONCE, Tone.WARNING)), 1)


def _of(ledger: Ledger, newsroom: str, number: int) -> SourceRecord:
    source = ledger.source(number)
    if source is None or source.newsroom != newsroom:
        raise AskError(f"There is no source {number} in this newsroom.", "quotedesk sources list")
    return source


def sources_listed(ledger: Ledger, newsroom: str) -> Reply:
    """The newsroom's sources, and how each stands."""
    sources = ledger.sources(newsroom)
    if not sources:
        return Reply((Note("There is no source yet."), Note("quotedesk sources add ADDRESS or FOLDER", Tone.HINT)))
    rows = tuple((f"{one.id} {told(one.kind)}", "; ".join((one.place, *_standing(one)))) for one in sources)
    return Reply((Heading("Sources"), Facts(rows)), len(sources))


def _standing(source: SourceRecord) -> Iterator[str]:
    last = "last sent" if source.kind is Kind.PUSH else "last look"
    yield f"{last} {_at(source.looked)}" if source.looked else f"{last}: never"
    if source.paused:
        yield "paused"
    elif source.kind is not Kind.PUSH:
        yield f"next look {_at(source.next_look)}"
    if source.failures:
        yield f"failed {count(source.failures, 'time')}"
    if source.trouble:
        yield source.trouble


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
