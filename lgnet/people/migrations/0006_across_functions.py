"""The few ways from one city to another: each a function that carries one thing (docs/adr/0010).

The application role stays in its cell. The functions run as the owner, who may look past cells in
these tables alone; city, user and compartment come from the signed context. What they tell of
another city is a yes or no, or what that city has chosen to give.
"""

from django.db import migrations

from lgnet.kernel.operations import TenantTable

OPEN = "'00000000-0000-0000-0000-000000000000'::uuid"
# Questions an hour: enough for the busiest desk, too few for a dictionary of names.
A_USER, A_CITY = 60, 600
# Texts of one question under two epochs of the network's secret.
MOST_TOKENS = 192

POLICIES = """
CREATE POLICY across ON people_matchtoken FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY across ON people_personaccess FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY across ON people_recordrequest TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY across ON people_receivedrequest TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY across ON people_sharedexcerpt TO CURRENT_USER USING (true) WITH CHECK (true);
"""

# Who else holds one of the tokens, through an access of their city's joint service that lives.
HOLDERS = f"""
    FROM public.people_matchtoken AS t
    JOIN public.people_personaccess AS a
        ON a.city_id = t.city_id AND a.compartment_id = t.compartment_id AND a.id = t.access_id
    WHERE t.token = ANY(tokens) AND t.compartment_id = {OPEN}
        AND t.city_id <> here AND a.audience_id = t.city_id
        AND (a.until_at IS NULL OR a.until_at > now())
"""

# Null: no answer was given, because too much was asked or nobody may ask from there. All tokens
# are looked for, whatever is found first, so that time tells no more than the answer.
KNOWN = f"""
CREATE FUNCTION lgnet_known_elsewhere(event uuid, verb text, target text, tokens uuid[])
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here uuid := public.lgnet_city();
    who uuid := public.lgnet_user();
    by_user bigint;
    by_city bigint;
    holders bigint;
BEGIN
    IF here IS NULL OR who IS NULL OR public.lgnet_compartment() IS DISTINCT FROM {OPEN}
        OR verb <> 'people.network_asked' OR cardinality(tokens) > {MOST_TOKENS} THEN
        RETURN NULL;
    END IF;
    PERFORM public.audit_append(event, verb, 'people.person', target, '{{}}'::jsonb);
    SELECT count(*) FILTER (WHERE e.actor_id = who), count(*) INTO by_user, by_city
    FROM public.audit_auditevent AS e
    WHERE e.city_id = here AND e.compartment_id = {OPEN} AND e.verb = 'people.network_asked'
        AND e.at > clock_timestamp() - interval '1 hour';
    IF by_user > {A_USER} OR by_city > {A_CITY} THEN
        RETURN NULL;
    END IF;
    SELECT count(*) INTO holders {HOLDERS};
    RETURN holders > 0;
END $$;
"""

# Brings the asked ends of a request in line with the asking one: opened, withdrawn, opened again.
# In each city it goes to the one person with most tokens in common.
SEND = f"""
CREATE FUNCTION lgnet_send_request(request uuid, tokens uuid[])
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
            request_id, from_city_id, reason, parts, has_agreed, state, asked_at, decline_reason,
            given)
        SELECT DISTINCT ON (held.city_id) gen_random_uuid(), held.city_id, {OPEN},
            held.person_id, request, here, asked.reason, asked.parts,
            asked.has_agreed, 'open', asked.asked_at, '', '{{}}'::jsonb
        FROM (SELECT t.city_id, t.person_id, count(*) AS common {HOLDERS}
            GROUP BY t.city_id, t.person_id) AS held
        ORDER BY held.city_id, held.common DESC, held.person_id
        ON CONFLICT (city_id, compartment_id, request_id) DO NOTHING;
    END IF;
END $$;
"""

