"""What a doctor tells of a platform as it is set up: checks, how each ended, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.desk import Desk
from bot.errors import QuotedeskError
from bot.reply import Facts, Heading, Note, Reply, Tone

SECONDS = 10
"""How long an answer may take before whoever is asked counts as out of reach."""

NETWORK = "Is the network up?"


class Finding(StrEnum):
    """How a check ended."""

    OK = "ok"
    WRONG = "wrong"
    OPEN = "not checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, how it ended, what was seen, and what to do."""

    what: str
    finding: Finding
    seen: str = ""
    remedy: str = ""


def report(platform: str, found: Sequence[Check]) -> Reply:
    """What was found, a line each, and what to do."""
    rows = tuple((one.what, " – ".join(word for word in (str(one.finding), one.seen) if word)) for one in found)
    remedies = tuple(Note(f"{one.what}: {one.remedy}", _TONES[one.finding]) for one in found if one.remedy)
    wrong = sum(one.finding is Finding.WRONG for one in found)
    return Reply((Heading(f"{platform}, as it is set up"), Facts(rows), *remedies), wrong)


_TONES = {Finding.OK: Tone.PLAIN, Finding.WRONG: Tone.WARNING, Finding.OPEN: Tone.HINT}


def archive(desk: Desk, tenant: str, otherwise: str = "", what: str = "newsroom") -> Check:
    """Whether a workspace or server has a newsroom whose archive can be read; `otherwise` is the one that it gets at the start."""
    try:
        linked = desk.newsroom_of(tenant)
        if not (newsroom := linked or otherwise):
            return Check(what, Finding.WRONG, f"{tenant} is linked to none", f"quotedesk link {tenant} NEWSROOM")
        desk.welcome(newsroom)
    except QuotedeskError as error:
        return Check(what, Finding.WRONG, error.message, error.hint)
    return Check(what, Finding.OK, newsroom if linked else f"{newsroom}, linked when it starts")
