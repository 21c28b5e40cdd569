"""Article -> quotations: marks, names, mentions, attribution, aboutness. `extract` is the one door."""
