"""Verbs of cases: the only place that writes."""
