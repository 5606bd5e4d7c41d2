"""Verbs of network: the only place that writes."""
