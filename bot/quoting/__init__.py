"""Article -> quotations: marks, names, mentions, attribution, aboutness. `extract` and `extract_article` are the doors."""

from bot.quoting.extraction import extract, extract_article

__all__ = ["extract", "extract_article"]
