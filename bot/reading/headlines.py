"""A headline for a text that has none printed: its own first words."""

import re

_FAR = 2000
"""Characters in which the end of a sentence is looked for; the search goes with the square in a row of full stops."""

LONGEST = 80
"""Characters of a derived headline. Longer ones wrap on a phone and in a Slack header."""

_BREAK = re.compile(r"[.!?…。！？]['\"”’»)\]]*\s+(?=[\W\d]*[^\W\d_a-z])")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|St|Jr|Sr|vs|No|Inc|Corp|Co|Ltd|U\.S|U\.K|U\.N)\.$"
)


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph, with its end mark."""
    for found in _BREAK.finditer(text[:_FAR]):
        sentence = text[: found.end()].rstrip()
        if not _ABBREVIATED.search(sentence):
            return sentence
    return text


def is_title(line: str) -> bool:
    """Whether a line is set like a title, Nearly Every Longer Word Capitalised, even where a full stop ends it."""
    longer = [word for word in line.split() if len(word) > 3]
    capitals = sum(not word.lstrip("“”\"'‘’(").islower() and not word[0].islower() for word in longer)
    return 3 <= len(longer) <= 20 and capitals >= 0.85 * len(longer) and first_sentence(line) == line


def derived_headline(text: str) -> str:
    """The first sentence of a text, shortened after a whole word and then ended by "…"."""
    sentence = first_sentence(text.partition("\n")[0])
    if len(sentence) <= LONGEST:
        return sentence
    cut = sentence[:LONGEST].rpartition(" ")[0] or sentence[: LONGEST - 1]
    return cut.rstrip(" ,;:—–-") + "…"
