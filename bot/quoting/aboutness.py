"""Whom a quotation concerns, and why."""

from collections.abc import Sequence

from bot.model import About, Attribution
from bot.quoting.attribution import Choice
from bot.quoting.coreference import Cast
from bot.quoting.reading import Reading


def abouts(reading: Reading, cast: Cast, choices: Sequence[Choice], speech: Sequence[bool], attributions: Sequence[Attribution]) -> list[tuple[About, ...]]:
    """For each quotation, whom it concerns."""
    return [() for _ in choices]
