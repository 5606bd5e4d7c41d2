"""Verbs of the directory: the only place that writes."""
