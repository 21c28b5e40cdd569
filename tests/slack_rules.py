"""What Slack takes: the limits and shapes of its documentation, and what is wrong with a payload that breaks one.

Written from the documentation and from nothing of ours, so that our renderer and these rules can't be wrong together.
A rule is a function of a value and of the place where it stands; it tells every fault that it finds.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Payload = dict[str, Any]
Faults = Iterator[str]
Rule = Callable[[Any, str], Faults]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
"""Source: https://docs.slack.dev/reference/block-kit/blocks"""

MESSAGE_TEXT = 40_000
"""What is longer is cut off. Source: https://docs.slack.dev/reference/methods/chat.postMessage"""

UPDATED_TEXT = 4_000
"""Characters of `text` that may replace another. Source: https://docs.slack.dev/reference/methods/chat.update"""

WORDS_IN_BLOCKS = 13_000
"""Characters in all blocks of a message before msg_blocks_too_long; measured, not documented.

Source: https://github.com/slackapi/bolt-js/issues/2509
"""

MARKDOWN = 12_000
"""Characters in all markdown blocks together. Source: https://docs.slack.dev/reference/block-kit/blocks/markdown-block"""

VIEW_BYTES = 250_000
"""Source: https://docs.slack.dev/reference/methods/views.open (view_too_large)"""

ID = 255
"""Characters of a block_id, an action_id, a callback_id, an external_id. Source: the pages of each."""


def anything(value: Any, where: str) -> Faults:
    """No rule: the documentation states none."""
    yield from ()


def flag(value: Any, where: str) -> Faults:
    """Either true or false."""
    if not isinstance(value, bool):
        yield f"{where} is neither true nor false"


def string(most: int, least: int = 1) -> Rule:
    """A text of so many characters."""

    def rule(value: Any, where: str) -> Faults:
        if not isinstance(value, str):
            yield f"{where} is no text but {type(value).__name__}"
        elif not least <= len(value) <= most:
            yield f"{where} has {len(value)} characters, not {least} to {most}"

    return rule


def number(most: int, least: int = 0) -> Rule:
    """A whole number in a range."""

    def rule(value: Any, where: str) -> Faults:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield f"{where} is not a number from {least} to {most}"

    return rule


def one_of(*values: str) -> Rule:
    """One of a few words."""

    def rule(value: Any, where: str) -> Faults:
        if value not in values:
            yield f"{where} is {value!r}, not one of {', '.join(values)}"

    return rule


def several(item: Rule, most: int, least: int = 1) -> Rule:
    """A list of so many items, each under the same rule."""

    def rule(value: Any, where: str) -> Faults:
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        if not least <= len(value) <= most:
            yield f"{where} has {len(value)} items, not {least} to {most}"
        for order, one in enumerate(value):
            yield from item(one, f"{where}[{order}]")

    return rule


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others; "type" has been looked at before."""
    known = {"type": anything, **required, **(optional or {})}

    def rule(value: Any, where: str) -> Faults:
        if not isinstance(value, dict):
            yield f"{where} is no object"
            return
        yield from (f"{where} has no {name}" for name in required if value.get(name) is None)
        for name, one in value.items():
            if name not in known:
                yield f"{where}.{name} is not documented"
            elif one is None:
                yield f"{where}.{name} is null"
            else:
                yield from known[name](one, f"{where}.{name}")

    return rule


def typed(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose "type" names the rule that it is under."""

    def rule(value: Any, where: str) -> Faults:
        kind = str(value.get("type")) if isinstance(value, dict) else ""
        if kind not in kinds:
            yield f"{where} is of type {kind!r}, which does not stand there"
        else:
            yield from kinds[kind](value, f"{where} ({kind})")

    return rule


def also(first: Rule, *more: Rule) -> Rule:
    """Under several rules at once."""

    def rule(value: Any, where: str) -> Faults:
        for one in (first, *more):
            yield from one(value, where)

    return rule


