"""A draft with remarks -> a Word document with a comment at each quotation."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias, cast

import docx
from docx.document import Document as WordDocument
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.run import CT_R
from docx.text.run import Run
from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]  the stubs know it by no other name

from bot.drafting.draft import Draft
from bot.drafting.remarks import Numbered, Remark, numbered
from bot.model import PARAGRAPH_BREAK, Span
from bot.phrasing import shortened_text
from bot.reading.characters import one_line
from bot.reading.word import Paragraph, Piece, characters, notes_of, paragraphs_in
from bot.reading.zipped import parts_of

_AUTHOR, _INITIALS = "Quotedesk", "Q"
_NO_XML = str.maketrans(dict.fromkeys("\ufffe\uffff", "\ufffd"))
"""Characters left after `one_line` that XML can't hold. Source: XML 1.0, 2.2, Char."""

_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


_SHOWN = 80
"""Characters of a quotation that a comment repeats where it can't stand beside it."""

_Opened: TypeAlias = tuple[WordDocument, Sequence[Paragraph]]
"""A document that can be written to, and the paragraphs found in it."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters of a draft's text, and the run that shows them."""

    span: Span
    run: Element


def annotated_word(draft: Draft, remarks: Sequence[Remark]) -> bytes:
    """The draft as a .docx file with a comment at each quotation.

    A draft that came as .docx keeps its formatting, its tracked changes and the comments that it has; where its file can't be
    written to (a strict document, one with macros), and for any other draft, the copy is a plain one of its text. A remark
    on a footnote or a text box stands where that belongs in the body, since Word allows no comment inside.
    """
    found = numbered(draft, remarks)
    document, paragraphs = _original(draft) or _plain(draft)
    cuts = sorted({edge for one in found for edge in (one.remark.span.start, one.remark.span.end)})
    stretches = list(_stretches(draft, paragraphs, cuts))
    for one in found:
        _comment(document, one, stretches)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _original(draft: Draft) -> _Opened | None:
    """The draft's own document, if the library that writes it finds the same text in it."""
    if draft.word is None:
        return None
    try:
        document = docx.Document(BytesIO(draft.word))
        paragraphs = paragraphs_in(document.element, notes_of(parts_of(draft.word)))
    except Exception:  # noqa: BLE001  a package that it can't open raises errors of every kind
        return None
    same = PARAGRAPH_BREAK.join(paragraph.text for paragraph in paragraphs) == draft.text
    return (document, paragraphs) if same else None


def _plain(draft: Draft) -> _Opened:
    """A new document with the draft's paragraphs."""
    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = draft.name.translate(_NO_XML)
    for place in draft.places:
        document.add_paragraph(place.span.cut(draft.text).translate(_NO_XML))
    return document, paragraphs_in(document.element, {})


def _stretches(draft: Draft, paragraphs: Sequence[Paragraph], cuts: Sequence[int]) -> Iterator[_Stretch]:
    """The draft's text run by run, the runs divided at the cuts; a note or box is one stretch, at the run it hangs on."""
    for place, paragraph in zip(draft.places, paragraphs, strict=True):
        if paragraph.anchor is not None:
            yield _Stretch(place.span, paragraph.anchor)
        else:
            yield from _runs(
                paragraph, place.span, cuts[bisect_right(cuts, place.span.start) : bisect_left(cuts, place.span.end)]
            )


def _runs(paragraph: Paragraph, span: Span, cuts: Sequence[int]) -> Iterator[_Stretch]:
    """A paragraph's runs, divided at the cuts, each with the characters of the draft that it shows."""
    standing = _standing("".join(piece.text for piece in paragraph.pieces), paragraph.text)
    raw_cuts = [standing[cut - span.start] for cut in cuts]
    at = 0
    for piece in paragraph.pieces:
        inside = raw_cuts[bisect_right(raw_cuts, at) : bisect_left(raw_cuts, at + len(piece.text))]
        for start, end, run in _divided(piece, [cut - at for cut in inside]):
            first, last = bisect_left(standing, at + start), bisect_left(standing, at + end)
            if first < last and isinstance(run, CT_R):
                yield _Stretch(Span(span.start + first, span.start + last), run)
        at += len(piece.text)


def _standing(raw: str, shown: str) -> list[int]:
    """Where each shown character of a paragraph stands among its raw ones, of which some do not show."""
    places: list[int] = []
    at = 0
    for char in shown:
        while raw[at] != char and not (char == " " and raw[at].isspace()):
            at += 1
        places.append(at)
        at += 1
    return places


def _divided(piece: Piece, cuts: Sequence[int]) -> Iterator[tuple[int, int, Element]]:
    """A run in parts: from where to where each goes, in the run's characters."""
    run, start = piece.run, 0
    for cut in cuts if isinstance(run, CT_R) else ():
        rest = _cut_off(run, cut - start)
        yield start, cut, run
        run, start = rest, cut
    yield start, len(piece.text), run


def _cut_off(run: Element, at: int) -> Element:
    """What stands behind so many characters of a run, as a run of its own with the same properties."""
    rest = run.makeelement(run.tag)
    seen = 0
    for child in list(run):
        length = len(characters(child))
        if isinstance(child, CT_RPr):
            rest.append(deepcopy(child))
        elif seen >= at:
            rest.append(child)
        elif seen + length > at:
            rest.append(_cut_text(child, at - seen))
        seen += length
    run.addnext(rest)
    return rest


def _cut_text(text: Element, at: int) -> Element:
    """What stands behind so many characters of a text element, as one of its own."""
    rest, whole = deepcopy(text), text.text or ""
    text.text, rest.text = whole[:at], whole[at:]
    text.set(_PRESERVE, "preserve")
    rest.set(_PRESERVE, "preserve")
    return rest


def _comment(document: WordDocument, one: Numbered, stretches: Sequence[_Stretch]) -> None:
    """Puts a comment at a quotation; where no run shows it (an equation), at the next."""
    first = bisect_right(stretches, one.remark.span.start, key=lambda stretch: stretch.span.end)
    last = bisect_left(stretches, one.remark.span.end, key=lambda stretch: stretch.span.start)
    covered = stretches[first : max(last, first + 1)] or stretches[-1:]
    runs = [Run(cast(CT_R, stretch.run), document) for stretch in covered]
    if runs:
        document.add_comment(runs, _said(one), _AUTHOR, _INITIALS)


def _said(one: Numbered) -> str:
    """What a comment says, a line for each thing."""
    remark = one.remark
    lines = (
        f"{remark.tone.sign} {remark.tone.phrase}: {remark.verdict}",
        f"{one.place.where}: {shortened_text(one.words, _SHOWN)}" if one.place.where else "",
        remark.sentence,
        remark.source,
    )
    return "\n".join(one_line(line) for line in lines if line).translate(_NO_XML)
