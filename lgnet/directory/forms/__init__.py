"""Forms of the directory."""

from .codes import CodeForm, saved_code
from .hours import ExceptionForm, SeasonForm, WeekForm, saved_season, saved_week
from .sites import (
    CapacityForm,
    FilterForm,
    OfferForm,
    SiteForm,
    new_id,
    saved_offer,
    saved_site,
)

__all__ = [
    "CapacityForm",
    "CodeForm",
    "ExceptionForm",
    "FilterForm",
    "OfferForm",
    "SeasonForm",
    "SiteForm",
    "WeekForm",
    "new_id",
    "saved_code",
    "saved_offer",
    "saved_season",
    "saved_site",
    "saved_week",
]
