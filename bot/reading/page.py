"""A pasted page while it is taken apart: its lines, and what has been recognised so far."""

from dataclasses import dataclass, field

from bot.model import PrintedDate
from bot.reading.boilerplate import pieces_of
from bot.reading.bylines import byline_of
from bot.reading.characters import words_in
from bot.reading.dates import date_line


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; `opens` where a blank line (or the page's start) stands above it, `quoted` where it is set apart so."""

    text: str
    opens: bool = True
    quoted: bool = False


@dataclass(slots=True)
class Page:
    """What has been recognised so far, while a page is taken apart."""

    order: str | None
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    credit: str | None = None
    section: str | None = None
    correction: str | None = None
    published: PrintedDate | None = None
    updated: PrintedDate | None = None
    unknown: list[str] = field(default_factory=list[str])

    def takes(self, line: Line) -> bool:
        """Whether a line is a byline, a date or both; what it says is kept, the first of each kind."""
        if not is_anchor(line, self.order):
            return False
        for piece in [line.text, *pieces_of(line.text)]:
            self._date(piece)
            self.byline = self.byline or byline_of(piece)
        return True

    def _date(self, piece: str) -> None:
        for found in date_line(piece, self.order):
            if found.changed:
                self.updated = self.updated or found.date
            else:
                self.published = self.published or found.date


def is_anchor(line: Line, order: str | None) -> bool:
    """Whether a line holds a byline or dates and nothing else that matters: it stands between headline and body."""
    if words_in(line.text) > 25:
        return False
    pieces = [line.text, *pieces_of(line.text)]
    return any(byline_of(piece) or date_line(piece, order) for piece in pieces)
