"""Models of encounters."""

from .answers import NeedAnswer
from .appointments import Appointment, Interpreter, Reminder, WorkingHours
from .desk import Desk, Room, Visit
from .encounters import Encounter, Need
from .kit import FirstAid, KitItem, KitMovement, ShiftItem
from .letters import Letter, Letterhead, LetterTemplate
from .outreach import OutreachAlert, OutreachUnit, Shift, ShiftMember, ShiftStop
from .papers import PaperList, PaperListItem, PaperMark, PersonPapers
from .policy import ContactPolicy
from .promises import NoContactWish, Promise
from .services import ServiceGiven
from .sightings import DangerNote, Sighting, SightingLook
from .wall import WallLink

__all__ = [
    "Appointment",
    "ContactPolicy",
    "DangerNote",
    "Desk",
    "Encounter",
    "FirstAid",
    "Interpreter",
    "KitItem",
    "KitMovement",
    "Letter",
    "LetterTemplate",
    "Letterhead",
    "Need",
    "NeedAnswer",
    "NoContactWish",
    "OutreachAlert",
    "OutreachUnit",
    "PaperList",
    "PaperListItem",
    "PaperMark",
    "PersonPapers",
    "Promise",
    "Reminder",
    "Room",
    "ServiceGiven",
    "Shift",
    "ShiftItem",
    "ShiftMember",
    "ShiftStop",
    "Sighting",
    "SightingLook",
    "Visit",
    "WallLink",
    "WorkingHours",
]
