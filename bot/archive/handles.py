"""By what a misquoted sentence is looked up in tantivy: the rarest of its words and pairs, whichever are not mistyped."""

from collections.abc import Iterator, Sequence
from math import log

import tantivy
from tantivy import Query

from bot.archive.pairs import pairs_of

MOST_WORDS = 128
"""Typed words that are looked at; more stand in hardly any quotation."""

MOST_HANDLES = 40
POSTINGS = 40_000
"""Wordings that may be looked at for one sentence: so many take about a millisecond."""

SCHEMA_FIELDS = ("words", "pairs")


def handles_of(schema: tantivy.Schema, searcher: tantivy.Searcher, words: Sequence[str]) -> list[Query]:
    """What stands on file of the words and pairs, rarest first, each weighed by how rare it is.

    The first is there however many wordings it stands in; the others only as far as all together stand in few.
    """
    counted = sorted(_counted(searcher, words[:MOST_WORDS]))[:MOST_HANDLES]
    return [_handle(schema, searcher.num_docs, *each) for each in _affordable(counted)]


def _counted(searcher: tantivy.Searcher, words: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    for field, terms in zip(SCHEMA_FIELDS, (set(words), pairs_of(words)), strict=True):
        for term in terms:
            if count := searcher.doc_freq(field, term):
                yield count, field, term


def _affordable(counted: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    spent = 0
    for each in counted:
        if spent and spent + each[0] > POSTINGS:
            return
        spent += each[0]
        yield each


def _handle(schema: tantivy.Schema, documents: int, count: int, field: str, term: str) -> Query:
    weight = log(1 + documents / count)
    return Query.const_score_query(Query.term_query(schema, field, term, index_option="basic"), weight)
