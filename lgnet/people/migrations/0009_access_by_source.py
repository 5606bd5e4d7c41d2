from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_request_profile"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="personaccess",
            index=models.Index(
                condition=models.Q(("source_id__isnull", False)),
                fields=["city", "compartment_id", "source_id"],
                name="people_access_by_source",
            ),
        ),
    ]
