"""Reading what exchange needs of the network."""

from django.db.models import Q

from lgnet.network.models import City


def city_named(text: str) -> City | None:
    """Return the city of this name, cadastral code or ISTAT code, or None."""
    wanted = text.strip()
    return City.objects.filter(
        Q(name__iexact=wanted) | Q(cadastral_code__iexact=wanted) | Q(istat_code=wanted)
    ).first()


def city_list() -> str:
    """Return the cities as one line of names with their cadastral codes."""
    cities = City.objects.order_by("name").values_list("name", "cadastral_code")
    return ", ".join(f"{name} ({code})" for name, code in cities)
