"""Triggers: what the database itself refuses, whoever asks."""

import pgtrigger

_REFUSED = "USING ERRCODE = 'insufficient_privilege'"

OWN_CITY_ONLY = pgtrigger.Trigger(
    name="own_city_only",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF lgnet_compartment() IS NULL OR NEW.city_id IS DISTINCT FROM lgnet_city() THEN
            RAISE EXCEPTION 'A form is published and retired by its own city.' {_REFUSED};
        END IF;
        RETURN NEW;
    """,
)
# Answers name the version they were given to: what was asked then stays readable for ever.
PUBLISHED_IS_FIXED = pgtrigger.Trigger(
    name="published_is_fixed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'A published version of a form is never deleted.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF OLD.retired_at IS NOT NULL OR
           to_jsonb(NEW) - 'retired_at' - 'retired_by_id'
           IS DISTINCT FROM to_jsonb(OLD) - 'retired_at' - 'retired_by_id' THEN
            RAISE EXCEPTION 'A published version of a form never changes.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    """,
)
