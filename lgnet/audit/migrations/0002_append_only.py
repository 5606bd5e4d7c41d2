"""The audit is written by one function, which takes actor and city from the signed context."""

from django.db import migrations

from lgnet.kernel.operations import TenantTable

APPEND = """
CREATE POLICY append ON audit_auditevent FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE FUNCTION audit_append(event uuid, verb text, target_kind text, target_id text, detail jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO public.audit_auditevent
        (id, city_id, compartment_id, actor_id, verb, target_kind, target_id, detail, at)
    VALUES (
        event,
        public.lgnet_city(),
        coalesce(public.lgnet_compartment(), '00000000-0000-0000-0000-000000000000'),
        public.lgnet_user(),
        verb, target_kind, target_id, detail, clock_timestamp()
    );
END $$;
"""
BACK = """
DROP FUNCTION audit_append(uuid, text, text, text, jsonb);
DROP POLICY append ON audit_auditevent;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("kernel", "0001_context")]
    operations = [TenantTable("auditevent"), migrations.RunSQL(APPEND, BACK)]
