"""Both belts: row-level security and keys checked on the whole cell (docs/adr/0002)."""

from django.db import migrations

from lgnet.kernel.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("people", "0002_cells")]
    operations = [
        TenantTable("case"),
        TenantTable("caseevent"),
    ]
