"""Bodies that come to be known with other systems' data: organisations and compartments."""

from uuid import UUID

from lgnet.network.models import City, Compartment, Organisation


def make_compartment(*, city_id: UUID) -> UUID:
    """Make a closed part of a city; return its identifier."""
    return Compartment.objects.create(city_id=city_id).pk


def organisation_named(*, city_id: UUID, name: str) -> UUID:
    """Return the city's organisation of this name, made as a non-profit one if it is new."""
    found, _ = Organisation.objects.get_or_create(
        city_id=city_id, name=name[:160], defaults={"kind": Organisation.Kind.NGO}
    )
    return found.pk


def municipality_of(*, city_id: UUID) -> UUID:
    """Return the city's municipality as an organisation, made where the city has none yet."""
    kind = Organisation.Kind.MUNICIPALITY
    found = Organisation.objects.filter(city_id=city_id, kind=kind).order_by("name").first()
    if found is None:
        city = City.objects.get(pk=city_id)
        found, _ = Organisation.objects.get_or_create(
            city=city, name=f"Comune di {city.name}", defaults={"kind": kind}
        )
    return found.pk
