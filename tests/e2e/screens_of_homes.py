"""Screens of homes, and a flat and a house of co-housing in which none of them is empty."""

import datetime as dt

from django.utils import timezone

from lgnet.housing.actions import cohousing, tenancies
from lgnet.housing.actions.stays import record_arrival
from lgnet.housing.enums import StructureKind
from lgnet.kernel.ids import uuid7
from lgnet.kernel.nights import tonight
from lgnet.network.enums import Role
from tests.e2e.screen import Screen
from tests.factories.housing import make_places, make_stay, make_structure
from tests.factories.people import make_person

HOUSING = Role.HOUSING_COORDINATOR

SCREENS = [
    Screen("housing:housing_first", HOUSING, on_phone=True),
    Screen("housing:retention_list", HOUSING, query="?months=6&answer=in_flat", on_phone=True),
    Screen("housing:principles", HOUSING, ("flat",), on_phone=True),
    Screen("housing:stay_detail", HOUSING, ("home",), on_phone=True),
    Screen("housing:stay_home", HOUSING, ("home",), on_phone=True),
    Screen("housing:stay_visits", HOUSING, ("home",), on_phone=True),
    Screen("housing:cohousing", HOUSING, on_phone=True),
    Screen("housing:cohouse", HOUSING, ("cohouse",), on_phone=True),
    Screen("housing:host", HOUSING, ("cohouse",), on_phone=True),
    Screen("housing:stay_detail", HOUSING, ("hosted",), on_phone=True),
    Screen("housing:stay_agreement", HOUSING, ("hosted",), on_phone=True),
    Screen("housing:agreement_print", HOUSING, ("agreement",), on_phone=True),
    Screen("housing:stay_trial", HOUSING, ("hosted",), on_phone=True),
]


def fill_homes(by):
    """Make somebody in a flat since nine months, and somebody hosted, with all that is due."""
    today, now = timezone.localdate(), timezone.now()
    flat = make_structure(StructureKind.HOUSING_FIRST, name="Via dei Tigli 4")
    home = make_stay(
        place=make_places(1, structure=flat)[0],
        person=make_person("Samira سميرة"),
        by=by,
        started_on=tonight() - dt.timedelta(days=280),
    )
    record_arrival(stay=home, by=by)
    tenancies.keep_tenancy(
        stay=home,
        starts_on=home.started_on,
        ends_on=today - dt.timedelta(days=1),
        rent=420,
        person_share=120,
        landlord="Rossi, 011 000000",
        by=by,
    )
    tenancies.record_visit(
        id=uuid7(),
        stay=home,
        visited_at=now - dt.timedelta(days=9),
        kind="home",
        minutes=45,
        note="La caldaia va.",
        by=by,
    )
    tenancies.check_principles(
        structure=flat,
        checked_on=today,
        answers={
            "choice": ("yes", ""),
            "separate": ("partly", "Due colleghe."),
            "recovery": ("no", ""),
        },
        by=by,
    )
    house = make_structure(StructureKind.SOLIDARITY_COHOUSING, name="Casa Bianchi")
    hosted = make_stay(place=make_places(2, structure=house)[0], by=by)
    cohousing.keep_host(
        structure=house,
        kind="family",
        name="Famiglia Bianchi",
        contact="+39 011 000000",
        languages="Italiano, un po' di francese",
        offers="Una stanza; silenzio la sera.",
        by=by,
    )
    agreement = cohousing.agree_on_house(
        id=uuid7(),
        stay=hosted,
        text="Si cena insieme la domenica.\n\nNiente visite dopo le 22.",
        agreed_on=today - dt.timedelta(days=31),
        review_on=today,
        by=by,
    )
    cohousing.set_trial(stay=hosted, until=tonight() + dt.timedelta(days=20), by=by)
    cohousing.record_mediation(
        id=uuid7(),
        structure=house,
        met_at=now - dt.timedelta(days=8),
        about="La cucina.",
        agreed="Turni scritti sul frigo.",
        next_on=today - dt.timedelta(days=1),
        by=by,
    )
    return {
        "flat": flat,
        "home": home,
        "cohouse": house,
        "hosted": hosted,
        "agreement": agreement,
    }
