"""What can be pressed below a part of an answer, and what a press does. Pure.

A row of buttons counts as many components as it has buttons, and one more. Where that is too much for a message, a quotation
keeps one button at its side, and a list at the end of the answer holds what else can be done with each.
"""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
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
    Choose,
    Component,
    Dismiss,
    Do,
    Does,
    Mine,
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
from bot.reply import Actions, Choice, Choices, Masthead, Pager, Part, Pull, Shared
from bot.request import Question

_HINT = 60
"""Characters of a quotation beside what can be done with it, which leaves room for who said it."""

Pressable = TypeVar("Pressable", Button, Option)


@dataclass(slots=True)
class Pressed:
    """What a message has buttons for already: Discord takes no two that do the same.

    Attributes:
        several: The kinds of parts that stand there more than once. Their labels must tell which of them they are for:
            there is nothing else to tell buttons apart by.
    """

    several: Set[type[Part]] = frozenset()
    does: set[str] = field(default_factory=set)

    @classmethod
    def among(cls, parts: Sequence[Part]) -> "Pressed":
        """Nothing yet, in a message of these parts."""
        kinds = Counter(type(part) for part in parts)
        return cls(frozenset(kind for kind, times in kinds.items() if times > 1))

    def labelled(self, label: str, part: Part, which: str) -> str:
        """A label that tells which part it is for, where there are several."""
        return _said(f"{label}{which}" if type(part) in self.several else label, LABEL)

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
    number = f" #{pull.utterance.lead.id}"
    context = Button(pressed.labelled("Context", pull, number), Ask(phrasing.context_of(pull)))
    label = "Copy citation, all words" if shortened else "Copy citation"
    cite = Button(pressed.labelled(label, pull, number), Ask(phrasing.citation_of(pull)))
    return pressed.new([_share(pull, pressed), context, *(() if cited else (cite,))])


def beside(pull: Pull, pressed: Pressed) -> list[Button]:
    """What can be done with a quotation where there is room for one button: none where it stands a second time."""
    return pressed.new([_share(pull, pressed)])


def _share(pull: Pull, pressed: Pressed) -> Button:
    item = ShareItem(pull.utterance.source.version_id, pull.utterance.lead.id)
    return Button(pressed.labelled("Share", pull, f" #{item.quote}"), item, Style.PRIMARY)


def listed(pull: Pull, pressed: Pressed, *, cited: bool) -> list[Option]:
    """What else can be done with it, for a list."""
    number, hint = pull.utterance.lead.id, _said(_hint(pull), OPTION)
    context = Option(f"Context of #{number}", Ask(phrasing.context_of(pull)), hint)
    cite = Option(f"Copy citation of #{number}, all words", Ask(phrasing.citation_of(pull)), hint)
    return pressed.new([context] if cited else [context, cite])


def _hint(pull: Pull) -> str:
    words = "".join(words for _, words in phrasing.words_of(pull, _HINT))
    return f"{phrasing.speaker_text(pull.utterance.lead)}: {words}"


def of_article(head: Masthead, pressed: Pressed) -> list[Button]:
    """What can be done with an article."""
    which = f" {head.source.article_id}"
    share = Button(pressed.labelled("Share", head, which), ShareItem(head.source.version_id), Style.PRIMARY)
    ways = [Button(pressed.labelled(way.label, head, which), Ask(way.question)) for way in phrasing.ways(head)]
    return pressed.new([share, *ways] if head.shareable else ways)


def of_list(part: Choices | Pager, pressed: Pressed) -> list[Button]:
    """A button for each way on, whose answer stands in place of this one."""
    which = f": {part.what}" if isinstance(part, Pager) else ""
    return pressed.new(
        [Button(pressed.labelled(way.label, part, which), Turn(way.question)) for way in phrasing.ways(part)]
    )


def of_deeds(part: Actions, pressed: Pressed) -> list[Button]:
    """A button for each thing to do."""
    deeds = [Button(pressed.labelled(one.label, part, ""), Do(one.question), Style.PRIMARY) for one in part.options]
    return pressed.new(deeds)


def picked(choices: Choices | Actions, pressed: Pressed) -> list[Option]:
    """The same as a list holds it."""
    does = Do if isinstance(choices, Actions) else Turn
    return pressed.new(_picked(way, does) for way in choices.options)


def _picked(way: Choice, does: type[Do | Turn]) -> Option:
    hint = _said(way.hint, OPTION) if way.hint.strip() else ""
    return Option(_said(way.label, OPTION), does(way.question), hint)


def below_post(parts: Sequence[Part]) -> list[Component]:
    """What everybody in a channel can do with what was shared there: a quotation, or a summary."""
    pull = next((part for part in parts if isinstance(part, Pull)), None)
    context = [Button("Context", Ask(phrasing.context_of(pull)))] if pull else []
    shared = next((part for part in parts if isinstance(part, Shared) and part.share), None)
    back = [Button("Take back", TakeBack(shared.share))] if shared else []
    return rows([*context, *back])


def mine(user: int, question: Question) -> list[Component]:
    """What shows an answer to whoever asked in the open."""
    return rows([Button("Show my answer", Mine(user, question), Style.PRIMARY)])


def chosen(servers: Sequence[tuple[int, str]], question: Question) -> list[Component]:
    """A list of servers to choose one from, by their names."""
    return selects(
        "Choose a server", [Option(_said(name, OPTION), Choose(server, question)) for server, name in servers]
    )


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
