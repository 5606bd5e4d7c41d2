"""Writing what happens around the stays of one cell: tonight, the registers, homes, clocks."""

from collections.abc import Iterator
from uuid import UUID

from django.db import models
from psycopg.types.range import DateRange

from lgnet.demo.evening import Evening
from lgnet.demo.homes import cohousing_of, principles_of, tenancies_of
from lgnet.demo.house_life import night_before, rules_of, seasons_of, upkeep_of
from lgnet.demo.network import DemoCell
from lgnet.demo.terms import Hands, extensions_of, warnings_of
from lgnet.housing.actions.bulk import load_stays
from lgnet.housing.actions.bulk_life import load_house_life
from lgnet.housing.enums import ExtensionState
from lgnet.housing.models import Occupancy, RequestMember, Stay
from lgnet.kernel.ids import derived_uuid


def load_life(
    cell: DemoCell,
    evening: Evening,
    *,
    hands: Hands | None,
    by_stay: dict[UUID, tuple[Stay, Occupancy]],
) -> dict[str, int]:
    """Write the life of a cell in the open scope; return how many rows of each kind were made.

    ``hands`` is None where nobody second decides. ``by_stay`` are the rows of its stays.
    """
    night, keeper = evening.night, evening.keeper
    houses, stays = cell.structures, cell.housing.stays
    asked = extensions_of(stays, night=night, hands=hands) if hands else []
    made = load_house_life(
        [
            *_members(cell),
            *evening.holds,
            *evening.closures,
            *evening.nights,
            *rules_of(houses, stays, keeper=keeper),
            *night_before(stays, night=night, keeper=keeper),
            *upkeep_of(houses, night=night, keeper=keeper),
            *seasons_of(houses, night=night, keeper=keeper),
            *tenancies_of(stays, night=night, worker=keeper),
            *principles_of(houses, night=night, worker=keeper),
            *cohousing_of(houses, stays, night=night, worker=keeper),
            *warnings_of(stays, night=night, keeper=keeper),
            *(extension for _, extension in asked),
        ]
    )
    longer = []
    for stay, extension in asked:
        if extension.state == ExtensionState.APPROVED:
            row, nights = by_stay[stay.id]
            row.due_on = extension.until_on
            nights.nights = DateRange(stay.started_on, extension.until_on)
            longer.append((row, nights))
    load_stays([row for row, _ in longer], [nights for _, nights in longer])
    return made


def _members(cell: DemoCell) -> Iterator[models.Model]:
    for request in cell.housing.requests:
        for person in request.others:
            yield RequestMember(
                id=derived_uuid("demo", "comes along", request.id, person.id),
                request_id=request.id,
                person_id=person.id,
            )
