"""Sites, offers, hours: made in the open scope."""

import datetime as dt
import itertools

from lgnet.directory.models import (
    CapacityReport,
    HoursException,
    HoursSeason,
    Offer,
    Service,
    ServiceCode,
    Site,
    WeeklyHours,
)
from lgnet.kernel.tenancy import required_scope
from lgnet.network.models import City
from tests.factories.network import make_organisation

_numbers = itertools.count(1)


def make_site(**fields) -> Site:
    number = next(_numbers)
    if "organisation" not in fields:
        city = City.objects.get(pk=required_scope("a site").city_id)
        fields["organisation"] = make_organisation(city)
    defaults = {"name": f"Sede {number}", "address": f"Via Prova {number}"}
    return Site.objects.create(**{**defaults, **fields})


def make_offer(service: str = "canteen", *, site: Site | None = None, **fields) -> Offer:
    found = Service.objects.get(code=service)
    return Offer.objects.create(site=site or make_site(), service=found, **fields)


def open_daily(site: Site, opens="09:00", closes="13:00", *, offer=None, season=None, days=7):
    """Give a site, an offer or a season the same opening on each of the first ``days`` days."""
    return [
        WeeklyHours.objects.create(
            site=site,
            offer=offer,
            season=season,
            weekday=weekday,
            opens=dt.time.fromisoformat(opens),
            closes=dt.time.fromisoformat(closes),
        )
        for weekday in range(days)
    ]


def make_season(*, site: Site | None = None, **fields) -> HoursSeason:
    today = dt.date.today()
    defaults = {"kind": "summer", "from_on": today, "until_on": today + dt.timedelta(days=9)}
    return HoursSeason.objects.create(site=site or make_site(), **{**defaults, **fields})


def make_exception(*, site: Site | None = None, **fields) -> HoursException:
    today = dt.date.today()
    defaults = {"from_on": today, "until_on": today, "note": "Festa del quartiere"}
    return HoursException.objects.create(site=site or make_site(), **{**defaults, **fields})


def make_report(*, offer: Offer | None = None, free: int = 4, **fields) -> CapacityReport:
    defaults = {"valid_on": dt.date.today()}
    return CapacityReport.objects.create(
        offer=offer or make_offer(), free=free, **{**defaults, **fields}
    )


def make_code(**fields) -> ServiceCode:
    number = next(_numbers)
    defaults = {
        "service": Service.objects.get(code="canteen"),
        "scheme": f"SIUSS {number}",
        "code": "A1",
        "from_on": dt.date(2026, 1, 1),
    }
    return ServiceCode.objects.create(**{**defaults, **fields})
