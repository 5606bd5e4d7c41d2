"""Verbs of housing: the only place that writes."""
