"""Models of encounters."""

from .appointments import Appointment, Interpreter, Reminder, WorkingHours
from .desk import Desk, Room, Visit
from .encounters import Encounter, Need, ServiceGiven

__all__ = [
    "Appointment",
    "Desk",
    "Encounter",
    "Interpreter",
    "Need",
    "Reminder",
    "Room",
    "ServiceGiven",
    "Visit",
    "WorkingHours",
]
