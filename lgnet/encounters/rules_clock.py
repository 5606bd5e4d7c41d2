"""The rapid-response clock: sighting, first contact, case, place. Pure rules over moments."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# The moments, in the order in which they follow each other.
STEPS = ("sighting", "contact", "case", "place")
# How long the way to a moment from the one before it should take, in hours, where a city has not
# said otherwise: two days to look for somebody, a week to the case, two to the place.
DEFAULT_HOURS = {"contact": 48, "case": 7 * 24, "place": 14 * 24}


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to the moment ``to``; ``took`` is None while it lasts, then ``waits`` says how long.

    Both None: it has not begun.
    """

    to: str
    since: dt.datetime | None
    took: dt.timedelta | None
    waits: dt.timedelta | None
    target: dt.timedelta

    @property
    def is_late(self) -> bool:
        """Return whether it took, or takes, longer than the city wants."""
        spent = self.took if self.took is not None else self.waits
        return spent is not None and spent > self.target


def legs(
    moments: Mapping[str, dt.datetime | None], *, now: dt.datetime, hours: Mapping[str, int]
) -> list[Leg]:
    """Return the three ways between the four moments.

    A way begins with the latest moment before it that is known: who was never sighted begins with
    the contact. A moment before the one it follows (a case opened before the first contact was
    written down) took no time, never less.
    """
    found = []
    for position, step in enumerate(STEPS[1:], start=1):
        before = [moments[one] for one in STEPS[:position] if moments.get(one) is not None]
        since = max((one for one in before if one is not None), default=None)
        reached = moments.get(step)
        took = waits = None
        if since is not None and reached is not None:
            took = max(reached - since, dt.timedelta(0))
        elif since is not None:
            waits = max(now - since, dt.timedelta(0))
        # A later moment that is known ends the wait for one that was left out.
        is_passed = reached is None and any(moments.get(one) for one in STEPS[position + 1 :])
        found.append(
            Leg(
                to=step,
                since=since,
                took=took,
                waits=None if is_passed else waits,
                target=dt.timedelta(hours=hours[step]),
            )
        )
    return found


def percentile(values: Sequence[dt.timedelta], share: float) -> dt.timedelta | None:
    """Return the smallest value that ``share`` of them do not exceed (nearest rank); None of none.

    Raises ValueError for a share outside (0, 1].
    """
    if not 0 < share <= 1:
        raise ValueError("A share lies above 0 and is 1 at most.")
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]
