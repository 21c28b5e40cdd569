"""Markdown, with or without front matter. With it, its fields are the article's; its text is the body as it stands."""

import re

import yaml
from markdown_it import MarkdownIt

from bot.addresses import canonical
from bot.model import Access, Document, Retelling
from bot.reading.dates import date_order, printed_date
from bot.reading.fields import Fields, embargo_of, is_fields, names_in, status_of, text_in
from bot.reading.markup import ASIDE, Block, blocks, body_among, page_of
from bot.reading.page import Line
from bot.reading.plain import document_of
from bot.reading.refusal import NotAnArticle

_FRONT = re.compile(r"\A\s*---[ \t]*\r?\n(?P<fields>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_SIGNS = re.compile(r"^#{1,6} \S|^\S.*\n={3,}\s*$|\]\(https?://|^> \S|\*\*\S[^*\n]*\*\*", re.MULTILINE)
_LARGEST = 1024 * 1024
"""Characters of Markdown: five times the longest articles; brackets without partners cost its parser quadratic time."""
_DEEPEST = 8
"""Levels of nesting in front matter; ours has two."""
_LARGEST_FRONT = 64 * 1024
"""Characters of front matter: it holds a dozen short fields; more is no front matter."""


def is_markdown(text: str) -> bool:
    """Whether a text opens with front matter, or uses Markdown's headings, links, quoting or bold face."""
    return bool(_FRONT.match(text)) or bool(_SIGNS.search(text))


def read_markdown(text: str, url: str | None, fallback_order: str | None) -> Document:
    """The article in a Markdown file.

    Raises:
        NotAnArticle: a text far too long; front matter that is no list of fields, or one that can't be honoured (status, embargo).
    """
    found = _FRONT.match(text)
    fields: Fields = _fields_of(found["fields"]) if found else {}
    shown = markdown_blocks(text)
    headline = next((block.text for block in shown if block.tag == "h1"), None)
    body = [block for block in shown if block.tag != "h1"]
    if not fields:
        return _unlabelled(body, headline, url, fallback_order)
    return _labelled(fields, body, headline, url, fallback_order)


def markdown_blocks(text: str) -> list[Block]:
    """What a Markdown text shows, block by block, its front matter left out.

    Raises:
        NotAnArticle: a text far too long.
    """
    if len(text) > _LARGEST:
        raise NotAnArticle(f"It is Markdown of more than {_LARGEST >> 20} MB, which is far more than an article.")
    found = _FRONT.match(text)
    return blocks(page_of(_rendered(text[found.end() :] if found else text)), without=ASIDE)


def _rendered(text: str) -> str:
    html: str = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    return f"<div>{html}</div>"


def _unlabelled(body: list[Block], headline: str | None, url: str | None, fallback_order: str | None) -> Document:
    """Without front matter a byline or a date stand among the paragraphs, as on a pasted page."""
    order = date_order("\n".join(block.text for block in body), None, url, fallback_order)
    return document_of(
        [Line(block.text, quoted=block.quoted) for block in body],
        order,
        "markdown",
        headline=headline,
        url=canonical(url),
    )


def _labelled(
    fields: Fields, body: list[Block], heading: str | None, url: str | None, fallback_order: str | None
) -> Document:
    printed = body_among([(block.text, block.quoted) for block in body])
    text = printed.text
    correction = text_in(fields, "correction") or printed.correction
    language = text_in(fields, "language", "lang")
    address = canonical(text_in(fields, "url", "link", "canonical")) or canonical(url)
    order = date_order(text, language, address, fallback_order)
    retold = _retelling_of(fields.get("retold_from"))
    # What a retelling quotes was printed when its original was; when it was retold is nobody's date for these words.
    published = retold.date if retold else text_in(fields, "date", "published", "published_at")
    updated = text_in(fields, "updated", "modified", "lastmod")
    return Document(
        text=text,
        format="markdown",
        headline=text_in(fields, "headline", "title") or heading,
        standfirst=text_in(fields, "standfirst", "dek", "subtitle", "description"),
        byline=names_in(fields.get("byline") or fields.get("author") or fields.get("authors")),
        outlet=text_in(fields, "outlet", "publication", "publisher"),
        credit=text_in(fields, "credit", "source"),
        section=text_in(fields, "section", "category"),
        dateline=text_in(fields, "dateline"),
        published=printed_date(published, order, language) if published else None,
        updated=printed_date(updated, order, language) if updated else None,
        url=address,
        language=language,
        correction=correction,
        status=status_of(text_in(fields, "status"), correction),
        embargo_until=embargo_of(text_in(fields, "embargo", "embargo_until", "embargoed")),
        access=_access_of(text_in(fields, "access")),
        retold_from=retold,
        block_quotes=printed.block_quotes,
    )


def _fields_of(text: str) -> Fields:
    """Front matter as fields whose values are the very characters written ("07/06/2025" stays text)."""
    if len(text) > _LARGEST_FRONT:
        raise NotAnArticle("Its front matter is far too long.")
    try:
        _check_tame(text)
        fields = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  makes only texts, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise NotAnArticle(
            "Its front matter is not valid YAML.", 'Values with a colon need quotes: title: "A: B"'
        ) from error
    if fields and not is_fields(fields):
        raise NotAnArticle("Its front matter is not a list of fields.", "Write one field a line: title: …")
    return {str(name).casefold(): value for name, value in fields.items()} if fields else {}


def _check_tame(text: str) -> None:
    """Refuses what could blow up: values that repeat others, and deep nesting, on which YAML's parser is very slow."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise NotAnArticle("Its front matter uses YAML aliases, which are not read.", "Write each value out.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise NotAnArticle("Its front matter is nested too deeply.")


def _access_of(value: str | None) -> Access:
    if value and value.casefold() not in list(Access):
        raise NotAnArticle("Its access is neither newsroom nor public.", "Write access: newsroom")
    return Access(value.casefold()) if value else Access.NEWSROOM


def _retelling_of(value: object) -> Retelling | None:
    if not is_fields(value):
        return None
    return Retelling(
        author=text_in(value, "author"),
        source=text_in(value, "source"),
        date=text_in(value, "date"),
        headline=text_in(value, "headline", "title"),
    )
