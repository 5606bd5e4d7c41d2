"""Narrative is sealed under the key of its cell (docs/adr/0009)."""

from django.db import migrations

from lgnet.kernel.operations import SealColumn
from lgnet.kernel.sealed_fields import SealedTextField


def _field():
    return SealedTextField(
        blank=True, key_from="cell", max_length=4000, null=True, verbose_name="note"
    )


class Migration(migrations.Migration):
    dependencies = [("encounters", "0002_cells")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("encounter", "note", _field()),
                migrations.AlterField("encounterevent", "note", _field()),
            ],
            database_operations=[
                SealColumn("encounters_encounter", "note", "encounters_encounterevent"),
            ],
        ),
    ]
