"""What is answered: a closed union of Parts, meaning without markup, which every surface draws its own way.

All texts here are plain: a renderer escapes them and nothing else does. Words in a `Pull` or a `Passage` are
verbatim spans of a stored version; whatever the asker typed stands in `Typed`, never in quotation marks.
"""

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast

from bot.model import PrintedDate, Source, Span, Utterance
from bot.request import Question

SHAPE = 1
"""Version of the shape that `as_data` makes; it grows when a field is renamed or removed."""


class Tone(StrEnum):
    """How a note is meant: plain, a warning that must be seen, or a remedy."""

    PLAIN = "plain"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the answer is, in a few words of ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Begins a part of the answer that must not be mixed with the one before ("About Jared Isaacman")."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of ours."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Typed:
    """What the asker typed, shown back as theirs ("you typed …"), never in quotation marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Pull:
    """A quotation, who said it, and where it was printed.

    Attributes:
        lead_in: The sentence before it, verbatim, where the quote is shown because it is *about* somebody.
        reasons: Why it is shown as about them, one phrase each.
        also_in: How many other articles print the same words by the same speaker.
        differs: A sentence where another paper words it otherwise; empty if none is known.
        number: The quote's number in its article, where quotes are numbered.
        marked: Words to mark, as spans of the exact text of each quote, in the order of `utterance.quotes`.

    On a chat platform each comes with ways to share it, to see it in its context and to copy its citation.
    """

    utterance: Utterance
    lead_in: str = ""
    reasons: tuple[str, ...] = ()
    also_in: int = 0
    differs: str = ""
    number: int | None = None
    marked: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article, verbatim, with their paragraph (from 1) and the stretches to mark, as spans of `text`.

    `numbers` holds, for each marked stretch, the number to set beside it; empty where none is shown. `roles` says what
    each is, where they are of several kinds ("the speaker"); what is drawn without colours does without.
    """

    text: str
    paragraph: int
    source: Source
    marked: tuple[Span, ...] = ()
    numbers: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that stand together, verbatim as printed and as typed; empty on the side that lacks them.

    `kind` is "kept", "dropped", "added", "replaced", or "moved", which stands twice: where words were, and where they are.
    """

    kind: str
    printed: str
    typed: str


@dataclass(frozen=True, slots=True)
class Diff:
    """How printed words became the typed ones, word by word, in the order in which they are typed.

    The printed sides in order are the words as printed, the typed sides the words as typed.
    """

    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Masthead:
    """An article's head: headline, outlet, date, byline, status, and how to open it.

    `quotes` is the number of quotes on file from it; `standfirst` is verbatim. `shareable` where it heads the whole of
    an answer that may be shared, a summary.
    """

    source: Source
    standfirst: str | None = None
    dateline: str | None = None
    updated: PrintedDate | None = None
    quotes: int = 0
    open: Question | None = None
    shareable: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one row each, in order."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on: a short label, the question it asks, and a line that tells it from its neighbours."""

    label: str
    question: Question
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Ways on, to press: the readings of a name, or what else can be asked."""

    prompt: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Actions:
    """Things to do, to press in a chat: each is what its question offers, done for whoever presses, and where they do."""

    prompt: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where this page stands in a list: items `first` to `last` of `total`, and the questions for its neighbours.

    `dated` where the list runs from the newest to the oldest, so that its neighbours may be called so; `more` where there
    may be more than `total`, which are neither counted nor shown.
    """

    first: int
    last: int
    total: int
    what: str
    newer: Question | None = None
    older: Question | None = None
    dated: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """How one question is asked: the form, what it does, options with a line each, and real examples."""

    form: str
    about: str
    options: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """What came of reading files in; `failed` were named outright and could not be read, `skipped` were no articles.

    Each pair is the file's name and a sentence. `notes` are things to know about what was filed.
    """

    articles: int = 0
    versions: int = 0
    quotes: int = 0
    unchanged: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Copy:
    """Words to copy as they stand, in one piece, such as a citation; `label` says what they are."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Heads what was shared with a channel: who shared it, and its number, by which they take it back.

    `share` is 0 where it can't be taken back any more.
    """

    member: str
    share: int


Part = (
    Heading
    | Section
    | Note
    | Typed
    | Pull
    | Passage
    | Diff
    | Masthead
    | Facts
    | Choices
    | Actions
    | Pager
    | Usage
    | Filing
    | Copy
    | Shared
)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its parts in reading order. `found` counts what was found on all pages, for the log line."""

    parts: tuple[Part, ...]
    found: int = 0
    question: Question = field(default_factory=lambda: Question("help"))


def as_data(value: object) -> object:
    """A reply as plain lists, dicts, texts and numbers, each Part with its name under "part".

    The shape is documented in docs/json.md and versioned by `SHAPE`, which stands at the top of a Reply.
    """
    if isinstance(value, Reply):
        return {"shape": SHAPE, **_fields(value)}
    if isinstance(value, Question):
        return {"command": value.command, "options": dict(value.options)}
    if isinstance(value, Part):
        return {"part": type(value).__name__.lower(), **_fields(value)}
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple):
        return [as_data(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def _fields(value: object) -> dict[str, object]:
    assert is_dataclass(value)
    return {item.name: as_data(getattr(value, item.name)) for item in fields(value)}
