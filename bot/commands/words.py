"""Typed words as a search: single words, and phrases in double marks of any shape."""

import re

from bot.archive import Words
from bot.folding import words_of

_PHRASE = re.compile(r"[\"“”„‟]([^\"“”„‟]*)[\"“”‟]|[«»]([^«»]*)[«»]|「([^」]*)」")


def searched_words(typed: str, *, phrase: bool = False) -> Words:
    """The search that typed words stand for; with `phrase` all of them one after another. Nothing in it is an operator."""
    if phrase:
        return Words(phrases=(words_of(typed),)) if words_of(typed) else Words()
    phrases = [words_of(" ".join(match.groups(default=""))) for match in _PHRASE.finditer(typed)]
    words = words_of(_PHRASE.sub(" ", typed))
    return Words(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(found for found in phrases if found)))
