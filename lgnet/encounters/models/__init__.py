"""Models of encounters."""

from .encounters import Encounter, Need, ServiceGiven

__all__ = ["Encounter", "Need", "ServiceGiven"]
