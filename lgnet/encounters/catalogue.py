"""What others may know of encounters beside their rows: which service answers which need, words."""

from .enums_outreach import LookResult, MovementKind, Teller, UnitKind
from .rules_needs import answered_by

__all__ = ["LookResult", "MovementKind", "Teller", "UnitKind", "answered_by"]
