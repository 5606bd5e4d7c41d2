"""The base of every model with personal or operational rows: they belong to a city."""

from django.db import models
from django.utils import timezone

from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
from lgnet.kernel.stamps import stamp_constraint
from lgnet.kernel.tenancy import ScopedModel

CELL_PRIVACY = {
    "id": Label.OPERATIONAL,
    "city": Label.OPERATIONAL,
    "compartment_id": Label.OPERATIONAL,
}


class TenantModel(BaseModel, ScopedModel):
    """A row of one city and compartment, under both belts of tenancy."""

    city = models.ForeignKey("network.City", models.PROTECT, related_name="+", editable=False)

    class Meta(ScopedModel.Meta):
        abstract = True


RECORDED_PRIVACY = CELL_PRIVACY | {
    "recorded_at": Label.OPERATIONAL,
    "recorded_by": Label.OPERATIONAL,
}


class RecordedModel(TenantModel):
    """A tenant row that says when it was written down, and by whom."""

    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(TenantModel.Meta):
        abstract = True
        constraints = [
            stamp_constraint(
                at="recorded_at", by="recorded_by", name="%(app_label)s_%(class)s_recorded"
            ),
        ]
