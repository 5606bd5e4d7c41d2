"""Answered requests and ended stays are read by their own order, however many there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("housing", "0002_cells")]
    operations = [
        migrations.AddIndex(
            model_name="placementrequest",
            index=models.Index(
                fields=["city", "compartment_id", "-answered_at", "-id"],
                name="housing_request_by_answer",
                condition=~models.Q(state="open"),
            ),
        ),
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(
                fields=["city", "compartment_id", "-ended_at", "-id"],
                name="housing_stay_by_end",
                condition=models.Q(ended_on__isnull=False),
            ),
        ),
    ]
