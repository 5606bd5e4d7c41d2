"""Drafts and undo offers: seen by their author, in their own cell, and by nobody else."""

from django.db import migrations

from lgnet.kernel.operations import CELL, TenantTable

OWN = f"{CELL} AND user_id = (SELECT lgnet_user())"


class Migration(migrations.Migration):
    dependencies = [("ui", "0001_initial"), ("kernel", "0001_context")]
    operations = [
        TenantTable("draft", policy=OWN),
        TenantTable("undooffer", policy=OWN),
    ]
