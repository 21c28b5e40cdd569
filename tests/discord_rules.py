"""What Discord takes: its own description of its API, which stands beside the project, and the limits that only its documentation tells.

Written from both and from nothing of ours, so that our renderer and these rules can't be wrong together.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import NOT_OURS

Payload = dict[str, Any]

DOCUMENT = Path(__file__).resolve().parents[1].parent / "shared" / "platforms" / "discord-openapi.json"

COMPONENTS = 40
"""Source: https://discord.com/developers/docs/components/reference#legacy-message-component-behavior"""

CHARACTERS = 4_000
"""Of all text displays together. Source: https://discord.com/developers/docs/components/reference#text-display"""

LABEL, CUSTOM_ID, BUTTONS, OPTIONS = 80, 100, 5, 25
"""Source: https://discord.com/developers/docs/components/reference"""

OPTION_LABEL = 100
"""Source: https://discord.com/developers/docs/components/reference#string-select-select-option-structure"""

COMPONENTS_V2 = 1 << 15
"""Source: https://discord.com/developers/docs/resources/message#message-object-message-flags"""

ROW, BUTTON, SELECT, SECTION, TEXT, FILE = 1, 2, 3, 9, 10, 13

needs_document = pytest.mark.skipif(
    not DOCUMENT.exists(), reason=f"Discord's description of its API is only {NOT_OURS}"
)


@cache
def _validator(schema: str) -> Draft202012Validator:
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{schema}", "components": document["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def schema_faults(schema: str, payload: Any) -> list[str]:
    """What Discord's description says is wrong with a body, by the name of its schema."""
    return [f"{fault.json_path}: {fault.message[:300]}" for fault in _validator(schema).iter_errors(payload)]


def components(value: Any) -> Iterator[Payload]:
    """Every component of a message, those inside others too, in reading order."""
    if isinstance(value, list):
        for one in value:
            yield from components(one)
    elif isinstance(value, dict) and "type" in value:
        yield value
        yield from components(value.get("components"))
        yield from components(value.get("accessory"))


def of_kind(payload: Payload, kind: int) -> list[Payload]:
    """The components of one kind."""
    return [one for one in components(payload["components"]) if one["type"] == kind]


def texts(payload: Payload) -> list[str]:
    """What stands in a message's text displays."""
    return [one["content"] for one in of_kind(payload, TEXT)]


def options(payload: Payload) -> list[Payload]:
    """What can be picked from a message's selects."""
    return [option for select in of_kind(payload, SELECT) for option in select["options"]]


def labels(payload: Payload) -> list[str]:
    """What can be pressed or picked, by its label."""
    return [one["label"] for one in (*of_kind(payload, BUTTON), *options(payload))]


def message_faults(payload: Payload) -> list[str]:
    """What Discord's documentation says is wrong with a message made of components."""
    return list(_faults(payload))


def _faults(payload: Payload) -> Iterator[str]:
    if not payload.get("flags", 0) & COMPONENTS_V2:
        yield "not flagged as made of components"
    if payload.get("allowed_mentions") != {"parse": []}:
        yield "mentions are not forbidden"
    yield from (f"{name} has no place beside components" for name in ("content", "embeds") if payload.get(name))
    if (count := sum(1 for _ in components(payload["components"]))) > COMPONENTS:
        yield f"{count} components"
    if (length := sum(map(len, texts(payload)))) > CHARACTERS:
        yield f"{length} characters"
    yield from (f"an empty text: {text!r}" for text in texts(payload) if not text.strip())
    yield from _pressing_faults(payload)


def _pressing_faults(payload: Payload) -> Iterator[str]:
    pressed = [one for one in components(payload["components"]) if "custom_id" in one]
    again = Counter(one["custom_id"] for one in pressed)
    yield from (f"custom_id {name} twice" for name, times in again.items() if times > 1)
    yield from (f"custom_id of {len(name)}" for name in again if not 1 <= len(name) <= CUSTOM_ID)
    yield from (f"label {label!r}" for label in labels(payload) if not label.strip() or len(label) > OPTION_LABEL)
    yield from (f"label {one['label']!r}" for one in of_kind(payload, BUTTON) if len(one["label"]) > LABEL)
    for row in of_kind(payload, ROW):
        kinds = [one["type"] for one in row["components"]]
        if not (kinds == [SELECT] or (set(kinds) == {BUTTON} and len(kinds) <= BUTTONS)):
            yield f"a row of {kinds}"
    for select in of_kind(payload, SELECT):
        values = [option["value"] for option in select["options"]]
        if (
            len(values) > OPTIONS
            or len(set(values)) < len(values)
            or not all(0 < len(one) <= CUSTOM_ID for one in values)
        ):
            yield f"options {values}"


@cache
def _document() -> Payload:
    document: Payload = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return document


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Every path of the API, those with the fewest parameters first."""
    paths = sorted(_document()["paths"], key=lambda path: (path.count("{"), -len(path)))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in paths]


def template_of(path: str) -> str | None:
    """The path of Discord's description that an address is of; None where it describes none."""
    return next((template for pattern, template in _templates() if pattern.fullmatch(path)), None)


@cache
def _body_validator(template: str, method: str) -> Draft202012Validator | None:
    operation = _document()["paths"][template].get(method, {})
    if "application/json" not in operation.get("requestBody", {}).get("content", {}):
        return None
    place = template.replace("~", "~0").replace("/", "~1")
    reference = f"#/paths/{place}/{method}/requestBody/content/application~1json/schema"
    whole = {name: _document()[name] for name in ("paths", "components")}
    return Draft202012Validator({"$ref": reference, **whole}, format_checker=Draft202012Validator.FORMAT_CHECKER)


def body_faults(method: str, path: str, body: Any) -> list[str]:
    """What Discord's description says is wrong with the body of a call; nothing where it stands beside no project."""
    if not DOCUMENT.exists():
        return []
    template = template_of(path)
    if template is None or method.lower() not in _document()["paths"][template]:
        return [f"no such call: {method} {path}"]
    validator = _body_validator(template, method.lower())
    if validator is None or body is None:
        return []
    return [f"{fault.json_path}: {fault.message[:300]}" for fault in validator.iter_errors(_ids_as_text(body))]


def _ids_as_text(body: Any) -> Any:
    """A body whose ids are text: Discord takes numbers, too, which discord.py sends and its description leaves out."""
    if isinstance(body, list):
        return [_ids_as_text(one) for one in body]
    if not isinstance(body, dict):
        return body
    return {
        key: str(value) if key.endswith("_id") and isinstance(value, int) else _ids_as_text(value)
        for key, value in body.items()
    }
