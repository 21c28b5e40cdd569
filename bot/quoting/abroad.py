"""Quotations in French, German and Spanish, in plain cases; in any other language they are found but not attributed.

A speaker is named only where a word of saying stands between the name and the quotation with next to nothing else.
"""

import re
from dataclasses import dataclass

from bot.model import Attribution, Evidence, Extraction, Grade, Kind, Mention, Quotation, Span
from bot.quoting.lexicon import words
from bot.quoting.marks import Quoted, quoted_spans
from bot.quoting.utterances import numbered

FEWEST = 4
"""Words from which a quotation that nobody is said to speak is taken for speech."""
_REACH = 120
"""Characters before and after a quotation in which its speaker may stand."""

_SAYING = {
    "fr": "dit|déclaré|affirmé|ajouté|expliqué|estimé|répondu|assuré|indiqué|précisé|souligné|confié|lancé|écrit|déclare|affirme|ajoute|explique|"
    "estime|répond|assure|indique|précise|souligne|confie|lance|écrit|regretté|regrette|martelé|insisté|insiste",
    "de": "sagte|sagt|erklärte|erklärt|betonte|betont|meinte|meint|fügte|antwortete|schrieb|schreibt|kritisierte|warnte|forderte|berichtete|"
    "teilte|äußerte|versicherte|ergänzte|twitterte|so",
    "es": "dijo|dice|afirmó|afirma|añadió|añade|explicó|explica|declaró|declara|aseguró|asegura|señaló|señala|respondió|responde|indicó|"
    "sostuvo|manifestó|escribió|escribe|agregó|advirtió|insistió|comentó|subrayó|lamentó",
}  # fmt: skip
_HELPING = {"fr": "(?:a|ont|avait|t-il|t-elle)", "de": "(?:hat|hatte)", "es": "(?:ha|había|han)"}
_PRONOUN = {"fr": "il|elle|ils|elles|on", "de": "er|sie|es|wir", "es": "él|ella|ellos|ellas"}
_ROLE_ARTICLE = {"fr": "le|la|les|un|une", "de": "der|die|das|ein|eine", "es": "el|la|los|las|un|una"}
_WORD = r"(?:(?:Mme|Mlle|M|Dr|Prof|Sr|Sra|[A-Z])\. |(?:Mme|Mlle) )?[A-ZÀ-ÖØ-Þ][\w’'-]+"
_NAME = rf"{_WORD}(?: (?:(?:de|du|von|van|der|den|del|la|di|y|zu) )*{_WORD}){{0,3}}"
_FULL = re.compile(_NAME)
_TITLES = words(
    "m. mme mlle m monsieur madame maître herr frau dr. prof. señor señora sr. sra. don doña bürgermeister bürgermeisterin minister ministerin "
    "kanzler kanzlerin präsident präsidentin sprecher sprecherin"
)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns of one language: a speaker right after the words, or right before them."""

    after: re.Pattern[str]
    before: re.Pattern[str]


def _grammar(code: str) -> _Grammar:
    saying, helping = f"(?P<cue>{_SAYING[code]})", _HELPING[code]
    role = rf"(?i:{_ROLE_ARTICLE[code]}) [\w’'-]+(?: [\w’'-]+)??"
    who = rf"(?:(?P<pronoun>(?i:{_PRONOUN[code]}))\b|(?:(?P<role>{role}) )?(?P<name>{_NAME})|(?P<bare>{role}))"
    tail = r"(?:-t)?-?\s?"
    after = re.compile(rf"\s*[,.!?–—-]?\s*(?:{helping}[ -])?{saying}\b{tail}{who}")
    before = re.compile(rf"{who}(?:, [^,.:]{{0,60}},)? (?:{helping} )?{saying}\b[^.:«„“\"]{{0,30}}[:,]\s*\Z")
    return _Grammar(after, before)


_GRAMMARS = {code: _grammar(code) for code in _SAYING}


def extract_abroad(text: str, language: str | None) -> Extraction:
    """The quotations of a text in French ("fr"), German ("de"), Spanish ("es"), or another language (None)."""
    grammar = _GRAMMARS.get(language or "")
    quoted = quoted_spans(text)
    full = _full_names(text) if grammar is not None else {}
    told = [_attribution(text, one, grammar, full) for one in quoted]
    speech = [who.grade != Grade.NONE or who.mention is not None or _is_long(text, one) for one, who in zip(quoted, told, strict=True)]  # fmt: skip
    numbers = numbered(told, speech)
    return Extraction(
        tuple(
            Quotation(one.span, said, number, who)
            for one, said, number, who in zip(quoted, speech, numbers, told, strict=True)
        )
    )


def _is_long(text: str, one: Quoted) -> bool:
    return len(one.span.cut(text).split()) >= FEWEST


def _attribution(text: str, one: Quoted, grammar: _Grammar | None, full: dict[str, set[str]]) -> Attribution:
    if grammar is None:
        return Attribution(Grade.NONE)
    after = text[one.outer.end : one.outer.end + _REACH].split("\n", 1)[0]
    start = max(text.rfind("\n", 0, one.outer.start) + 1, one.outer.start - _REACH)
    found = grammar.after.match(after)
    if found is not None:
        return _told(full, found, one.outer.end, "said right after it")
    found = grammar.before.search(text[start : one.outer.start])
    return _told(full, found, start, "subject of the saying before it") if found else Attribution(Grade.NONE)


def _told(full: dict[str, set[str]], found: re.Match[str], offset: int, rule: str) -> Attribution:
    group = next(name for name in ("name", "pronoun", "bare") if found[name])
    mention = _printed(found, group, offset)
    cue = Span(offset + found.start("cue"), offset + found.end("cue"))
    evidence = Evidence(rule, mention, cue, 0.0, 0.0)
    if group == "pronoun":
        return Attribution(Grade.NONE, mention, evidence=evidence)
    if group == "bare":
        return Attribution(Grade.DESCRIBED, mention, None, Kind.UNNAMED, evidence=evidence)
    return Attribution(
        Grade.NAMED, mention, _fullest(full, _without_title(found["name"])), Kind.PERSON, evidence=evidence
    )


def _printed(found: re.Match[str], group: str, offset: int) -> Mention:
    return Mention(Span(offset + found.start(group), offset + found.end(group)), found[group])


def _without_title(name: str) -> str:
    first, _, rest = name.partition(" ")
    return _without_title(rest) if rest and first.lower() in _TITLES else name.rstrip(".,")


def _full_names(text: str) -> dict[str, set[str]]:
    """Surname -> the full names that the text prints with it, titles left out."""
    found: dict[str, set[str]] = {}
    for match in _FULL.finditer(text):
        name = _without_title(match.group())
        if " " in name:
            found.setdefault(name.rpartition(" ")[2], set()).add(name)
    return found


def _fullest(full: dict[str, set[str]], name: str) -> str:
    """A surname led back to the one full name that the text prints with it."""
    known = full.get(name, set())
    return next(iter(known)) if " " not in name and len(known) == 1 else name
