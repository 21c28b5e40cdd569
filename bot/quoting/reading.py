"""A text as quoting reads it: its paragraphs, quotations, sentences, and the mentions in them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.model import Span
from bot.quoting import lexicon
from bot.quoting.blocks import with_blocks
from bot.quoting.clauses import Verb, skip_aside, verbs_of
from bot.quoting.grammar import parts
from bot.quoting.layout import entry_numbers, paragraph_spans
from bot.quoting.marks import Quoted, quoted_spans
from bot.quoting.mentions import THING, Mention, mentions_in
from bot.quoting.tokens import Sentence, Token, sentences, words
from bot.quoting.turns import with_turns


@dataclass(slots=True)
class Form:
    """How a mention stands in its sentence, whichever quotation it may speak.

    Attributes:
        before: The word before it, as `told_word`; `letter` is that word's letter.
        at: Where the sentence goes on after it; `skipped` tells whether something stands between.
        follows: What is there: the letter, for a verb its kind, for an auxiliary with what it helps.
        according: Whether "according to" stands before it.
    """

    kind: str
    before: str
    letter: str
    at: int
    skipped: bool
    follows: str
    passive: bool
    according: bool


@dataclass(slots=True)
class Line:
    """A sentence with its grammar letters, its mentions and its verbs.

    Attributes:
        asides: What `past_aside` found out.
        forms: How mentions stand in it, by identity, as far as that was asked.
        opening: Where its first mention begins that is no mere thing; -1 until it is asked.
    """

    number: int
    sentence: Sentence
    letters: str
    mentions: list[Mention]
    heading: bool
    verbs: list[Verb]
    asides: dict[int, tuple[int, bool]] = field(default_factory=dict[int, tuple[int, bool]])
    forms: dict[int, Form] = field(default_factory=dict[int, Form])
    opening: int = -1

    def begins_with(self, mention: Mention) -> bool:
        """Whether nobody is mentioned before, mere things apart."""
        if self.opening < 0:
            self.opening = min((m.first for m in self.mentions if m.kind != THING), default=len(self.letters))
        return mention.first <= self.opening

    def past_aside(self, at: int) -> tuple[int, bool]:
        """As `skip_aside`, found out once for each place."""
        found = self.asides.get(at)
        if found is None:
            found = self.asides[at] = skip_aside(self.letters, at)
        return found


@dataclass
class Reading:
    """Everything the later steps look at.

    Attributes:
        place: For each quotation its sentence and its token there.
        inside: For each quotation its own words, read for names as one sentence, whose number is -1. Verbs are not looked for,
            nor any mentions where nothing is named.
        interviewee: Who answers in an interview whose answers are marked by no more than "A:".
    """

    text: str
    paragraphs: list[Span]
    quoted: list[Quoted]
    lines: list[Line]
    place: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    inside: list[Line] = field(default_factory=list[Line])
    interviewee: Mention | None = None

    @cached_property
    def paragraph_lines(self) -> dict[int, list[Line]]:
        """The sentences of each paragraph."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.sentence.paragraph, []).append(line)
        return found

    @cached_property
    def entries(self) -> list[int]:
        """For each paragraph the entry of a live blog that it belongs to: nothing goes on from one to the next."""
        return entry_numbers(self.text, self.paragraphs)

    def are_apart(self, one: Line, other: Line) -> bool:
        """Whether two sentences belong to different entries of a live blog."""
        return self.entries[one.sentence.paragraph] != self.entries[other.sentence.paragraph]

    @cached_property
    def has_double_marks(self) -> bool:
        """Whether the text quotes in double marks anywhere."""
        return any(not quoted.single for quoted in self.quoted)


_QUOTATION = re.compile("Q")


def read(text: str, block_quotes: Collection[int] = ()) -> Reading:
    """Reads a text once, from left to right; `block_quotes` are the numbers of its paragraphs set apart as quoted, from 1."""
    paragraphs = paragraph_spans(text)
    quoted = with_turns(text, paragraphs, quoted_spans(text, paragraphs))
    quoted = with_blocks(text, paragraphs, quoted, block_quotes)
    lines = [_line(number, one, text, quoted) for number, one in enumerate(sentences(text, paragraphs, quoted))]
    for line in lines:
        line.verbs = verbs_of(line.sentence.tokens, line.letters, line.mentions)
    reading = Reading(text, paragraphs, quoted, lines)
    for line in lines:
        reading.place += [(line.number, found.start()) for found in _QUOTATION.finditer(line.letters)]
    reading.inside = [_inside(reading, number) for number in range(len(quoted))]
    return reading


def _inside(reading: Reading, number: int) -> Line:
    span = reading.quoted[number].span
    line = reading.lines[reading.place[number][0]]
    tokens = words(reading.text, span.start, span.end)
    return _line(-1, Sentence(tokens, line.sentence.paragraph), reading.text, reading.quoted)


def _line(number: int, sentence: Sentence, text: str, quoted: Sequence[Quoted]) -> Line:
    heading = _is_heading(sentence) and not _is_turn(sentence, quoted)
    letters = parts(sentence.tokens, heading=heading)
    found = mentions_in(number, sentence, letters, text) if number >= 0 or "U" in letters else []
    return Line(number, sentence, letters, found, heading, [])


def _is_turn(sentence: Sentence, quoted: Sequence[Quoted]) -> bool:
    """Whether it is somebody's turn in a transcript."""
    return any(quoted[token.quote].turn for token in sentence.tokens if token.quote >= 0)


def _is_tall_saying(token: Token) -> bool:
    """A verb of saying with a capital, as only a headline gives it one: "Ann Lee Says …"."""
    return (
        token.text.istitle()
        and token.low in lexicon.SAY
        and token.low.endswith(("ed", "said", "says", "told", "tells"))
    )


def _is_mostly_small(tokens: Sequence[Token]) -> bool:
    """Whether so many words begin with a small letter that it can't be a headline; found out without reading on."""
    small, most = 0, 0.3 * len(tokens)
    for token in tokens:
        if token.text[:1].islower():
            small += 1
            if small >= most:
                return True
    return False


def _is_heading(sentence: Sentence) -> bool:
    """Whether most words are capitalised, as in a headline, so that capitals tell nothing about names."""
    tokens = sentence.tokens
    if _is_mostly_small(tokens):
        return False
    tall = [token.text[0].isupper() for token in tokens if token.text and token.text[0].isalpha()]
    if not tall or any(token.text in lexicon.CORE_SAY for token in tokens):
        return False
    unfinished = tokens[-1].text[-1:].isalnum() and not any(
        token.low in {",", ":"} or token.quote >= 0 for token in tokens
    )
    if len(tall) >= 3 and all(tall) and any(_is_tall_saying(token) for token in tokens[1:]):
        return True
    return sum(tall) > 0.7 * len(tall) and (len(tall) >= 5 or (unfinished and len(tall) >= 3))
