"""Members of staff, organisations, compartments."""

import itertools

from lgnet.accounts.models import User
from lgnet.kernel.ids import OPEN_COMPARTMENT
from lgnet.kernel.tenancy import scope
from lgnet.network.enums import Role
from lgnet.network.models import City, Compartment, Membership, Neighbourhood, Organisation

_numbers = itertools.count(1)


def make_user(**fields) -> User:
    number = next(_numbers)
    defaults = {
        "email": f"user{number}@test.example",
        "full_name": f"Persona {number}",
        "language": "it",
    }
    return User.objects.create_user(**{**defaults, **fields})


def make_organisation(city: City | None = None, **fields) -> Organisation:
    number = next(_numbers)
    kind = Organisation.Kind.NGO if city else Organisation.Kind.NATIONAL_BODY
    return Organisation.objects.create(
        **{"name": f"Ente {number}", "kind": kind, "city": city, **fields}
    )


def make_neighbourhood(city: City, name: str = "Centro") -> Neighbourhood:
    return Neighbourhood.objects.get_or_create(city=city, name=name)[0]


def make_compartment(city: City) -> Compartment:
    return Compartment.objects.create(city=city)


def make_member(
    *, role: Role, city: City | None = None, compartment_id=None, user: User | None = None
) -> Membership:
    """Make a membership with its user; a refuge coordinator gets a compartment of their own."""
    if role == Role.REFUGE_COORDINATOR and compartment_id is None:
        compartment_id = make_compartment(city).pk
    cell = compartment_id or OPEN_COMPARTMENT
    user = user or make_user()
    organisation = make_organisation(city)
    with scope(city_id=city.pk if city else None, compartment_id=cell):
        return Membership.objects.create(
            user=user, organisation=organisation, city=city, compartment_id=cell, role=role
        )
