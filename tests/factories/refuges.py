"""Requests for protection, and a refuge with somebody in it."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from lgnet.housing.actions.refuges import ask_refuges
from lgnet.housing.enums import StructureKind
from lgnet.housing.models import ReceivedRefugeRequest, RefugeRequest
from lgnet.housing.refuge_profile import RefugeProfile
from lgnet.kernel.ids import uuid7
from lgnet.people.models import Person
from tests.factories.housing import make_places, make_structure
from tests.factories.network import make_user
from tests.factories.people import make_person

PROFILE = RefugeProfile(
    sex="female", band=18, languages=["ara"], party=2, urgency=["children"], needs=["cot"]
)


def make_refuge_request(person: Person | None = None, **fields: Any) -> RefugeRequest:
    """Ask the refuges of the open scope's city."""
    return ask_refuges(
        **{
            "id": uuid7(),
            "person": person or make_person(),
            "party": 2,
            "urgency": ["children"],
            "needs": ["cot"],
            "contact": "011 555 010",
            "by": make_user(),
            **fields,
        }
    )


def make_refuge_row(**fields: Any) -> RefugeRequest:
    """Make the asker's row alone, in whatever scope is open."""
    return RefugeRequest.objects.create(
        **{
            "person": make_person(),
            "contact": "011 555 010",
            "asked_at": timezone.now(),
            "asked_by": make_user(),
            **fields,
        }
    )


def make_received_refuge_request(**fields: Any) -> ReceivedRefugeRequest:
    """Make a copy alone, in whatever scope is open."""
    return ReceivedRefugeRequest.objects.create(
        **{
            "request_id": uuid4(),
            "profile": PROFILE.to_text(),
            "contact": "011 555 010",
            "asked_at": timezone.now(),
            **fields,
        }
    )


def make_refuge_house(count: int = 2) -> list[Any]:
    """Make a refuge with places in the open scope, a compartment's; return its places."""
    house = make_structure(StructureKind.PROTECTED_REFUGE, name="Rifugio Ginestra")
    return make_places(count, structure=house)
