"""Tables of people under both belts; no history is kept of rows that wait."""

from django.db import migrations

from lgnet.kernel.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_tables")]
    operations = [
        TenantTable("tableimport"),
        TenantTable("stagedrow"),
        TenantTable("importedperson"),
        TenantTable("columnmemory"),
    ]
