"""Which quotations were said in one breath."""

from collections.abc import Sequence

from bot.model import Attribution
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


def numbered(told: Sequence[Attribution], speech: Sequence[bool]) -> list[int]:
    """The same where only attributions are known: neighbours share a number if they share a speaker's mention."""
    numbers: list[int] = []
    for at, (who, said) in enumerate(zip(told, speech, strict=True)):
        same = (
            bool(numbers)
            and said
            and speech[at - 1]
            and who.mention is not None
            and who.mention == told[at - 1].mention
        )
        numbers.append(numbers[-1] + (not same) if numbers else 0)
    return numbers


def _goes_on(earlier: Choice, later: Choice) -> bool:
    if earlier.mention is None or earlier.mention is not later.mention:
        return False
    return later.view.line.number - earlier.view.line.number <= 1
