"""Loading the life of houses in bulk, for the demo: registers, upkeep, homes, clocks, holds.

Written after the structures, requests and stays it stands on. The constraints hold here as
everywhere: callers settle overlaps first.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models

from lgnet.housing.models import (
    Belonging,
    Closure,
    Defect,
    Extension,
    Hold,
    Host,
    HouseAgreement,
    HouseRules,
    Incident,
    Inspection,
    Mediation,
    NightMark,
    Occupancy,
    PrincipleCheck,
    RequestMember,
    RulesSignature,
    Season,
    StayWarning,
    SupportVisit,
    Tenancy,
    Visitor,
)
from lgnet.kernel.bulk import upsert

# In the order in which one stands on the other.
_ORDER: tuple[type[models.Model], ...] = (
    RequestMember,
    Hold,
    Closure,
    Season,
    Occupancy,
    HouseRules,
    RulesSignature,
    NightMark,
    Visitor,
    Incident,
    Belonging,
    Inspection,
    Defect,
    Host,
    HouseAgreement,
    Mediation,
    Tenancy,
    SupportVisit,
    PrincipleCheck,
    StayWarning,
    Extension,
)


def load_house_life(rows: Iterable[models.Model]) -> dict[str, int]:
    """Write rows of several models in the open scope; return how many of each were made.

    Raises ValueError for a model that is not of the life of houses.
    """
    by_model: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    unknown = by_model.keys() - set(_ORDER)
    if unknown:
        raise ValueError(f"No life of houses: {sorted(one.__name__ for one in unknown)}")
    return {
        str(model._meta.verbose_name_plural): upsert(model, by_model[model]).made
        for model in _ORDER
        if model in by_model
    }
