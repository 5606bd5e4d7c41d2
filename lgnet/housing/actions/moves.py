"""A move taken back: the guest has the nights again that they had before it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lgnet.audit.actions import record
from lgnet.housing import queries
from lgnet.housing.enums import OccupancyKind
from lgnet.housing.models import Occupancy, Stay
from lgnet.kernel.announcements import NIGHTS_CHANGED, announce

from .locks import lock_nights
from .nights import Wanted, take
from .refusals import HousingRefused, NightsGivenAgain, StayEnded
from .stays import Nights, save_longer


class StayChanged(HousingRefused):
    """The nights of a stay are others than a move left, so it cannot be taken back."""

    def __init__(self) -> None:
        super().__init__(_("The nights of this stay have changed since. Move the person instead."))


def nights_of(stay: Stay) -> list[Nights]:
    """Return the nights of a stay, as ``move_back`` takes them."""
    return [
        Nights(row.place_id, row.nights.lower, row.nights.upper, row.kind)
        for row in queries.occupancies_of(stay)
    ]


@transaction.atomic
def move_back(
    *, stay: Stay, before: Iterable[Nights], due_on: dt.date | None, after: list[Nights], by: Any
) -> Stay:
    """Give a guest the nights they had ``before`` a move, and the end of stay they had then.

    ``after`` are the nights the move left. Raises StayEnded, StayChanged where they are others
    by now, or NightsGivenAgain where somebody else has the old ones.
    """
    wanted = list(before)
    places = [one.place_id for one in [*wanted, *after]]
    lock_nights(places=places, persons=[stay.person_id])
    current = Stay.objects.select_for_update().get(pk=stay.pk)
    if current.ended_on is not None:
        raise StayEnded(current)
    if _without_kind(nights_of(current)) != _without_kind(after):
        raise StayChanged
    # Whoever arrived in between has arrived.
    kind = OccupancyKind.STAY if current.arrived_at is not None else None
    Occupancy.objects.filter(stay=current).delete()
    if current.due_on != due_on:
        current.due_on = due_on
        save_longer(current)
    nights = [
        Wanted(
            one.place_id,
            current.person_id,
            kind or OccupancyKind(one.kind),
            one.first,
            one.end,
            stay_id=current.pk,
        )
        for one in wanted
    ]
    if not take(nights):
        raise NightsGivenAgain
    record(verb="housing.stay_moved", target=current, back=True, by=by.pk)
    announce(NIGHTS_CHANGED, city_id=current.city_id)
    return current


def _without_kind(nights: Iterable[Nights]) -> list[tuple[Any, ...]]:
    return [(one.place_id, one.first, one.end) for one in nights]
