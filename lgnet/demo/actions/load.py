"""Loading the demo network: staff first, then each city in a transaction of its own."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lgnet.accounts.models import User
from lgnet.audit.actions import record
from lgnet.demo.accounts import accounts
from lgnet.demo.houses import structure_id
from lgnet.demo.network import DemoCell, city_cells
from lgnet.demo.organisations import houses_run_by, partner
from lgnet.demo.profiles import PROFILES, shares
from lgnet.directory.models import Service
from lgnet.housing.actions.refuges import ask_refuges
from lgnet.housing.enums import PlaceNeed, RequestState, Urgency
from lgnet.housing.models import HousingStructure
from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.tenancy import scope
from lgnet.monitoring.actions import (
    refresh_city_figures,
    refresh_different_people,
    refresh_network_figures,
    refresh_nights,
)
from lgnet.monitoring.models import NetworkFigure
from lgnet.network.enums import Role
from lgnet.network.models import City, Neighbourhood
from lgnet.people.actions.match_tokens import renew_city_tokens
from lgnet.people.models import Country, Person

from .case_states import load_demo_states
from .case_teams import load_demo_teams
from .cells import Directory, load_cell
from .closings import load_demo_closings
from .desks import load_demo_desk
from .documents import load_demo_documents
from .families import load_demo_family
from .plans import load_demo_plan
from .progress import load_demo_progress
from .protection import load_demo_protection
from .referrals import load_demo_referrals
from .sites import load_demo_sites
from .staff import load_staff
from .street import load_demo_street
from .tailored import load_demo_forms
from .told import load_demo_told

_ASKING = 2
# Counted at once; the nightly job adds the two years before them.
_NIGHTS = 21


class DemoRefused(RuntimeError):
    """The demo may not be loaded here, and why, in a sentence for whoever asked."""


@dataclass(slots=True)
class Loaded:
    """What a load did: rows made by kind, and cities that were there already."""

    rows: Counter[str] = field(default_factory=Counter)
    already: list[str] = field(default_factory=list)


def check_demo_allowed() -> None:
    """Raise DemoRefused where real people may be: the demo's password is public."""
    if settings.DATA_IS_REAL:
        raise DemoRefused(
            "The demo is for LGNET_MODE=demo or test. This installation is in production mode,"
            " and invented people do not belong among real ones."
        )


def load_demo(
    *,
    people: int,
    seed: int,
    reference: dt.date,
    on_city: Callable[[str], None] = lambda name: None,
) -> Loaded:
    """Load the demo's sixteen cities; a city that has its houses already is left alone.

    ``reference`` is today. ``on_city`` is called with each city's name when it is done. Raises
    DemoRefused in production, where reference data is missing, or for too few people.
    """
    check_demo_allowed()
    cities = {city.cadastral_code: city for city in City.objects.defer("boundary")}
    if not cities.keys() >= PROFILES.keys() or not Service.objects.exists():
        raise DemoRefused("The reference data is not there yet; run `lgnet load_reference` first.")
    try:
        counts = shares(people)
    except ValueError as error:
        raise DemoRefused(str(error)) from error
    load_staff(cities=cities)
    loaded = Loaded()
    for code, profile in PROFILES.items():
        with transaction.atomic():
            if _is_there(code, cities[code]):
                loaded.already.append(profile.name)
            else:
                cells = city_cells(code=code, people=counts[code], seed=seed, reference=reference)
                _load_city(code, cities[code], cells, loaded, reference)
                _load_forms(code, cities[code], loaded)
                if PROFILES[code].has_refuge:
                    _ask_for_protection(code, cities[code], cells[0])
                refresh_city_figures(city=cities[code])
                renew_city_tokens(city_id=cities[code].pk)
        on_city(profile.name)
    if loaded.rows or not NetworkFigure.objects.exists():
        refresh_network_figures()
        refresh_different_people()
        refresh_nights(last=_NIGHTS)
    return loaded


def _is_there(code: str, city: City) -> bool:
    with scope(city_id=city.pk):
        return HousingStructure.objects.filter(pk=structure_id(code, 0)).exists()


