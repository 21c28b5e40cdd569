"""A draft's file -> its text. Unlike an article's, all of it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.drafting.draft import Draft, Place
from bot.errors import AskError
from bot.folding import words_of
from bot.model import PARAGRAPH_BREAK
from bot.model import paragraphs as spans_of
from bot.reading import LARGEST
from bot.reading.characters import one_line
from bot.reading.encoding import decoded
from bot.reading.html import MOST_TAGS, is_html
from bot.reading.json_values import json_in
from bot.reading.markdown import is_markdown, markdown_blocks
from bot.reading.markup import blocks, page_of
from bot.reading.pdf import is_pdf, pdf_text
from bot.reading.plain import lines_of
from bot.reading.typeset import SetParagraph
from bot.reading.word import is_zipped, word_paragraphs

LONGEST = 1_000_000
"""Characters of a draft: some 180,000 words, two novels."""

_NAME = 100
"""Characters of a file's name that are shown."""


def read_draft(data: bytes, name: str = "") -> Draft:
    """A draft from its file: plain text, Markdown, HTML, a Word document (.docx) or a PDF, told by its content.

    Headings, captions, tables and notes are read as well, since a quotation may stand in any of them.

    Args:
        data: The file's bytes, at most `LARGEST`.
        name: The file's name, to be shown on a copy.

    Raises:
        AskError: no text can be read, or more than `LONGEST`; says in one sentence why.
    """
    if len(data) > LARGEST:
        raise AskError(f"The draft has {len(data) >> 20} MB; {LARGEST >> 20} MB is the most that is read.", "Split it.")
    if is_pdf(data):
        read = pdf_text(data)
        draft = _draft(name, [(each.text, "") for each in read.paragraphs])
        return replace(draft, pages=tuple(_pages(draft.places, read.paragraphs)), unread=read.unread)
    if is_zipped(data):
        return replace(_draft(name, [(each.text, each.where) for each in word_paragraphs(data)]), word=data)
    return _draft(name, [(text, "") for text in _paragraphs(decoded(data))])


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text, whatever it is written in."""
    if json_in(text) is not None:
        raise AskError("This is JSON, which is no draft.", "Save the text as .txt, .md, .html, .docx or .pdf.")
    if is_html(text):
        if text.count("<") > MOST_TAGS:
            raise AskError(f"The page has more than {MOST_TAGS:,} tags.", "Send its text alone, or as .docx or .pdf.")
        yield from (block.text for block in blocks(page_of(text), without=["nav"]))
        return
    _check_length(text)
    if is_markdown(text):
        yield from (block.text for block in markdown_blocks(text))
    else:
        yield from (line.text for line in lines_of(text))


def _draft(name: str, paragraphs: Sequence[tuple[str, str]]) -> Draft:
    """The draft of such paragraphs, each with where it stands outside of the body, if it has words and not too many."""
    text = PARAGRAPH_BREAK.join(paragraph for paragraph, _ in paragraphs)
    _check_length(text)
    if not words_of(text):
        raise AskError("There are no words in this draft.", "Check that this is the file you meant.")
    stretches = zip(spans_of(text), paragraphs, strict=True)
    places = tuple(Place(span, number, None, where) for number, (span, (_, where)) in enumerate(stretches, 1))
    return Draft(one_line(name)[:_NAME], text, places)


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise AskError(
            f"The draft has {len(text):,} characters; {LONGEST:,} is the most that is checked.", "Check it in parts."
        )


def _pages(places: Sequence[Place], paragraphs: Sequence[SetParagraph]) -> Iterator[tuple[int, int]]:
    """Where in a text its pages are turned."""
    for place, paragraph in zip(places, paragraphs, strict=True):
        yield from ((place.span.start + offset, page) for offset, page in paragraph.pages)
