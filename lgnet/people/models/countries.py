"""Citizenships, from the ANPR table of foreign states."""

from django.db import models
from django.utils.translation import get_language

from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.people.countries import country_label


class Country(BaseModel):
    """A citizenship a person may have; stateless is ISTAT code 999."""

    PRIVACY = {
        "id": Label.PUBLIC,
        "istat_code": Label.PUBLIC,
        "iso3": Label.PUBLIC,
        "cadastral_code": Label.PUBLIC,
        "name_it": Label.PUBLIC,
        "name_en": Label.PUBLIC,
        "is_current": Label.PUBLIC,
    }

    istat_code = models.CharField(max_length=3, unique=True)
    # ISO 3166-1 alpha-3, XKX for Kosovo; empty where the table gives none.
    iso3 = models.CharField(max_length=3, blank=True)
    cadastral_code = models.CharField(max_length=4, blank=True)
    name_it = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["name_it"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return country_label(
            iso3=self.iso3,
            istat_code=self.istat_code,
            name_it=self.name_it,
            name_en=self.name_en,
            language=get_language(),
        )
