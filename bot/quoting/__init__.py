"""Article -> quotations: marks, names, mentions, attribution, aboutness. `extract` is the one door."""

from bot.quoting.extraction import extract

__all__ = ["extract"]
