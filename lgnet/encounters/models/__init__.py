"""Models of encounters."""

from .answers import NeedAnswer
from .appointments import Appointment, Interpreter, Reminder, WorkingHours
from .desk import Desk, Room, Visit
from .encounters import Encounter, Need, ServiceGiven
from .policy import ContactPolicy

__all__ = [
    "Appointment",
    "ContactPolicy",
    "Desk",
    "Encounter",
    "Interpreter",
    "Need",
    "NeedAnswer",
    "Reminder",
    "Room",
    "ServiceGiven",
    "Visit",
    "WorkingHours",
]
