"""What other apps may name of the life of houses: kinds, answers, the days of the warnings."""

from .enums_house import (
    Called,
    HostKind,
    IncidentKind,
    InspectionKind,
    InspectionResult,
    Kept,
    Presence,
    Principle,
    Severity,
    VisitKind,
)
from .rules import WARNING_DAYS

__all__ = [
    "WARNING_DAYS",
    "Called",
    "HostKind",
    "IncidentKind",
    "InspectionKind",
    "InspectionResult",
    "Kept",
    "Presence",
    "Principle",
    "Severity",
    "VisitKind",
]
