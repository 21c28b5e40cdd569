"""How names, titles and typed words are shown where there is little room: shortened after whole words."""

import re

SHORT = 60
"""Characters of a choice's label. Source: Slack's button text holds 75, Discord's label 80."""

TYPED = 100
"""Characters of what was typed that are shown back."""

_NUMBER = re.compile(r"#(\d{1,18})")


def label(text: str) -> str:
    """A label for a button."""
    return shortened(text, SHORT)


def shortened(text: str, length: int) -> str:
    """The text, cut after a whole word where it is longer, with "…" for the rest; never over `length` characters."""
    if len(text) <= length:
        return text
    room = text[: length - 2]
    return f"{room.rsplit(' ', 1)[0] if ' ' in room else room} …"


def number_in(typed: str) -> int | None:
    """The number of "#12", which stands for what is on file under it; None where something else was typed."""
    match = _NUMBER.fullmatch(typed)
    return int(match.group(1)) if match else None
