"""Who wrote it and from where, as lines of a page say so."""

import re

from bot.reading.characters import SENTENCE_END

_BY = re.compile(
    r"(?:(?:written|words|story|text|report|analysis|opinion|reporting)\s+)?by:?\s+(?P<who>.+)", re.IGNORECASE
)
_BY_ELSEWHERE = re.compile(r"(?:par|von|por|di|door|av|af|autor|author|auteur)\b:?\s+(?P<who>.+)", re.IGNORECASE)
_REPORTING = re.compile(r"\(?(?:additional\s+)?reporting\s+by\s+(?P<who>[^;.]+)(?:[;.].*)?", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|&|\band\b|\bund\b|\bet\b|\by\b)\s*")
_PARTICLES = {
    "de",
    "del",
    "della",
    "da",
    "di",
    "du",
    "dos",
    "van",
    "von",
    "der",
    "den",
    "la",
    "le",
    "bin",
    "al",
    "el",
    "ibn",
    "y",
    "zu",
}
_NAME_WORD = re.compile(r"(?:[^\W\d_a-z]['’])?[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_NO_NAMES = {
    "about", "account", "action", "all", "articles", "business", "center", "centre", "contact", "culture", "daily", "edition", "editor",
    "essentials", "finance", "global", "group", "guide", "health", "home", "house", "international", "latest", "live", "markets", "media",
    "money", "more", "national", "network", "news", "newsletter", "newsletters", "opinion", "our", "policy", "politics", "post", "press",
    "privacy", "report", "review", "science", "service", "services", "society", "special", "sports", "stories", "story", "style", "tech",
    "technology", "terms", "the", "times", "today", "top", "travel", "united", "us", "video", "weather", "week", "white", "world", "your",
}  # fmt: skip
"""Words of page furniture that are capitalised like names; no name is guessed from a line that holds one."""

_TRADE = re.compile(
    r"\b(?:writer|author|reporter|journalist|editor|correspondent|columnist|commentator|researcher|professor|lecturer|fellow|analyst"
    r"|critic|contributor|novelist|historian|economist|essayist|blogger|broadcaster|producer|strategist|consultant|scholar|attorney"
    r"|lawyer|intern|freelancer?|host|director|president|founder|chair(?:man|woman)?|ambassador|adviser|advisor)\b",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"[*_(\[–—-]*\s*(?P<who>[^,.;:“\"]{3,60}?),?\s+(?:(?:is|was)\s+(?:an?|the|our|one\s+of|currently|based)\b"
    r"|(?:is|was)\s+(?=[\w’']+['’]s\b)|(?:writes|covers|reports)\b)(?P<rest>.*)",
    re.IGNORECASE,
)
_THE_AUTHOR = re.compile(
    r"(?:about\s+the\s+author|the\s+(?:author|writer|columnist)\s+(?:is|was|has))\b.*", re.IGNORECASE
)
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z][^\W\d_a-z.'’-]+(?:[\s-][^\W\d_a-z][^\W\d_a-z.'’-]*)*(?:,\s[\w.\s]{2,24}?)?)"
    r"(?:\s*\((?P<agency>[^()]{2,30})\))?\s*(?:—|–|--|-\s|―)\s*(?=[^\W_a-z]|[“\"«])"
)


def byline_of(line: str) -> str | None:
    """Who wrote it, if the line says "By …" and a name; as printed, without the "By"."""
    for pattern in (_BY, _BY_ELSEWHERE, _REPORTING):
        found = pattern.fullmatch(line)
        if found and is_people(found["who"], strict=pattern is not _BY):
            return found["who"].strip(" .)")
    return None


def is_people(text: str, *, strict: bool = True) -> bool:
    """Whether a text is one name or several, joined by "and" or commas; not strictly: at least the first is a name."""
    parts = [part for part in _JOINED.split(text.strip(" .)")) if part]
    names = [is_name(part) for part in parts]
    return bool(names) and (
        all(names) if strict else is_name(re.split(r",|\bfor\b|\bin\b|\band\b|&", text)[0].strip(" .)"))
    )


def is_name(text: str) -> bool:
    """Whether a text has the form of a person's name: two to five capitalised words, particles and initials among them."""
    words = text.split()
    if not 2 <= len(words) <= 5 or words[0].casefold() in _PARTICLES - {"al", "el", "van", "von", "de"}:
        return False
    if any(word.casefold().strip(".") in _NO_NAMES for word in words):
        return False
    capitals = [word for word in words if word.casefold() not in _PARTICLES]
    return len(capitals) >= 2 and all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in capitals)


def biography_of(line: str) -> tuple[str | None, bool]:
    """Whose biographical line this is ("Jane Roe is a writer and …"), and whether it is one at all."""
    if _THE_AUTHOR.fullmatch(line):
        return None, True
    found = None if len(line) > 1000 else _BIOGRAPHY.fullmatch(line.strip("*_ "))
    if not found or not is_name(found["who"]) or not SENTENCE_END.search(line.rstrip("*_ ")):
        return None, False
    told = bool(_TRADE.search(found["rest"])) or bool(
        re.search(r"(?:writes|covers|reports)\b", found[0][: found.start("rest")])
    )
    return (found["who"], True) if told else (None, False)


def dateline_of(paragraph: str) -> tuple[str, str | None] | None:
    """The dateline that a first paragraph opens with ("PARIS (Reuters)") and the agency in it; it stays in the text."""
    found = _DATELINE.match(paragraph[:120])
    if not found or len(found["place"]) > 40:
        return None
    end = found.end("agency") + 1 if found["agency"] else found.end("place")
    return paragraph[:end], found["agency"]
