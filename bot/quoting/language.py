"""Which language a text is in, told by its commonest small words: English, French, German, Spanish, or another.

A few others are listed only so that they are not taken for one of these. No library does this better for us: see
`docs/dependencies.md`.
"""

import re
from collections import Counter

from bot.quoting.lexicon import words

_READ = 4000
"""Characters that are looked at."""
_ENOUGH = 60
"""Words of a text that must hold enough small words of some language we know."""
_SHARE = 0.12
"""Share of its words that small words make at least, in any of these languages."""

_SURER = 4
"""How many times as many small words than English ones a short text must have to be in another language."""

_FEWEST = 2
"""Small words that a text must have to be in another language than English."""

_SMALL = {
    "en": words("the of and to in is was that for it on with as he she they his her are were be by at from this have has not but said who which"),
    "fr": words("le la les des du et est une dans pour que qui pas sur au aux ce cette il elle nous vous ont été avec par plus son ses mais dit ne se"),
    "de": words("der die das und ist nicht ein eine einen dem den des mit von zu im auf für sich auch er sie es wir war sind hat wird sagte als bei dass"),
    "es": words("el la los las del y es un una en por que con para no se su sus al lo como más pero fue ha dijo este esta son también muy nos"),
    "it": words("il lo gli le di del della dei che è una con non da al alla nel nella sono ha ai dai più anche ma detto"),
    "pt": words("os da dos das que é uma em na para com não se por ao à mais como mas foi disse são seu sua"),
    "nl": words("de het een en van dat niet op te zijn voor met die aan er om ook als bij maar zei wordt door tot naar tegen"),
    "sv": words("och att det som en på är av för med den till inte om ett han de var jag från sade har kan vid"),
    "pl": words("w na z że się nie jest jak po przez od ale dla przed był była było czy już"),
    "ro": words("în de cu pe nu din pentru este mai fi sunt fost dar prin spus va și că"),
    "ca": words("el els les de del que amb una als va han dir més però ha dels aquest fins és"),
}  # fmt: skip
_KNOWN = frozenset({"en", "fr", "de", "es"})
"""Languages that quoting reads; the others are only told from these."""

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Returns "en", "fr", "de" or "es"; None for a text in none of them. Too little text is taken for English."""
    printed = _WORD.findall(text[:_READ])
    times = Counter(map(str.lower, printed))
    counts = {code: sum(map(times.__getitem__, small & times.keys())) for code, small in _SMALL.items()}
    best = max(counts, key=counts.__getitem__)
    most = counts[best]
    if len(printed) >= _ENOUGH and most < _SHARE * len(printed):
        return None
    surer = _SURER if len(printed) < _ENOUGH else 2
    told = best if most >= _FEWEST and counts["en"] * surer < most else "en"
    return told if told in _KNOWN else None
