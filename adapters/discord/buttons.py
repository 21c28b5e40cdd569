"""What can be pressed below a part of an answer, and what a press does. Pure.

A row of buttons counts as many components as it has buttons, and one more. Where that is too much for a message, a quotation
keeps one button at its side, and a list at the end of the answer holds what else can be done with each.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from adapters.discord.layout import (
    LABEL,
    OPTION,
    OPTIONS,
    PLACEHOLDER,
    ROW,
    Ask,
    Button,
    Component,
    Dismiss,
    Does,
    Option,
    Row,
    Select,
    ShareItem,
    Style,
    TakeBack,
    Turn,
)
from adapters.discord.markup import plain
from bot import phrasing
from bot.phrasing import shortened_text
from bot.reply import Choice, Masthead, Part, Pull, Shared

_HINT = 60
"""Characters of a quotation beside what can be done with it, which leaves room for who said it."""

Pressable = TypeVar("Pressable", Button, Option)


@dataclass(slots=True)
class Pressed:
    """What a message has buttons for already: Discord takes no two that do the same.

    Attributes:
        several: Whether a label must tell the quote that it is for; there is nothing else to tell buttons apart by.
    """

    several: bool = False
    does: set[str] = field(default_factory=set)

    def new(self, offered: Iterable[Pressable]) -> list[Pressable]:
        """Those that do something new."""
        return [one for one in offered if self._first(one.does)]

    def _first(self, does: Does) -> bool:
        known = repr(does)
        first = known not in self.does
        self.does.add(known)
        return first


def of_pull(pull: Pull, pressed: Pressed, *, shortened: bool, cited: bool) -> list[Button]:
    """What can be done with a quotation: shared, seen in its context, cited."""
    return pressed.new(
        [share(pull, several=pressed.several), *_more_of(pull, pressed, shortened=shortened, cited=cited)]
    )


def share(pull: Pull, *, several: bool) -> Button:
    """Shows a quotation to the channel."""
    item = ShareItem(pull.utterance.source.version_id, pull.utterance.lead.id)
    return Button(_label("Share", pull, several=several), item, Style.PRIMARY)


def _more_of(pull: Pull, pressed: Pressed, *, shortened: bool, cited: bool) -> Iterator[Button]:
    yield Button(_label("Context", pull, several=pressed.several), Ask(phrasing.context_of(pull)))
    if not cited:
        label = "Copy citation, all words" if shortened else "Copy citation"
        yield Button(_label(label, pull, several=pressed.several), Ask(phrasing.citation_of(pull)))


def options_of(pull: Pull, *, cited: bool) -> list[Option]:
    """The same as a list holds it, without sharing."""
    number, hint = pull.utterance.lead.id, _said(_hint(pull), OPTION)
    context = Option(f"Context of #{number}", Ask(phrasing.context_of(pull)), hint)
    copy = Option(f"Copy citation of #{number}, all words", Ask(phrasing.citation_of(pull)), hint)
    return [context] if cited else [context, copy]


def _label(label: str, pull: Pull, *, several: bool) -> str:
    return f"{label} #{pull.utterance.lead.id}" if several else label


def _hint(pull: Pull) -> str:
    words = "".join(words for _, words in phrasing.words_of(pull, _HINT))
    return f"{phrasing.speaker_text(pull.utterance.lead)}: {words}"


def of_article(head: Masthead) -> list[Button]:
    """What can be done with an article."""
    shared = [Button("Share", ShareItem(head.source.version_id), Style.PRIMARY)] if head.shareable else []
    return shared + [_way(way, Ask) for way in phrasing.ways(head)]


def ways(part: Part) -> list[Button]:
    """A button for each way on, whose answer stands in place of this one."""
    return [_way(way, Turn) for way in phrasing.ways(part)]


def _way(way: Choice, does: Callable[..., Turn | Ask]) -> Button:
    return Button(_said(way.label, LABEL), does(way.question))


def ways_listed(part: Part) -> list[Option]:
    """The same as a list holds it."""
    return [
        Option(_said(way.label, OPTION), Turn(way.question), _said(way.hint, OPTION) if way.hint.strip() else "")
        for way in phrasing.ways(part)
    ]


def below_post(parts: Sequence[Part]) -> list[Component]:
    """What everybody in a channel can do with what was shared there: a quotation, or a summary."""
    pull = next((part for part in parts if isinstance(part, Pull)), None)
    context = [Button("Context", Ask(phrasing.context_of(pull)))] if pull else []
    shared = next((part for part in parts if isinstance(part, Shared) and part.share), None)
    back = [Button("Take back", TakeBack(shared.share))] if shared else []
    return rows([*context, *back])


def dismiss() -> list[Component]:
    """What takes an answer away."""
    return rows([Button("Dismiss", Dismiss())])


def rows(buttons: Sequence[Button]) -> list[Component]:
    """Buttons, a few in a row."""
    return [Row(buttons[at : at + ROW]) for at in range(0, len(buttons), ROW)]


def selects(prompt: str, options: Sequence[Option]) -> list[Component]:
    """Lists to pick from."""
    asked = _said(prompt, PLACEHOLDER)
    return [Select(asked, options[at : at + OPTIONS]) for at in range(0, len(options), OPTIONS)]


def _said(words: str, limit: int) -> str:
    """Words as they stand, without markup, which a label has none of; a dash where there are none."""
    return shortened_text(plain(words).strip(), limit) or "–"
