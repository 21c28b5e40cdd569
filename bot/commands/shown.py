"""How names, titles and typed words are shown where there is little room: shortened after whole words."""

import re

from bot.phrasing import shortened_text

SHORT = 60
"""Characters of a choice's label. Source: Slack's button text holds 75, Discord's label 80."""

TYPED = 100
"""Characters of what was typed that are shown back."""

_NUMBERS = re.compile(r"#[0-9]{1,18}(?:\+[0-9]{1,18}){0,7}")


def label(text: str) -> str:
    """A label for a button."""
    return shortened_text(text, SHORT)


def numbers_in(typed: str) -> tuple[int, ...]:
    """The numbers of "#12" or "#12+15", which stand for what is on file under them; none where else was typed."""
    return tuple(int(number) for number in typed[1:].split("+")) if _NUMBERS.fullmatch(typed) else ()
