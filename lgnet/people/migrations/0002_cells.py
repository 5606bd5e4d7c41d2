"""Both belts: row-level security and keys checked on the whole cell (docs/adr/0002)."""

from django.db import migrations

from lgnet.kernel.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("kernel", "0001_context")]
    operations = [
        TenantTable("person"),
        TenantTable("personname"),
        TenantTable("searchkey"),
        TenantTable("personevent"),
        TenantTable("personnameevent"),
    ]
