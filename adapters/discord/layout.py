"""What an answer is drawn with on Discord, as data of ours, and the same as Discord's JSON: Components V2. Pure.

Source: https://discord.com/developers/docs/components/reference
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, assert_never

from bot.request import Question

COMPONENTS = 40
"""Components of a message, those inside others too. Source: https://discord.com/developers/docs/components/reference#legacy-message-component-behavior"""

CHARACTERS = 4_000
"""Characters of all text displays of a message. Source: https://discord.com/developers/docs/components/reference#text-display"""

CUSTOM_ID = 100
"""Characters of a custom_id. Source: https://discord.com/developers/docs/components/reference#anatomy-of-a-component"""

LABEL = 80
"""Characters of a button's label. Source: https://discord.com/developers/docs/components/reference#button"""

ROW = 5
"""Buttons in a row. Source: https://discord.com/developers/docs/components/reference#action-row"""

OPTIONS = 25
"""Options of a select. Source: https://discord.com/developers/docs/components/reference#string-select"""

OPTION = 100
"""Characters of an option's label, value and description. Source: https://discord.com/developers/docs/components/reference#string-select-select-option-structure"""

PLACEHOLDER = 150
"""Characters of a select's placeholder. Source: https://discord.com/developers/docs/components/reference#string-select"""

COMPONENTS_V2 = 1 << 15
"""The message is made of components alone. Source: https://discord.com/developers/docs/resources/message#message-object-message-flags"""

PICK = "pick:"
"""What a select's custom_id begins with; what was picked stands in its value, which reads as a button's custom_id."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Asks a question, whose answer stands in place of this one."""

    question: Question


@dataclass(frozen=True, slots=True)
class Ask:
    """Asks a question, whose answer comes beside this one."""

    question: Question


@dataclass(frozen=True, slots=True)
class Do:
    """Does what a question offers, for whoever presses; what came of it comes beside this one."""

    question: Question


@dataclass(frozen=True, slots=True)
class ShareItem:
    """Shows a quote of a version to the channel, or the version's summary where `quote` is None."""

    version: int
    quote: int | None = None


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Takes back what was shared."""

    share: int


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Takes the answer away."""


@dataclass(frozen=True, slots=True)
class Mine:
    """Asks a question for whoever asked it first in the open, and shows nobody else the answer; `user` is Discord's id."""

    user: int
    question: Question


@dataclass(frozen=True, slots=True)
class Choose:
    """Keeps to a server for whoever presses it, and asks a question there, whose answer stands in place of this one."""

    server: int
    question: Question


Does = Turn | Ask | Do | ShareItem | TakeBack | Dismiss | Mine | Choose


class Style(IntEnum):
    """How a button looks. Source: https://discord.com/developers/docs/components/reference#button-button-styles"""

    PRIMARY = 1
    SECONDARY = 2


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown, a line or several."""

    content: str


@dataclass(frozen=True, slots=True)
class Separator:
    """A thin line."""


@dataclass(frozen=True, slots=True)
class Button:
    """What can be pressed. Discord has no other words for a screen reader than the label."""

    label: str
    does: Does
    style: Style = Style.SECONDARY


@dataclass(frozen=True, slots=True)
class Opener:
    """A button that opens an address, of at most 512 characters. Discord tells us nothing when it is pressed.

    Source: https://discord.com/developers/docs/components/reference#button
    """

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons side by side."""

    buttons: Sequence[Button | Opener]


@dataclass(frozen=True, slots=True)
class Beside:
    """A text with a button at its side."""

    text: Text
    button: Button


@dataclass(frozen=True, slots=True)
class Option:
    """What can be picked, with a line that tells it from its neighbours."""

    label: str
    does: Does
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Select:
    """A list to pick one from, in a row of its own."""

    placeholder: str
    options: Sequence[Option]


Component = Text | Separator | Row | Beside | Select


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message: components inside one container.

    Attributes:
        accent: The colour of the bar at its side, as 0xRRGGBB.
        file: A file's name and content, where the message can't hold the whole answer; it is sent with the message.
    """

    components: Sequence[Component]
    accent: int
    file: tuple[str, bytes] | None = None


Naming = Callable[[Does], str]
"""The custom_id for what a button does: at most 100 characters, never the same for two."""


def payload(drawn: Drawn, custom_id: Naming) -> dict[str, Any]:
    """A message as Discord takes it; without whether it is ephemeral, which is another flag."""
    file = [_file(drawn.file[0])] if drawn.file else []
    inside = [_component(one, custom_id, place) for place, one in enumerate(drawn.components)] + file
    return {
        "flags": COMPONENTS_V2,
        "allowed_mentions": {"parse": []},
        "components": [{"type": 17, "accent_color": drawn.accent, "components": inside}],
    }


def _component(component: Component, custom_id: Naming, place: int) -> dict[str, Any]:
    match component:
        case Text():
            return _text(component)
        case Separator():
            return {"type": 14, "divider": True, "spacing": 1}
        case Row():
            return {"type": 1, "components": [_button(one, custom_id) for one in component.buttons]}
        case Beside():
            side = _button(component.button, custom_id)
            return {"type": 9, "components": [_text(component.text)], "accessory": side}
        case Select():
            return {"type": 1, "components": [_select(component, custom_id, place)]}
        case _:
            assert_never(component)


def _text(text: Text) -> dict[str, Any]:
    return {"type": 10, "content": text.content}


def _button(button: Button | Opener, custom_id: Naming) -> dict[str, Any]:
    if isinstance(button, Opener):
        return {"type": 2, "style": 5, "label": button.label, "url": button.url}
    return {"type": 2, "style": int(button.style), "label": button.label, "custom_id": custom_id(button.does)}


def _select(select: Select, custom_id: Naming, place: int) -> dict[str, Any]:
    options = [_option(one, custom_id) for one in select.options]
    return {"type": 3, "custom_id": pick(place), "placeholder": select.placeholder, "options": options}


def pick(place: int) -> str:
    """The custom_id of a select, by its place in the message."""
    return f"{PICK}{place}"


def _option(option: Option, custom_id: Naming) -> Mapping[str, Any]:
    hint = {"description": option.hint} if option.hint else {}
    return {"label": option.label, "value": custom_id(option.does), **hint}


def _file(name: str) -> dict[str, Any]:
    return {"type": 13, "file": {"url": f"attachment://{name}"}}


def size(components: Sequence[Component]) -> int:
    """How many components Discord counts, without the container around them."""
    return sum(map(_size, components))


def _size(component: Component) -> int:
    match component:
        case Text() | Separator():
            return 1
        case Row():
            return 1 + len(component.buttons)
        case Beside():
            return 3
        case Select():
            return 2
        case _:
            assert_never(component)


def length(components: Sequence[Component]) -> int:
    """Characters of all texts."""
    texts = (one.text if isinstance(one, Beside) else one for one in components)
    return sum(len(text.content) for text in texts if isinstance(text, Text))
