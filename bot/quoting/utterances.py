"""Which quotations were said in one breath."""

from collections.abc import Sequence

from bot.quoting.attribution import Choice


def utterance_numbers(choices: Sequence[Choice], speech: Sequence[bool]) -> list[int]:
    """A number for each quotation, from 0; neighbours by one mention share it, as do paragraphs reopened."""
    numbers: list[int] = []
    last: Choice | None = None
    number = -1
    for choice, said in zip(choices, speech, strict=True):
        if not said:
            number += 1
            numbers.append(number)
            last = None
            continue
        if last is None or not _goes_on(last, choice):
            number += 1
        numbers.append(number)
        last = choice
    return numbers


def _goes_on(earlier: Choice, later: Choice) -> bool:
    if earlier.mention is None or earlier.mention is not later.mention:
        return False
    return later.view.line.number - earlier.view.line.number <= 1
