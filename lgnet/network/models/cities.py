"""Cities and their neighbourhoods: public facts, no personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label


class City(BaseModel):
    """A municipality. Keyed on the cadastral code: the ISTAT code changes with provinces."""

    PRIVACY = {
        "id": Label.PUBLIC,
        "name": Label.PUBLIC,
        "cadastral_code": Label.PUBLIC,
        "istat_code": Label.PUBLIC,
        "region_istat": Label.PUBLIC,
        "region_name": Label.PUBLIC,
        "nuts3": Label.PUBLIC,
        "is_active": Label.PUBLIC,
        "boundary": Label.PUBLIC,
    }

    name = models.CharField(_("name"), max_length=60)
    cadastral_code = models.CharField(max_length=4, unique=True)
    istat_code = models.CharField(max_length=6)
    region_istat = models.CharField(max_length=2)
    region_name = models.CharField(_("region"), max_length=60)
    nuts3 = models.CharField(max_length=5)
    is_active = models.BooleanField(
        default=True,
        help_text=_("A city that is not in the current edition is kept, inactive."),
    )
    # GeoJSON MultiPolygon, longitude and latitude in degrees (WGS 84).
    boundary = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "cities"

    def __str__(self) -> str:
        return self.name


class Neighbourhood(BaseModel):
    """A part of a city, as its people call it."""

    PRIVACY = {"id": Label.PUBLIC, "city": Label.PUBLIC, "name": Label.PUBLIC}

    city = models.ForeignKey("network.City", models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["city", "name"], name="network_neighbourhood_once"),
        ]

    def __str__(self) -> str:
        return self.name
