"""Memberships: seen by their user and inside their cell; nobody writes one for themselves."""

from django.db import migrations

from lgnet.kernel.operations import CELL, TenantTable

SEEN = f"user_id = (SELECT lgnet_user()) OR ({CELL})"
WRITTEN = (
    "(SELECT lgnet_compartment()) IS NOT NULL"
    " AND city_id IS NOT DISTINCT FROM (SELECT lgnet_city())"
    " AND compartment_id = (SELECT lgnet_compartment())"
    " AND user_id IS DISTINCT FROM (SELECT lgnet_user())"
)


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial"), ("kernel", "0001_context")]
    operations = [TenantTable("membership", policy=SEEN, check=WRITTEN)]
