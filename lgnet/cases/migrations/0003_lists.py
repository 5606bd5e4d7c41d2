"""The list of closed cases is read by its own order, however many there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_cells")]
    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["city", "compartment_id", "-closed_at", "-id"],
                name="cases_by_closing",
                condition=models.Q(state="closed"),
            ),
        ),
    ]
