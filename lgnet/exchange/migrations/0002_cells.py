"""Both belts: row-level security and keys checked on the whole cell (docs/adr/0002)."""

from django.db import migrations

from lgnet.kernel.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]
    operations = [
        TenantTable("importrun"),
        TenantTable("externalrecord"),
        TenantTable("externalrecordevent"),
    ]
