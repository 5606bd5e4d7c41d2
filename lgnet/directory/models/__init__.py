"""What is offered, where, and when."""

from .hours import HoursException, HoursSeason, WeeklyHours
from .offers import CapacityReport, Offer
from .services import Service, ServiceCode
from .sites import Site

__all__ = [
    "CapacityReport",
    "HoursException",
    "HoursSeason",
    "Offer",
    "Service",
    "ServiceCode",
    "Site",
    "WeeklyHours",
]
