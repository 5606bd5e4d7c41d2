"""How to make one row of each model of the night and of the life in a house."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lgnet.housing.models import (
    Belonging,
    HouseRules,
    Incident,
    NightMark,
    RulesSignature,
    Stay,
    Visitor,
)


def recipes(stay: Callable[..., Stay], night: dt.date) -> dict[str, Callable[..., Any]]:
    """Return the recipes; each row belongs to a stay that ``stay`` makes."""
    return {
        "housing.NightMark": lambda **fields: NightMark.objects.create(
            stay=stay(), night=night, presence="present", marked_at=timezone.now(), **fields
        ),
        "housing.Visitor": lambda **fields: _visitor(stay(), **fields),
        "housing.Incident": lambda **fields: _incident(stay(), **fields),
        "housing.Belonging": lambda **fields: Belonging.objects.create(
            stay=stay(), what="Una valigia", **fields
        ),
        "housing.RulesSignature": lambda **fields: _signature(stay(), night, **fields),
    }


def _visitor(stay: Stay, **fields: Any) -> Visitor:
    now = timezone.now()
    return Visitor.objects.create(
        structure=stay.structure, stay=stay, name="Zia Rosa", came_at=now, **fields
    )


def _incident(stay: Stay, **fields: Any) -> Incident:
    now = timezone.now()
    return Incident.objects.create(
        structure=stay.structure,
        stay=stay,
        kind="health",
        happened_at=now,
        story="Febbre alta.",
        called=["ambulance"],
        **fields,
    )


def _signature(stay: Stay, day: dt.date, **fields: Any) -> RulesSignature:
    rules = HouseRules.objects.create(
        structure=stay.structure, language="ita", version=1, text="Silenzio dopo le 23."
    )
    return RulesSignature.objects.create(stay=stay, rules=rules, signed_on=day, **fields)
