"""HTML -> the paragraphs a reader sees. Used for fragments that are the article, and to check an extraction."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # pyright: ignore[reportUnknownVariableType]

from bot.model import PARAGRAPH_BREAK
from bot.reading.characters import one_line
from bot.reading.corrections import behind_correction, is_correction
from bot.reading.refusal import NotAnArticle

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "font-face",
        "hi",
        "ref",
    ]
)
_UNSEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "svg",
        "math",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "select",
        "option",
        "textarea",
        "button",
        "form",
        "input",
    ]
)
ASIDE = frozenset(["nav", "aside", "footer", "figure", "figcaption", "caption", "header"])
"""Elements that stand beside an article's text. Source: HTML Standard, sections and grouping content."""

_BREAKS = ("br", "lb")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SPACES = re.compile(r"\s+")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 2000
"""Levels of nesting read. Pages have a few dozen; far deeper ones are made to break their reader."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or item as shown: its element's name, its text on one line, characters of it in links."""

    tag: str
    text: str
    linked: int
    element: HtmlElement

    @property
    def quoted(self) -> bool:
        """Whether it stands in a block quote. Source: HTML Standard, grouping content; trafilatura calls it "quote"."""
        return any(element.tag in _QUOTES for element in (self.element, *self.element.iterancestors()))


_QUOTES = frozenset({"blockquote", "quote"})


def quoted_among(lines: Sequence[bool]) -> tuple[int, ...]:
    """The numbers, from 1, of the block quotes among paragraphs; none where they fill the greater part: that is a layout."""
    numbers = tuple(number for number, quoted in enumerate(lines, start=1) if quoted)
    return numbers if len(numbers) * 2 <= len(lines) else ()


def _never(_: HtmlElement) -> bool:
    return False


def page_of(text: str) -> HtmlElement:
    """A page's or a fragment's tree.

    Raises:
        NotAnArticle: markup without an element, or nested beyond all sense.
    """
    if _depth(text) > _DEEPEST:
        raise NotAnArticle("Its markup is nested too deeply to be read.")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAnArticle("Its markup holds nothing that can be read.") from error


class Body(NamedTuple):
    """The paragraphs of a body field, the numbers, from 1, of those that are block quotes, and a correction printed there."""

    paragraphs: tuple[str, ...]
    block_quotes: tuple[int, ...] = ()
    correction: str | None = None

    @property
    def text(self) -> str:
        """The paragraphs as the text of a document."""
        return PARAGRAPH_BREAK.join(self.paragraphs)


def body_of(value: object) -> Body:
    """What a body field holds: its HTML, or where it has none its lines; nothing for anything but text."""
    return body_among(_paragraphs_of(value) if isinstance(value, str) else [])


def body_among(paragraphs: Sequence[tuple[str, bool]]) -> Body:
    """The body that paragraphs make, each with whether it is a block quote; corrections among them are told apart."""
    texts = [text for text, _ in paragraphs]
    kept: list[tuple[str, bool]] = []
    notes: list[str] = []
    place = 0
    while place < len(texts):
        if is_correction(texts[place]):
            end = behind_correction(texts, place, below=len(kept) >= 3)
            notes += texts[place:end]
            place = end
        else:
            kept.append(paragraphs[place])
            place += 1
    numbers = quoted_among([quoted for _, quoted in kept])
    return Body(tuple(text for text, _ in kept), numbers, " ".join(notes) or None)


def _paragraphs_of(value: str) -> list[tuple[str, bool]]:
    if not value.strip():
        return []
    if not _TAG.search(value):
        return [(line, False) for part in value.splitlines() if (line := one_line(unescape(part)))]
    return [(block.text, block.quoted) for block in blocks(page_of(f"<div>{value}</div>"), without=ASIDE)]


def text_of(fragment: str) -> str:
    """A short HTML fragment as one line."""
    return one_line(" ".join(text for text, _ in _paragraphs_of(fragment)))


def blocks(
    root: HtmlElement, *, without: Iterable[str] = (), unless: Callable[[HtmlElement], bool] = _never
) -> list[Block]:
    """The blocks under an element in reading order, hidden ones and those in `without` left out.

    Args:
        root: The element.
        without: Names of elements to leave out, with all in them.
        unless: Further elements to leave out, with all in them.
    """
    gone = _UNSEEN | set(without)
    found: list[Block] = []
    text: list[str] = []
    linked = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        tag, starts = element.tag.lower(), event == "start"
        skipped = element is not root and (tag in gone or _is_hidden(element) or unless(element))
        if skipped and starts:
            walk.skip_subtree()
        if tag not in _INLINE and tag not in _BREAKS and tag not in _UNSEEN:
            found.extend(_flushed(text, linked, element.getparent() if starts or skipped else element))
            text, linked = [], 0
        if not skipped:
            text.append(_mark(tag, starts=starts))
        text.append(_shown(element, root, starts=starts, skipped=skipped))
        linked += len(one_line(element.text_content())) if starts and tag == "a" else 0
    found.extend(_flushed(text, linked, root))
    return found


def _shown(element: HtmlElement, root: HtmlElement, *, starts: bool, skipped: bool) -> str:
    """The text behind a tag: what follows the opening one, or the closing one."""
    if starts and not skipped:
        return element.text or "" if element.tag == "pre" else _SPACES.sub(" ", element.text or "")
    return "" if starts or element is root else _SPACES.sub(" ", element.tail or "")


def _mark(tag: str, *, starts: bool) -> str:
    """What a browser shows for an element itself: marks around <q>, a new line for <br>."""
    if tag == "q":
        return "“" if starts else "”"
    return "\n" if tag in _BREAKS and starts else ""


def _flushed(text: list[str], linked: int, element: HtmlElement | None) -> Iterator[Block]:
    for part in re.split(r"\n\s*\n", "".join(text)):
        line = one_line(part)
        if line and element is not None:
            yield Block(str(element.tag).lower(), line, linked, element)


def _is_hidden(element: HtmlElement) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_NOT_SHOWN.search(element.get("style") or ""))
    )


def _depth(text: str) -> int:
    """How deeply elements nest at most, counted by tags alone; those never closed count too."""
    depth = deepest = 0
    for tag in re.finditer(
        r"<(/?)(div|span|section|b|i|em|strong|font|ul|ol|blockquote|table|center|q|small|big|article)\b",
        text,
        re.IGNORECASE,
    ):
        depth = max(0, depth + (-1 if tag[1] else 1))
        deepest = max(deepest, depth)
    return deepest
