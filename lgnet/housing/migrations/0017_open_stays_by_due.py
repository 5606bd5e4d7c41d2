"""The index of stays by their last morning holds those that have not ended: nobody asks for others.

Every booking looks for stays over their time. Where most have ended, that read them all.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("housing", "0016_trials")]
    operations = [
        migrations.RemoveIndex("stay", "housing_stay_by_due"),
        migrations.AddIndex(
            "stay",
            models.Index(
                fields=["city", "compartment_id", "due_on"],
                name="housing_stay_open_by_due",
                condition=models.Q(ended_on__isnull=True),
            ),
        ),
    ]
