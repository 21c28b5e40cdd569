"""What tantivy is given of an article: a line of JSON for the article, and one for each of its utterances."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.archive.index import Entry, Saying
from bot.archive.pairs import pairs_of
from bot.folding import words_of

Lines = dict[int, list[str]]
"""The lines of each article, by its id."""


def lines_of(entries: Iterable[Entry]) -> Lines:
    """The lines of many articles. Most of the work of indexing is folding their words here, so processes share it."""
    return {entry.article_id: [_line(document) for document in _documents(entry)] for entry in entries}


def _line(document: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in document.items() if value not in (None, [])})


def _documents(entry: Entry) -> Iterator[dict[str, Any]]:
    yield _document(entry) | {
        "title": _texts([words_of(entry.headline or "")]),
        "lead": _texts([words_of(entry.standfirst or "")]),
        "body": _texts(map(words_of, entry.paragraphs)),
        "speaker": sorted({saying.speaker for saying in entry.sayings if saying.speaker}),
        "about": sorted({number for saying in entry.sayings for number in saying.about}),
    }
    for saying in entry.sayings:
        yield _document(entry) | _saying(saying)


def _saying(saying: Saying) -> dict[str, Any]:
    words = [words_of(part) for part in saying.parts]
    return {
        "said": saying.said,
        "words": _texts(words),
        "pairs": " ".join(pairs_of([word for part in words for word in part])),
        "speaker": saying.speaker or None,
        "about": list(saying.about),
    }


def _document(entry: Entry) -> dict[str, Any]:
    return {
        "newsroom": entry.newsroom,
        "article": entry.article_id,
        "visible": entry.visible_from,
        "day_first": entry.day_first,
        "day_last": entry.day_last,
        "outlet": entry.outlet or None,
    }


def _texts(texts: Iterable[Sequence[str]]) -> list[str]:
    """Each text by itself: tantivy leaves a gap between two, so that no phrase runs from one into the next."""
    return [" ".join(words) for words in texts if words]
