"""Programmes, their editions and funding lines: rows, never names in code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label


class Programme(BaseModel):
    """A programme that finances the network's work, over several editions."""

    PRIVACY = {"id": Label.PUBLIC, "code": Label.PUBLIC, "name": Label.PUBLIC}

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Edition(BaseModel):
    """One run of a programme, with its dates."""

    PRIVACY = {
        "id": Label.PUBLIC,
        "programme": Label.PUBLIC,
        "code": Label.PUBLIC,
        "name": Label.PUBLIC,
        "starts_on": Label.PUBLIC,
        "ends_on": Label.PUBLIC,
    }

    programme = models.ForeignKey("network.Programme", models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="network_edition_dates_in_order",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gt=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FundingLine(BaseModel):
    """A source of money within an edition."""

    PRIVACY = {
        "id": Label.PUBLIC,
        "edition": Label.PUBLIC,
        "code": Label.PUBLIC,
        "name": Label.PUBLIC,
    }

    edition = models.ForeignKey("network.Edition", models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class CityEdition(BaseModel):
    """A city's part in an edition: who represents it and which fields of action it runs."""

    PRIVACY = {
        "id": Label.PUBLIC,
        "edition": Label.PUBLIC,
        "city": Label.PUBLIC,
        "represented_by": Label.PUBLIC,
        "runs_taking_charge": Label.PUBLIC,
        "runs_housing": Label.PUBLIC,
        "runs_community": Label.PUBLIC,
    }

    edition = models.ForeignKey("network.Edition", models.PROTECT, related_name="+")
    city = models.ForeignKey("network.City", models.PROTECT, related_name="+")
    represented_by = models.ForeignKey(
        "network.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    runs_taking_charge = models.BooleanField(_("taking charge"), default=False)
    runs_housing = models.BooleanField(_("housing"), default=False)
    runs_community = models.BooleanField(_("community"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "city"], name="network_city_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.city_id} {self.edition_id}"
