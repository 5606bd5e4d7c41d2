"""Narrative is sealed under the key of its cell (docs/adr/0009)."""

from django.db import migrations

from lgnet.kernel.operations import SealColumn
from lgnet.kernel.sealed_fields import SealedTextField


def _field():
    return SealedTextField(
        blank=True, key_from="cell", max_length=2000, null=True, verbose_name="note"
    )


class Migration(migrations.Migration):
    dependencies = [("housing", "0003_lists")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("placementrequest", "note", _field()),
                migrations.AlterField("placementrequestevent", "note", _field()),
            ],
            database_operations=[
                SealColumn("housing_placementrequest", "note", "housing_placementrequestevent"),
            ],
        ),
    ]
