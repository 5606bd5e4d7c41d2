"""How things stand before places are given: read in one message, under the locks."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from lgnet.housing import rules
from lgnet.housing.models import Place, PlacementRequest
from lgnet.kernel.at_once import ONE_PLAN, PLANS_AS_USUAL, Prepared, Statement, at_once

from .nights import InTheWay, StayTerm, terms_by_person, terms_statement

# In the order of the model, as ``from_db`` wants them.
_REQUEST = [
    field.attname
    for field in PlacementRequest._meta.concrete_fields
    if field.name
    in {
        "id", "city", "compartment_id", "person", "from_on", "until_on", "state",
        "refusal_reason", "answered_at", "answered_by",
    }
]  # fmt: skip
_LOCKED = Prepared(
    "housing_locked_request",
    f"SELECT {', '.join(_REQUEST)} FROM housing_placementrequest WHERE id = $1 FOR UPDATE",
)
# As ``nights.in_the_way``, without what is held for the request.
_IN_THE_WAY = Prepared(
    "housing_in_the_way",
    "SELECT o.place_id, o.person_id, o.kind, lower(o.nights), upper(o.nights)"
    " FROM housing_occupancy AS o"
    " WHERE (o.place_id = ANY($1::uuid[]) OR o.person_id = ANY($2::uuid[]))"
    " AND o.nights && daterange($3, NULL) AND (o.expires_at IS NULL OR o.expires_at > $4)"
    " AND (o.hold_id IS NULL OR o.hold_id NOT IN"
    " (SELECT h.id FROM housing_hold AS h WHERE h.request_id = $5))"
    " ORDER BY o.nights, o.id",
)
_FACTS = Prepared(
    "housing_facts",
    "SELECT EXISTS (SELECT FROM people_person AS p"
    " WHERE p.id = ANY($1::uuid[]) AND p.birth_year > $2),"
    " EXISTS (SELECT FROM housing_occupancy AS o JOIN housing_stay AS s ON s.id = o.stay_id"
    " WHERE o.place_id = ANY($3::uuid[]) AND s.ended_on IS NULL AND s.due_on <= $4),"
    " EXISTS (SELECT FROM housing_hold AS h WHERE h.request_id = $5 AND h.state = 'active')",
)
# Who was born so many years ago is an adult, however roughly the year is known.
SURELY_ADULT = 30


@dataclass(frozen=True, slots=True)
class Standing:
    """The locked request and what matters for it.

    ``may_be_minors``: somebody's age must be looked at closely. ``may_be_over``: a stay in one of
    the places is over its time and was not ended. ``has_hold``: places are held for the request.
    """

    request: PlacementRequest
    clashes: list[InTheWay]
    terms: dict[UUID, StayTerm]
    may_be_minors: bool
    may_be_over: bool
    has_hold: bool


def standing(
    *,
    request: PlacementRequest,
    beds: Mapping[UUID, Place],
    places: Collection[UUID],
    tonight: dt.date,
    before: Sequence[Statement] = (),
) -> Standing:
    """Lock a request and return how things stand for giving ``beds``, by person id.

    ``places`` are all that would be taken; ``before`` is sent ahead, in the same message. What
    the request's own hold takes is no clash. Raises PlacementRequest.DoesNotExist.
    """
    first = rules.first_night(asked_from=request.from_on, tonight=tonight)
    people, wanted = list(beds), list(places)
    *_, locked, way, terms, facts, _ = at_once(
        *before,
        ONE_PLAN,
        (_LOCKED, [request.pk]),
        (_IN_THE_WAY, [wanted, people, first, timezone.now(), request.pk]),
        terms_statement(
            [(place.unit.structure_id, person) for person, place in beds.items()],
            first_night=first,
        ),
        (_FACTS, [people, timezone.localdate().year - SURELY_ADULT, wanted, tonight, request.pk]),
        PLANS_AS_USUAL,
    )
    if not locked.rows:
        raise PlacementRequest.DoesNotExist
    current = PlacementRequest.from_db("default", _REQUEST, locked.rows[0])
    if current.from_on != request.from_on:
        # The page was older than the request: look again from its own first night.
        return standing(request=current, beds=beds, places=places, tonight=tonight)
    may_be_minors, may_be_over, has_hold = facts.rows[0]
    return Standing(
        request=current,
        clashes=[InTheWay(*row) for row in way.rows],
        terms=terms_by_person(terms.rows),
        may_be_minors=may_be_minors,
        may_be_over=may_be_over,
        has_hold=has_hold,
    )
