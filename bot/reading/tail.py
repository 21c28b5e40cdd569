"""What stands below the text of a pasted page: source, author and their biographical line, links."""

import re

from bot.reading.bylines import biography_of, is_name
from bot.reading.characters import SENTENCE_END, words_in
from bot.reading.page import Line, Page

_LONGEST = 200
"""Lines below the text, of those that are no furniture. More are no tail but a list, and stay."""
_CREDIT = re.compile(
    r"[(\[]?\s*(?:source|sources|via|quelle|fuente|fonte)\s*:\s*(?P<who>[^()\[\]]{2,80}?)\s*[)\]]?\.?", re.IGNORECASE
)


def read_tail(lines: list[Line], start: int, page: Page) -> int:
    """Reads the lines below the text, which begins at `start`, into the page; the number of the line where it ends."""
    credited = any(_CREDIT.fullmatch(line.text) for line in lines[start:][-_LONGEST:])
    end = len(lines)
    while end > max(start + 1, len(lines) - _LONGEST) and (
        _is_biography(lines, start, end - 1, page) or _is_below(lines[end - 1], page, credited=credited)
    ):
        end -= 1
    return end


def _is_biography(lines: list[Line], start: int, place: int, page: Page) -> bool:
    """Whether a line is about the author, who is no figure of the story; without a byline it gives the name."""
    who, told = biography_of(lines[place].text)
    if not told:
        return False
    if who and who != page.byline:
        surname = re.compile(rf"\b{re.escape(who.split()[-1])}\b")
        if any(surname.search(line.text) for line in lines[start:place]):
            return False
    page.byline = page.byline or who
    return True


def _is_below(line: Line, page: Page, *, credited: bool) -> bool:
    """Whether a line is none of the text; what it tells is kept."""
    credit = _CREDIT.fullmatch(line.text)
    if credit:
        page.credit = page.credit or credit["who"]
        return True
    if page.takes(line):
        return True
    if SENTENCE_END.search(line.text) or words_in(line.text) > 7:
        return False
    name = line.text.lstrip("—–- ")
    if page.byline is None and is_name(name) and (credited or name != line.text):
        page.byline = name
    else:
        page.unknown.append(line.text)
    return True
