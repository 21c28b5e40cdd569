"""Reported speech without marks: "Ann Lee said that the bridge was shut". Kept apart; precision before recall."""

from collections.abc import Iterator

from bot.model import Span
from bot.quoting import lexicon
from bot.quoting.clauses import Verb
from bot.quoting.mentions import NAME, PRONOUN, Mention
from bot.quoting.reading import Line, Reading

FEWEST = 4
"""Words of a clause that is worth keeping."""

_PLAIN = frozenset({"said", "says"})
"""Verbs that may do without "that"."""

_TOLD = lexicon.words(
    "said says told tells added adds argued argues insisted insists explained noted claimed stated declared announced "
    "warned warns admitted conceded acknowledged recalled testified contended maintained concluded reiterated"
)
_SPEAKING_PRONOUNS = frozenset({"he", "she", "they", "it"})


def reported_clauses(reading: Reading) -> Iterator[tuple[Span, Mention, Span]]:
    """What is reported, the mention of who said it, and their sentence, in reading order; at most one clause a sentence."""
    for line in reading.lines:
        if not line.heading and "Q" not in line.letters and line.letters.endswith("."):
            found = next(filter(None, (_clause(line, verb) for verb in line.verbs)), None)
            if found is not None:
                yield (*found, _whole(line))


def _whole(line: Line) -> Span:
    tokens = line.sentence.tokens
    return Span(tokens[0].start, tokens[-1].end)


def _clause(line: Line, verb: Verb) -> tuple[Span, Mention] | None:
    tokens = line.sentence.tokens
    mention = verb.subject
    if mention is None or not _speaks(mention) or set(line.letters[: mention.first]) & set("STW"):
        return None
    if not verb.direct or verb.form != "f" or verb.first != verb.at:
        return None
    low = tokens[verb.at].low
    first = _first_word(line, verb.at, bare=low in _PLAIN) if low in _TOLD else -1
    last = len(tokens) - 2
    if first < 0 or last - first + 1 < FEWEST or tokens[-1].low != ".":
        return None
    return Span(tokens[first].start, tokens[last].end), mention


def _speaks(mention: Mention) -> bool:
    if mention.kind == PRONOUN:
        return mention.head in _SPEAKING_PRONOUNS
    return mention.kind != NAME or mention.standing in {"person", "body"}


def _first_word(line: Line, verb: int, *, bare: bool) -> int:
    """Where the clause begins: after "that", or for "said" alone where a new subject with its own verb follows; or -1."""
    at = verb + 1
    while line.letters[at : at + 1] == "R":
        at += 1
    if line.letters[at : at + 1] == "T":
        return at + 1 if any(later.at > at for later in line.verbs) else -1
    subjects = {
        later.subject.first for later in line.verbs if later.at > at and later.subject is not None and later.direct
    }
    return at if bare and at in subjects else -1
