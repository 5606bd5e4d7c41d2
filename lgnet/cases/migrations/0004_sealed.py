"""Narrative is sealed under the key of its cell (docs/adr/0009)."""

from django.db import migrations

from lgnet.kernel.operations import SealColumn
from lgnet.kernel.sealed_fields import SealedTextField


def _field():
    return SealedTextField(
        blank=True, key_from="cell", max_length=4000, null=True, verbose_name="note"
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_lists")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("case", "closing_note", _field()),
                migrations.AlterField("caseevent", "closing_note", _field()),
            ],
            database_operations=[
                SealColumn("cases_case", "closing_note", "cases_caseevent"),
            ],
        ),
    ]
