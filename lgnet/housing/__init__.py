"""Housing: every place, every night, promised once."""
