"""Invented people of whom some are recorded more than once, and what to compare methods on."""
