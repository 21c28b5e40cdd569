"""The nouns of the desk: frozen data that every other room speaks.

A `Document` is what reading made of one file or page; filing it makes an `Article` with a `Version`.
`Quotation`s are what quoting found in a text; filing them makes `Quote`s. All offsets count characters
of `Document.text`, from 0, the end excluded.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")

CONTEXT = 32
"""Characters kept before and after a quote, to find it again in a changed text.

Source: W3C Web Annotation, TextQuoteSelector (prefix, suffix); the length is Hypothesis's.
"""

PARAGRAPH_BREAK = "\n\n"
"""What stands between two paragraphs of `Document.text`; a paragraph itself holds no line break."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: `start` included, `end` excluded, in characters."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


class Status(StrEnum):
    """What became of an article since it was printed. Source: IPTC pubstatus, plus corrected and updated."""

    USABLE = "usable"
    CORRECTED = "corrected"
    UPDATED = "updated"
    WITHHELD = "withheld"
    RETRACTED = "retracted"


class Access(StrEnum):
    """Who may be shown an article: the newsroom that owns it, or anybody."""

    NEWSROOM = "newsroom"
    PUBLIC = "public"


class Grade(StrEnum):
    """How a speaker was found; the value is what a reader is told."""

    NAMED = "named in the sentence"
    WORKED_OUT = "worked out from the article"
    DESCRIBED = "described, not named"
    NONE = "not attributed"


