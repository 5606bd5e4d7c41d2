"""Writing the demo's organisations, neighbourhoods and staff."""

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lgnet.accounts.models import User
from lgnet.demo import accounts
from lgnet.demo.network import refuge_compartment
from lgnet.demo.organisations import DemoOrganisation, national_bodies, organisations, partner
from lgnet.demo.profiles import PROFILES, neighbourhoods
from lgnet.kernel.bulk import upsert
from lgnet.kernel.ids import OPEN_COMPARTMENT, derived_uuid
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import (
    City,
    CityEdition,
    Compartment,
    Membership,
    Neighbourhood,
    Organisation,
)

# Before the history begins, whatever day counts as today.
JOINED_AT = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


@transaction.atomic
def load_staff(*, cities: dict[str, City]) -> None:
    """Write who works where, by cadastral code; what is there stays as people left it."""
    _load_organisations(cities)
    _load_neighbourhoods(cities)
    upsert(
        Compartment,
        [
            Compartment(id=refuge_compartment(code), city=cities[code])
            for code, profile in PROFILES.items()
            if profile.has_refuge
        ],
    )
    staff = accounts.accounts()
    _load_users(staff)
    for account in staff:
        city = cities[account.code] if account.code else None
        _load_membership(account, city)


def _load_organisations(cities: dict[str, City]) -> None:
    def row(body: DemoOrganisation) -> Organisation:
        city = cities[body.code] if body.code else None
        return Organisation(
            id=body.id, name=body.name, kind=body.kind, city=city, is_joint=body.is_joint
        )

    bodies = national_bodies()
    for code in PROFILES:
        bodies += organisations(code)
    bodies += filter(None, map(partner, PROFILES))
    upsert(Organisation, [row(body) for body in bodies], keep=["name", "is_joint"])
    for code, city in cities.items():
        if code in PROFILES:
            # Who already represents a city stays.
            CityEdition.objects.filter(city=city, represented_by=None).update(
                represented_by_id=organisations(code)[0].id
            )


def _load_neighbourhoods(cities: dict[str, City]) -> None:
    known = set(Neighbourhood.objects.values_list("city__name", "name"))
    upsert(
        Neighbourhood,
        [
            Neighbourhood(
                id=derived_uuid("demo", "neighbourhood", city.cadastral_code, name),
                city=city,
                name=name,
            )
            for city in cities.values()
            for name in neighbourhoods().get(city.name, ())
            if (city.name, name) not in known
        ],
    )


def _load_membership(account: accounts.DemoAccount, city: City | None) -> None:
    """Write a membership where there is none: nobody may write their own, so in no one's name."""
    with scope(city_id=None, user_id=account.user_id):
        if Membership.objects.filter(pk=account.membership_id).exists():
            return
    compartment_id = OPEN_COMPARTMENT
    if account.role == Role.REFUGE_COORDINATOR and account.code:
        compartment_id = refuge_compartment(account.code)
    with scope(city_id=city.pk if city else None, compartment_id=compartment_id):
        Membership.objects.create(
            id=account.membership_id,
            user_id=account.user_id,
            organisation_id=account.organisation.id,
            city=city,
            compartment_id=compartment_id,
            role=account.role,
        )


def _load_users(staff: list[accounts.DemoAccount]) -> None:
    # Hashed once: the accounts share their password, and a hash takes half a second.
    password = make_password(accounts.PASSWORD, salt="demo-accounts")
    upsert(
        User,
        [
            User(
                id=account.user_id,
                email=account.email,
                full_name=account.full_name,
                language="it",
                password=password,
                joined_at=JOINED_AT,
            )
            for account in staff
        ],
        keep=["language", "last_login", "is_active", "joined_at"],
    )
