"""Plain text, as pasted from a page: what is the article, and what stood around it.

The page is read from both ends. Its *head* runs to the first line of running text (or to the byline or date that
follows a standfirst); its *tail* begins after the last. Between them stands the body, from which only lines that
are plainly furniture are taken. Nothing is taken away for its words alone where it could be the article: a line
nobody recognised that held a quotation is reported in `Document.lost`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from bot.model import PARAGRAPH_BREAK, Document, PrintedDate, Status
from bot.reading.boilerplate import is_furniture, is_navigation, opens_comments, opens_related, pieces_of
from bot.reading.bylines import biography_of, byline_of, dateline_of, is_name
from bot.reading.characters import SENTENCE_END, is_sentence, one_line, quotations_in, words_in
from bot.reading.dates import date_line, date_order
from bot.reading.headlines import is_title

_CREDIT = re.compile(
    r"[(\[]?\s*(?:source|sources|via|quelle|fuente|fonte)\s*:\s*(?P<who>[^()\[\]]{2,80}?)\s*[)\]]?\.?", re.IGNORECASE
)
_CORRECTION = re.compile(r"(?:correction|clarification|corrections and clarifications)\b[^:]{0,60}:", re.IGNORECASE)
_WIDEST_WRAP = 120
"""Characters: a text with a longer line was not wrapped by hand or by a mail program."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; `opens` where a blank line (or the page's start) stands above it."""

    text: str
    opens: bool = True


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
    start = _head(kept, page, sections)
    end = _tail(kept, start, page)
    body = _body(kept[start:end], page)
    dateline, agency = (dateline_of(body[0]) if body else None) or (None, None)
    return Document(
        text=PARAGRAPH_BREAK.join(body),
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
        lost=tuple(quotation for line in page.unknown for quotation in quotations_in(line)),
    )


def lines_of(text: str) -> list[Line]:
    """The lines of a text that show something, each cleaned; lines wrapped at a width are joined again."""
    lines: list[Line] = []
    opens = True
    for raw in text.splitlines():
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


def is_anchor(line: Line, order: str | None) -> bool:
    """Whether a line holds a byline or dates and nothing else that matters: it stands between headline and body."""
    if words_in(line.text) > 25:
        return False
    pieces = [line.text, *pieces_of(line.text)]
    return any(byline_of(piece) or date_line(piece, order) for piece in pieces)


def _unwrapped(lines: list[Line]) -> list[Line]:
    width = max((len(line.text) for line in lines), default=0)
    breaks = [(one, two) for one, two in pairwise(lines) if not two.opens]
    broken = [one for one, _ in breaks if not SENTENCE_END.search(one.text)]
    if width > _WIDEST_WRAP or len(broken) * 2 <= len(breaks):
        return lines
    joined: list[Line] = []
    last = ""
    for line in lines:
        if (
            joined
            and not line.opens
            and len(last) + 1 + len(line.text.split()[0]) > width - 8
            and len(last) > width * 0.6
        ):
            joined[-1] = Line(f"{joined[-1].text} {line.text}", joined[-1].opens)
        else:
            joined.append(line)
        last = line.text
    return joined


def _head(lines: list[Line], page: Page, sections: set[str]) -> int:
    """Reads the lines above the body into the page; where the body starts."""
    start = _body_start(lines, page.order)
    head = lines[:start]
    given = page.headline is not None
    if not given:
        page.headline = _headline(head, lines[start : start + 1], page.order)
    at = next((i for i, line in enumerate(head) if line.text == page.headline), -1)
    for place, line in enumerate(head):
        if line.text == page.headline or page.takes(line):
            continue
        above = head[place + 1] if place + 1 < len(head) else None
        if place < at or (at < 0 and not given):
            _name_section(line, above, page, sections)
        elif page.standfirst is None and words_in(line.text) >= 5:
            page.standfirst = line.text
            continue
        elif page.byline is None and is_name(line.text):
            page.byline = line.text
            continue
        page.unknown.append(line.text)
    return start


def _body_start(lines: list[Line], order: str | None) -> int:
    """The first line of running text; where a byline or date follows it closely, it was the standfirst."""
    first = next((i for i in range(len(lines)) if _is_running(lines, i, order)), len(lines))
    if first == len(lines) or words_in(lines[first].text) > 60:
        return first
    for place in range(first + 1, min(first + 4, len(lines))):
        if is_anchor(lines[place], order) and not any(words_in(line.text) > 60 for line in lines[first:place]):
            return place + sum(1 for _ in takewhile(lambda line: is_anchor(line, order), lines[place:]))
    return first


