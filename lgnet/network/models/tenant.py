"""The base of every model with personal or operational rows: they belong to a city."""

from django.db import models

from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label
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
