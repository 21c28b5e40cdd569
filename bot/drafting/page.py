"""A draft with remarks -> one page of HTML that needs nothing besides itself: no script, no address, no cookie."""

from base64 import b64encode
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.drafting.draft import Draft, Place
from bot.drafting.remarks import Numbered, Remark, RemarkTone, counted, numbered, unread_text, worst_first
from bot.model import Span

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a draft that the same remarks cover.

    Attributes:
        within: The remarks on it, the outermost first.
        opens: Those of them whose quotation begins here.
        closes: Those of them whose quotation ends here, in this paragraph.
    """

    text: str
    within: tuple[Numbered, ...]
    opens: tuple[Numbered, ...]
    closes: tuple[Numbered, ...]

    @property
    def tone(self) -> RemarkTone | None:
        """The worst of the remarks on it."""
        return worst_first(self.within)[0].remark.tone if self.within else None


def annotated_page(draft: Draft, remarks: Sequence[Remark]) -> str:
    """The draft as an HTML page: counts on top, the remarks worst first, each with a link to its quotation in the text.

    Whatever the draft or a remark holds is shown as characters, never as markup. A tone is told by a sign, a number and a
    line under the words as well as by colour.
    """
    found = numbered(draft, remarks)
    style = (_HERE / "page.css").read_text("utf-8")
    return _template().render(
        draft=draft,
        counts=counted(remarks),
        remarks=worst_first(found),
        paragraphs=[(place, list(_stretches(draft, place, here))) for place, here in _by_place(draft, found)],
        unread=unread_text(draft),
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.jinja")


def _by_place(draft: Draft, found: Sequence[Numbered]) -> Iterator[tuple[Place, list[Numbered]]]:
    """The paragraphs, each with the remarks on it."""
    here: dict[int, list[Numbered]] = defaultdict(list)
    for one in found:
        last = draft.place_of(Span(one.remark.span.end - 1, one.remark.span.end))
        for number in range(one.place.number, last.number + 1):
            here[number].append(one)
    for place in draft.places:
        yield place, here[place.number]


def _stretches(draft: Draft, place: Place, here: Sequence[Numbered]) -> Iterator[Stretch]:
    """A paragraph, cut wherever a quotation begins or ends."""
    edges = {edge for one in here for edge in (one.remark.span.start, one.remark.span.end)}
    cuts = sorted({place.span.start, place.span.end, *(edge for edge in edges if _inside(place.span, edge))})
    waiting, within = deque(here), list[Numbered]()
    for start, end in pairwise(cuts):
        within = [one for one in within if one.remark.span.end > start]
        while waiting and waiting[0].remark.span.start <= start:
            within.append(waiting.popleft())
        opens = tuple(one for one in within if one.remark.span.start == start)
        closes = tuple(one for one in within if end in {one.remark.span.end, place.span.end})
        yield Stretch(draft.text[start:end], tuple(within), opens, closes)


def _inside(span: Span, edge: int) -> bool:
    return span.start < edge < span.end
