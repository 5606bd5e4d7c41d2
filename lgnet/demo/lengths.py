"""How long the demo's stays last, why they end, how requests are answered: chance tables."""

import datetime as dt
import random

from lgnet.housing.enums import EndReason, RefusalReason, StructureKind
from lgnet.kernel.nights import add_months

from .chance import weighted

CAP_MONTHS = 6

# Shortest and longest stay in nights, where the kind has no cap.
_UNCAPPED = {
    StructureKind.SOLIDARITY_COHOUSING: (120, 420),
    StructureKind.HOUSING_FIRST: (240, 700),
    StructureKind.TRANSITIONAL: (90, 280),
}
_ENDS_EARLY = {
    EndReason.LEFT_UNTOLD: 32,
    EndReason.FAMILY_OR_FRIENDS: 20,
    EndReason.LEFT_CITY: 22,
    EndReason.HEALTH_FACILITY: 6,
    EndReason.RULES_BROKEN: 5,
    EndReason.OTHER: 6,
    EndReason.UNKNOWN: 9,
}
_ENDS_LATER = {
    EndReason.OWN_HOME: 26,
    EndReason.FAMILY_OR_FRIENDS: 22,
    EndReason.LEFT_CITY: 17,
    EndReason.LEFT_UNTOLD: 14,
    EndReason.HEALTH_FACILITY: 5,
    EndReason.RULES_BROKEN: 4,
    EndReason.OTHER: 7,
    EndReason.UNKNOWN: 5,
}
_ENDS_WELL = {
    EndReason.OWN_HOME: 60,
    EndReason.FAMILY_OR_FRIENDS: 15,
    EndReason.LEFT_CITY: 15,
    EndReason.OTHER: 10,
}
REFUSALS = {
    RefusalReason.NO_PLACE: 50,
    RefusalReason.NOT_REACHED: 25,
    RefusalReason.OTHER_SOLUTION: 15,
    RefusalReason.NEEDS_DIFFER: 10,
}


def due_on(first_night: dt.date) -> dt.date:
    """Return the morning by which a capped stay ends, counted over transfers."""
    return add_months(first_night, CAP_MONTHS)


def capped_nights(rng: random.Random, first_night: dt.date, *, is_family: bool) -> int:
    """Return nights up to the cap: some leave soon, some stay to the last day."""
    most = (due_on(first_night) - first_night).days
    draw = rng.random() + (0.12 if is_family else 0)
    if draw < 0.16:
        return rng.randint(1, 14)
    if draw < 0.58:
        return round(rng.triangular(14, 100, 45))
    if draw < 0.90:
        return rng.randint(60, most - 1)
    return most


def uncapped_nights(rng: random.Random, kind: StructureKind) -> int:
    """Return nights in a kind of structure that has no cap."""
    return rng.randint(*_UNCAPPED[kind])


def end_reason(rng: random.Random, *, nights: int, is_capped: bool, is_at_term: bool) -> EndReason:
    """Return why a stay of so many nights ended."""
    if is_capped and is_at_term:
        return EndReason.TERM_REACHED
    if not is_capped:
        return weighted(rng, _ENDS_WELL)
    return weighted(rng, _ENDS_EARLY if nights < 30 else _ENDS_LATER)
