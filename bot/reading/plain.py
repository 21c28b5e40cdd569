"""Plain text, as pasted from a page: what is the article, and what stood around it.

The page is read from both ends. Its *head* runs to the first line of running text (or to the byline or date that
follows a standfirst); its *tail* begins after the last. Between them stands the body, from which only lines that
are plainly furniture are taken. Nothing is taken away for its words alone where it could be the article: a line
nobody recognised that held a quotation is reported in `Document.lost`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.model import PARAGRAPH_BREAK, Document, Status
from bot.reading.boilerplate import is_furniture, is_navigation, opens_comments, opens_related, pieces_of
from bot.reading.bylines import dateline_of
from bot.reading.characters import SENTENCE_END, is_sentence, one_line, quotations_in
from bot.reading.corrections import behind_correction, is_correction
from bot.reading.dates import date_order
from bot.reading.head import read_head
from bot.reading.markup import quoted_among
from bot.reading.page import Line, Page, is_anchor
from bot.reading.tail import read_tail

_LINE_END = re.compile("\r\n|[\n\r\v\f\u2028\u2029]")
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 120
"""Characters of its longest line, between which a text may have been wrapped by hand or by a mail program."""


def read_plain(text: str, url: str | None, fallback_order: str | None) -> Document:
    """The article in a pasted text; without sentences in it, a document whose text is empty."""
    order = date_order(text, None, url, fallback_order)
    return document_of(lines_of(text), order, "plain", url=url)


def document_of(
    lines: Sequence[Line], order: str | None, name: str, *, headline: str | None = None, url: str | None = None
) -> Document:
    """The article among the lines of a page; `headline` where the page marks it as such."""
    sections = {piece.casefold() for line in lines if is_navigation(line.text) for piece in pieces_of(line.text)}
    kept = [line for line in _before_comments(lines) if not is_furniture(line.text) or is_anchor(line, order)]
    page = Page(order, headline)
    start = read_head(kept, page, sections)
    end = read_tail(kept, start, page)
    body = _body(kept[start:end], page)
    dateline, agency = (dateline_of(body[0].text) if body else None) or (None, None)
    return Document(
        text=PARAGRAPH_BREAK.join(line.text for line in body),
        format=name,
        headline=page.headline,
        standfirst=page.standfirst,
        byline=page.byline,
        credit=page.credit or agency,
        section=page.section,
        dateline=dateline,
        published=page.published,
        updated=page.updated,
        url=url,
        correction=page.correction,
        status=Status.CORRECTED if page.correction else Status.USABLE,
        block_quotes=quoted_among([line.quoted for line in body]),
        lost=tuple(quotation for line in page.unknown for quotation in quotations_in(line)),
    )


def lines_of(text: str) -> list[Line]:
    """The lines of a text that show something, each cleaned; lines wrapped at a width are joined again."""
    lines: list[Line] = []
    opens = True
    for raw in _LINE_END.split(text):
        line = one_line(raw)
        if line:
            lines.append(Line(line, opens))
        opens = not line
    return _unwrapped(lines)


def _before_comments(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines above the readers' comments; a button of that name above or between the first paragraphs is no end."""
    prose = 0
    for place, line in enumerate(lines):
        if prose >= 3 and opens_comments(line.text):
            return lines[:place]
        prose += is_sentence(line.text)
    return lines


def _unwrapped(lines: list[Line]) -> list[Line]:
    """The lines, joined where a text was wrapped at a width: most of its lines then end inside a sentence."""
    width = max((len(line.text) for line in lines), default=0)
    ends = [one.text for one, two in pairwise(lines) if not two.opens]
    inside = [end for end in ends if not SENTENCE_END.search(end)]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP or len(inside) * 2 <= len(ends):
        return lines
    joined = lines[:1]
    for last, line in pairwise(lines):
        if not line.opens and _is_full(last.text, line.text, width):
            joined[-1] = Line(f"{joined[-1].text} {line.text}", joined[-1].opens)
        else:
            joined.append(line)
    return joined


def _is_full(line: str, below: str, width: int) -> bool:
    """Whether a line ends where it does because the next word did not fit in; some wrap a little early."""
    return len(line) > 0.6 * width and len(line) + 1 + len(below.split(maxsplit=1)[0]) > width - 8


def _body(lines: list[Line], page: Page) -> list[Line]:
    """The paragraphs between head and tail; corrections, links to other stories, the headline's repetition left out."""
    kept: list[Line] = []
    texts = [line.text for line in lines]
    place = 0
    while place < len(lines):
        text = texts[place]
        if opens_related(text):
            place = _behind_links(lines, place + 1)
            continue
        if is_correction(text):
            end = behind_correction(texts, place, below=len(kept) >= 3)
            page.correction = " ".join(filter(None, (page.correction, *texts[place:end])))
            place = end
            continue
        if text != page.headline:
            kept.append(lines[place])
        place += 1
    return kept


def _behind_links(lines: list[Line], place: int) -> int:
    """Where links to other stories end: with their block of lines, or where each stands alone at the next sentence."""
    in_one_block = place < len(lines) and not lines[place].opens
    while place < len(lines) and not (lines[place].opens if in_one_block else is_sentence(lines[place].text)):
        place += 1
    return place
