"""Somebody sent to others: to an organisation, to a body without account, to another city."""
