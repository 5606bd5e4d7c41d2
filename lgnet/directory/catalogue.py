"""What others may know of the directory beside its rows: labels, hours, where a point lies."""

from .queries import services
from .queries.hours import hours_book
from .rules_eligibility import Fit, Whom
from .rules_hours import Hours, Span, moment_of, note_of, openings
from .rules_places import is_inside
from .wording import state_kind, state_words

__all__ = [
    "Fit",
    "Hours",
    "Span",
    "Whom",
    "hours_book",
    "is_inside",
    "moment_of",
    "note_of",
    "openings",
    "services",
    "state_kind",
    "state_words",
]
