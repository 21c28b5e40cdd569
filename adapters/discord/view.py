"""What was drawn, as discord.py sends it. It is made where an event loop runs."""

from io import BytesIO
from typing import Any, assert_never

import discord
from discord import ui

from adapters.discord.layout import (
    Beside,
    Button,
    Component,
    Drawn,
    Naming,
    Opener,
    Row,
    Select,
    Separator,
    Text,
    pick,
)

Item = ui.Item[Any]


def view(drawn: Drawn, custom_id: Naming) -> ui.LayoutView:
    """A message as discord.py sends it; `files` go along.

    It has stopped already, so that discord.py doesn't keep it: a press reaches the items that are registered with the client.
    """
    container: ui.Container[Any] = ui.Container(accent_color=drawn.accent)
    for place, component in enumerate(drawn.components):
        container.add_item(_item(component, custom_id, place))
    if drawn.file:
        container.add_item(ui.File(f"attachment://{drawn.file[0]}"))
    shown = ui.LayoutView(timeout=None)
    shown.add_item(container)
    shown.stop()
    return shown


def files(drawn: Drawn) -> list[discord.File]:
    """What is sent along with a message."""
    return [discord.File(BytesIO(drawn.file[1]), drawn.file[0])] if drawn.file else []


def _item(component: Component, custom_id: Naming, place: int) -> Item:
    match component:
        case Text():
            return ui.TextDisplay(component.content)
        case Separator():
            return ui.Separator()
        case Row():
            return ui.ActionRow(*(_button(one, custom_id) for one in component.buttons))
        case Beside():
            return ui.Section(component.text.content, accessory=_button(component.button, custom_id))
        case Select():
            return ui.ActionRow(_select(component, custom_id, place))
        case _:
            assert_never(component)


def _button(button: Button | Opener, custom_id: Naming) -> ui.Button[Any]:
    if isinstance(button, Opener):
        return ui.Button(label=button.label, url=button.url)
    style = discord.ButtonStyle(int(button.style))
    return ui.Button(style=style, label=button.label, custom_id=custom_id(button.does))


def _select(select: Select, custom_id: Naming, place: int) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=one.label, value=custom_id(one.does), description=one.hint or None)
        for one in select.options
    ]
    return ui.Select(custom_id=pick(place), placeholder=select.placeholder, options=options)
