"""The street: units, the shifts in which they go out, and alerts that send out more."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from lgnet.encounters.enums_outreach import AlertKind, UnitKind
from lgnet.kernel.history import track
from lgnet.kernel.privacy import Label
from lgnet.kernel.sealed_fields import SealedTextField
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.network.models.tenant import RECORDED_PRIVACY, RecordedModel


@track()
class OutreachUnit(RecordedModel):
    """A group that goes out together: a van, bicycles, or on foot."""

    PRIVACY = RECORDED_PRIVACY | {
        "name": Label.OPERATIONAL,
        "kind": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
    }

    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("how it moves"), max_length=5, choices=UnitKind.choices)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(RecordedModel.Meta):
        ordering = ["name", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "name"], name="encounters_unit_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class OutreachAlert(RecordedModel):
    """Weather or an emergency: from one night to another more units go out than planned."""

    PRIVACY = RECORDED_PRIVACY | {
        "kind": Label.OPERATIONAL,
        "words": Label.OPERATIONAL,
        "from_on": Label.OPERATIONAL,
        "until_on": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
    }

    kind = models.CharField(_("what for"), max_length=9, choices=AlertKind.choices)
    words = models.CharField(_("what colleagues should know"), max_length=300, blank=True)
    # Nights, both included.
    from_on = models.DateField(_("from the night of"))
    until_on = models.DateField(_("to the night of"))
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(RecordedModel.Meta):
        ordering = ["-from_on", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_alert_in_order", condition=Q(until_on__gte=F("from_on"))
            ),
            stamp_constraint(at="ended_at", by="ended_by", name="encounters_alert_ended"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@track()
class Shift(RecordedModel):
    """A unit's way through an area in a night: planned, then begun, then ended."""

    PRIVACY = RECORDED_PRIVACY | {
        "unit": Label.OPERATIONAL,
        "alert": Label.OPERATIONAL,
        "night_on": Label.OPERATIONAL,
        "area": Label.OPERATIONAL,
        "starts_at": Label.OPERATIONAL,
        "ends_at": Label.OPERATIONAL,
        "begun_at": Label.OPERATIONAL,
        "begun_by": Label.OPERATIONAL,
        "ended_at": Label.OPERATIONAL,
        "ended_by": Label.OPERATIONAL,
        "cancelled_at": Label.OPERATIONAL,
        "cancelled_by": Label.OPERATIONAL,
        "cancelled_because": Label.OPERATIONAL,
        "note": Label.SENSITIVE,
    }

    unit = TenantForeignKey("encounters.OutreachUnit", models.PROTECT, related_name="+")
    # The alert that opened it; none for a shift of the usual plan.
    alert = TenantForeignKey(
        "encounters.OutreachAlert", models.PROTECT, null=True, blank=True, related_name="shifts"
    )
    # The night it belongs to, which turns at six in the morning.
    night_on = models.DateField(editable=False)
    area = models.CharField(_("area"), max_length=120)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    begun_at = models.DateTimeField(null=True, editable=False)
    begun_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    # Empty where it was cancelled with its alert.
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=200, blank=True)
    # What the unit hands on when it comes back.
    note = SealedTextField(_("note"), max_length=2000, null=True, blank=True, key_from="cell")

    class Meta(RecordedModel.Meta):
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(
                fields=["city", "compartment_id", "night_on"], name="encounters_shift_by_night"
            ),
        ]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.CheckConstraint(
                name="encounters_shift_in_order", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="encounters_shift_begins_first",
                condition=Q(ended_at__isnull=True) | Q(begun_at__isnull=False),
            ),
            models.CheckConstraint(
                name="encounters_shift_cancelled_unbegun",
                condition=Q(cancelled_at__isnull=True) | Q(begun_at__isnull=True),
            ),
            models.CheckConstraint(
                name="encounters_shift_reason_of_cancelled",
                condition=Q(cancelled_because="") | Q(cancelled_at__isnull=False),
            ),
            ExclusionConstraint(
                name="encounters_unit_out_once",
                expressions=[
                    ("city", RangeOperators.EQUAL),
                    ("compartment_id", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(cancelled_at__isnull=True),
            ),
            stamp_constraint(at="begun_at", by="begun_by", name="encounters_shift_begun"),
            stamp_constraint(at="ended_at", by="ended_by", name="encounters_shift_ended"),
            stamp_constraint(
                at="cancelled_at", by="cancelled_by", name="encounters_shift_cancelled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.night_on:%Y-%m-%d}"


@track()
class ShiftMember(RecordedModel):
    """Somebody who goes out in a shift."""

    PRIVACY = RECORDED_PRIVACY | {"shift": Label.OPERATIONAL, "user": Label.OPERATIONAL}

    shift = TenantForeignKey("encounters.Shift", models.CASCADE, related_name="members")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta(RecordedModel.Meta):
        ordering = ["id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "shift", "user"],
                name="encounters_shift_member_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user_id)


@track()
class ShiftStop(RecordedModel):
    """A place where a shift stops, in the order of the way."""

    PRIVACY = RECORDED_PRIVACY | {
        "shift": Label.OPERATIONAL,
        "position": Label.OPERATIONAL,
        "place": Label.OPERATIONAL,
        "neighbourhood": Label.OPERATIONAL,
        "done_at": Label.OPERATIONAL,
        "done_by": Label.OPERATIONAL,
    }

    shift = TenantForeignKey("encounters.Shift", models.CASCADE, related_name="stops")
    position = models.PositiveSmallIntegerField()
    place = models.CharField(_("place"), max_length=120)
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood", models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(RecordedModel.Meta):
        ordering = ["position", "id"]
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["city", "compartment_id", "shift", "position"],
                name="encounters_stop_in_order",
            ),
            stamp_constraint(at="done_at", by="done_by", name="encounters_stop_done"),
        ]

    def __str__(self) -> str:
        return self.place
