"""By what a misquoted sentence is looked up in tantivy: the rarest of its words and pairs, whichever are not mistyped."""

from collections.abc import Iterator, Sequence
from math import log
from string import ascii_lowercase

import tantivy
from tantivy import Query

from bot.archive.pairs import pairs_of

MOST_WORDS = 128
"""Typed words that are looked at; few quotations have more, and those are known by these."""

MOST_HANDLES = 40

POSTINGS = 80_000
"""Wordings that may be looked at for one sentence: so many take about two milliseconds."""

FEW_WORDS = 12
"""A sentence of so few words is lost by one that is mistyped, so that such a word is looked for as what it may be."""

VERY_FEW = 3
"""Words of which a sentence has too few for rare ones among them."""

LONG_WORD = 4
"""Letters of a word that is looked for under other spellings; a shorter one may be nearly anything."""

SPELLINGS = 3

Counted = tuple[int, str, str]
"""In how many wordings and articles something stands, the field, and the word or pair."""


def handles_of(schema: tantivy.Schema, searcher: tantivy.Searcher, words: Sequence[str]) -> list[Query]:
    """What stands on file of the words and pairs, rarest first, each weighed by how rare it is.

    The first is there however many wordings it stands in; the others only as far as all together stand in few.
    Of very few words each is there as it is, so that the shortest wordings with most of them come first.
    """
    words = words[:MOST_WORDS]
    if len(words) <= VERY_FEW:
        likely = {*words, *(other for others in _respelt(searcher, words) for other in others)}
        return [Query.term_query(schema, "words", word) for word in likely]
    counted = set(_counted(searcher, words))
    if len(words) <= FEW_WORDS:
        for others in _respelt(searcher, words):
            counted.update(_counted(searcher, others))
    return [_handle(schema, searcher.num_docs, *each) for each in _affordable(sorted(counted)[:MOST_HANDLES])]


def _counted(searcher: tantivy.Searcher, words: Sequence[str]) -> Iterator[Counted]:
    for field, terms in (("words", set(words)), ("pairs", pairs_of(words))):
        for term in terms:
            if count := searcher.doc_freq(field, term):
                yield count, field, term


def _affordable(counted: Sequence[Counted]) -> Iterator[Counted]:
    spent = 0
    for each in counted:
        if spent and spent + each[0] > POSTINGS:
            return
        spent += each[0]
        yield each


def _handle(schema: tantivy.Schema, documents: int, count: int, field: str, term: str) -> Query:
    weight = log(1 + documents / count)
    return Query.const_score_query(Query.term_query(schema, field, term, index_option="basic"), weight)


def _respelt(searcher: tantivy.Searcher, words: Sequence[str]) -> Iterator[Sequence[str]]:
    """For each word that stands nowhere on file, the likeliest others instead of it, between its neighbours."""
    for at, word in enumerate(words):
        if len(word) >= LONG_WORD and not searcher.doc_freq("words", word):
            known = sorted(((searcher.doc_freq("words", other), other) for other in _one_slip_from(word)), reverse=True)
            for _, other in known[:SPELLINGS]:
                yield [*words[max(0, at - 2) : at], other, *words[at + 1 : at + 3]]


def _one_slip_from(word: str) -> set[str]:
    """Everything that is meant where one letter of the word is too many, missing, wrong or changed round."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    shorter = {left + right[1:] for left, right in cuts if right}
    turned = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    wrong = {left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase}
    longer = {left + letter + right for left, right in cuts for letter in ascii_lowercase}
    return shorter | turned | wrong | longer
