"""A Word document (.docx) -> its paragraphs, as its reader sees them with every tracked change accepted.

What is inserted counts, what is deleted or hidden does not. The body comes first, tables row by row; then text boxes,
footnotes and endnotes, each in the order of where they belong, so that none cuts a passage of the body in two.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from posixpath import dirname, join, normpath

from lxml import etree
from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]  the stubs know it by no other name

from bot.model import PARAGRAPH_BREAK, Document
from bot.reading.characters import one_line
from bot.reading.dates import date_order
from bot.reading.page import Line
from bot.reading.plain import document_of
from bot.reading.refusal import NotAnArticle
from bot.reading.zipped import parts_of

_START = b"PK\x03\x04"
"""What a zipped file opens with. Source: PKWARE APPNOTE, 4.3.7."""

_UNSEEN = frozenset({"del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "instrText", "delText"})
"""Elements whose words are not, or not any more, the document's. Source: ECMA-376 part 1, 17.13.5 and 17.3."""

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
"""Elements of a run that stand for a character. Source: ECMA-376 part 1, 17.3.3."""

_BOX = "text box"
_MOST_BOXES = 100
"""Paragraphs in text boxes that are looked for in the body: an article has a few, and each search goes through all of it."""

_MARKS = '“”"«»„ '
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_OTHERS = (
    ("xl/", "a spreadsheet"),
    ("ppt/", "a presentation"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """All characters of a run, and the run."""

    text: str
    run: Element


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph that shows something.

    Attributes:
        pieces: Its characters as they stand in the file.
        where: Empty in the body; else "text box", "footnote 2", "endnote 1".
        anchor: Outside of the body the run of the body to which it belongs.
    """

    pieces: tuple[Piece, ...]
    where: str = ""
    anchor: Element | None = None

    @property
    def text(self) -> str:
        """Its words on one line, as `one_line` has them."""
        return one_line("".join(piece.text for piece in self.pieces))


@dataclass(frozen=True, slots=True)
class _Hung:
    """A text box or note met in the body: what it is, its paragraphs, and the body's run on which it hangs."""

    what: str
    root: Element
    anchor: Element


Notes = Mapping[tuple[str, str], Element]
"""The notes of a document by kind ("footnote", "endnote") and id."""


def is_zipped(data: bytes) -> bool:
    """Whether a file opens as a Word document does, and every other zipped file too."""
    return data.startswith(_START)


def read_word(data: bytes, url: str | None, fallback_order: str | None) -> Document:
    """The article in a Word document, its headline, byline and date found as on a pasted page.

    Raises:
        NotAnArticle: no Word document, or one that can't be read.
    """
    lines = list(_without_pull_quotes(word_paragraphs(data)))
    order = date_order(PARAGRAPH_BREAK.join(lines), None, url, fallback_order)
    return document_of([Line(line) for line in lines], order, "word", url=url)


def _without_pull_quotes(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """The paragraphs' texts, but for text boxes that only repeat words of the body."""
    body = "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.where)
    boxes = [paragraph for paragraph in paragraphs if paragraph.where == _BOX][:_MOST_BOXES]
    repeated = [paragraph for paragraph in boxes if paragraph.text.strip(_MARKS) in body]
    yield from (paragraph.text for paragraph in paragraphs if not any(paragraph is one for one in repeated))


def word_paragraphs(data: bytes) -> list[Paragraph]:
    """The paragraphs of a .docx file.

    Raises:
        NotAnArticle: no Word document, damaged or locked, or larger than `bot.reading.zipped` allows.
    """
    parts = parts_of(data)
    main = _related(parts, "", "officeDocument")
    root = _parsed(parts[main]) if main in parts else None
    if root is None or _name(root) != "document":
        raise _refusal(parts)
    return paragraphs_in(root, notes_of(parts))


def paragraphs_in(root: Element, notes: Notes) -> list[Paragraph]:
    """The paragraphs of a parsed document: of its body, then of its text boxes, footnotes and endnotes, each once."""
    hung: list[_Hung] = []
    found = list(_paragraphs(root, notes, hung))
    once: dict[Element, _Hung] = {}
    for one in hung:
        once.setdefault(one.root, one)
    for kind in (_BOX, *_NOTES.values()):
        of_kind = [one for one in once.values() if one.what == kind]
        for number, one in enumerate(of_kind, 1):
            where = kind if kind == _BOX else f"{kind} {number}"
            found += [replace(each, where=where, anchor=one.anchor) for each in _paragraphs(one.root, {}, [])]
    return found


def notes_of(parts: Mapping[str, bytes]) -> Notes:
    """The notes among the parts of a file."""
    main = _related(parts, "", "officeDocument")
    found: dict[tuple[str, str], Element] = {}
    for kind in _NOTES.values():
        part = _related(parts, main, f"{kind}s")
        if part in parts:
            found |= {(kind, _attribute(note, "id")): note for note in _parsed(parts[part]) if _name(note) == kind}
    return found


def _paragraphs(root: Element, notes: Notes, hung: list[_Hung]) -> Iterator[Paragraph]:
    """The paragraphs under an element that show something; one whose end was deleted runs on into the next."""
    waiting: list[Piece] = []
    for element in _blocks(root):
        waiting += _pieces(element, notes, hung)
        if not _runs_on(element):
            yield from _shown(waiting)
            waiting = []
    yield from _shown(waiting)


def _shown(pieces: list[Piece]) -> Iterator[Paragraph]:
    paragraph = Paragraph(tuple(pieces))
    if paragraph.text:
        yield paragraph


def _blocks(root: Element) -> Iterator[Element]:
    """The paragraphs' elements in reading order, through tables and frames; rows that were deleted are left out."""
    for child in _children(root):
        if _name(child) == "p":
            yield child
        elif not (_name(child) == "tr" and _marked(child, "trPr", "del")):
            yield from _blocks(child)


def _pieces(parent: Element, notes: Notes, hung: list[_Hung]) -> Iterator[Piece]:
    """What the runs under an element show, through links, insertions and fields."""
    for child in _children(parent):
        if _name(child) != "r":
            yield from _pieces(child, notes, hung)
        elif not _marked(child, "rPr", "vanish"):
            yield from _run(child, notes, hung)


def _run(run: Element, notes: Notes, hung: list[_Hung]) -> Iterator[Piece]:
    """What one run shows; the boxes and notes that hang on it are put down."""
    text = "".join(map(characters, _children(run)))
    if text:
        yield Piece(text, run)
    for child in _children(run):
        name = _name(child)
        if name in _NOTES:
            hung += _note(_NOTES[name], child, run, notes)
        elif name == "ruby":
            yield from _pieces(child, notes, hung)
        else:
            hung += [_Hung(_BOX, box, run) for box in _boxes(child)]


def characters(child: Element) -> str:
    """What an element of a run shows; nothing for most."""
    return (child.text or "") if _name(child) == "t" else _SIGNS.get(_name(child), "")


def _note(kind: str, reference: Element, run: Element, notes: Notes) -> tuple[_Hung, ...]:
    note = notes.get((kind, _attribute(reference, "id")))
    return () if note is None else (_Hung(kind, note, run),)


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes in a drawing."""
    if _name(element) == "txbxContent":
        yield element
        return
    for child in _children(element):
        yield from _boxes(child)


def _children(element: Element) -> Iterator[Element]:
    """The elements inside another that show; of alternatives for the same thing the first."""
    shown = (child for child in element.iterchildren("{*}*") if _name(child) not in _UNSEEN)
    return islice(shown, 1) if _name(element) == "AlternateContent" else shown


def _runs_on(paragraph: Element) -> bool:
    """Whether a paragraph's end was deleted, or moved away."""
    marks = [mark for properties in paragraph.iterchildren("{*}pPr") for mark in properties.iterchildren("{*}rPr")]
    return any(_name(change) in {"del", "moveFrom"} for mark in marks for change in mark)


def _marked(element: Element, properties: str, sign: str) -> bool:
    """Whether an element's properties have a sign that is not switched off."""
    found = element.find(f"{{*}}{properties}/{{*}}{sign}")
    return found is not None and _attribute(found, "val") not in {"0", "false", "off"}


def _attribute(element: Element, name: str) -> str:
    """An attribute's value, in whichever of Word's two namespaces; empty where there is none."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def _name(element: Element) -> str:
    """An element's name without its namespace: transitional and strict documents have two of them."""
    return str(element.tag).rpartition("}")[2]


def _related(parts: Mapping[str, bytes], part: str, kind: str) -> str:
    """The part that another has such a relation to; empty where it has none. Source: ECMA-376 part 2, 9.3."""
    relations = parts.get(join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels"))
    for relation in _parsed(relations) if relations else ():
        if _attribute(relation, "Type").endswith(f"/{kind}"):
            return normpath(join(dirname(part), _attribute(relation, "Target"))).lstrip("/")
    return ""


def _parsed(part: bytes) -> Element:
    """A part's tree; one with a DTD is refused, since its entities can grow without end.

    Source: ECMA-376 part 2, 8.1.4: XML in a package holds no DTD.
    """
    if b"<!DOCTYPE" in part.replace(b"\0", b""):
        raise NotAnArticle("The file declares XML entities, which no Word document does.", "Save it again.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise NotAnArticle("The Word document is damaged: its text can't be read.", "Save it again.") from error


def _refusal(parts: Mapping[str, bytes]) -> NotAnArticle:
    """What a zipped file is that is no Word document."""
    what = next((what for start, what in _OTHERS if any(name.startswith(start) for name in parts)), "a zipped file")
    return NotAnArticle(f"This is {what}, which is not read.", "Save it as .docx, plain text or HTML.")
