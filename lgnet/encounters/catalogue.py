"""What others may know of encounters beside their rows: which service answers which need."""

from .rules_needs import answered_by

__all__ = ["answered_by"]
