"""Brackets and ellipses in typed words, by which an editor says openly what was changed.

Source: AP Stylebook and Chicago Manual of Style 13.50-13.62: an ellipsis stands for words left out, brackets hold what the
editor put in or in the place of words, and a bracketed letter a changed capital.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.wording.words import Word, words_in

_ELLIPSIS = r"…|\.(?: ?\.){2,3}"
_EDITED = re.compile(
    rf"(?P<capital>\[[^\W\d_]\](?=\w))"
    rf"|(?P<gap>[\[(]\s*(?:{_ELLIPSIS})\s*[\])]|{_ELLIPSIS})"
    rf"|(?P<insert>\[[^\[\]]{{1,200}}\])"
)


@dataclass(frozen=True, slots=True)
class Joint:
    """What stands between two pieces of typed words: an ellipsis, or so many bracketed words."""

    bracketed: int = 0
    ellipsis: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """Typed words with their editing.

    Attributes:
        pieces: The words outside brackets; between each two an ellipsis or brackets stand.
        joints: What stands there, one fewer than pieces. What opens or closes the whole tells nothing and is left out.
        openly: Whether anything was bracketed or left out at all.
        words: All words, those in brackets too.
    """

    pieces: tuple[tuple[Word, ...], ...]
    joints: tuple[Joint, ...]
    openly: bool
    words: tuple[Word, ...]


def edited(text: str) -> Edited:
    """Typed words, taken apart at their brackets and ellipses."""
    pieces: list[tuple[Word, ...]] = []
    joints: list[Joint] = []
    words: list[Word] = []
    pending: list[Word] = []
    joint = Joint()
    openly = False
    for kind, found in _taken_apart(text):
        openly |= kind != "words"
        words += found
        if kind == "words":
            pending += found
            continue
        if kind == "capital":
            pending += found
            continue
        if pending:
            pieces.append(tuple(pending))
            joints.append(joint)
            pending, joint = [], Joint()
        joint = Joint(joint.bracketed + len(found), joint.ellipsis or kind == "gap")
    if pending:
        pieces.append(tuple(pending))
        joints.append(joint)
    return Edited(tuple(pieces), tuple(joints[1:]), openly, tuple(words))


def edits(text: str) -> int:
    """How many brackets and ellipses a text has."""
    return sum(1 for _ in _EDITED.finditer(text))


def _taken_apart(text: str) -> Iterator[tuple[str, list[Word]]]:
    """Stretches of the text with their words: "words", a "capital" with the rest of its word, an "insert", a "gap"."""
    at = 0
    for match in _EDITED.finditer(text):
        if match.start() < at:
            continue
        yield "words", _shifted(text[at : match.start()], at)
        at = match.end()
        match match.lastgroup:
            case "capital":
                rest = re.compile(r"[\w'’-]*").match(text, at)
                end = rest.end() if rest else at
                whole = words_in(match.group()[1] + text[at:end])
                yield "capital", [Word(one.key, one.spelling, match.start(), end) for one in whole[:1]]
                yield "words", _shifted(text[end:end], end)
                at = end
            case "insert":
                yield "insert", _shifted(match.group()[1:-1], match.start() + 1)
            case _:
                yield "gap", []
    yield "words", _shifted(text[at:], at)


def _shifted(text: str, by: int) -> list[Word]:
    return [Word(one.key, one.spelling, one.start + by, one.end + by) for one in words_in(text)]
