"""/note: under which ground rule somebody said something; the answer offers to keep it, and a button does."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command, Option
from bot.commands.nothing import nothing_found
from bot.commands.shown import numbers_in
from bot.errors import AskError
from bot.model import Ground, Rule, Utterance
from bot.phrasing import rule_text
from bot.reply import Actions, Choice, Heading, Note, Part, Pull, Reply
from bot.request import Question

NONE = "none"
"""What takes a rule away."""

RULES = "on the record, background, embargo until 2026-12-01 08:00, or none"

MEANS = {
    Ground.RECORD: "It is said beside these words wherever they are shown.",
    Ground.BACKGROUND: "It is said beside these words wherever they are shown, and they can't be shared with a channel.",
    Ground.EMBARGO: "Until then it is said beside these words wherever they are shown, and they can't be shared with a channel.",
}

_NUMBER = re.compile(r"#?(\d+)\b\s*")
_UNTIL = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d{1,2}:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?", re.IGNORECASE)


def answer(ask: Ask) -> Reply:
    """The quote with the rule that holds for it, and the ways to keep the one that was given, or any."""
    found, typed = noted(ask)
    if isinstance(found, Reply):
        return found
    number = found.lead.id
    told = [Note(f"{rule_text(rule)[:1].upper()}{rule_text(rule)[1:]}. {MEANS[rule.ground]}") for rule in found.rules]
    offered = [rule_meant(ask, typed)] if typed else [Rule(Ground.RECORD), Rule(Ground.BACKGROUND), None]
    parts: tuple[Part, ...] = (
        Heading("Ground rule"),
        *caveats_on([found.source]),
        Pull(found),
        *(told or [Note("No ground rule is kept for these words.")]),
        Actions("Keep it as:", tuple(_way(number, rule) for rule in offered)),
        *(() if typed else (Note(f"An embargo is typed: /note #{number} embargo until 2026-12-01 08:00"),)),
    )
    return Reply(parts, 1, ask.question)


def noted(ask: Ask) -> tuple[Utterance | Reply, str]:
    """The quote that is meant, or a reply that says that none may be shown; and the rule as it was typed.

    Raises:
        AskError: no number was given.
    """
    typed = ask.typed("quote")
    if not typed:
        raise AskError("Which quote?", "/note #1 background; the number stands beside every quote.")
    begins = _NUMBER.match(typed)
    (number,) = (begins and numbers_in(f"#{begins[1]}")) or (0,)
    found = ask.archive.utterance(ask.newsroom, number, now=ask.now)
    remedy = "The number stands beside every quote: /quote isaacman."
    return (
        found or nothing_found(ask, "No quote of this number is on file", typed, remedy),
        ask.typed("rule") or (typed[begins.end() :] if begins else ""),
    )


def rule_meant(ask: Ask, typed: str) -> Rule | None:
    """The ground rule that was typed; None for no rule.

    Raises:
        AskError: it is none, or an embargo that is over or gives no day with its hour.
    """
    words = " ".join(typed.casefold().split())
    if words == NONE:
        return None
    if words in {"on the record", "record"}:
        return Rule(Ground.RECORD)
    if words in {"background", "on background"}:
        return Rule(Ground.BACKGROUND)
    if not re.match(r"(?:under )?embargo\b", words):
        raise AskError("That is no ground rule.", f"It is one of: {RULES}.")
    until = _moment(words, ask.member.zone if ask.member else "")
    if until <= ask.now:
        raise AskError("That embargo is over already.", "/note #1 on the record")
    return Rule(Ground.EMBARGO, until)


def _moment(words: str, zone: str) -> datetime:
    """When an embargo ends: in the zone that it gives, else in that of who asks, else in UTC."""
    found = _UNTIL.search(words)
    try:
        until = datetime.fromisoformat(f"{found[1]}T{found[2]:>05}{(found[3] or '').upper()}") if found else None
    except ValueError:
        until = None
    if until is None:
        raise AskError("Until when? An embargo needs a day and an hour.", "embargo until 2026-12-01 08:00")
    return (until if until.tzinfo else until.replace(tzinfo=ZoneInfo(zone or "UTC"))).astimezone(UTC)


def _way(number: int, rule: Rule | None) -> Choice:
    typed = _typed(rule)
    label = rule_text(rule).removeprefix("ground rule: ") if rule else "no rule"
    return Choice(f"{label[:1].upper()}{label[1:]}", Question("note", {"quote": f"#{number}", "rule": typed}))


def _typed(rule: Rule | None) -> str:
    """A rule as it is typed."""
    if rule is None:
        return NONE
    if rule.until:
        return f"embargo until {rule.until:%Y-%m-%d %H:%M}Z"
    return "on the record" if rule.ground is Ground.RECORD else "background"


COMMAND = Command(
    name="note",
    about="under which ground rule something was said: on the record, on background, or under embargo",
    subject=Option("quote", "the number that stands beside the quote, and the rule behind it", "#NUMBER RULE"),
    options=(Option("rule", "on the record, background, embargo until 2026-12-01 08:00, or none", "RULE"),),
    examples=("/note #1 background", "/note #1"),
    answer=answer,
)
