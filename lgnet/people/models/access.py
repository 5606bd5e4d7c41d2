"""Who may see which person, why, and until when: what every read of people starts from."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import ScopedManager, TenantForeignKey, current_scope
from lgnet.network.models.tenant import CELL_PRIVACY, TenantModel
from lgnet.people.enums import AccessReason


class PersonAccess(TenantModel):
    """One reason for which one audience may see one person.

    ``audience_id`` is an organisation, or the city for its joint service. A row ends by its
    term or by being deleted; either counts from the next request on.
    """

    PRIVACY = CELL_PRIVACY | {
        "person": Label.OPERATIONAL,
        "audience_id": Label.OPERATIONAL,
        "reason": Label.OPERATIONAL,
        "source_id": Label.OPERATIONAL,
        "granted_at": Label.OPERATIONAL,
        "granted_by": Label.OPERATIONAL,
        "until_at": Label.OPERATIONAL,
    }

    person = TenantForeignKey("people.Person", models.CASCADE, related_name="+")
    audience_id = models.UUIDField()
    reason = models.CharField(max_length=12, choices=AccessReason.choices)
    # What gave it: a consent, a referral, a transfer; null for the care that recorded the person.
    source_id = models.UUIDField(null=True, blank=True)
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    granted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [
            # What ends is found by its source; care, which most rows are, has none.
            models.Index(
                fields=["city", "compartment_id", "source_id"],
                name="people_access_by_source",
                condition=Q(source_id__isnull=False),
            ),
        ]
        constraints = [
            stamp_constraint(at="granted_at", by="granted_by", name="people_access_granted"),
            models.UniqueConstraint(
                fields=["city", "compartment_id", "person", "audience_id", "reason", "source_id"],
                name="people_access_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


def visible(person: str = "pk") -> Q | Exists:
    """Return the condition on rows: who looks may see the person that ``person`` names.

    The system itself, and who works in no audience's name, sees the whole cell.
    """
    found = current_scope()
    if found is None or found.audiences is None:
        return Q()
    return Exists(
        PersonAccess.objects.filter(
            Q(until_at__isnull=True) | Q(until_at__gt=Now()),
            city_id=OuterRef("city_id"),
            compartment_id=OuterRef("compartment_id"),
            person_id=OuterRef(person),
            audience_id__in=sorted(found.audiences),
        )
    )


class PersonManager(ScopedManager):
    """Returns the people of the open cell whom the one who looks may see."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(visible())


class AboutPersonManager(ScopedManager):
    """Returns rows about people whom the one who looks may see, and rows about nobody.

    Rows about nobody belong to the joint service. Who works outside it sees their own: those
    whose field ``author`` names them.
    """

    def __init__(self, *, author: str = "") -> None:
        super().__init__()
        self.author = author

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = super().get_queryset()
        condition = visible("person_id")
        if not condition:
            return rows
        if self.model._meta.get_field("person").null:
            return rows.filter(self._about_nobody() | Q(condition))
        return rows.filter(condition)

    def _about_nobody(self) -> Q:
        found, nobody = current_scope(), Q(person__isnull=True)
        if found is None or found.audiences is None or found.city_id in found.audiences:
            return nobody
        own = Q(**{self.author: found.user_id}) if self.author else Q(pk__in=())
        return nobody & own
