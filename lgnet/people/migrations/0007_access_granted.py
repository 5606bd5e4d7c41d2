"""Whoever gave access did so in a moment."""

from django.db import migrations

from lgnet.kernel.stamps import stamp_constraint


class Migration(migrations.Migration):
    dependencies = [("people", "0006_across_functions")]
    operations = [
        migrations.AddConstraint(
            "personaccess",
            stamp_constraint(at="granted_at", by="granted_by", name="people_access_granted"),
        ),
    ]
