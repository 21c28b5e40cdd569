"""The characters of a text, cleaned of what no reader sees.

Every text field and every paragraph passes through `one_line`, so that whatever is filed can be stored, shown on
one line and searched. Letters, quotation marks, dashes and accents stay exactly as printed.
"""

import re

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are no white space
    "\u00ad"  # soft hyphen: shown only where a line breaks
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls: can reorder what is read
    "\u200b\u2060\ufeff"  # zero width: space, word joiner, byte order mark (joiners of emoji and Persian stay)
    "\ufff9-\ufffb]"
)
_TERMINAL = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")
"""Commands to a terminal, which are no words. Source: ECMA-48, 5.4 (control sequences) and 8.3.89 (OSC)."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»›“)\]]*$")
"""A sentence's end at the end of a text, with the marks that may close behind it."""

_INNER_END = re.compile(r"\w[.!?…][\"'”’»)]*\s")

PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("„", "”"), ("「", "」"))
"""Marks that open and close quoted words. Straight marks are their own partner."""

_QUOTED = re.compile("|".join(f"{a}([^{a}{b}]+){b}" for a, b in PAIRS) + '|"([^"]+)"')


def one_line(text: str) -> str:
    """The text on one line: invisible characters out, each run of white space one plain space, none at the ends."""
    plain = _INVISIBLE.sub("", _TERMINAL.sub("", text))
    return " ".join(_SURROGATE.sub("\ufffd", plain).split())


def words_in(text: str) -> int:
    """How many words a text has; where words stand without spaces, two characters count as one."""
    return max(len(text.split()), len(_WORD_CJK.findall(text)) // 2)


def quotations_in(text: str) -> tuple[str, ...]:
    """The words between double quotation marks, in order, marks left out."""
    return tuple(next(filter(None, match.groups())) for match in _QUOTED.finditer(text))


def is_sentence(text: str) -> bool:
    """Whether a line reads as running text, and not as a headline, a label or a list of links."""
    size = words_in(text)
    if not SENTENCE_END.search(text):
        return size > 30
    return size >= 5 or bool(quotations_in(text))


def is_prose(text: str) -> bool:
    """Whether a paragraph has at least one sentence made mostly of letters."""
    letters = sum(char.isalpha() for char in text)
    visible = sum(not char.isspace() for char in text)
    if not (is_sentence(text) or words_in(text) >= 8):
        return False
    told = SENTENCE_END.search(text) or _INNER_END.search(text) or quotations_in(text)
    return bool(told) and letters >= 12 and letters >= 0.6 * visible
