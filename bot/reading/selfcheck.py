"""Whether an extraction kept every quotation that a reader of the page sees in the article proper.

The article proper is what the `<article>` (or `<main>`, or the nearest element) around the extracted paragraphs
shows, apart from boxes beside it: related stories, comments, captions, promotions, and paragraphs that are all link.
"""

import re
from collections import Counter

from lxml.html import HtmlElement

from bot.reading.boilerplate import is_furniture
from bot.reading.bylines import biography_of
from bot.reading.markup import ASIDE, Block, blocks

_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:related\w*|comments?|disqus|replies|recommend\w*|promo\w*|newsletter|sidebar|recirc\w*|teasers?|outbrain|taboola"
    r"|advert\w*|most-?(?:read|popular)|trending|more-(?:from|on|stories)|read-?(?:more|next|also)|captions?|author-?bio|bio"
    r"|about-the-author|cookie\w*|consent|pull-?quotes?|tooltip|sr-only|visually-hidden|screen-reader\S*)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of boxes that may hold running text, and quotations, of something else. Boxes of buttons are not among them:
a quotation inside one is more likely to be the article's, in a badly named wrapper."""

_QUOTED = re.compile(r'“[^“”]+(?:”|$)|«[^«»]+(?:»|$)|„[^„“”]+(?:[“”]|$)|"[^"]+"')
_MARKS = re.compile(r"[\s“”«»„\"]+")
_ENOUGH = 0.8
"""Share of the extracted text that the article's element must hold; a stray match elsewhere must not widen it."""


def lost_quotations(home: HtmlElement, text: str, known: str) -> tuple[str, ...]:
    """Quotations of the visible article that stand neither in its extracted text nor in what else was recognised.

    Args:
        home: The article's element.
        text: The extracted text.
        known: Headline, standfirst and the like, where quotations may stand too.
    """
    kept = _squashed(text)
    there = kept + "|" + _squashed(known)
    lost: dict[str, None] = {}
    for block in blocks(home, without=ASIDE, unless=lambda element: _is_beside(element, kept)):
        if _is_running_text(block):
            for found in _QUOTED.finditer(block.text):
                if _squashed(found[0]) not in there:
                    lost[found[0].strip('“”«»„" ')] = None
    return tuple(lost)


def article_of(page: HtmlElement, text: str) -> HtmlElement | None:
    """The element that is the article: around most of the extracted text, and as far out as its `<article>`."""
    kept = _squashed(text)
    shares: Counter[HtmlElement] = Counter()
    total = 0
    for block in blocks(page):
        found = _squashed(block.text)
        if len(found) >= 20 and found in kept:
            total += len(found)
            shares.update(dict.fromkeys([block.element, *block.element.iterancestors()], len(found)))
    around = [element for element, share in shares.items() if share >= _ENOUGH * total]
    if not around:
        return None
    deepest = max(around, key=lambda element: sum(1 for _ in element.iterancestors()))
    outwards = [deepest, *deepest.iterancestors()]
    for tag in ("article", "main"):
        for element in outwards:
            if element.tag == tag:
                return element
    return outwards[1] if len(outwards) > 1 and outwards[1].tag not in ("body", "html") else deepest


def _is_beside(element: HtmlElement, kept: str) -> bool:
    """Whether an element is a box beside the article: by its name, or an article of its own."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag == "article" or _BESIDE.search(named):
        return not _holds_text(element, kept)
    return element.get("role") in ("complementary", "navigation", "dialog")


def _holds_text(element: HtmlElement, kept: str) -> bool:
    """Whether an element holds extracted paragraphs after all, whatever it is called."""
    return any(len(text := _squashed(block.text)) >= 40 and text in kept for block in blocks(element))


def _is_running_text(block: Block) -> bool:
    if block.tag == "h1" or block.linked * 2 > len(block.text):
        return False
    return not is_furniture(block.text) and not biography_of(block.text)[1]


def _squashed(text: str) -> str:
    """A text without white space and quotation marks, as two renderings of it agree."""
    return _MARKS.sub("", text)