def _is_running(lines: list[Line], place: int, order: str | None) -> bool:
    """Whether a line is running text; a title is none, even where a full stop ends it, if it is the first that can be."""
    text = lines[place].text
    if is_anchor(lines[place], order):
        return False
    if is_title(text) and all(words_in(line.text) < 4 for line in lines[:place]):
        return False
    return is_sentence(text) or (text.endswith(":") and words_in(text) >= 5)


def _headline(head: list[Line], body: list[Line], order: str | None) -> str | None:
    """The line that is printed twice; else the first long line with no short link below it; else the only line."""
    plain = [line for line in head if not is_anchor(line, order)]
    texts = [line.text for line in plain]
    repeated = [
        text for text in texts if words_in(text) >= 2 and (texts + [line.text for line in body]).count(text) > 1
    ]
    if repeated:
        return repeated[0]
    long = [i for i, text in enumerate(texts) if words_in(text) >= 4 and (is_title(text) or not text.endswith("."))]
    short = [i for i, text in enumerate(texts) if words_in(text) < 4 and not is_name(text)]
    clear = [i for i in long if not any(place > i for place in short)]
    if clear or long:
        return texts[clear[0] if clear else long[-1]]
    return texts[0] if len(texts) == 1 and words_in(texts[0]) >= 2 and not is_name(texts[0]) else None


def _name_section(line: Line, below: Line | None, page: Page, sections: set[str]) -> None:
    """A short line right above a date, or named in the row of links, is the section."""
    beside_date = below is not None and not below.opens and is_anchor(below, page.order)
    if page.section is None and words_in(line.text) <= 3 and (beside_date or line.text.casefold() in sections):
        page.section = line.text


def _tail(lines: list[Line], start: int, page: Page) -> int:
    """Reads the lines below the body into the page; where the body ends."""
    end = len(lines)
    credited = any(_CREDIT.fullmatch(line.text) for line in lines[start:end])
    while end > start + 1:
        line = lines[end - 1]
        if not _ends_page(line, page, lines[start : end - 1], credited=credited):
            break
        end -= 1
    return end


def _ends_page(line: Line, page: Page, before: list[Line], *, credited: bool) -> bool:
    """Whether the last line left is none of the body; what it tells is kept."""
    text = line.text
    who, biography = biography_of(text)
    if biography and not _is_figure(who, before, page):
        page.byline = page.byline or who
        return True
    credit = _CREDIT.fullmatch(text)
    if credit:
        page.credit = page.credit or credit["who"]
        return True
    if page.takes(line):
        return True
    if SENTENCE_END.search(text) or words_in(text) > 7:
        return False
    if page.byline is None and is_name(text.lstrip("—–- ")) and (credited or text[0] in "—–-"):
        page.byline = text.lstrip("—–- ")
    else:
        page.unknown.append(text)
    return True


def _is_figure(who: str | None, before: list[Line], page: Page) -> bool:
    """Whether somebody is a figure of the story itself, so that a line about them is no note on the author."""
    if who is None or who == page.byline:
        return False
    surname = re.compile(rf"\b{re.escape(who.split()[-1])}\b")
    return any(surname.search(line.text) for line in before)


def _body(lines: list[Line], page: Page) -> list[str]:
    """The paragraphs between head and tail; links to other stories and the headline's repetition are left out."""
    kept: list[str] = []
    place = 0
    while place < len(lines):
        if opens_related(lines[place].text):
            place = _behind_links(lines, place + 1)
            continue
        text = lines[place].text
        if _CORRECTION.match(text):
            page.correction = " ".join(filter(None, (page.correction, text)))
        elif text != page.headline:
            kept.append(text)
        place += 1
    return kept


def _behind_links(lines: list[Line], place: int) -> int:
    """Where links to other stories end: with their block of lines, or where each stands alone at the next sentence."""
    in_one_block = place < len(lines) and not lines[place].opens
    while place < len(lines) and not (lines[place].opens if in_one_block else is_sentence(lines[place].text)):
        place += 1
    return place
