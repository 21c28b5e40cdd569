"""What would be filed of a source, with the quotes found in it: read into an archive that is thrown away."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.archive import open_archive
from bot.commands.article import quotes_shown
from bot.ingest import ingest
from bot.ledger import SourceRecord
from bot.phrasing import count
from bot.reply import Facts, Heading, Note, Part, Reply
from bot.settings import Settings
from bot.sources.kinds import Web, found_at, listed, told
from bot.sources.listing import Listing

SHOWN = 3
"""Articles that are read: enough to see whether they come through, few enough to wait for."""

_ROOM = "trial"


def tried(web: Web, place: str, outlet: str, date_order: str | None, now: datetime) -> Reply:
    """What a source has, and its newest articles as they would be filed; nothing of it is kept.

    Raises:
        AskError: nothing is to be had from there.
    """
    kind, where = found_at(place, web)
    listing = listed(SourceRecord(0, _ROOM, kind, where, outlet, False, now), web, now)
    facts = Facts((("what it is", told(kind)), ("where", where), ("lists now", count(len(listing.items), "article"))))
    shown = _read(listing, web, outlet, date_order, now) if listing.items else (Note("It lists no article just now."),)
    return Reply((Heading("What would be filed"), facts, *shown), len(listing.items))


def _read(listing: Listing, web: Web, outlet: str, date_order: str | None, now: datetime) -> tuple[Part, ...]:
    with TemporaryDirectory(prefix="quotedesk-trial-") as folder:
        archive = open_archive(Settings(Path(folder, "archive.db"), "", Path(folder, "index")))
        try:
            inputs = [item.as_input for item in listing.items[-SHOWN:]]
            filing = ingest(archive, _ROOM, inputs, fetch=web.get, date_order=date_order, now=now, outlet=outlet)
            filed = [
                archive.version(_ROOM, one.source.version_id, now=now)
                for one in archive.listing(_ROOM, offset=0, limit=SHOWN, now=now).items
            ]
            return (filing, *(part for version in filed if version for part in quotes_shown(version)))
        finally:
            archive.close()
