"""Which speaker or article a few typed words mean, and how two wordings differ."""
