"""How to make one row of each model of the directory."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from lgnet.directory.models import WeeklyHours
from tests.factories.directory import (
    make_code,
    make_exception,
    make_offer,
    make_report,
    make_season,
    make_site,
)

RECIPES: dict[str, Callable[..., Any]] = {
    "directory.Site": make_site,
    "directory.Offer": make_offer,
    "directory.CapacityReport": make_report,
    "directory.HoursSeason": make_season,
    "directory.HoursException": make_exception,
    "directory.WeeklyHours": lambda **fields: WeeklyHours.objects.create(
        site=make_site(), weekday=0, opens=dt.time(9), closes=dt.time(13), **fields
    ),
    "directory.ServiceCode": make_code,
}
