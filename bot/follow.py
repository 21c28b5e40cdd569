"""What somebody follows, and how often they want to be told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.order import Place


class Pace(StrEnum):
    """When one is told: as soon as it is on file, once a day, or once a week, on Mondays."""

    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class When:
    """How often, at which minute of the day, and in which time zone ("Europe/Berlin"); the minute counts for digests alone."""

    pace: Pace = Pace.NOW
    minute: int = 8 * 60
    zone: str = "UTC"

    def next(self, now: datetime) -> datetime:
        """When what is found now is to be told."""
        if self.pace is Pace.NOW:
            return now
        here = now.astimezone(ZoneInfo(self.zone))
        days = (7 - here.weekday()) % 7 if self.pace is Pace.WEEKLY else 0
        due = here.replace(hour=self.minute // 60, minute=self.minute % 60, second=0, microsecond=0)
        due += timedelta(days=days)  # on the wall clock, whatever summer time does meanwhile
        again = timedelta(days=7 if self.pace is Pace.WEEKLY else 1)
        return (due if due > here else due + again).astimezone(now.tzinfo)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is followed: speakers, runs of folded words that must all stand in a quote, or an outlet; one of the three.

    Attributes:
        name: What it is called to people.
        about: Whether quotes about the speakers count, too, and not only those by them.
    """

    name: str
    speakers: tuple[int, ...] = ()
    about: bool = False
    runs: tuple[tuple[str, ...], ...] = ()
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that somebody follows.

    Attributes:
        member: Who asked for it ("slack:T024BE7LD:U012AB3CD").
        place: Where it is told; its channel is empty where it is told to them alone.
        ended: Why it is told no more; empty while it is.
    """

    follow: int
    newsroom: str
    member: str
    place: Place
    subject: Subject
    when: When
    since: datetime
    ended: str = ""


class Because(StrEnum):
    """Why an article was told to who follows something, and what became of that; or why it was not."""

    SAID = "told"
    WAITING = "waiting to be told"
    GATHERED = "gathered for a digest"
    DIGESTED = "told in a digest"
    ENDED = "could not be told"
    COMING = "not looked through yet"
    NOTHING = "nothing of that is in it"
    ABOUT = "only about them"
    ELSEWHERE = "another outlet"
    BEFORE = "followed later"
    OLD = "printed long before it was filed"
    VERSION = "a later version of an article"
    REPEATED = "the same words were on file before"
    GIVEN_UP = "the follow has ended"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an article comes to for one follow.

    Attributes:
        trouble: What went wrong, if anything did.
        at: When it was due, or when the article came on file.
    """

    followed: Followed
    because: Because
    trouble: str
    at: datetime
