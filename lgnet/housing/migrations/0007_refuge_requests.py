"""The one way from the open city to its refuges and back (docs/adr/0014-asking-a-refuge.md).

The application role stays in its cell. Two functions run as the owner, who may look past cells in
these tables alone; city and compartment come from the signed context. Neither returns anything
that tells how many refuges there are: the one that asks returns nothing at all.
"""

import uuid

from django.db import migrations, models
from pgtrigger.migrations import RemoveTrigger

from lgnet.kernel.sealed_fields import SealedTextField as Sealed
from lgnet.kernel.together import together

OPEN = "'00000000-0000-0000-0000-000000000000'::uuid"
# As lgnet.housing.rules.REFUGE_TERM: after it, no answer is "not now".
TERM = "interval '24 hours'"

POLICIES = """
CREATE POLICY across ON housing_refugerequest TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY across ON housing_receivedrefugerequest TO CURRENT_USER
    USING (true) WITH CHECK (true);
CREATE POLICY across ON network_membership FOR SELECT TO CURRENT_USER USING (true);
"""

# Brings the copies in line with the asker's row: asked, withdrawn, asked again. A refuge is a
# compartment in which somebody works.
ASK = f"""
CREATE FUNCTION housing_ask_refuges(request uuid, copy uuid, profile bytea, contact bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here uuid := public.lgnet_city();
    asked public.housing_refugerequest%ROWTYPE;
BEGIN
    IF here IS NULL OR public.lgnet_compartment() IS DISTINCT FROM {OPEN} THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('refuge|' || request, 0));
    SELECT * INTO asked FROM public.housing_refugerequest AS r
    WHERE r.city_id = here AND r.compartment_id = {OPEN} AND r.id = request FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF asked.withdrawn_at IS NOT NULL THEN
        UPDATE public.housing_receivedrefugerequest AS r SET withdrawn_at = asked.withdrawn_at
        WHERE r.city_id = here AND r.request_id = request AND r.withdrawn_at IS NULL;
        RETURN;
    END IF;
    -- What another refuge's yes had ended stays ended.
    UPDATE public.housing_receivedrefugerequest AS r SET withdrawn_at = NULL
    WHERE r.city_id = here AND r.request_id = request AND r.withdrawn_at IS NOT NULL
        AND (asked.answer = 'waiting' OR r.answer = 'accepted');
    IF copy IS NULL OR asked.answer <> 'waiting' THEN
        RETURN;
    END IF;
    INSERT INTO public.housing_receivedrefugerequest
        (id, city_id, compartment_id, request_id, profile, contact, asked_at, answer)
    SELECT copy, here, c.id, request, profile, contact, asked.asked_at, 'waiting'
    FROM public.network_compartment AS c
    WHERE c.city_id = here AND EXISTS (
        SELECT FROM public.network_membership AS m
        WHERE m.city_id = here AND m.compartment_id = c.id AND m.is_active)
    ON CONFLICT DO NOTHING;
END $$;
"""

# Carries a refuge's answer to the asker. The first yes settles it; a no only once every refuge
# has said so. False: nobody waits for it any more, and nothing was told.
ANSWER = f"""
CREATE FUNCTION housing_answer_refuge(received uuid, told text, words bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here uuid := public.lgnet_city();
    mine public.housing_receivedrefugerequest%ROWTYPE;
    asked public.housing_refugerequest%ROWTYPE;
    others_wait boolean;
BEGIN
    IF here IS NULL OR public.lgnet_compartment() IS NOT DISTINCT FROM {OPEN}
        OR told NOT IN ('accepted', 'not_now') THEN
        RETURN false;
    END IF;
    SELECT * INTO mine FROM public.housing_receivedrefugerequest AS r
    WHERE r.city_id = here AND r.compartment_id = public.lgnet_compartment() AND r.id = received;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('refuge|' || mine.request_id, 0));
    SELECT * INTO asked FROM public.housing_refugerequest AS r
    WHERE r.city_id = here AND r.compartment_id = {OPEN} AND r.id = mine.request_id FOR UPDATE;
    -- A no may become a yes while nobody has said yes and the person was not asked for again.
    IF NOT FOUND OR asked.withdrawn_at IS NOT NULL OR asked.answer = 'accepted'
        OR asked.asked_at + {TERM} <= clock_timestamp()
        OR (asked.answer = 'not_now' AND (told = 'not_now' OR EXISTS (
            SELECT FROM public.housing_refugerequest AS r
            WHERE r.city_id = here AND r.compartment_id = {OPEN}
                AND r.person_id = asked.person_id AND r.asked_at > asked.asked_at))) THEN
        RETURN false;
    END IF;
    IF told = 'accepted' THEN
        UPDATE public.housing_refugerequest AS r
        SET answer = 'accepted', answer_words = words, answered_at = clock_timestamp()
        WHERE r.city_id = here AND r.compartment_id = {OPEN} AND r.id = asked.id;
        UPDATE public.housing_receivedrefugerequest AS r SET withdrawn_at = clock_timestamp()
        WHERE r.city_id = here AND r.request_id = asked.id
            AND r.compartment_id <> mine.compartment_id AND r.withdrawn_at IS NULL;
        RETURN true;
    END IF;
    SELECT EXISTS (
        SELECT FROM public.housing_receivedrefugerequest AS r
        WHERE r.city_id = here AND r.request_id = asked.id AND r.answer = 'waiting'
            AND r.compartment_id <> mine.compartment_id) INTO others_wait;
    IF NOT others_wait THEN
        UPDATE public.housing_refugerequest AS r
        SET answer = 'not_now', answered_at = clock_timestamp()
        WHERE r.city_id = here AND r.compartment_id = {OPEN} AND r.id = asked.id;
    END IF;
    RETURN true;
END $$;
"""

BACK = """
DROP FUNCTION housing_answer_refuge(uuid, text, bytea);
DROP FUNCTION housing_ask_refuges(uuid, uuid, bytea, bytea);
DROP POLICY across ON network_membership;
DROP POLICY across ON housing_receivedrefugerequest;
DROP POLICY across ON housing_refugerequest;
"""

TRIGGERS = ("update_update", "delete_delete")
MODELS = ("refugerequest", "receivedrefugerequest")


class Migration(migrations.Migration):
    dependencies = [("housing", "0006_terms"), ("network", "0003_joint")]
    operations = together(
        [
            # What one cell writes in the other has no history: it would carry its author along.
            *(RemoveTrigger(name, trigger) for name in MODELS for trigger in TRIGGERS),
            *(migrations.DeleteModel(f"{name}event") for name in MODELS),
            migrations.AddField(
                "receivedrefugerequest",
                "request_id",
                models.UUIDField(default=uuid.UUID(int=0), editable=False),
                preserve_default=False,
            ),
            migrations.AddField(
                "receivedrefugerequest",
                "answer_words",
                Sealed(blank=True, key_from="cell", max_length=500, null=True),
            ),
            migrations.AlterField("receivedrefugerequest", "profile", Sealed(key_from="post")),
            migrations.AlterField(
                "receivedrefugerequest", "contact", Sealed(key_from="post", max_length=200)
            ),
            migrations.AddConstraint(
                "receivedrefugerequest",
                models.UniqueConstraint(
                    fields=("city", "compartment_id", "request_id"),
                    name="housing_received_refuge_request_once",
                ),
            ),
            migrations.RunSQL(POLICIES + ASK + ANSWER, BACK),
        ]
    )
