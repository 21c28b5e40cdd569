"""A draft's text, of which each paragraph knows where it stands."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import itemgetter

from bot.model import Span, paragraphs


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph of a draft stands, or a quotation in it.

    Attributes:
        span: The paragraph's characters in the draft's text.
        number: Counts from 1, through the whole draft.
        page: Of a PDF the page, counted from 1.
        where: Outside of the body: "text box", "footnote 2", "endnote 1"; else empty.
    """

    span: Span
    number: int
    page: int | None = None
    where: str = ""

    @property
    def phrase(self) -> str:
        """Where it stands, for people: "paragraph 7", "page 2, paragraph 7", "footnote 1"."""
        here = self.where or f"paragraph {self.number}"
        return f"page {self.page}, {here}" if self.page else here


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A draft as read. It has no `repr` of its own, so that none of it comes into a log by accident.

    Attributes:
        name: Its file's name, on one line.
        text: Its paragraphs, joined by `PARAGRAPH_BREAK`.
        places: Where each paragraph stands, in the order of the text.
        pages: Where in the text each page of a PDF begins, and its number; none for another form.
        unread: Pages of a PDF, counted from 1, on which no text can be read: whoever reports on the draft says so.
        word: The file itself, where it is a Word document.
    """

    name: str
    text: str
    places: tuple[Place, ...]
    pages: tuple[tuple[int, int], ...] = ()
    unread: tuple[int, ...] = ()
    word: bytes | None = None

    def place_of(self, span: Span) -> Place:
        """Where a span begins: in which paragraph, and on which page."""
        place = self.places[bisect_right(self.places, span.start, key=lambda place: place.span.start) - 1]
        begun = self.pages[: bisect_right(self.pages, span.start, key=itemgetter(0))]
        return replace(place, page=begun[-1][1]) if begun else place


def typed_draft(text: str) -> Draft:
    """A draft of a text that somebody typed or pasted as it is, whatever marks stand in it."""
    return Draft("", text, tuple(Place(span, number) for number, span in enumerate(paragraphs(text), 1)))
