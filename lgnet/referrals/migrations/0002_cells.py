"""Tenant tables, facts in a row, and the few ways between two cities and from a link to its cell.

The application role stays in its cell. The functions run as the owner, who may look past cells in
these tables alone; city and compartment come from the signed context (docs/adr/0010).
"""

from django.db import migrations

from lgnet.kernel.operations import TenantTable

OPEN = "'00000000-0000-0000-0000-000000000000'::uuid"
# As lgnet.people.rules_records.LONGEST_MONTHS.
READABLE = "interval '12 months'"

# A fact names the one before it, and the term of its referral; a referral its newest fact. The
# last is checked at the end of the transaction: each of the two rows names the other.
ROWS = """
ALTER TABLE referrals_referralfact
    ADD CONSTRAINT referrals_fact_names_the_one_before
        FOREIGN KEY (city_id, compartment_id, referral_id, previous_position, previous)
        REFERENCES referrals_referralfact (city_id, compartment_id, referral_id, position, kind),
    ADD CONSTRAINT referrals_fact_has_the_term
        FOREIGN KEY (city_id, compartment_id, referral_id, due_at)
        REFERENCES referrals_referral (city_id, compartment_id, id, due_at)
        DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_referral
    ADD CONSTRAINT referrals_stands_where_its_fact_says
        FOREIGN KEY (city_id, compartment_id, id, position, state)
        REFERENCES referrals_referralfact (city_id, compartment_id, referral_id, position, kind)
        DEFERRABLE INITIALLY DEFERRED;
"""
ROWS_BACK = """
ALTER TABLE referrals_referral DROP CONSTRAINT referrals_stands_where_its_fact_says;
ALTER TABLE referrals_referralfact DROP CONSTRAINT referrals_fact_has_the_term,
    DROP CONSTRAINT referrals_fact_names_the_one_before;
"""

POLICIES = """
CREATE POLICY across ON referrals_referral TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY across ON referrals_referralfact TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY across ON referrals_receivedtransfer TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY across ON referrals_referrallink FOR SELECT TO CURRENT_USER USING (true);
"""

# From the keyed hash of a link to where it leads: only who holds the link has its hash.
LINK = """
CREATE FUNCTION referrals_link(hash bytea, OUT city uuid, OUT compartment uuid, OUT link uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT l.city_id, l.compartment_id, l.id FROM public.referrals_referrallink AS l
    WHERE l.token_hash = hash AND l.revoked_at IS NULL
$$;
"""

# Brings the end in the other city in line with the sender's: sent, sent again, no longer asked.
SEND = f"""
CREATE FUNCTION referrals_send(referral uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here uuid := public.lgnet_city();
    mine public.referrals_referral%ROWTYPE;
BEGIN
    IF here IS NULL OR public.lgnet_compartment() IS DISTINCT FROM {OPEN} THEN
        RETURN;
    END IF;
    SELECT * INTO mine FROM public.referrals_referral AS r
    WHERE r.city_id = here AND r.compartment_id = {OPEN} AND r.id = referral
        AND r.to_kind = 'city' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF mine.state = 'sent' THEN
        INSERT INTO public.referrals_receivedtransfer (id, city_id, compartment_id, referral_id,
            from_city_id, service_id, urgency, profile, sent_at, due_at, state, decline_reason)
        VALUES (gen_random_uuid(), mine.to_city_id, {OPEN}, mine.id, here, mine.service_id,
            mine.urgency, mine.profile, mine.sent_at, mine.due_at, 'sent', '')
        ON CONFLICT (city_id, compartment_id, referral_id) DO UPDATE SET state = 'sent';
    ELSIF mine.state IN ('withdrawn', 'released', 'closed') THEN
        UPDATE public.referrals_receivedtransfer AS t SET state = mine.state
        WHERE t.city_id = mine.to_city_id AND t.compartment_id = {OPEN}
            AND t.referral_id = mine.id AND t.from_city_id = here;
    END IF;
END $$;
"""