# Carries the answer of one asked end to the asking one: what was told, that it is revoked, or no.
# False: the other end has withdrawn meanwhile, and nothing was told.
ANSWER = f"""
CREATE FUNCTION lgnet_send_answer(received uuid, told bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here uuid := public.lgnet_city();
    mine public.people_receivedrequest%ROWTYPE;
    asked public.people_recordrequest%ROWTYPE;
    is_accepted boolean;
    is_open boolean;
    outcome text;
BEGIN
    SELECT * INTO mine FROM public.people_receivedrequest AS r
    WHERE r.city_id = here AND r.compartment_id = public.lgnet_compartment() AND r.id = received;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT * INTO asked FROM public.people_recordrequest AS r
    WHERE r.city_id = mine.from_city_id AND r.compartment_id = {OPEN}
        AND r.id = mine.request_id FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF mine.revoked_at IS NOT NULL THEN
        UPDATE public.people_sharedexcerpt AS e
        SET revoked_at = mine.revoked_at, content = NULL
        WHERE e.city_id = asked.city_id AND e.compartment_id = {OPEN}
            AND e.received_id = received AND e.from_city_id = here AND e.revoked_at IS NULL;
        RETURN true;
    END IF;
    IF asked.state = 'withdrawn' THEN
        RETURN false;
    END IF;
    IF mine.state = 'accepted' AND told IS NOT NULL THEN
        INSERT INTO public.people_sharedexcerpt (id, city_id, compartment_id, request_id,
            person_id, received_id, from_city_id, given, content, given_at, until_at)
        VALUES (received, asked.city_id, {OPEN}, asked.id, asked.person_id, received, here,
            mine.given, told, clock_timestamp(), mine.until_at)
        ON CONFLICT (city_id, compartment_id, received_id) DO NOTHING;
    END IF;
    SELECT bool_or(r.state = 'accepted'), bool_or(r.state = 'open') INTO is_accepted, is_open
    FROM public.people_receivedrequest AS r
    WHERE r.request_id = asked.id AND r.from_city_id = asked.city_id;
    outcome := CASE WHEN is_accepted THEN 'accepted' WHEN is_open THEN 'open' ELSE 'declined' END;
    UPDATE public.people_recordrequest AS r
    SET state = outcome,
        answered_at = CASE WHEN outcome <> 'open' THEN clock_timestamp() END,
        decline_reason = CASE WHEN outcome = 'declined' THEN mine.decline_reason ELSE '' END
    WHERE r.city_id = asked.city_id AND r.compartment_id = {OPEN} AND r.id = asked.id;
    RETURN true;
END $$;
"""

# For the job that counts, which works in no city and for no user: an aggregate, and not for
# requests, whose context names a user. Who shares a token with somebody is the same person;
# chains are followed to their end.
COUNT = f"""
CREATE FUNCTION lgnet_network_people(OUT with_tokens bigint, OUT different bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    alike bigint;
    groups bigint;
BEGIN
    IF public.lgnet_compartment() IS NULL OR public.lgnet_city() IS NOT NULL
        OR public.lgnet_user() IS NOT NULL THEN
        RETURN;
    END IF;
    WITH RECURSIVE held AS (
        SELECT DISTINCT t.token, t.city_id::text || t.person_id::text AS who
        FROM public.people_matchtoken AS t
        JOIN public.people_personaccess AS a
            ON a.city_id = t.city_id AND a.compartment_id = t.compartment_id AND a.id = t.access_id
        WHERE t.compartment_id = {OPEN} AND a.audience_id = t.city_id
            AND (a.until_at IS NULL OR a.until_at > now())
    ), shared AS (
        SELECT token, min(who) AS hub FROM held GROUP BY token HAVING count(*) > 1
    ), links AS (
        SELECT h.who AS one, s.hub AS other FROM held AS h JOIN shared AS s USING (token)
        UNION SELECT s.hub, h.who FROM held AS h JOIN shared AS s USING (token)
    ), reached AS (
        SELECT one AS who, other FROM links
        UNION SELECT r.who, l.other FROM reached AS r JOIN links AS l ON l.one = r.other
    ), leaders AS (
        SELECT who, min(other) AS leader FROM reached GROUP BY who
    )
    SELECT (SELECT count(DISTINCT who) FROM held), (SELECT count(*) FROM leaders),
        (SELECT count(DISTINCT leader) FROM leaders)
    INTO with_tokens, alike, groups;
    different := with_tokens - alike + groups;
END $$;
"""

BACK = """
DROP FUNCTION lgnet_network_people();
DROP FUNCTION lgnet_send_answer(uuid, bytea);
DROP FUNCTION lgnet_send_request(uuid, uuid[]);
DROP FUNCTION lgnet_known_elsewhere(uuid, text, text, uuid[]);
DROP POLICY across ON people_matchtoken;
DROP POLICY across ON people_personaccess;
DROP POLICY across ON people_recordrequest;
DROP POLICY across ON people_receivedrequest;
DROP POLICY across ON people_sharedexcerpt;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_across_cities"),
        ("audit", "0002_append_only"),
        ("kernel", "0001_context"),
    ]
    operations = [
        TenantTable("matchtoken"),
        TenantTable("recordrequest"),
        TenantTable("receivedrequest"),
        TenantTable("sharedexcerpt"),
        migrations.RunSQL(POLICIES + KNOWN + SEND + ANSWER + COUNT, BACK),
    ]