class Kind(StrEnum):
    """What sort of speaker this is. `UNNAMED` is a source described but not named ("one former official")."""

    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as precisely as it is known, and as it was printed.

    Attributes:
        iso: "2025", "2025-06", "2025-06-07" or "2025-06-07T14:05:00+00:00" (always with an offset when timed).
        printed: The characters on the page where the date was ambiguous or is worth showing; else None.
    """

    iso: str
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Retelling:
    """Whose article a text in our own words retells: only words in quotation marks are as printed there."""

    author: str | None
    source: str | None
    date: str | None
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read from one file or page, not yet filed. What the page does not say is None.

    Attributes:
        text: The article proper: paragraphs joined by `PARAGRAPH_BREAK`, without headline, standfirst, byline,
            captions, navigation or biographical last line.
        headline_derived: True where no headline was printed and `headline` is made of the text's first words.
        credit: A credited source ("www.example.net"), which is not the outlet.
        block_quotes: Numbers, from 1, of the paragraphs that the page sets apart as quoted, in marks or without.
        lost: Quotations that stand in the visible article but not in `text`: extraction was incomplete.
        format: The reader's name: "plain", "html", "markdown", "newsarticle", "ninjs", "wordpress", "word", "pdf".
    """

    text: str
    format: str
    headline: str | None = None
    headline_derived: bool = False
    standfirst: str | None = None
    byline: str | None = None
    outlet: str | None = None
    credit: str | None = None
    section: str | None = None
    dateline: str | None = None
    published: PrintedDate | None = None
    updated: PrintedDate | None = None
    url: str | None = None
    language: str | None = None
    correction: str | None = None
    status: Status = Status.USABLE
    embargo_until: datetime | None = None
    access: Access = Access.NEWSROOM
    retold_from: Retelling | None = None
    block_quotes: tuple[int, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where somebody is named, described or stood for by a pronoun."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an attribution rests on, for whoever asks why.

    Attributes:
        rule: In a few words, how the speaker was found: "subject of the verb before".
        mention: The best candidate, kept also where too little spoke for it to be shown; None for nobody.
        cue: The word that ties it to the quotation ("said", "according"), or None.
        score: The sum of what its clues weigh, as candidates were ranked.
        trust: Log-odds that it is right.
        runners_up: The next candidates with their scores, best first; None stands for "nobody is named".
    """

    rule: str
    mention: Mention | None
    cue: Span | None
    score: float
    trust: float
    runners_up: tuple[tuple[Mention | None, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said a quotation, as far as the article tells.

    Attributes:
        grade: How it was found; `Grade.NONE` has no name, but keeps a pronoun's mention where it could not be led back.
        mention: The words that the article attaches to the quotation ("he", "the mayor"), or None.
        name: The full name it comes to, as this article prints it; None for an unnamed source or none.
        kind: None where there is no speaker.
        because: For a reader, where the grade is "worked out": from which words ("he" = Elon Musk, named before).
        stands_for: Where the mention is a pronoun for somebody only described: that description ("the woman").
        evidence: What it rests on; None where nothing was weighed.
    """

    grade: Grade
    mention: Mention | None = None
    name: str | None = None
    kind: Kind | None = None
    because: str = ""
    stands_for: Mention | None = None
    evidence: Evidence | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class About:
    """Somebody whom a quotation concerns, and why we say so: one phrase for a reader."""

    name: str
    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """One contiguous stretch of quoted words found in a text, its marks left out.

    Attributes:
        speech: True where the words report what somebody said or wrote; False for scare quotes, titles, terms.
        utterance: Number, from 0, of the utterance it belongs to: quotations said in one breath share it.
    """

    span: Span
    speech: bool
    utterance: int
    attribution: Attribution
    about: tuple[About, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or body that an article names, under the fullest name it prints, with its other names there."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """What somebody is reported to have said, in the writer's words: never to be shown in quotation marks.

    Attributes:
        sentence: The sentence in which it stands.
    """

    span: Span
    attribution: Attribution
    sentence: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that quoting found in one text, in reading order: quotations, who is named, and speech reported without marks."""

    quotations: tuple[Quotation, ...] = ()
    entities: tuple[Entity, ...] = ()
    reported: tuple[Reported, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, body or document on file in one newsroom, under one name, with its other names."""

    id: int
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where words were printed: one version of one article, as a reader needs it for a citation.

    Attributes:
        version: Counts from 1 within the article; `version_id` is the permalink.
        newest: False where a later version of the article is on file.
        incomplete: The text may lack passages of the page: said in every answer from it.
        retold_from: Set where only the words in quotation marks are as printed.
        access: Who may be shown it outside the newsroom's own channels.
    """

    article_id: int
    version_id: int
    version: int
    newest: bool
    headline: str | None
    headline_derived: bool
    outlet: str | None
    credit: str | None
    byline: str | None
    published: PrintedDate | None
    url: str | None
    status: Status
    status_note: str | None = None
    incomplete: bool = False
    retold_from: Retelling | None = None
    access: Access = Access.NEWSROOM


class Ground(StrEnum):
    """On what ground somebody said something, as the newsroom keeps it."""

    RECORD = "on the record"
    BACKGROUND = "on background"
    EMBARGO = "under embargo"


@dataclass(frozen=True, slots=True)
class Rule:
    """The ground rule of a quote; `until` is when an embargo ends (UTC), and None for all others."""

    ground: Ground
    until: datetime | None = None

    @property
    def stops_sharing(self) -> bool:
        """Whether the words may not be shown to a channel."""
        return self.ground is not Ground.RECORD


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words on file: a span of one article version, with who said them.

    Attributes:
        exact: `span` cut out of the version's text, character for character.
        before: Up to `CONTEXT` characters before the span; `after` likewise.
        paragraph: Counts from 1.
        speaker: None where the source is unnamed or not stated.
        printed: The words that the article attaches ("he", "one former White House official"), or None.
        rule: The ground rule that holds for it; None where nobody kept one.
    """

    id: int
    span: Span
    exact: str
    before: str
    after: str
    paragraph: int
    speech: bool
    grade: Grade
    speaker: Speaker | None
    printed: str | None
    because: str
    about: tuple[tuple[Speaker, str], ...] = ()
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Quotes said in one breath, in reading order: at least one. Same speaker, same version."""

    quotes: tuple[Quote, ...]
    source: Source

    @property
    def lead(self) -> Quote:
        """The first of its quotes, which stands for the utterance."""
        return self.quotes[0]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The ground rules that hold for any of its quotes, each once."""
        return tuple(dict.fromkeys(quote.rule for quote in self.quotes if quote.rule))


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of an article: what was read, when it was first seen (UTC), its quotes in reading order."""

    source: Source
    document: Document
    first_seen: datetime
    quotes: tuple[Quote, ...] = ()


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text in order; paragraph number n of a `Quote` is item n - 1."""
    spans: list[Span] = []
    start = 0
    for part in text.split(PARAGRAPH_BREAK):
        spans.append(Span(start, start + len(part)))
        start += len(part) + len(PARAGRAPH_BREAK)
    return spans
