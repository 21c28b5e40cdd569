"""The sentences that carry a story, verbatim and in reading order, each tied to its paragraph.

Which carry it is found by counting: words that an article uses often are what it is about, and once a sentence has said
them the others gain less by saying them again. Source: A. Nenkova, L. Vanderwende, "The Impact of Frequency on
Summarization" (SumBasic), 2005. The factors on top of it are our own, set by reading.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.common_words import COMMON
from bot.folding import words_of
from bot.model import Extraction, Kind, Span, paragraphs
from bot.quoting.marks import quoted_spans
from bot.quoting.tokens import sentences as token_sentences

FEWEST = 3
MOST = 5
"""How many sentences a summary has; an article of no more than `MOST` is shown whole."""

_ENOUGH = 4
_EARLY = 6
_RUN = 3
_EARLIER, _NAMED, _QUOTED, _ODD_LENGTH, _FIRST_PERSON, _BREVITY, _AGAIN = 1.0, 1.2, 1.1, 0.5, 0.3, 0.7, 0.6

_END = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_QUESTION = re.compile(r"\?[\"'”’»)\]]*\Z")
_PERSONAL = frozenset({"he", "she", "him", "his", "her", "hers", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_FIRST = frozenset({"i", "me", "my", "we", "our", "you", "your"})
_PLAIN_WORD = re.compile(r"(?<![\w'’])[^\W\d_]+")
_LEANING = re.compile(
    r"[\W_]*(?:(?:it|its|this|that|these|those|both|each|neither|either|such|another|others|some|one|ones|here|there|then"
    r"|and|but|or|nor|so|yet|still|thus|hence|instead|rather|however|moreover|meanwhile|otherwise|besides|also|too|even"
    r"|nevertheless|nonetheless|therefore|afterwards|later|soon|again|likewise|similarly|indeed|conversely)\b"
    r"|(?:in (?:turn|addition|contrast|response|return|that|this)|as a result|by contrast|for (?:his|her|its|their) part"
    r"|on the other hand|at the same time|after that|before that|because of (?:this|that)"
    r"|the (?:two|three|pair|latter|former|same|others?|duo|trio))\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text and the paragraph it stands in, counted from 1."""

    span: Span
    paragraph: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; none ends inside quotation marks. A line without an end mark is one, too."""
    found = token_sentences(text, paragraphs(text), quoted_spans(text))
    return [Sentence(Span(one.tokens[0].start, one.tokens[-1].end), one.paragraph + 1) for one in found]


def summary_of(text: str, extraction: Extraction, headline: str = "") -> tuple[Sentence, ...]:
    """The three to five sentences that carry an article; all of them where it has no more.

    None breaks a quotation, and none leaves a pronoun without the person: a sentence that leans on those before it
    brings them along or is left out.
    """
    story = _Story(text, extraction, headline)
    if len(story.told) <= MOST:
        return tuple(story.sentences)
    chosen = _chosen(story)
    return tuple(story.told[place] for place in sorted(chosen))


def _chosen(story: "_Story") -> set[int]:
    """Places of the sentences that tell most, a run at a time; the first ones where too few can stand alone."""
    weights = dict(story.weights)
    chosen: set[int] = set()
    while len(chosen) < _ENOUGH:
        runs = [run for run in story.runs if not chosen >= run and len(chosen | run) <= MOST]
        if not runs:
            break
        told = {story.told[place].paragraph for place in chosen}
        best = max(runs, key=lambda run: story.worth(run - chosen, weights, told))
        for word in {word for place in best - chosen for word in story.words[place]}:
            weights[word] **= 2
        chosen |= best
    return chosen if len(chosen) >= FEWEST else set(range(FEWEST))


class _Story:
    """An article's sentences with what ranking needs to know of each, by place."""

    def __init__(self, text: str, extraction: Extraction, headline: str) -> None:
        self.text = text
        self.sentences = sentences(text)
        self.told = [one for one in self.sentences if _END.search(one.span.cut(text))]
        self.words = [_carrying(one.span.cut(text)) for one in self.told]
        self.headline = frozenset(_carrying(headline))
        self.quotations = extraction.quotations
        self.quoted = quoted_spans(text)
        self.people = [span for one in extraction.entities if one.kind is Kind.PERSON for span in one.mentions]
        self.names = [span for one in extraction.entities for span in one.mentions]

    @cached_property
    def weights(self) -> Mapping[str, float]:
        counted = Counter(word for words in self.words for word in words)
        total = counted.total() or 1
        return {word: number * (1.5 if word in self.headline else 1.0) / total for word, number in counted.items()}

    @cached_property
    def runs(self) -> list[frozenset[int]]:
        """Sentences that can stand together: each with those before it that it leans on."""
        return [run for place in range(len(self.told)) if self._fit(place) and (run := self._run(place))]

    def worth(self, places: frozenset[int], weights: Mapping[str, float], told: Collection[int]) -> float:
        """How much these sentences tell, on average; less where their paragraphs have been told from."""
        again = any(self.told[place].paragraph in told for place in places)
        return sum(self._worth(place, weights) for place in places) / len(places) * (_AGAIN if again else 1)

    def _worth(self, place: int, weights: Mapping[str, float]) -> float:
        words = self.words[place]
        score = sum(weights[word] for word in set(words)) / math.pow(len(words) or 1, _BREVITY)
        for factor in self._factors(place):
            score *= factor
        return score

    def _factors(self, place: int) -> Iterator[float]:
        span = self.told[place].span
        length = len(span.cut(self.text).split())
        yield 1 + _EARLIER / (1 + place / 3)
        if any(span.holds(name) for name in self.names):
            yield _NAMED
        if any(one.speech and one.attribution.name and span.holds(one.span) for one in self.quotations):
            yield _QUOTED
        if not 8 <= length <= 45:
            yield _ODD_LENGTH
        if self._in_first_person(span):
            yield _FIRST_PERSON

    def _fit(self, place: int) -> bool:
        """Whether a sentence is worth choosing at all: a question asks, and half a quotation misleads."""
        span = self.told[place].span
        halved = any(not one.closed and one.outer.touches(span) for one in self.quoted)
        return not halved and not _QUESTION.search(span.cut(self.text))

    def _run(self, place: int) -> frozenset[int] | None:
        """A sentence and those before it that it leans on; None where they are too many, or there is none."""
        run = [place]
        while self._leans(run):
            if run[0] == 0 or len(run) == _RUN or not self._fit(run[0] - 1):
                return None
            run.insert(0, run[0] - 1)
        return frozenset(run)

    def _leans(self, run: Sequence[int]) -> bool:
        """Whether a run of sentences needs the one before it to be understood."""
        first = self.told[run[0]].span
        whole = Span(first.start, self.told[run[-1]].span.end)
        return bool(_LEANING.match(first.cut(self.text))) or self._bare(first) or self._unnamed(whole)

    def _bare(self, span: Span) -> bool:
        """Whether it begins with a quotation and goes on with nothing that says whose."""
        outer = next((one.outer for one in self.quoted if one.outer.start == span.start), None)
        return outer is not None and not any(character.isalnum() for character in self.text[outer.end : span.end])

    def _unnamed(self, span: Span) -> bool:
        """Whether a pronoun in it stands before anybody whom it could stand for."""
        before = False
        for place, (word, at) in enumerate(self._words(span)):
            if word == "it" and place < _EARLY:
                return True
            if word in _PERSONAL and not any(span.holds(one) and one.end <= at.start for one in self.people):
                return True
            if word in _PLURAL and not before:
                return True
            before = before or (len(word) > 3 and word.endswith("s")) or any(one.touches(at) for one in self.names)
        return False

    def _in_first_person(self, span: Span) -> bool:
        """Whether the writer speaks of himself or to the reader: outside of quotation marks."""
        first = (at for word, at in self._words(span) if word in _FIRST)
        return any(not any(one.outer.holds(at) for one in self.quoted) for at in first)

    def _words(self, span: Span) -> Iterator[tuple[str, Span]]:
        """The words of a stretch in small letters, contractions cut short ("they’re" is "they"), with their places."""
        found = _PLAIN_WORD.finditer(self.text, span.start, span.end)
        return ((match.group().casefold(), Span(*match.span())) for match in found)


def _carrying(text: str) -> list[str]:
    """The words that carry something, without the s of their plural."""
    return [word.removesuffix("s") for word in words_of(text) if word not in COMMON]
