"""Days from one to another, as PostgreSQL compares them."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models

# Both days included; no last day where None.
DAYS = models.Func(
    "from_on",
    "until_on",
    models.Value("[]"),
    function="DATERANGE",
    output_field=DateRangeField(),
)
