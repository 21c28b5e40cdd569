"""App Home and the forms, as Block Kit views. Pure.

Source: https://docs.slack.dev/reference/views/modal-views, https://docs.slack.dev/reference/views/home-tab-views
"""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from adapters.slack import render
from adapters.slack.blocks import LABEL, header, plain, small
from bot.commands import COMMANDS
from bot.commands.completion import Offer
from bot.reply import Reply

ASK, INGEST, CHECK = "ask", "ingest", "check"
"""What Slack calls the forms when they are sent."""

VIEW = 100
"""Blocks of a view. Source: https://docs.slack.dev/reference/block-kit/blocks"""

TYPED = 3_000
"""Characters of an input. Source: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element"""

VALUE = 150
"""Characters of an option's value. Source: https://docs.slack.dev/reference/block-kit/composition-objects/option-object"""

FILES = 10
"""Files at once. Source: https://docs.slack.dev/reference/block-kit/block-elements/file-input-element"""

OFFERED = 25
"""Names or titles offered at once. Slack shows 100, of which nobody reads the last."""


def home(welcome: Reply, shared: Sequence[Reply]) -> dict[str, Any]:
    """What the app's own tab shows: what is on file, how to ask, and what one shared last, as far as there is room."""
    blocks = [*render.view_blocks(welcome), DividerBlock(), header("What you shared last")]
    if not shared:
        blocks.append(small("Nothing yet. Share, below a quote, shows it to the channel."))
    for reply in shared:
        more = [DividerBlock(), *render.view_blocks(reply)]
        blocks += more if len(blocks) + len(more) <= VIEW else []
    return View(type="home", blocks=blocks).to_dict()


def ask() -> dict[str, Any]:
    """The form that asks the desk: a name or an article, completed while one types, or free words."""
    questions = [
        Option(value=name, text=plain(name.capitalize(), LABEL), description=plain(command.about, LABEL))
        for name, command in COMMANDS.items()
        if name not in {"help", "cite", "explain"}
    ]
    chosen = StaticSelectElement(action_id="question", options=questions, initial_option=questions[0])
    blocks: list[Block] = [
        InputBlock(block_id="question", label=_said("Question"), element=chosen),
        _optional("name", "Whose words", _completed("offer:name", "A name or part of one")),
        _optional("article", "Article", _completed("offer:article", "A title or part of one")),
        _optional("words", "Or words", PlainTextInputElement(action_id="words", max_length=TYPED)),
    ]
    return _form(ASK, "Ask the desk", "Ask", blocks)


def ingest() -> dict[str, Any]:
    """The form that files an article: a pasted text, an address, or files. What kind a file is, its bytes tell."""
    pasted = PlainTextInputElement(action_id="text", multiline=True, max_length=TYPED)
    blocks = [
        _optional("text", "The article, or the address of its page", pasted),
        _optional("files", "Or files, for anything longer", FileInputElement(action_id="files", max_files=FILES)),
    ]
    return _form(INGEST, "File an article", "File", blocks)


def check() -> dict[str, Any]:
    """The form that checks a draft: a pasted text, or a file. What kind a file is, its bytes tell."""
    pasted = PlainTextInputElement(action_id="text", multiline=True, max_length=TYPED)
    blocks = [
        _optional("text", "The draft, or a part of it", pasted),
        _optional(
            "files", "Or its file (.docx, .pdf, .html, .md, .txt)", FileInputElement(action_id="files", max_files=1)
        ),
    ]
    return _form(CHECK, "Check a draft", "Check", blocks)


def offered(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """What a menu offers while one types."""
    return [_option(one).to_dict() for one in offers if len(one.value) <= VALUE]


def _option(offer: Offer) -> Option:
    hint = plain(offer.hint, LABEL) if offer.hint else None
    return Option(value=offer.value, text=plain(offer.label, LABEL), description=hint)


def _completed(action: str, asks: str) -> ExternalDataSelectElement:
    return ExternalDataSelectElement(action_id=action, placeholder=_said(asks), min_query_length=1)


def _optional(name: str, label: str, element: InputInteractiveElement) -> InputBlock:
    return InputBlock(block_id=name, label=_said(label), element=element, optional=True)


def _form(callback: str, title: str, submit: str, blocks: Sequence[Block]) -> dict[str, Any]:
    return View(
        type="modal",
        callback_id=callback,
        title=_said(title),
        submit=_said(submit),
        close=_said("Cancel"),
        blocks=list(blocks),
    ).to_dict()


def _said(text: str) -> PlainTextObject:
    return PlainTextObject(text=text, emoji=False)
