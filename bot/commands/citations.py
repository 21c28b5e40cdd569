"""A quotation with its source in the style that a newsroom writes: what is not known is left out, never filled in.

Words stay as they are printed, their last sign too, so that each style leads to them or stands behind them. Source: AP Stylebook
(attribution, dates: months are shortened before a day, but for March to July), Chicago Manual of Style 14.191 (news articles in notes).
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from babel.dates import format_date

from bot.model import Grade, PrintedDate, Source, Utterance
from bot.phrasing import caveats, citation_text, words_of
from bot.reply import Pull

_LOCALE = "en_US"
_WHOLE = frozenset({3, 4, 5, 6, 7})
"""Months that AP never shortens."""

_SEPTEMBER = 9


def in_ap(pull: Pull) -> str:
    """As in a news text: "Ana Ruiz said, as quoted by The Ledger on June 7, 2025: “…” https://…"."""
    source = pull.utterance.source
    outlet, printed = _outlet(source), _date(source, short=True)
    where = " ".join(filter(None, (f"as quoted by {outlet}" if outlet else "", f"on {printed}" if printed else "")))
    who = _speaker(pull.utterance)
    told = ", ".join(filter(None, (f"{who} said" if who else "", where)))
    lead = f"{told[0].upper()}{told[1:]}: " if told else ""
    return " ".join(filter(None, (lead + _words(pull), source.url, _standing(source))))


def in_chicago(pull: Pull) -> str:
    """The words with a note: Ana Ruiz, quoted in Ines Okafor, “Bridge to close,” The Ledger, June 7, 2025, https://…."""
    source = pull.utterance.source
    headline = f"“{_headline(source)},”" if _headline(source) else ""
    known = filter(None, (_byline(source), headline, _outlet(source), _date(source), source.url))
    printed = ", ".join(known).replace(f"{headline}, ", f"{headline} ") if headline else ", ".join(known)
    note = ", quoted in ".join(filter(None, (_speaker(pull.utterance), printed)))
    return " ".join(filter(None, (_words(pull), f"{note}." if note else "", _standing(source))))


def in_plain(pull: Pull) -> str:
    """The words, then everything that is known, and what is not known told as that."""
    return citation_text(pull)


STYLES: Mapping[str, tuple[str, Callable[[Pull], str]]] = MappingProxyType(
    {"plain": ("Plain", in_plain), "ap": ("AP", in_ap), "chicago": ("Chicago", in_chicago)}
)
"""Every style by the word that asks for it: what it is called, and how it cites."""


def _words(pull: Pull) -> str:
    return "".join(words for _, words in words_of(pull))


def _speaker(utterance: Utterance) -> str:
    lead = utterance.lead
    if lead.speaker:
        return lead.speaker.name
    return lead.printed if lead.grade is Grade.DESCRIBED and lead.printed else ""


def _outlet(source: Source) -> str:
    return (source.retold_from.source if source.retold_from else source.outlet) or ""


def _byline(source: Source) -> str:
    return (source.retold_from.author if source.retold_from else source.byline) or ""


def _headline(source: Source) -> str:
    if source.retold_from:
        return source.retold_from.headline or ""
    return "" if source.headline_derived else source.headline or ""


def _date(source: Source, *, short: bool = False) -> str:
    if source.retold_from:
        return source.retold_from.date or ""
    return _dated(source.published, short=short) if source.published else ""


def _dated(printed: PrintedDate, *, short: bool) -> str:
    """A date as precisely as it is known, as Americans write it."""
    iso = printed.iso[: len("2025-06-07")]
    if len(iso) == len("2025"):
        return iso
    if len(iso) == len("2025-06"):
        return format_date(date.fromisoformat(f"{iso}-01"), "MMMM y", locale=_LOCALE)
    day = date.fromisoformat(iso)
    if not short or day.month in _WHOLE:
        return format_date(day, "MMMM d, y", locale=_LOCALE)
    month = "Sept" if day.month == _SEPTEMBER else format_date(day, "MMM", locale=_LOCALE)
    return format_date(day, f"'{month}.' d, y", locale=_LOCALE)


def _standing(source: Source) -> str:
    """What became of the article since, in brackets."""
    told = "; ".join(caveats(source))
    return f"[{told}]" if told else ""
