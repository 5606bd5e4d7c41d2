"""Verbs of importing tables of people: bring, name columns, try out, decide, write, take back."""
