"""Screens of the directory, and sites with hours, offers and what is left today."""

import datetime as dt

from django.utils import timezone

from lgnet.directory.actions.codes import add_code
from lgnet.directory.actions.hours import Line, add_exception, add_season, set_week
from lgnet.directory.actions.offers import add_offer, report_capacity
from lgnet.directory.actions.sites import add_site
from lgnet.directory.models import Service
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.directory import make_site
from tests.factories.network import make_neighbourhood, make_organisation

STREET, DESK, CITY = Role.OUTREACH_WORKER, Role.DESK_OPERATOR, Role.CITY_MANAGER

SCREENS = [
    Screen("directory:sites", STREET, on_phone=True),
    Screen("directory:sites", STREET, query="?service=canteen&near={quarter}", on_phone=True),
    Screen("directory:sites", STREET, query="?language=amh&service=legal_protection"),
    Screen("directory:sites", DESK),
    Screen("directory:site", STREET, ("site",), on_phone=True),
    Screen("directory:site", DESK, ("site",), on_phone=True),
    Screen("directory:due", DESK, on_phone=True),
    Screen("directory:site_new", DESK, on_phone=True),
    Screen("directory:site_new", DESK, sends_empty_form=True, status=422),
    Screen("directory:site_edit", DESK, ("site",), on_phone=True),
    Screen("directory:offer_new", DESK, ("site",), on_phone=True),
    Screen("directory:offer_edit", DESK, ("offer",), on_phone=True),
    Screen("directory:site_week", DESK, ("site",), on_phone=True),
    Screen("directory:offer_week", DESK, ("offer",)),
    Screen("directory:season_new", DESK, ("site",)),
    Screen("directory:season_edit", DESK, ("hours_season",), on_phone=True),
    Screen("directory:season_remove", DESK, ("hours_season",)),
    Screen("directory:exception_new", DESK, ("site",), on_phone=True),
    Screen("directory:codes", CITY, on_phone=True),
    Screen("directory:code_edit", CITY, ("service_code",)),
    Screen("directory:exchange", CITY, on_phone=True),
    Screen("directory:exchange", CITY, sends_empty_form=True, status=422),
]

NOT_SCREENS = {"directory:export": "a file"}


def fill_directory(city, by):
    """Make a canteen with a season, closed days, two offers and five left, and a bare site."""
    today = timezone.localdate()
    quarter = make_neighbourhood(city, "Aurora")
    site = add_site(
        id=uuid7(),
        facts={
            "name": "Mensa Esempio Aurora",
            "organisation": make_organisation(city, name="Associazione Esempio Mensa"),
            "address": "Via della Prova 12",
            "neighbourhood": quarter,
            "languages": ["ita", "ara", "fra"],
            "phone": "+39 011 0000000",
            "email": "mensa@prova.example",
            "is_step_free": True,
        },
        by=by,
    )
    lines = [Line(day, dt.time(12), dt.time(14)) for day in range(7)]
    lines += [Line(day, dt.time(19), dt.time(21)) for day in range(5)]
    set_week(site=site, lines=lines, by=by)
    canteen, showers = (Service.objects.get(code=code) for code in ("canteen", "hygiene"))
    offer = add_offer(
        id=uuid7(),
        site=site,
        facts={
            "service": canteen,
            "description": "Pranzo e cena caldi",
            "eligibility": "Basta presentarsi",
            "capacity": 60,
            "youngest": 18,
        },
        by=by,
    )
    other = add_offer(id=uuid7(), site=site, facts={"service": showers, "sexes": "women"}, by=by)
    set_week(site=site, offer=other, lines=[Line(1, dt.time(9), dt.time(11))], by=by)
    report_capacity(id=uuid7(), offer=offer, free=5, by=by)
    season = add_season(
        id=uuid7(),
        site=site,
        kind="ramadan",
        from_on=today + dt.timedelta(days=20),
        until_on=today + dt.timedelta(days=49),
        lines=[Line(day, dt.time(18), dt.time(22)) for day in range(7)],
        by=by,
    )
    day = today + dt.timedelta(days=3)
    add_exception(id=uuid7(), site=site, from_on=day, until_on=day, note="Inventario", by=by)
    code = add_code(id=uuid7(), service=canteen, scheme="SIUSS", code="A1.04", from_on=today, by=by)
    make_site(name="Sportello da confermare")
    return {
        "site": site,
        "offer": offer,
        "quarter": quarter,
        "hours_season": season,
        "service_code": code,
    }
