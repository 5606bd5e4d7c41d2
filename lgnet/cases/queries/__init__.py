"""Reads of cases, a file a part, all in the open scope."""
