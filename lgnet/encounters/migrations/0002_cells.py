"""Both belts: row-level security and keys checked on the whole cell (docs/adr/0002)."""

from django.db import migrations

from lgnet.kernel.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("encounters", "0001_initial"), ("people", "0002_cells")]
    operations = [
        TenantTable("encounter"),
        TenantTable("need"),
        TenantTable("servicegiven"),
        TenantTable("encounterevent"),
        TenantTable("needevent"),
        TenantTable("servicegivenevent"),
    ]
