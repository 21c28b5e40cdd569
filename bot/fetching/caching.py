"""How long a page is fresh, and how long to stay away, as servers say it in headers."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.fetching.wire import Headers

LONGEST = 31_536_000.0
"""Seconds of a year. Source: RFC 2616, section 14.21: nobody should say more."""

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE | re.ASCII)
_NEVER = re.compile(r"\bno-(?:store|cache)\b", re.IGNORECASE | re.ASCII)


def fresh_for(told: Headers) -> float | None:
    """Seconds that a page is fresh, at most a year; None where its server does not say.

    Source: RFC 9111, section 4.2.1 (max-age goes before Expires, which counts from Date) and 4.2.3 (Age).
    """
    control = told.get("cache-control", "")
    if _NEVER.search(control):
        return 0.0
    if found := _MAX_AGE.search(control):
        return _bounded(float(found[1]) - (seconds_until(told.get("age")) or 0.0))
    if "expires" not in told:
        return None
    expires, sent = _moment(told["expires"]), _moment(told.get("date", ""))
    # What is no date, such as "0", has expired already. Source: RFC 9111, section 5.3.
    return _bounded((expires - (sent or datetime.now(UTC))).total_seconds()) if expires else 0.0


def seconds_until(value: str | None) -> float | None:
    """Seconds as a header gives them, or until the moment that it gives; None for neither.

    Source: RFC 9110, section 10.2.3 (Retry-After).
    """
    said = (value or "").strip()
    if re.fullmatch(r"\d{1,9}", said, re.ASCII):
        return float(said)
    moment = _moment(said)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0) if moment else None


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST)


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
