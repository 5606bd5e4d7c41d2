"""Both belts: row-level security and keys checked on the whole cell (docs/adr/0002)."""

from django.db import migrations

from lgnet.kernel.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("housing", "0001_initial"), ("people", "0002_cells")]
    operations = [
        TenantTable("housingstructure"),
        TenantTable("unit"),
        TenantTable("place"),
        TenantTable("placementrequest"),
        TenantTable("stay"),
        TenantTable("occupancy"),
        TenantTable("housingstructureevent"),
        TenantTable("unitevent"),
        TenantTable("placeevent"),
        TenantTable("placementrequestevent"),
        TenantTable("stayevent"),
        TenantTable("occupancyevent"),
    ]