def _load_city(
    code: str, city: City, cells: list[DemoCell], loaded: Loaded, reference: dt.date
) -> None:
    for cell in cells:
        directory = _directory(code, city, reference, is_refuge=cell.is_refuge)
        with scope(city_id=city.pk, compartment_id=cell.compartment_id):
            made = load_cell(cell, directory=directory)
            if not cell.is_refuge:
                made["sites"] = load_demo_sites(code, city, directory=directory)
                made["street"] = load_demo_street(
                    code, worker_id=_staff(code, Role.OUTREACH_WORKER)[0]
                )
                made["visits"] = load_demo_desk(
                    code, worker_id=_staff(code, Role.DESK_OPERATOR)[0], on=timezone.localdate()
                )
                made["case_states"] = load_demo_states(worker_id=_staff(code, Role.CASE_MANAGER)[0])
                made["plans"] = load_demo_plan(
                    worker_id=_staff(code, Role.CASE_MANAGER)[0], on=timezone.localdate()
                )
                made["family"] = load_demo_family(worker_id=_staff(code, Role.CASE_MANAGER)[0])
                made["closings"] = load_demo_closings(
                    worker_id=_staff(code, Role.CASE_MANAGER)[0], on=timezone.localdate()
                )
                made["case_teams"] = load_demo_teams(
                    worker_id=_staff(code, Role.CASE_MANAGER)[0], on=timezone.localdate()
                )
                made["papers"] = load_demo_documents(
                    code, worker_id=_staff(code, Role.CASE_MANAGER)[0], on=timezone.localdate()
                )
                made["referrals"] = load_demo_referrals(
                    code, worker_id=_staff(code, Role.DESK_OPERATOR)[0]
                )
            record(verb="demo.load", target=city, rows=made)
        loaded.rows.update(made)


def _load_forms(code: str, city: City, loaded: Loaded) -> None:
    """Let who answers for the city publish what it asks beside the national core."""
    manager = User.objects.get(pk=_staff(code, Role.CITY_MANAGER)[0])
    with scope(city_id=city.pk, user_id=manager.pk):
        loaded.rows["forms"] += load_demo_forms(code, by=manager)
    worker = User.objects.get(pk=_staff(code, Role.CASE_MANAGER)[0])
    with scope(city_id=city.pk, user_id=worker.pk):
        loaded.rows["told"] += load_demo_told(code, city, by=worker)
        loaded.rows["progress"] += load_demo_progress(code, by=worker)
        loaded.rows["protection"] += load_demo_protection(worker=worker)


def _ask_for_protection(code: str, city: City, cell: DemoCell) -> None:
    """Let the street ask the city's refuges for two women who wait for a place."""
    user = User.objects.get(pk=_staff(code, Role.OUTREACH_WORKER)[0])
    waiting = [
        request.person.id
        for request in reversed(cell.housing.requests)
        if request.state == RequestState.OPEN and request.person.is_woman
    ]
    with scope(city_id=city.pk, user_id=user.pk):
        for person in Person.objects.filter(pk__in=waiting[:_ASKING]).order_by("pk"):
            ask_refuges(
                id=derived_uuid("demo", "protection", person.pk),
                person=person,
                party=1,
                urgency=[Urgency.PROTECTION_RISK],
                needs=[PlaceNeed.WOMEN_ONLY],
                contact="Unità di strada, dalle 20 alle 24",
                by=user,
            )


def _staff(code: str, role: Role) -> list[UUID]:
    return [one.user_id for one in accounts() if one.code == code and one.role == role]


def _directory(code: str, city: City, reference: dt.date, *, is_refuge: bool) -> Directory:
    """Return what a cell's rows point at; in a refuge its coordinator does everything."""

    def who(role: Role) -> list[UUID]:
        return _staff(code, Role.REFUGE_COORDINATOR if is_refuge else role)

    outside = partner(code)
    return Directory(
        countries=dict(Country.objects.filter(is_current=True).values_list("iso3", "id")),
        services=dict(Service.objects.values_list("code", "id")),
        neighbourhoods=dict(Neighbourhood.objects.filter(city=city).values_list("name", "id")),
        houses_run_by=[body.id for body in houses_run_by(code)],
        reference=reference,
        now=timezone.now(),
        street=who(Role.OUTREACH_WORKER)[0],
        desk=who(Role.DESK_OPERATOR)[0],
        housing=who(Role.HOUSING_COORDINATOR)[0],
        case_managers=who(Role.CASE_MANAGER),
        partner=outside.id if outside else None,
    )
