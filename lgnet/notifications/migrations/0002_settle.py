"""A notice that waits for anybody's decision goes once somebody has decided."""

from django.db import migrations

from lgnet.kernel.operations import CELL

# Nobody reads a colleague's notices, so nobody can take them away either: the owner's function
# does, by the key alone, in the open cell, and tells nothing back. What was read stays.
SETTLE = f"""
CREATE POLICY settle_see ON notifications_notice FOR SELECT TO CURRENT_USER USING ({CELL});
CREATE POLICY settle ON notifications_notice FOR DELETE TO CURRENT_USER USING ({CELL});
CREATE FUNCTION notifications_settle(about text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.notifications_notice AS n
    WHERE n.city_id = public.lgnet_city() AND n.compartment_id = public.lgnet_compartment()
        AND n.once_key = about AND n.read_at IS NULL;
END $$;
"""

BACK = """
DROP FUNCTION notifications_settle(text);
DROP POLICY settle ON notifications_notice;
DROP POLICY settle_see ON notifications_notice;
"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]
    operations = [migrations.RunSQL(SETTLE, BACK)]
