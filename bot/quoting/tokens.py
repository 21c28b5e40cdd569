"""Words and marks of a text, in sentences in which each quotation is one opaque token."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model import Span
from bot.quoting import lexicon
from bot.quoting.marks import Quoted
from bot.quoting.memory import Memory


@dataclass(slots=True)
class Token:
    """A word, a punctuation mark, or a whole quotation.

    Attributes:
        text: As printed; empty for a quotation.
        low: In small letters, with straight apostrophes.
        quote: Which quotation this token stands for, or -1.
    """

    start: int
    end: int
    text: str
    low: str
    quote: int = -1


@dataclass(slots=True)
class Sentence:
    """Tokens up to the end of a sentence; `paragraph` counts from 0."""

    tokens: Sequence[Token]
    paragraph: int


_TOKEN = re.compile(
    r"(\s*)([A-Za-z]+(?= )"
    r"|https?://\S+|@\w+"
    r"|['’]s\b|(?<=[sSzxX])['’](?=\s)"
    r"|(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s?[A-Z])"
    r"|[^\W_]+(?:(?:['’](?!s\b)|[-‑.&](?=[^\W_])|,(?=\d{3}))[^\W_]+)*"
    r"|--+|\.\.\.|[^\w\s]|_+)"
)
"""Blank space, and a plain word (told first because most are), an address, a possessive ending, letters with full stops, any word, a mark."""
LONGEST = 150
"""Tokens after which a sentence is cut, so that text without full stops takes linear time too."""
_ENDS = frozenset({".", "!", "?", "…", "..."})
_MAY_END = frozenset(["", *".!?…)]'’”\""])
"""How a token ends that may end a sentence; a quotation has no letters."""
_CLOSERS = frozenset({")", "]", "'", "’", "”", '"'})


def words(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of text; abbreviations keep their full stop."""
    found: list[Token] = []
    position = start
    pieces = iter(_TOKEN.findall(text, start, end))
    for blank, printed in pieces:
        low = SMALL[printed]
        first = position + len(blank)
        position = first + len(printed)
        if low in _SHORT and text.startswith(".", position, end) and (printed[0].isupper() or low in _SMALL_SHORT):
            found.append(Token(first, position + 1, printed + ".", low + "."))
            position += len(next(pieces)[1])
        else:
            found.append(Token(first, position, printed, low))
    return found


_SMALL_SHORT = frozenset({"vs", "etc"})
_SHORT = lexicon.ABBREVIATIONS | _SMALL_SHORT
"""Abbreviations; one that begins with a small letter is none, but for a few."""


SMALL = Memory[str, str](lambda printed: printed.lower().replace("’", "'"))
"""A word as printed -> in small letters, with straight apostrophes."""


def sentences(text: str, paragraphs: Sequence[Span], quoted: Sequence[Quoted]) -> list[Sentence]:
    """All sentences in order."""
    found: list[Sentence] = []
    upcoming = 0
    for number, paragraph in enumerate(paragraphs):
        tokens: list[Token] = []
        position = paragraph.start
        while upcoming < len(quoted) and quoted[upcoming].outer.start < paragraph.end:
            outer = quoted[upcoming].outer
            tokens += words(text, position, outer.start)
            tokens.append(Token(outer.start, outer.end, "", "", upcoming))
            position = outer.end
            upcoming += 1
        tokens += words(text, position, paragraph.end)
        found += [Sentence(part, number) for part in _split(text, tokens, quoted)]
    return found


def _split(text: str, tokens: list[Token], quoted: Sequence[Quoted]) -> Iterator[list[Token]]:
    start = 0
    for index in [index for index, token in enumerate(tokens) if token.low[-1:] in _MAY_END]:
        while index - start > LONGEST:
            yield tokens[start : start + LONGEST + 1]
            start += LONGEST + 1
        if index + 1 < len(tokens) and _ends_sentence(text, tokens, index, quoted):
            yield tokens[start : index + 1]
            start = index + 1
    for rest in range(start, len(tokens), LONGEST + 1):
        yield tokens[rest : rest + LONGEST + 1]


def _ends_sentence(text: str, tokens: list[Token], index: int, quoted: Sequence[Quoted]) -> bool:
    token, following = tokens[index], tokens[index + 1]
    if token.quote >= 0:
        return _quotation_ends_sentence(text, tokens, index, quoted)
    if following.low in _CLOSERS or following.low in _ENDS:
        return False
    if token.low in _CLOSERS and index and tokens[index - 1].low in _ENDS:
        return _begins_sentence(following)
    if token.low in _ENDS:
        return _begins_sentence(following) or following.quote >= 0
    if token.low.endswith(".") and len(token.low) > 2 and token.low not in lexicon.TITLES:
        return following.text.istitle() and following.low in lexicon.NOT_NAMES
    return False


def _begins_sentence(token: Token) -> bool:
    return token.quote >= 0 or token.text[0].isupper() or token.text[0].isdigit() or token.text[0] in "([@#$£€*•—–-"


def _quotation_ends_sentence(text: str, tokens: list[Token], index: int, quoted: Sequence[Quoted]) -> bool:
    following = tokens[index + 1]
    words_end = quoted[tokens[index].quote].span.end
    last = text[words_end - 1]
    if not quoted[tokens[index].quote].closed:
        return True
    if last not in ".!?…" or not _begins_sentence(following) or following.text.startswith(("—", "–", "-", "―", "(")):
        return False
    return following.quote >= 0 or not _is_tag(tokens, index + 1, bare=last == ".")


def _is_tag(tokens: list[Token], index: int, *, bare: bool) -> bool:
    """Whether "Ann Lee said" follows: who said the quotation before. `bare`: and nothing but that follows."""
    position = index
    while position < len(tokens) and position < index + 5 and tokens[position].text[:1].isupper():
        position += 1
    if position == index or position >= len(tokens) or tokens[position].low not in lexicon.CORE_SAY:
        return False
    if tokens[index].low in lexicon.NOT_NAMES and tokens[index].low not in lexicon.SUBJECT_PRONOUNS:
        return False
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    return after is None or after.low in _ENDS or (not bare and after.quote < 0 and after.low != "that")
