"""How to make one row of each model of the directory; none of them lies in a refuge."""

from collections.abc import Callable
from typing import Any

from tests.factories.directory import (
    make_code,
    make_exception,
    make_offer,
    make_report,
    make_season,
    make_site,
    open_daily,
)

RECIPES: dict[str, Callable[..., Any]] = {
    "directory.Site": make_site,
    "directory.Offer": make_offer,
    "directory.CapacityReport": make_report,
    "directory.HoursSeason": make_season,
    "directory.HoursException": make_exception,
    "directory.WeeklyHours": lambda **fields: open_daily(make_site(), days=1, **fields)[0],
    "directory.ServiceCode": make_code,
}
