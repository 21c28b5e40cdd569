"""What programs may send and what they get, as OpenAPI, made from COMMANDS and from the shape of replies. Pure.

Source: https://spec.openapis.org/oas/v3.1.0
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.commands import COMMANDS
from bot.commands.command import Command, Option
from bot.reply import SHAPE, Part, Reply
from bot.request import Question

ASK = "/api/v1/ask"
DESCRIPTION = "/api/v1/openapi.json"

Schema = dict[str, Any]


@cache
def description() -> Schema:
    """The whole description."""
    answers = {
        "200": _answer("The answer.", _ref(Reply)),
        **{status: _answer(told, {"$ref": "#/components/schemas/Fault"}) for status, told in _FAULTS.items()},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Quotedesk",
            "version": str(SHAPE),
            "description": "What was said, by whom, and where it was printed: one newsroom's archive, to the word.",
        },
        "paths": {
            ASK: {
                "post": {
                    "operationId": "ask",
                    "summary": "Put a question; those that an answer holds are put in the same way.",
                    "security": [{"key": []}],
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {"schema": {"oneOf": [_asked(one) for one in COMMANDS.values()]}}
                        },
                    },
                    "responses": answers,
                }
            }
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Fault": _FAULT, **_schemas()},
        },
    }


_FAULTS: Mapping[str, str] = {
    "400": "The question can't be answered as it was put.",
    "401": "The key opens nothing.",
    "429": "So much was asked that others would have to wait.",
    "500": "The desk can't answer; the reference in the sentence is in its log.",
    "503": "The desk is busy.",
}
_FAULT: Schema = {
    "type": "object",
    "description": "What was wrong, a sentence for people, and what to do.",
    "properties": {"error": {"type": "string"}, "hint": {"type": "string"}},
    "required": ["error", "hint"],
    "additionalProperties": False,
}


def _answer(told: str, schema: Schema) -> Schema:
    return {"description": told, "content": {"application/json": {"schema": schema}}}


def _asked(command: Command) -> Schema:
    """A question as it is sent."""
    options = [command.subject, *command.options]
    return {
        "type": "object",
        "title": command.name,
        "description": command.about,
        "properties": {
            "command": {"const": command.name},
            "options": {
                "type": "object",
                "properties": {option.name: _option(option) for option in options},
                "additionalProperties": False,
            },
        },
        "required": ["command"],
        "additionalProperties": False,
        "example": {"command": command.name, "options": {command.subject.name: command.subject.value}},
    }


def _option(option: Option) -> Schema:
    return {"type": "string", "maxLength": option.longest, "description": option.about}


# --- the shape of replies, as `bot.reply.as_data` writes them


def _schemas() -> dict[str, Schema]:
    """Everything that a reply is made of, by name."""
    found: dict[str, Schema] = {}
    waiting: list[type] = [Reply]
    while waiting:
        kind = waiting.pop()
        if kind.__name__ not in found:
            found[kind.__name__] = _object(kind)
            waiting += [one for hint in get_type_hints(kind).values() for one in _objects_in(hint)]
    return found


def _objects_in(hint: Any) -> list[type]:
    """The kinds of objects that a field may hold."""
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [kind for one in get_args(hint) for kind in _objects_in(one)]


def _object(kind: type) -> Schema:
    if kind is Question:
        texts = {"type": "object", "additionalProperties": {"type": "string"}}
        return _closed({"command": {"type": "string"}, "options": texts})
    hints = get_type_hints(kind)
    assert is_dataclass(kind)
    own = {field.name: _of(hints[field.name]) for field in fields(kind)}
    if kind is Reply:
        own = {"shape": {"const": SHAPE}, **own}
    if kind in get_args(Part):
        own = {"part": {"const": kind.__name__.lower()}, **own}
    return _closed(own)


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _of(hint: Any) -> Schema:
    """What a field of this kind is written as."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _ref(hint)
    if get_origin(hint) in {Union, UnionType}:
        return {"anyOf": [_of(one) for one in get_args(hint)]}
    if get_origin(hint) is tuple:
        return _list(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [one.value for one in hint]}
    return dict(_PLAIN[hint])


def _list(items: tuple[Any, ...]) -> Schema:
    if items[-1] is Ellipsis:
        return {"type": "array", "items": _of(items[0])}
    return {"type": "array", "prefixItems": [_of(one) for one in items], "minItems": len(items), "maxItems": len(items)}


_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
}


def _ref(kind: type) -> Schema:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}
