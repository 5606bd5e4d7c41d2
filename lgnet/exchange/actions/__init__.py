"""Verbs of exchange: the only place that writes."""
