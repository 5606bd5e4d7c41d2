"""What the open city has decided for its contacts."""

from uuid import UUID

from lgnet.directory.catalogue import is_inside
from lgnet.encounters.models import ContactPolicy
from lgnet.network.models import City


def policy_here() -> ContactPolicy:
    """Return what the open cell decided last; before the first, the defaults, not saved."""
    return ContactPolicy.objects.order_by("-recorded_at", "-id").first() or ContactPolicy()


def hours_here() -> dict[str, int]:
    """Return the city's targets in hours, by the moment they lead to (``rules_clock.STEPS``)."""
    policy = policy_here()
    return {
        "contact": policy.contact_hours,
        "case": policy.case_hours,
        "place": policy.place_hours,
    }


def lies_in_city(city_id: UUID | None, position: tuple[float, float]) -> bool:
    """Return whether latitude and longitude lie in the city; a city without boundary holds all."""
    boundary = City.objects.filter(pk=city_id).order_by("pk").values_list("boundary", flat=True)
    found = boundary.first()
    latitude, longitude = position
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return False
    return not found or is_inside(found, longitude=longitude, latitude=latitude)
