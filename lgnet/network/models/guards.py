"""Triggers: what the database itself refuses, whoever asks."""

import pgtrigger

_REFUSED = "USING ERRCODE = 'insufficient_privilege'"

# The application works in a city, or for the nation where the open scope has no city.
NATIONAL_ONLY = pgtrigger.Trigger(
    name="national_only",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF lgnet_compartment() IS NULL OR lgnet_city() IS NOT NULL THEN
            RAISE EXCEPTION 'Only the national direction writes here.' {_REFUSED};
        END IF;
        RETURN COALESCE(NEW, OLD);
    """,
)
