"""What the demo's houses are like: for whom, when one comes in, what there is to eat."""

import datetime as dt
from typing import Any

from lgnet.housing.enums import Meal, Sexes, Smoking, StructureKind

from .houses import DemoStructure, DemoUnit

_SEXES = {"women": Sexes.WOMEN, "men": Sexes.MEN}
_DORMITORY = {
    "check_in_from": dt.time(19),
    "check_in_until": dt.time(22, 30),
    "curfew": dt.time(23),
    "meals": [Meal.BREAKFAST.value, Meal.DINNER.value],
    "smoking": Smoking.OUTSIDE.value,
    "staff_languages": ["ita", "eng", "fra", "ara"],
    "takes_pets": False,
    "is_step_free": True,
    "cost_per_night": "28.50",
}
_HOME = {
    "meals": [Meal.KITCHEN.value],
    "smoking": Smoking.OUTSIDE.value,
    "staff_languages": ["ita", "eng"],
    "takes_pets": True,
    "is_step_free": False,
}
_BY_KIND: dict[str, dict[str, Any]] = {
    StructureKind.EMERGENCY: _DORMITORY,
    StructureKind.PROTECTED_REFUGE: _HOME
    | {"sexes": Sexes.WOMEN.value, "takes_pets": False, "staff_languages": ["ita", "eng", "fra"]},
    StructureKind.SOLIDARITY_COHOUSING: _HOME | {"cost_per_night": "12.00"},
    StructureKind.HOUSING_FIRST: _HOME | {"cost_per_night": "19.00"},
    StructureKind.TRANSITIONAL: _HOME
    | {"curfew": dt.time(23, 30), "takes_pets": None, "cost_per_night": "22.00"},
}


def facts_of(house: DemoStructure) -> dict[str, Any]:
    """Return the fields of a structure that say what it is like."""
    return _BY_KIND[house.kind]


def sexes_of(unit: DemoUnit) -> str | None:
    """Return for whom a unit is; None for families, who come as they are."""
    return _SEXES.get(unit.suits)
