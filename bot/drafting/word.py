"""A draft with remarks -> a Word document with a comment at each quotation."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.comments import CT_Comment, CT_Comments
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.run import CT_R
from docx.parts.comments import CommentsPart
from docx.text.run import Run
from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]  the stubs know it by no other name

from bot.drafting.draft import Draft
from bot.drafting.remarks import Numbered, Remark, numbered
from bot.model import PARAGRAPH_BREAK, Span
from bot.phrasing import shortened_text
from bot.reading.characters import one_line
from bot.reading.word import Notes, Paragraph, Piece, characters, notes_of, paragraphs_in
from bot.reading.zipped import parts_of

_AUTHOR, _INITIALS = "Quotedesk", "Q"
_NO_XML = str.maketrans(dict.fromkeys("\ufffe\uffff", "\ufffd"))
"""Characters left after `one_line` that XML can't hold. Source: XML 1.0, 2.2, Char."""

_DOCUMENT = qn("w:document")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"

_SHOWN = 80
"""Characters of a quotation that a comment repeats where it can't stand beside it."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document that can be written to, the paragraphs found in it, and its comments."""

    document: WordDocument
    paragraphs: Sequence[Paragraph]
    comments: CT_Comments

    @classmethod
    def of(cls, document: WordDocument, notes: Notes) -> "_Opened":
        """The document with what is found in it."""
        _ = document.comments  # adds a part for them where there is none
        comments = cast(CommentsPart, document.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS)).element
        return cls(document, paragraphs_in(document.element, notes), cast(CT_Comments, comments))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters of a draft's text, and the run that shows them."""

    span: Span
    run: Element


def annotated_word(draft: Draft, remarks: Sequence[Remark], *, now: datetime) -> bytes:
    """The draft as a .docx file with a comment at each quotation.

    A draft that came as .docx keeps its formatting, its tracked changes and the comments that it has; where its file can't be
    written to (a strict document, one with macros), and for any other draft, the copy is a plain one of its text. A remark
    on a footnote or a text box stands where that belongs in the body, since Word allows no comment inside.

    Args:
        draft: The draft.
        remarks: What to say of its quotations.
        now: When the comments are written (aware).
    """
    found = numbered(draft, remarks)
    return _in_original(draft, found, now) or _written(draft, _plain(draft), found, now)


def _in_original(draft: Draft, found: Sequence[Numbered], now: datetime) -> bytes | None:
    """The draft's own document with the comments; None for another form, or where it can't be opened, read alike or saved."""
    if draft.word is None:
        return None
    try:
        opened = _Opened.of(docx.Document(BytesIO(draft.word)), notes_of(parts_of(draft.word)))
        same = PARAGRAPH_BREAK.join(paragraph.text for paragraph in opened.paragraphs) == draft.text
        return _written(draft, opened, found, now) if same and opened.document.element.tag == _DOCUMENT else None
    except Exception:  # noqa: BLE001  python-docx meets a damaged package with errors of every kind, some only when it saves
        return None


def _written(draft: Draft, opened: _Opened, found: Sequence[Numbered], now: datetime) -> bytes:
    """A document with a comment for each remark, as a file."""
    cuts = sorted({edge for one in found for edge in (one.remark.span.start, one.remark.span.end)})
    stretches = list(_stretches(draft, opened.paragraphs, cuts))
    used = {comment.id for comment in opened.comments.comment_lst}
    free = (number for number in count() if number not in used)
    for one, number in zip(found, free, strict=False):
        _mark(opened.document, one, number, stretches)
        opened.comments.append(_comment(one, number, now))
    file = BytesIO()
    opened.document.save(file)
    return file.getvalue()


def _plain(draft: Draft) -> _Opened:
    """A new document with the draft's paragraphs."""
    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = draft.name.translate(_NO_XML)
    for place in draft.places:
        document.add_paragraph(place.span.cut(draft.text).translate(_NO_XML))
    return _Opened.of(document, {})


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


def _mark(document: WordDocument, one: Numbered, number: int, stretches: Sequence[_Stretch]) -> None:
    """Ties a comment to a quotation's runs; where none shows it (an equation), to the next."""
    first = bisect_right(stretches, one.remark.span.start, key=lambda stretch: stretch.span.end)
    last = bisect_left(stretches, one.remark.span.end, key=lambda stretch: stretch.span.start)
    covered = stretches[first : max(last, first + 1)] or stretches[-1:]
    if covered:
        begin, end = (Run(cast(CT_R, stretch.run), document) for stretch in (covered[0], covered[-1]))
        begin.mark_comment_range(end, number)


def _comment(one: Numbered, number: int, now: datetime) -> CT_Comment:
    """The comment itself, a paragraph for each thing said.

    It is made here since `Document.add_comment` looks through all comments for each new one: 8 s for 2,400 of them.
    """
    comment = cast(CT_Comment, OxmlElement("w:comment"))
    comment.id, comment.author, comment.initials, comment.date = number, _AUTHOR, _INITIALS, now
    for line in _said(one):
        paragraph = comment.add_p()
        paragraph.style = "CommentText"
        paragraph.add_r().text = one_line(line).translate(_NO_XML)
    return comment


def _said(one: Numbered) -> Iterator[str]:
    """What a comment says."""
    remark = one.remark
    yield f"{remark.tone.sign} {remark.tone.phrase}: {remark.verdict}"
    if one.place.where:
        yield f"{one.place.where}: {shortened_text(one.words, _SHOWN)}"
    yield remark.sentence
    if remark.source:
        yield remark.source
