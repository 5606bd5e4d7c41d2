"""Each person of a case is assessed, with a draft of their own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_restricted"),
        ("network", "0005_conditions"),
        ("people", "0009_access_by_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="assessment",
            name="cases_one_assessment_begun",
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at__isnull", True)),
                fields=("city", "compartment_id", "case", "person"),
                name="cases_one_assessment_begun",
            ),
        ),
    ]
