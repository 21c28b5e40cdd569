"""What must be said once about the articles that an answer shows words of."""

from collections.abc import Iterable, Iterator

from bot.model import Source, Status
from bot.phrasing import headline_text
from bot.reply import Note, Tone

RETOLD = "Retold by Quotedesk: only the words in quotation marks are as printed, all others are ours."


def caveats_on(sources: Iterable[Source]) -> tuple[Note, ...]:
    """A note for each article that was retracted, corrected or read incompletely, and one if any is retold."""
    shown = {source.version_id: source for source in sources}.values()
    notes = [note for source in shown for note in _warnings(source)]
    if any(source.retold_from for source in shown):
        notes.append(Note(RETOLD))
    return tuple(notes)


def _warnings(source: Source) -> Iterator[Note]:
    called = f"article {source.article_id}, {headline_text(source)}"
    if source.status in {Status.RETRACTED, Status.CORRECTED}:
        because = f" {source.status_note}" if source.status_note else ""
        yield Note(f"{source.status.capitalize()}: {called}.{because}", Tone.WARNING)
    if source.incomplete:
        yield Note(f"Extraction incomplete: words of the page may be missing from {called}.", Tone.WARNING)
