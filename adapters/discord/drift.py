"""Where the commands that Discord knows are others than ours. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

COMMAND = (
    "description",
    "description_localizations",
    "options",
    "contexts",
    "integration_types",
    "default_member_permissions",
    "nsfw",
)
OPTION = (
    "type",
    "name",
    "description",
    "description_localizations",
    "required",
    "choices",
    "autocomplete",
    "min_length",
    "max_length",
)
"""What is compared of a command and of its options; what Discord adds (ids, versions) does not count.

Source: https://discord.com/developers/docs/interactions/application-commands#application-command-object
"""

MENU = 3
"""The type of a message's menu. Source: as above (application command types)"""


def drift(theirs: Sequence[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where the commands that Discord knows are others than ours: missing, extra, or with something else in them."""
    known, wanted = _by_name(theirs), _by_name(ours)
    missing = [f"{name} is missing" for name in wanted if name not in known]
    extra = [f"{name} is not ours" for name in known if name not in wanted]
    other = [
        f"{name} differs in {field.replace('_', ' ')}"
        for name in wanted
        if name in known
        for field in COMMAND
        if not _same(known[name].get(field), wanted[name].get(field))
    ]
    return [*missing, *extra, *other]


def _by_name(commands: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {_named(command): command for command in commands}


def _named(command: Mapping[str, Any]) -> str:
    name = str(command.get("name", ""))
    return f"*{name}*" if command.get("type") == MENU else f"/{name}"


def _same(theirs: Any, ours: Any) -> bool:
    """Whether both say the same; what is left out is the same as nothing."""
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        return all(_same_item(one, other) for one, other in zip(_sorted(theirs), _sorted(ours), strict=True))
    return theirs == ours or not (theirs or ours)


def _same_item(theirs: Any, ours: Any) -> bool:
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return all(_same(theirs.get(field), ours.get(field)) for field in OPTION)
    return bool(theirs == ours)


def _sorted(items: list[Any]) -> list[Any]:
    """Numbers in order, since theirs is not ours; options as they stand, since theirs is what people see."""
    return sorted(items) if all(isinstance(item, int) for item in items) else items
