"""How to make one row of each model by which houses are kept in order."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from lgnet.housing.enums import OccupancyKind
from lgnet.housing.models import (
    Closure,
    Defect,
    HouseRules,
    HousingStructure,
    Inspection,
    Occupancy,
    Season,
    StructurePhoto,
)
from lgnet.kernel.pictures import remake
from tests.factories.housing import make_places


def recipes(
    structure: Callable[..., HousingStructure], night: dt.date
) -> dict[str, Callable[..., Any]]:
    """Return the recipes; each row belongs to a house that ``structure`` makes."""
    return {
        "housing.Closure": lambda **fields: _closure(structure(), night, **fields),
        "housing.Season": lambda **fields: Season.objects.create(
            structure=structure(),
            name="Inverno",
            opens_on=night,
            closes_on=night + dt.timedelta(days=90),
            **fields,
        ),
        "housing.Inspection": lambda **fields: Inspection.objects.create(
            structure=structure(), kind="safety", due_on=night, **fields
        ),
        "housing.Defect": lambda **fields: Defect.objects.create(
            structure=structure(),
            what="La caldaia perde.",
            severity="danger",
            due_on=night,
            **fields,
        ),
        "housing.StructurePhoto": lambda **fields: _photo(structure(), **fields),
        "housing.HouseRules": lambda **fields: HouseRules.objects.create(
            structure=structure(), language="ita", version=1, text="Silenzio.", **fields
        ),
    }


def _closure(house: HousingStructure, night: dt.date, **fields: Any) -> Closure:
    closure = Closure.objects.create(
        structure=house, reason="pests", note="Cimici.", from_on=night, **fields
    )
    Occupancy.objects.create(
        place=make_places(1, structure=house)[0],
        closure=closure,
        kind=OccupancyKind.CLOSURE,
        nights=(night, None),
    )
    return closure


def _photo(house: HousingStructure, **fields: Any) -> StructurePhoto:
    sent = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(sent, format="PNG")
    made = remake(sent.getvalue(), side=60, thumbnail_side=20)
    return StructurePhoto.objects.create(
        structure=house, caption="Il cortile", image=made.image, thumbnail=made.thumbnail, **fields
    )
