"""What stands above the text of a pasted page: navigation, section, headline, standfirst, byline, date."""

from collections import Counter
from itertools import islice, takewhile

from bot.reading.bylines import is_name
from bot.reading.characters import is_sentence, words_in
from bot.reading.headlines import is_title
from bot.reading.page import Line, Page, is_anchor

_LONGEST = 500
"""Lines above the text. The longest menus have some 200; a file that has no sentence by then is a table or a list."""


def read_head(lines: list[Line], page: Page, sections: set[str]) -> int:
    """Reads the lines above the text into the page; the number of the line where the text begins."""
    first = _first_running(lines, page.order)
    if first is None:
        return len(lines)
    start = _text_start(lines, first, page.order)
    head = lines[:start]
    given = page.headline is not None
    if not given:
        page.headline = _headline(head, lines[start : start + 1], page.order)
    titled = next((place for place, line in enumerate(head) if line.text == page.headline), 0 if given else len(head))
    for place, line in enumerate(head):
        if line.text == page.headline or page.takes(line):
            continue
        if place < titled:
            _above_headline(line, head[place + 1 : place + 2], page, sections)
        else:
            beside = head[max(place - 1, 0) : place] + head[place + 1 : place + 2]
            _below_headline(line, page, dated=any(is_anchor(other, page.order) for other in beside))
    return start


def _above_headline(line: Line, below: list[Line], page: Page, sections: set[str]) -> None:
    """A short line right above a date, or named in the row of links, is the section."""
    beside_date = any(not other.opens and is_anchor(other, page.order) for other in below)
    if page.section is None and words_in(line.text) <= 3 and (beside_date or line.text.casefold() in sections):
        page.section = line.text
    else:
        page.unknown.append(line.text)


def _below_headline(line: Line, page: Page, *, dated: bool) -> None:
    """A longer line is the standfirst, a name alone beside a date the byline."""
    if page.standfirst is None and words_in(line.text) >= 5:
        page.standfirst = line.text
    elif page.byline is None and dated and is_name(line.text):
        page.byline = line.text
    else:
        page.unknown.append(line.text)


def _text_start(lines: list[Line], first: int, order: str | None) -> int:
    """The first line of running text; where a byline or date follows it closely, it was the standfirst."""
    for place in range(first + 1, min(first + 4, len(lines))):
        if words_in(lines[place - 1].text) > 60:
            break
        if is_anchor(lines[place], order):
            return place + sum(1 for _ in takewhile(lambda line: is_anchor(line, order), islice(lines, place, None)))
    return first


def _first_running(lines: list[Line], order: str | None) -> int | None:
    """The first line that is running text; the first that could be a title is none, even if a full stop ends it."""
    titled = False
    for place, line in enumerate(lines[:_LONGEST]):
        if is_anchor(line, order):
            continue
        running = is_sentence(line.text) or (line.text.endswith(":") and words_in(line.text) >= 5)
        if running and (titled or not is_title(line.text)):
            return place
        titled = titled or words_in(line.text) >= 4
    return None


def _headline(head: list[Line], text: list[Line], order: str | None) -> str | None:
    """The line that is printed twice; else the first long line with no short link below it; else the only line."""
    lines = [line.text for line in head if not is_anchor(line, order)]
    printed = Counter([*lines, *(line.text for line in text)])
    twice = next((line for line in lines if printed[line] > 1 and words_in(line) >= 2), None)
    if twice:
        return twice
    long = [place for place, line in enumerate(lines) if words_in(line) >= 4 and (is_title(line) or line[-1] != ".")]
    last_link = max((place for place, line in enumerate(lines) if words_in(line) < 4 and not is_name(line)), default=-1)
    if long:
        return lines[next((place for place in long if place > last_link), long[-1])]
    return lines[0] if len(lines) == 1 and words_in(lines[0]) >= 2 and not is_name(lines[0]) else None
