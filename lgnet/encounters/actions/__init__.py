"""Verbs of encounters: the only place that writes."""
