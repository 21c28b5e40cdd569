"""Who is quoted in one article, and how often."""

from collections import Counter
from collections.abc import Sequence

from bot.commands.shown import label
from bot.model import Quote, Version
from bot.phrasing import count, speaker_text
from bot.reply import Choice, Choices, Facts, Part
from bot.request import Question

LISTED = 12
"""Speakers named one by one; the others are only counted."""

OFFERED = 5
"""Speakers whose other quotes are offered beside an article."""


def quoted_in(version: Version) -> tuple[Part, ...]:
    """Everybody quoted, the most often first, with ways on to all their quotes; nothing where nobody is."""
    speech = [quote for quote in version.quotes if quote.speech]
    if not speech:
        return ()
    often = Counter(speaker_text(quote) for quote in speech).most_common()
    rest = sum(times for _, times in often[LISTED:])
    rows = [*often[:LISTED], *([(count(len(often) - LISTED, "other"), rest)] if rest else [])]
    facts = Facts(tuple((who, count(times, "quoted passage")) for who, times in rows))
    choices = _choices(speech)
    return (facts, Choices("All their quotes:", choices)) if choices else (facts,)


def _choices(speech: Sequence[Quote]) -> tuple[Choice, ...]:
    speakers = Counter(quote.speaker for quote in speech if quote.speaker).most_common(OFFERED)
    return tuple(Choice(label(one.name), Question("quote", {"name": f"#{one.id}"})) for one, _ in speakers)
