"""What tantivy is given of an article: a line of JSON for the article, and one for each of its utterances.

What only earlier versions have is its newsroom's in a field of its own, so that no search comes upon it that does not ask for it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.archive.index import Entry, Saying
from bot.archive.pairs import Pairing
from bot.folding import Folding

Lines = dict[int, list[str]]
"""The lines of each article, by its id."""


def lines_of(entries: Iterable[Entry]) -> Lines:
    """The lines of many articles. Most of the work of indexing is folding their words here, so processes share it."""
    folding, pairing = Folding(), Pairing()
    return {entry.article_id: list(map(_line, _documents(entry, folding, pairing))) for entry in entries}


_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def _documents(entry: Entry, folding: Folding, pairing: Pairing) -> Iterator[dict[str, Any]]:
    words_of, common = folding.words_of, _common(entry)
    yield common | {
        "said": entry.content,
        "title": _texts([words_of(entry.headline or "")]),
        "lead": _texts([words_of(entry.standfirst or "")]),
        "body": _texts(map(words_of, entry.paragraphs)),
        "speaker": sorted({saying.speaker for saying in entry.sayings if saying.speaker}),
        "about": sorted({number for saying in entry.sayings for number in saying.about}),
    }
    for saying in entry.sayings:
        yield common | _said(saying, folding, pairing)
    if entry.earlier:
        common["earlier"] = common.pop("newsroom")
    for saying in entry.earlier:
        yield common | _said(saying, folding, pairing)


def _said(saying: Saying, folding: Folding, pairing: Pairing) -> dict[str, Any]:
    words = [folding.words_of(part) for part in saying.parts]
    return {
        "said": saying.said,
        "words": _texts(words),
        "pairs": " ".join(pairing.pairs_of([word for part in words for word in part])),
        "speaker": [saying.speaker] if saying.speaker else [],
        "about": saying.about,
    }


def _common(entry: Entry) -> dict[str, Any]:
    """What an article and its utterances have in common, as far as it is known."""
    known = {
        "newsroom": entry.newsroom,
        "article": entry.article_id,
        "visible": entry.visible_from,
        "day_first": entry.day_first,
        "day_last": entry.day_last,
        "outlet": entry.outlet or None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _texts(texts: Iterable[Sequence[str]]) -> list[str]:
    """Each text by itself: tantivy leaves a gap between two, so that no phrase runs from one into the next."""
    return [" ".join(words) for words in texts if words]
