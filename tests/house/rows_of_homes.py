"""How to make one row of each model of homes: housing first and co-housing."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lgnet.housing.enums import StructureKind
from lgnet.housing.models import (
    Host,
    HouseAgreement,
    HousingStructure,
    Mediation,
    PrincipleCheck,
    Stay,
    SupportVisit,
    Tenancy,
)
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import required_scope
from tests.factories.housing import make_structure


def recipes(
    stay: Callable[..., Stay], structure: Callable[..., HousingStructure], day: dt.date
) -> dict[str, Callable[..., Any]]:
    """Return the recipes; each row belongs to a stay or a house that is made for it."""
    return {
        "housing.Tenancy": lambda **fields: Tenancy.objects.create(
            stay=stay(), starts_on=day, rent=400, person_share=100, landlord="Rossi", **fields
        ),
        "housing.SupportVisit": lambda **fields: SupportVisit.objects.create(
            stay=stay(), visited_at=timezone.now(), kind="home", note="Sta bene.", **fields
        ),
        "housing.PrincipleCheck": lambda **fields: PrincipleCheck.objects.create(
            structure=structure(), checked_on=day, principle="choice", kept="partly", **fields
        ),
        "housing.Host": lambda **fields: Host.objects.create(
            structure=structure(), kind="family", name="Famiglia Rossi", **fields
        ),
        "housing.HouseAgreement": lambda **fields: HouseAgreement.objects.create(
            stay=stay(), text="Si cena insieme.", agreed_on=day, **fields
        ),
        "housing.Mediation": lambda **fields: Mediation.objects.create(
            structure=structure(), met_at=timezone.now(), about="La cucina.", **fields
        ),
    }


def house_of(kind: StructureKind, structure: Callable[..., HousingStructure]) -> HousingStructure:
    """Return a house of a kind; in a refuge, where there is no such house, the refuge."""
    if required_scope().compartment_id != OPEN_COMPARTMENT:
        return structure()
    return make_structure(kind=kind)


def stay_in(kind: StructureKind, stay: Callable[..., Stay]) -> Stay:
    """Return a stay in a house of a kind without a term; in a refuge, a stay there."""
    if required_scope().compartment_id != OPEN_COMPARTMENT:
        return stay()
    return stay(structure=make_structure(kind=kind), due_on=None)
