"""A request carries who the person is without identity: to tell a wrong meeting by."""

from django.db import migrations, models

OPEN = "'00000000-0000-0000-0000-000000000000'::uuid"
MOST_TOKENS = 192

# As in 0006.
HOLDERS = f"""
    FROM public.people_matchtoken AS t
    JOIN public.people_personaccess AS a
        ON a.city_id = t.city_id AND a.compartment_id = t.compartment_id AND a.id = t.access_id
    WHERE t.token = ANY(tokens) AND t.compartment_id = {OPEN}
        AND t.city_id <> here AND a.audience_id = t.city_id
        AND (a.until_at IS NULL OR a.until_at > now())
"""

SEND = f"""
CREATE OR REPLACE FUNCTION lgnet_send_request(request uuid, tokens uuid[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here uuid := public.lgnet_city();
    asked public.people_recordrequest%ROWTYPE;
BEGIN
    IF public.lgnet_compartment() IS DISTINCT FROM {OPEN} OR cardinality(tokens) > {MOST_TOKENS}
    THEN
        RETURN;
    END IF;
    SELECT * INTO asked FROM public.people_recordrequest AS r
    WHERE r.city_id = here AND r.compartment_id = {OPEN} AND r.id = request FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF asked.state = 'withdrawn' THEN
        UPDATE public.people_receivedrequest AS r SET state = 'withdrawn'
        WHERE r.request_id = request AND r.from_city_id = here AND r.state = 'open';
    ELSIF asked.state = 'open' THEN
        UPDATE public.people_receivedrequest AS r SET state = 'open'
        WHERE r.request_id = request AND r.from_city_id = here AND r.state = 'withdrawn';
        INSERT INTO public.people_receivedrequest (id, city_id, compartment_id, person_id,
            request_id, from_city_id, reason, parts, has_agreed, profile, state, asked_at,
            decline_reason, given)
        SELECT DISTINCT ON (held.city_id) gen_random_uuid(), held.city_id, {OPEN},
            held.person_id, request, here, asked.reason, asked.parts,
            asked.has_agreed, asked.profile, 'open', asked.asked_at, '', '{{}}'::jsonb
        FROM (SELECT t.city_id, t.person_id, count(*) AS common {HOLDERS}
            GROUP BY t.city_id, t.person_id) AS held
        ORDER BY held.city_id, held.common DESC, held.person_id
        ON CONFLICT (city_id, compartment_id, request_id) DO NOTHING;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_access_granted")]
    operations = [
        migrations.AddField("receivedrequest", "profile", models.JSONField(default=dict)),
        migrations.AddField("recordrequest", "profile", models.JSONField(default=dict)),
        migrations.RunSQL(SEND, migrations.RunSQL.noop),
    ]