def _either(*names: str) -> Rule:
    def rule(value: Any, where: str) -> Faults:
        if isinstance(value, dict) and not any(value.get(name) for name in names):
            yield f"{where} has neither {' nor '.join(names)}"

    return rule


def _mentions_no_crowd(value: Any, where: str) -> Faults:
    """Text that Slack reads as markup must not call a whole channel or a group of users.

    Source: https://docs.slack.dev/messaging/formatting-message-text#special-mentions
    """
    if isinstance(value, str) and any(sign in value for sign in ("<!channel", "<!here", "<!everyone", "<!subteam")):
        yield f"{where} mentions a crowd"


# Text. Source: https://docs.slack.dev/reference/block-kit/composition-objects/text-object
def plain(most: int) -> Rule:
    """A plain_text object."""
    return typed({"plain_text": shape({"text": string(most)}, {"emoji": flag})})


def marked(most: int) -> Rule:
    """A text object that may be mrkdwn."""
    mrkdwn = shape({"text": also(string(most), _mentions_no_crowd)}, {"verbatim": flag})
    return typed({"plain_text": shape({"text": string(most)}, {"emoji": flag}), "mrkdwn": mrkdwn})


# Source: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
CONFIRM = shape(
    {"title": plain(100), "text": marked(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
# Source: https://docs.slack.dev/reference/block-kit/composition-objects/option-object
OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
MARKED_OPTION = shape({"text": marked(75), "value": string(150)}, {"description": marked(75)})
OVERFLOW_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": string(3_000)})
# Source: https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object
OPTIONS = several(OPTION, 100)
OPTION_GROUPS = several(shape({"label": plain(75), "options": OPTIONS}), 100)
DISPATCH = shape({"trigger_actions_on": several(one_of("on_enter_pressed", "on_character_entered"), 2)})
IMAGE_FILE = also(shape({}, {"id": string(ID), "url": string(3_000)}), _either("id", "url"))
_ACTION = {"action_id": string(ID)}
_FOCUS: dict[str, Rule] = {**_ACTION, "focus_on_load": flag, "placeholder": plain(150)}
_CONFIRM: dict[str, Rule] = {"confirm": CONFIRM}


# Elements. Source of each: https://docs.slack.dev/reference/block-kit/block-elements and the page of its name
def _selects(prefix: str, more: Mapping[str, Rule]) -> dict[str, Rule]:
    common: dict[str, Rule] = {**_FOCUS, **_CONFIRM, **more}
    listed: dict[str, Rule] = {"options": OPTIONS, "option_groups": OPTION_GROUPS}
    first: dict[str, Rule] = {"initial_option": OPTION} if prefix == "" else {"initial_options": OPTIONS}
    shapes: dict[str, Rule] = {
        f"{prefix}static_select": also(shape({}, {**common, **listed, **first}), _either("options", "option_groups")),
        f"{prefix}external_select": shape({}, {**common, **first, "min_query_length": number(ID)}),
    }
    for what in ("users", "conversations", "channels"):
        optional = dict.fromkeys(
            (f"initial_{what}", f"initial_{what[:-1]}", "default_to_current_conversation", "response_url_enabled"),
            anything,
        )
        shapes[f"{prefix}{what}_select"] = shape({}, {**common, **optional, "filter": anything})
    return shapes


SELECTS = _selects("", {}) | _selects("multi_", {"max_selected_items": number(1_000, 1)})
BUTTON = shape(
    {"text": plain(75)},
    {
        **_ACTION,
        **_CONFIRM,
        "url": string(3_000),
        "value": string(2_000),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
)
PICKERS: dict[str, Rule] = {
    "button": BUTTON,
    "overflow": shape({"options": several(OVERFLOW_OPTION, 5)}, {**_ACTION, **_CONFIRM}),
    "checkboxes": shape(
        {"options": several(MARKED_OPTION, 10)},
        {**_ACTION, **_CONFIRM, "initial_options": several(MARKED_OPTION, 10), "focus_on_load": flag},
    ),
    "radio_buttons": shape(
        {"options": several(MARKED_OPTION, 10)},
        {**_ACTION, **_CONFIRM, "initial_option": MARKED_OPTION, "focus_on_load": flag},
    ),
    "datepicker": shape({}, {**_FOCUS, **_CONFIRM, "initial_date": string(10, 10)}),
    "timepicker": shape({}, {**_FOCUS, **_CONFIRM, "initial_time": string(5, 5), "timezone": string(ID)}),
    **SELECTS,
}
IMAGE = also(
    shape({"alt_text": string(2_000)}, {"image_url": string(3_000), "slack_file": IMAGE_FILE}),
    _either("image_url", "slack_file"),
)
_LENGTHS = {"min_length": number(3_000), "max_length": number(3_000, 1)}
INPUTS: dict[str, Rule] = {
    **{kind: rule for kind, rule in PICKERS.items() if kind not in {"button", "overflow"}},
    "plain_text_input": shape(
        {},
        {
            **_FOCUS,
            **_LENGTHS,
            "multiline": flag,
            "initial_value": string(3_000, 0),
            "dispatch_action_config": DISPATCH,
        },
    ),
    "email_text_input": shape({}, {**_FOCUS, "initial_value": string(3_000, 0), "dispatch_action_config": DISPATCH}),
    "url_text_input": shape({}, {**_FOCUS, "initial_value": string(3_000, 0), "dispatch_action_config": DISPATCH}),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        {
            **_FOCUS,
            **dict.fromkeys(("initial_value", "min_value", "max_value"), string(ID)),
            "dispatch_action_config": DISPATCH,
        },
    ),
    "file_input": shape({}, {**_ACTION, "filetypes": several(string(ID), 100), "max_files": number(10, 1)}),
    "rich_text_input": shape({}, {**_FOCUS, "initial_value": anything, "dispatch_action_config": DISPATCH}),
}

# Rich text. Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
_STYLED = {"style": STYLE}
RICH: dict[str, Rule] = {
    "text": shape({"text": string(MESSAGE_TEXT)}, _STYLED),
    "link": shape({"url": string(3_000)}, {**_STYLED, "text": string(MESSAGE_TEXT), "unsafe": flag}),
    "user": shape({"user_id": string(ID)}, _STYLED),
    "channel": shape({"channel_id": string(ID)}, _STYLED),
    "emoji": shape({"name": string(ID)}, {"unicode": string(ID), "skin_tone": number(6)}),
    "date": shape({"timestamp": number(2**40), "format": string(ID)}, {"url": string(3_000), "fallback": string(ID)}),
}
_WORDS = several(typed(RICH), 1_000)
_SECTION = typed({"rich_text_section": shape({"elements": _WORDS})})
RICH_PARTS: dict[str, Rule] = {
    "rich_text_section": shape({"elements": _WORDS}),
    "rich_text_quote": shape({"elements": _WORDS}, {"border": number(1)}),
    "rich_text_preformatted": shape(
        {"elements": several(typed({kind: RICH[kind] for kind in ("text", "link")}), 1_000)}, {"border": number(1)}
    ),
    "rich_text_list": shape(
        {"elements": several(_SECTION, 1_000), "style": one_of("bullet", "ordered")},
        {"indent": number(8), "offset": number(1_000_000), "border": number(1)},
    ),
}
RICH_TEXT = shape({"elements": several(typed(RICH_PARTS), 1_000)}, {"block_id": string(ID)})


# Blocks. Source of each: https://docs.slack.dev/reference/block-kit/blocks and the page of its name
def _block(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    return shape(required, {"block_id": string(ID), **(optional or {})})


ACCESSORIES: dict[str, Rule] = {**PICKERS, "image": IMAGE}
CELLS: dict[str, Rule] = {"raw_text": shape({"text": string(MESSAGE_TEXT)}), "rich_text": RICH_TEXT}
BLOCKS: dict[str, Rule] = {
    "actions": _block({"elements": several(typed(PICKERS), 25)}),
    "context": _block(
        {"elements": several(typed({"image": IMAGE, **dict.fromkeys(("plain_text", "mrkdwn"), marked(3_000))}), 10)}
    ),
    "divider": _block({}),
    "header": _block({"text": plain(150)}),
    "image": also(
        _block(
            {"alt_text": string(2_000)}, {"image_url": string(3_000), "slack_file": IMAGE_FILE, "title": plain(2_000)}
        ),
        _either("image_url", "slack_file"),
    ),
    "markdown": _block({"text": also(string(MARKDOWN), _mentions_no_crowd)}),
    "rich_text": RICH_TEXT,
    "section": also(
        _block(
            {},
            {
                "text": marked(3_000),
                "fields": several(marked(2_000), 10),
                "accessory": typed(ACCESSORIES),
                "expand": flag,
            },
        ),
        _either("text", "fields"),
    ),
    "table": _block({"rows": several(several(typed(CELLS), 20), 100)}, {"column_settings": several(anything, 20)}),
}
INPUT = _block(
    {"label": plain(2_000), "element": typed(INPUTS)}, {"hint": plain(2_000), "optional": flag, "dispatch_action": flag}
)
MESSAGE_KINDS = typed({**BLOCKS, "input": INPUT})
VIEW_KINDS = typed(
    {**{kind: rule for kind, rule in BLOCKS.items() if kind not in {"markdown", "table"}}, "input": INPUT}
)


def message_faults(message: Payload) -> list[str]:
    """What is wrong with a message: its text, its blocks, and that at least one of them is there."""
    text, blocks = message.get("text"), message.get("blocks")
    return [
        *_text_faults(text, bool(blocks)),
        *(_block_faults(blocks, MESSAGE_KINDS, MESSAGE_BLOCKS) if blocks else ()),
    ]


def _text_faults(text: Any, has_blocks: bool) -> Faults:
    if text:
        yield from also(string(MESSAGE_TEXT), _mentions_no_crowd)(text, "text")
    elif has_blocks:
        # The page asks for it: without it, a screen reader and a notification say nothing.
        yield "a message with blocks has no text"
    else:
        yield "no_text: a message has neither text nor blocks"


def too_many_words(message: Payload) -> bool:
    """Whether the blocks of a message hold more than Slack takes in all."""
    return len("".join(texts(message.get("blocks") or []))) > WORDS_IN_BLOCKS


def view_faults(view: Payload) -> list[str]:
    """What is wrong with a modal or an App Home.

    Source: https://docs.slack.dev/reference/views/modal-views and /home-tab-views
    """
    return [*_view_faults(view)]


def _view_faults(view: Payload) -> Faults:
    modal = view.get("type") == "modal"
    own: dict[str, Rule] = {
        "private_metadata": string(3_000, 0),
        "callback_id": string(ID, 0),
        "external_id": string(ID, 0),
    }
    if modal:
        titles: dict[str, Rule] = dict.fromkeys(("close", "submit"), plain(24))
        own |= {**titles, "clear_on_close": flag, "notify_on_close": flag, "submit_disabled": flag}
    rule = shape({"blocks": anything, **({"title": plain(24)} if modal else {})}, own)
    yield from typed({"modal": rule, "home": rule})(view, "view")
    blocks: Any = view.get("blocks")
    yield from _block_faults(blocks, VIEW_KINDS, VIEW_BLOCKS, least=0)
    asks = any(block.get("type") == "input" for block in blocks or ())
    if modal and asks and not view.get("submit"):
        yield "a modal with an input block has no submit"
    if not modal and any(element.get("type") == "file_input" for element in elements(view)):
        yield "file_input stands in modals only"
    if len(json.dumps(view)) > VIEW_BYTES:
        yield "view_too_large"


def _block_faults(blocks: Any, kinds: Rule, most: int, least: int = 1) -> Faults:
    yield from several(kinds, most, least)(blocks, "blocks")
    named = [block for block in blocks or () if isinstance(block, dict)] if isinstance(blocks, list) else []
    yield from _repeated("block_id", named, "blocks")
    for block in named:
        yield from _repeated("action_id", list(elements(block)), f"block {block.get('block_id') or block.get('type')}")
    words = sum(len(block.get("text", "")) for block in named if block.get("type") == "markdown")
    if words > MARKDOWN:
        yield f"markdown blocks have {words} characters together, not up to {MARKDOWN}"
    if sum(block.get("type") == "table" for block in named) > 1:
        yield "only one table stands in a message"


def _repeated(name: str, things: Sequence[Payload], where: str) -> Faults:
    times = Counter(thing[name] for thing in things if thing.get(name))
    yield from (f"{where}: {name} {value!r} stands {count} times" for value, count in times.items() if count > 1)


def options_faults(answer: Any) -> list[str]:
    """What is wrong with the answer to a select that asks for its options.

    Source: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
    """
    if not isinstance(answer, dict) or not answer.keys() & {"options", "option_groups"}:
        return ["the answer to a select has neither options nor option_groups"]
    groups = several(shape({"label": plain(75), "options": several(OPTION, 100, 0)}), 100, 0)
    return [*shape({}, {"options": several(OPTION, 100, 0), "option_groups": groups})(answer, "options")]


def unfurl_faults(unfurls: Any, links: Sequence[str]) -> list[str]:
    """What is wrong with an unfurl: each must be of a link that stands in the message, written just as it stands there.

    Source: https://docs.slack.dev/reference/methods/chat.unfurl
    """
    if not isinstance(unfurls, dict) or not unfurls:
        return ["missing_unfurls"]
    foreign = [f"cannot_unfurl_url: {address} is no link of the message" for address in unfurls if address not in links]
    blocks = [
        fault for one in unfurls.values() for fault in _block_faults(one.get("blocks"), MESSAGE_KINDS, MESSAGE_BLOCKS)
    ]
    return [*foreign, *blocks]


def submission_faults(answer: Payload, view: Payload) -> list[str]:
    """What is wrong with the answer to a submitted view.

    Source: https://docs.slack.dev/surfaces/modals#updating_response
    """
    action = answer.get("response_action")
    if not answer or action == "clear":
        return []
    if action in {"update", "push"}:
        return view_faults(answer["view"])
    if action != "errors":
        return [f"response_action is {action!r}"]
    inputs = {block.get("block_id") for block in view["blocks"] if block["type"] == "input"}
    return [f"there is no input block {name!r} for an error" for name in answer["errors"] if name not in inputs]


def elements(value: Any) -> Iterator[Payload]:
    """Everything to press, to choose or to fill in, in reading order."""
    if isinstance(value, list):
        for item in value:
            yield from elements(item)
    elif isinstance(value, dict):
        if value.get("type") in PICKERS or value.get("type") in INPUTS:
            yield value
            return
        for name in ("blocks", "elements", "accessory", "element"):
            yield from elements(value.get(name))


def texts(value: Any) -> Iterator[str]:
    """Every text that is drawn, in reading order, labels of what can be pressed among them."""
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        if value.get("type") == "user":
            yield f"<@{value['user_id']}>"
        if value.get("type") == "link" and "text" not in value:
            yield value["url"]
        for name in _DRAWN:
            yield from texts(value.get(name))


_DRAWN = (
    "title", "text", "label", "fields", "blocks", "rows", "elements", "element", "accessory", "placeholder", "options",
    "option_groups", "description", "hint", "submit", "close",
)  # fmt: skip


def drawn(payload: Payload) -> str:
    """What a person reads in a message or a view: its blocks, a line each, or its text where it has none."""
    blocks = payload.get("blocks")
    if not blocks:
        return str(payload.get("text") or "")
    head = [*texts(payload.get("title"))]
    return "\n".join([*head, *("".join(_spaced(block)) for block in blocks), *texts(payload.get("submit"))])


def _spaced(block: Payload) -> Iterator[str]:
    if block.get("type") == "rich_text":
        for part in block["elements"]:
            yield from (*texts(part), "\n")
    else:
        yield " | ".join(texts(block))
