"""Figures: exact ones inside a city, protected ones for the network."""

from django.db import models
from django.db.models.lookups import Exact

from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.monitoring.enums import Measure, NetworkMeasure, Period
from lgnet.monitoring.rules import STEP, THRESHOLD
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel


class CityFigure(TenantModel):
    """An exact count of one city, seen inside it only."""

    PRIVACY = CELL_PRIVACY | {
        "period": Label.OPERATIONAL,
        "measure": Label.OPERATIONAL,
        "value": Label.OPERATIONAL,
        "tally": Label.OPERATIONAL,
        "computed_at": Label.OPERATIONAL,
    }

    period = models.CharField(max_length=4, choices=Period.choices)
    measure = models.CharField(max_length=30, choices=Measure.choices)
    value = models.FloatField(null=True)
    # Of a median: what it was taken from, value -> how often, so that cities can be joined.
    tally = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["city", "compartment_id", "period", "measure"],
                name="monitoring_city_figure_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"


class NetworkFigure(BaseModel):
    """What the network sees of a count: small ones hidden, so that nobody can be guessed.

    ``city`` is null for the network's total. ``is_hidden`` tells a hidden count from one that
    does not exist.
    """

    PRIVACY = {
        "id": Label.OPERATIONAL,
        "city": Label.OPERATIONAL,
        "period": Label.OPERATIONAL,
        "measure": Label.OPERATIONAL,
        "value": Label.OPERATIONAL,
        "low": Label.OPERATIONAL,
        "high": Label.OPERATIONAL,
        "is_hidden": Label.OPERATIONAL,
        "computed_at": Label.OPERATIONAL,
    }

    city = models.ForeignKey("network.City", models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=4, choices=Period.choices)
    measure = models.CharField(max_length=30, choices=[*Measure.choices, *NetworkMeasure.choices])
    value = models.FloatField(null=True)
    # Of an estimate: between which the true value lies, as far as can be told.
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    is_hidden = models.BooleanField(default=False)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["city", "period", "measure"],
                name="monitoring_network_figure_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="monitoring_hidden_figure_has_no_value",
                condition=models.Q(is_hidden=False) | models.Q(value__isnull=True),
            ),
            models.CheckConstraint(
                name="monitoring_estimate_lies_within",
                condition=models.Q(low__isnull=True, high__isnull=True)
                | models.Q(low__lte=models.F("value"), high__gte=models.F("value")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"


class CityNight(BaseModel):
    """A city's places on one night that is over, as the network may see it.

    ``occupied`` is told in steps of five, or as "all of them", so that the difference of two
    nights is nobody's coming or going. Where it would betray a small count both numbers are null.
    """

    PRIVACY = {
        "id": Label.OPERATIONAL,
        "city": Label.OPERATIONAL,
        "night": Label.OPERATIONAL,
        "places": Label.OPERATIONAL,
        "occupied": Label.OPERATIONAL,
    }

    city = models.ForeignKey("network.City", models.PROTECT, related_name="+")
    night = models.DateField()
    places = models.PositiveIntegerField(null=True)
    occupied = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            # In this order, so that one range of nights reads all cities.
            models.UniqueConstraint(fields=["night", "city"], name="monitoring_city_night_once"),
            models.CheckConstraint(
                name="monitoring_night_hidden_as_one",
                condition=models.Q(places__isnull=True, occupied__isnull=True)
                | models.Q(places__isnull=False, occupied__isnull=False),
            ),
            models.CheckConstraint(
                name="monitoring_night_shows_no_small_count",
                condition=models.Q(places__isnull=True)
                | models.Q(occupied=0, places=0)
                | models.Q(occupied=0, places__gte=THRESHOLD)
                | models.Q(occupied__gte=THRESHOLD, places__gte=models.F("occupied")),
            ),
            models.CheckConstraint(
                name="monitoring_night_told_in_steps",
                condition=models.Q(occupied__isnull=True)
                | models.Q(occupied=models.F("places"))
                | models.Q(Exact(models.F("occupied") % STEP, 0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.night} {self.occupied}/{self.places}"
