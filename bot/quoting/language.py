"""Which language a text is in, told by its commonest small words: English, French, German, Spanish, or another."""

import re
from collections import Counter

from bot.quoting.lexicon import words

_READ = 4000
"""Characters that are looked at."""
_ENOUGH = 30
"""Words of a text that must hold enough small words of some language we know."""
_SHARE = 0.12
"""Share of its words that small words make at least, in any of these languages."""

_SURER = 4
"""How many times as many small words than English ones a short text must have to be in another language."""

_SMALL = {
    "en": words("the of and to in is was that for it on with as he she they his her are were be by at from this have has not but said who which"),
    "fr": words("le la les des du et est une dans pour que qui pas sur au aux ce cette il elle nous vous ont été avec par plus son ses mais dit ne se"),
    "de": words("der die das und ist nicht ein eine einen dem den des mit von zu im auf für sich auch er sie es wir war sind hat wird sagte als bei dass"),
    "es": words("el la los las del y es un una en por que con para no se su sus al lo como más pero fue ha dijo este esta son también muy nos"),
}  # fmt: skip
_CODES = {
    word: [code for code, small in _SMALL.items() if word in small] for word in frozenset().union(*_SMALL.values())
}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Returns "en", "fr", "de" or "es"; None for a text in none of them. Too little text is taken for English."""
    found = [word.lower() for word in _WORD.findall(text[:_READ])]
    counts = Counter(dict.fromkeys(_SMALL, 0))
    for word in found:
        for code in _CODES.get(word, ()):
            counts[code] += 1
    (best, most), *_ = counts.most_common(1)
    if len(found) < _ENOUGH:
        return best if counts["en"] * _SURER < most else "en"
    if most < _SHARE * len(found):
        return None
    return best if counts["en"] * 2 < most else "en"
