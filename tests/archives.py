"""Articles small enough to remember, as they come from reading and quoting: one line, one quotation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bot.archive import Submission
from bot.model import (
    PARAGRAPH_BREAK,
    About,
    Attribution,
    Document,
    Entity,
    Extraction,
    Grade,
    Kind,
    Mention,
    PrintedDate,
    Quotation,
    Span,
)

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """A paragraph `WHO said: “WORDS”`. `parts` are said in the same breath, in the same paragraph.

    `unnamed` marks a source that the paragraph only describes ("one aide").
    """

    who: str
    words: str
    parts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    unnamed: bool = False
    speech: bool = True
    kind: Kind = Kind.PERSON

    @property
    def text(self) -> str:
        more = "".join(f" “{part}”" for part in self.parts)
        return f"{self.who} said: “{self.words}”{more}"

    def quotations(self, start: int, utterance: int) -> Iterator[Quotation]:
        grade = Grade.DESCRIBED if self.unnamed else Grade.NAMED
        mention = Mention(Span(start, start + len(self.who)), self.who)
        name = None if self.unnamed else self.who
        kind = Kind.UNNAMED if self.unnamed else self.kind
        about = tuple(About(name, Kind.PERSON, "named in it") for name in self.about)
        for part in (self.words, *self.parts):
            at = start + self.text.index(f"“{part}”") + 1
            attribution = Attribution(grade, mention, name, kind)
            yield Quotation(Span(at, at + len(part)), self.speech, utterance, attribution, about)


@dataclass(frozen=True)
class Story:
    """An article of lines. `named` are persons whom it only names; `aliases` are other names of its people."""

    lines: tuple[Line, ...] = ()
    origin: str = "/articles/one.txt"
    named: tuple[str, ...] = ()
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    headline: str | None = "A headline"
    outlet: str | None = None
    published: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def but(self, **changes: Any) -> "Story":
        return replace(self, **changes)

    @property
    def submission(self) -> Submission:
        document = Document(
            text=PARAGRAPH_BREAK.join(line.text for line in self.lines) or "Nothing was said.",
            format="plain",
            headline=self.headline,
            outlet=self.outlet,
            published=PrintedDate(self.published) if self.published else None,
            **self.extra,
        )
        return Submission(document, self._extraction(), document.text.encode("utf-8", "replace"), self.origin)

    def _extraction(self) -> Extraction:
        found: list[Quotation] = []
        start = 0
        for number, line in enumerate(self.lines):
            found.extend(line.quotations(start, number))
            start += len(line.text) + len(PARAGRAPH_BREAK)
        speaking = tuple(
            Entity(line.who, line.kind, self.aliases.get(line.who, ())) for line in self.lines if not line.unnamed
        )
        mentioned = tuple(Entity(name, Kind.PERSON, self.aliases.get(name, ())) for name in self.named)
        return Extraction(tuple(found), speaking + mentioned)


def submissions(stories: Sequence[Story]) -> list[Submission]:
    return [story.submission for story in stories]
