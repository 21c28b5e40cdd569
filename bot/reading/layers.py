"""What several places on a page say about one article, laid over each other: the first that says something counts."""

from dataclasses import fields

from bot.model import Document

_BLANK = Document(text="", format="")


def merged(*layers: Document) -> Document:
    """One document whose every field comes from the first layer that says more than nothing."""
    said = {
        item.name: next(
            (value for layer in layers if (value := getattr(layer, item.name)) != getattr(_BLANK, item.name)),
            getattr(_BLANK, item.name),
        )
        for item in fields(Document)
    }
    return Document(**said)
