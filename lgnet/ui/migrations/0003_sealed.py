"""Drafts are sealed; those kept in the clear are thrown away."""

from django.db import migrations

import lgnet.kernel.sealed_fields


class Migration(migrations.Migration):
    dependencies = [
        ("ui", "0002_cells"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="draft",
            name="fields",
        ),
        migrations.AddField(
            model_name="draft",
            name="kept",
            field=lgnet.kernel.sealed_fields.SealedTextField(key_from="cell", null=True),
        ),
    ]
