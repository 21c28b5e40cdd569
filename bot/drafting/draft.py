"""A draft's file -> its text, of which each paragraph knows where it stands. Unlike an article's, all of it is read."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from bot.errors import AskError
from bot.folding import words_of
from bot.model import PARAGRAPH_BREAK, Span
from bot.model import paragraphs as spans_of
from bot.reading import LARGEST
from bot.reading.characters import one_line
from bot.reading.encoding import decoded
from bot.reading.html import is_html
from bot.reading.json_values import json_in
from bot.reading.markdown import is_markdown, markdown_blocks
from bot.reading.markup import blocks, page_of
from bot.reading.pdf import is_pdf, pdf_text
from bot.reading.plain import lines_of
from bot.reading.typeset import SetParagraph
from bot.reading.word import is_zipped, word_paragraphs

LONGEST = 1_000_000
"""Characters of a draft: some 180,000 words, two novels."""

_MOST_TAGS = 200_000
"""Tags of a page: a tree of millions takes gigabytes."""

_NAME = 100
"""Characters of a file's name that are shown."""


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


def read_draft(data: bytes, name: str = "") -> Draft:
    """A draft from its file: plain text, Markdown, HTML, a Word document (.docx) or a PDF, told by its content.

    Headings, captions, tables and notes are read as well, since a quotation may stand in any of them.

    Args:
        data: The file's bytes, at most `LARGEST`.
        name: The file's name, to be shown on a copy.

    Raises:
        AskError: no text can be read, or more than `LONGEST`; says in one sentence why.
    """
    if len(data) > LARGEST:
        raise AskError(f"The draft has {len(data) >> 20} MB; {LARGEST >> 20} MB is the most that is read.", "Split it.")
    if is_pdf(data):
        read = pdf_text(data)
        draft = _draft(name, [(each.text, "") for each in read.paragraphs])
        return replace(draft, pages=tuple(_pages(draft.places, read.paragraphs)), unread=read.unread)
    if is_zipped(data):
        return replace(_draft(name, [(each.text, each.where) for each in word_paragraphs(data)]), word=data)
    return _draft(name, [(text, "") for text in _paragraphs(decoded(data))])


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text, whatever it is written in."""
    if json_in(text) is not None:
        raise AskError("This is JSON, which is no draft.", "Save the text as .txt, .md, .html, .docx or .pdf.")
    if is_html(text):
        if text.count("<") > _MOST_TAGS:
            raise AskError(f"The page has more than {_MOST_TAGS:,} tags.", "Send its text alone, or as .docx or .pdf.")
        yield from (block.text for block in blocks(page_of(text), without=["nav"]))
        return
    _check_length(text)
    if is_markdown(text):
        yield from (block.text for block in markdown_blocks(text))
    else:
        yield from (line.text for line in lines_of(text))


def _draft(name: str, paragraphs: Sequence[tuple[str, str]]) -> Draft:
    """The draft of such paragraphs, each with where it stands outside of the body, if it has words and not too many."""
    text = PARAGRAPH_BREAK.join(paragraph for paragraph, _ in paragraphs)
    _check_length(text)
    if not words_of(text):
        raise AskError("There are no words in this draft.", "Check that this is the file you meant.")
    stretches = zip(spans_of(text), paragraphs, strict=True)
    places = tuple(Place(span, number, None, where) for number, (span, (_, where)) in enumerate(stretches, 1))
    return Draft(one_line(name)[:_NAME], text, places)


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise AskError(
            f"The draft has {len(text):,} characters; {LONGEST:,} is the most that is checked.", "Check it in parts."
        )


def _pages(places: Sequence[Place], paragraphs: Sequence[SetParagraph]) -> Iterator[tuple[int, int]]:
    """Where in a text its pages are turned."""
    for place, paragraph in zip(places, paragraphs, strict=True):
        yield from ((place.span.start + offset, page) for offset, page in paragraph.pages)