# Carries what the receiving city says to the sender's end. With a yes the sealed excerpt goes the
# other way, as an answer to a request of people's: so it is read and revoked there. Once that is
# revoked, or the receiver tells nothing more, the sender's end stays as it was. False: nobody
# waits for this any more.
ANSWER = f"""
CREATE FUNCTION referrals_answer(received uuid, told text, why text, request uuid)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here uuid := public.lgnet_city();
    moment timestamptz := clock_timestamp();
    mine public.referrals_receivedtransfer%ROWTYPE;
    theirs public.referrals_referral%ROWTYPE;
    asking public.people_recordrequest%ROWTYPE;
    is_cut boolean;
BEGIN
    IF here IS NULL OR public.lgnet_compartment() IS DISTINCT FROM {OPEN}
        OR told NOT IN ('seen', 'accepted', 'declined', 'attended', 'not_attended') THEN
        RETURN false;
    END IF;
    SELECT * INTO mine FROM public.referrals_receivedtransfer AS t
    WHERE t.city_id = here AND t.compartment_id = {OPEN} AND t.id = received;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT * INTO theirs FROM public.referrals_referral AS r
    WHERE r.city_id = mine.from_city_id AND r.compartment_id = {OPEN} AND r.id = mine.referral_id
        AND r.to_city_id = here FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT mine.cut_at IS NOT NULL OR theirs.state = 'withdrawn' OR EXISTS (
        SELECT FROM public.people_receivedrequest AS q
        WHERE q.city_id = theirs.city_id AND q.compartment_id = {OPEN} AND q.id = theirs.id
            AND q.revoked_at IS NOT NULL) INTO is_cut;
    IF is_cut THEN
        RETURN told IN ('attended', 'not_attended') AND mine.person_id IS NOT NULL;
    END IF;
    INSERT INTO public.referrals_referralfact (id, city_id, compartment_id, recorded_at,
        referral_id, position, kind, previous_position, previous, due_at, reason, is_by_link)
    VALUES (gen_random_uuid(), theirs.city_id, {OPEN}, moment, theirs.id, theirs.position + 1,
        told, theirs.position, theirs.state, theirs.due_at, why, false);
    UPDATE public.referrals_referral AS r
    SET state = told, position = theirs.position + 1, decline_reason = why,
        answered_at = CASE WHEN told IN ('accepted', 'declined') THEN moment
            WHEN told = 'seen' THEN NULL ELSE theirs.answered_at END
    WHERE r.city_id = theirs.city_id AND r.compartment_id = {OPEN} AND r.id = theirs.id;
    IF told = 'accepted' THEN
        SELECT * INTO asking FROM public.people_recordrequest AS q
        WHERE q.city_id = here AND q.compartment_id = {OPEN} AND q.id = request;
        IF NOT FOUND THEN
            RETURN false;
        END IF;
        INSERT INTO public.people_receivedrequest (id, city_id, compartment_id, person_id,
            request_id, from_city_id, reason, parts, has_agreed, profile, state, asked_at,
            answered_at, answered_by_id, decline_reason, given, until_at)
        VALUES (theirs.id, theirs.city_id, {OPEN}, theirs.person_id, request, here, 'moved',
            asking.parts, false, '{{}}'::jsonb, 'accepted', moment, moment, theirs.sent_by_id, '',
            theirs.parts, moment + {READABLE});
        INSERT INTO public.people_sharedexcerpt (id, city_id, compartment_id, request_id,
            person_id, received_id, from_city_id, given, content, given_at, until_at)
        VALUES (theirs.id, here, {OPEN}, request, asking.person_id, theirs.id, theirs.city_id,
            theirs.parts, theirs.for_city, moment, moment + {READABLE});
    END IF;
    RETURN true;
END $$;
"""

FUNCTIONS_BACK = """
DROP FUNCTION referrals_answer(uuid, text, text, uuid);
DROP FUNCTION referrals_send(uuid);
DROP FUNCTION referrals_link(bytea);
DROP POLICY across ON referrals_referrallink;
DROP POLICY across ON referrals_receivedtransfer;
DROP POLICY across ON referrals_referralfact;
DROP POLICY across ON referrals_referral;
"""

TABLES = (
    "referral",
    "referralfact",
    "referrallink",
    "receivedtransfer",
    "referralpolicy",
    "referralpolicyevent",
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("people", "0009_access_by_source")]
    operations = [
        *(TenantTable(name) for name in TABLES),
        migrations.RunSQL(ROWS, ROWS_BACK),
        migrations.RunSQL(POLICIES + LINK + SEND + ANSWER, FUNCTIONS_BACK),
    ]
