"""Who decides is who is signed in: an extension cannot be asked or approved in another's name.

That the two are different people is a constraint already (0005). Who works without a user (a load
of an archive, the demo) writes history as it was and passes.
"""

from django.db import migrations

TRIGGER = """
CREATE FUNCTION housing_keep_hands_apart() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me uuid := lgnet_user();
BEGIN
    IF me IS NULL THEN
        RETURN NEW;
    END IF;
    IF (TG_OP = 'INSERT' AND (NEW.state <> 'asked' OR NEW.asked_by_id <> me))
       OR (TG_OP = 'UPDATE' AND NEW.asked_by_id <> OLD.asked_by_id)
       OR (TG_OP = 'UPDATE' AND NEW.state IN ('approved', 'refused')
           AND NEW.state <> OLD.state AND NEW.decided_by_id IS DISTINCT FROM me) THEN
        RAISE EXCEPTION 'an extension in the name of another'
            USING ERRCODE = 'check_violation',
            CONSTRAINT = 'housing_extension_own_hand', TABLE = 'housing_extension';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER housing_extension_own_hand BEFORE INSERT OR UPDATE OF
    state, asked_by_id, decided_by_id
    ON housing_extension FOR EACH ROW EXECUTE FUNCTION housing_keep_hands_apart();
"""

BACK = """
DROP TRIGGER housing_extension_own_hand ON housing_extension;
DROP FUNCTION housing_keep_hands_apart;
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0007_refuge_requests")]
    operations = [migrations.RunSQL(TRIGGER, BACK)]
