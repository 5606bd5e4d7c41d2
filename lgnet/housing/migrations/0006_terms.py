"""Six months at most, in the database: the term of a stay, and nights that stay within it.

``housing_term`` is the one place that counts: the application asks it before it gives nights, the
triggers ask it again whoever writes. The rule in words: docs/adr/0013-the-term-of-a-stay.md.
"""

from django.db import migrations, models

from lgnet.kernel.ids import derived_uuid
from lgnet.kernel.operations import TenantTable, composite_constraints

NEW = (
    "inspection",
    "belonging",
    "closure",
    "defect",
    "extension",
    "hold",
    "host",
    "houseagreement",
    "incident",
    "mediation",
    "nightmark",
    "principlecheck",
    "receivedrefugerequest",
    "refugerequest",
    "requestmember",
    "rulessignature",
    "season",
    "supportvisit",
    "tenancy",
    "visitor",
)
UNTRACKED = ("houserules", "staywarning", "structurephoto")

CLOCKS = """
ALTER TABLE housing_stay NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
UPDATE housing_stay SET clock_started_on = started_on WHERE clock_started_on IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE housing_stay FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER,
    DROP CONSTRAINT IF EXISTS housing_stay_request_id_key;
ALTER TABLE housing_stayevent NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
UPDATE housing_stayevent SET clock_started_on = started_on WHERE clock_started_on IS NULL;
ALTER TABLE housing_stayevent FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER;
"""

MONTHS = """
CREATE FUNCTION housing_policy(
    the_kind text, the_programme uuid, OUT months integer, OUT carry_days integer
) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT p.months, p.carry_days FROM housing_staypolicy AS p
     WHERE p.kind = the_kind AND (p.programme_id = the_programme OR p.programme_id IS NULL)
     ORDER BY p.programme_id NULLS LAST LIMIT 1
$$;
"""

# months: null for no term. clock_started_on: the first night that counts. due_on: the morning by
# which a stay ends, an approved extension included; null for no term.
TERM = """
CREATE FUNCTION housing_term(
    the_structure uuid, the_person uuid, first_night date, the_stay uuid,
    OUT months integer, OUT carry_days integer, OUT programme uuid,
    OUT clock_started_on date, OUT due_on date
) LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    the_kind text;
    earlier date;
BEGIN
    SELECT s.kind, e.programme_id INTO the_kind, programme
      FROM housing_housingstructure AS s
      LEFT JOIN network_fundingline AS f ON f.id = s.funding_line_id
      LEFT JOIN network_edition AS e ON e.id = f.edition_id
     WHERE s.id = the_structure;
    SELECT p.months, p.carry_days INTO months, carry_days
      FROM housing_policy(the_kind, programme) AS p;
    clock_started_on := first_night;
    IF months IS NULL THEN
        RETURN;
    END IF;
    IF programme IS NOT NULL THEN
        SELECT min(s.clock_started_on) INTO earlier
          FROM housing_stay AS s
          JOIN housing_housingstructure AS h ON h.id = s.structure_id
          JOIN network_fundingline AS f ON f.id = h.funding_line_id
          JOIN network_edition AS e ON e.id = f.edition_id
         WHERE s.person_id = the_person AND s.id <> the_stay AND s.started_on <= first_night
           AND e.programme_id = programme
           AND (SELECT p.months FROM housing_policy(h.kind, programme) AS p) IS NOT NULL
           AND (s.ended_on IS NULL
                OR (s.ended_on > s.started_on AND first_night - s.ended_on <= carry_days));
        clock_started_on := least(first_night, earlier);
    END IF;
    due_on := housing_due_on(months, clock_started_on, the_person);
END $$;
"""

DUE = """
CREATE FUNCTION housing_due_on(months integer, counts_from date, the_person uuid) RETURNS date
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT greatest(
        (counts_from + make_interval(months => months))::date,
        (SELECT max(x.until_on) FROM housing_extension AS x
           JOIN housing_stay AS s ON s.id = x.stay_id
          WHERE s.person_id = the_person AND s.clock_started_on = counts_from
            AND x.state = 'approved')
    )
$$;
"""

STAY_TRIGGER = """
CREATE FUNCTION housing_keep_stay_in_term() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    term record;
    latest date;
BEGIN
    SELECT * INTO term
      FROM housing_term(NEW.structure_id, NEW.person_id, NEW.started_on, NEW.id);
    NEW.clock_started_on := coalesce(NEW.clock_started_on, term.clock_started_on);
    IF term.months IS NOT NULL THEN
        latest := housing_due_on(term.months, NEW.clock_started_on, NEW.person_id);
        IF NEW.clock_started_on > term.clock_started_on OR NEW.due_on IS NULL
           OR NEW.due_on > latest THEN
            RAISE EXCEPTION 'stay beyond its term' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'housing_stay_within_term', TABLE = 'housing_stay';
        END IF;
        -- A later stay that goes on from this one counts from the same night.
        IF term.programme IS NOT NULL AND EXISTS (
            SELECT FROM housing_stay AS s
              JOIN housing_housingstructure AS h ON h.id = s.structure_id
              JOIN network_fundingline AS f ON f.id = h.funding_line_id
              JOIN network_edition AS e ON e.id = f.edition_id
             WHERE s.person_id = NEW.person_id AND s.id <> NEW.id
               AND s.started_on > NEW.started_on AND e.programme_id = term.programme
               AND (SELECT p.months FROM housing_policy(h.kind, term.programme) AS p)
                   IS NOT NULL
               AND (NEW.ended_on IS NULL OR NEW.ended_on > NEW.started_on)
               AND s.started_on - coalesce(NEW.ended_on, NEW.due_on) <= term.carry_days
               AND s.clock_started_on > NEW.clock_started_on) THEN
            RAISE EXCEPTION 'a later stay counts from another night'
                USING ERRCODE = 'check_violation',
                CONSTRAINT = 'housing_stay_within_term', TABLE = 'housing_stay';
        END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND EXISTS (
        SELECT FROM housing_occupancy AS o
         WHERE o.stay_id = NEW.id
           AND (lower(o.nights) < NEW.started_on
                OR (NEW.due_on IS NOT NULL
                    AND coalesce(upper(o.nights), 'infinity') > NEW.due_on))) THEN
        RAISE EXCEPTION 'nights outside the stay' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'housing_stay_within_term', TABLE = 'housing_stay';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER housing_stay_within_term
    BEFORE INSERT OR UPDATE OF
        person_id, structure_id, started_on, clock_started_on, due_on, ended_on
    ON housing_stay FOR EACH ROW EXECUTE FUNCTION housing_keep_stay_in_term();
"""

NIGHTS_TRIGGER = """
CREATE FUNCTION housing_keep_nights_in_stay() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    the_stay record;
BEGIN
    IF NEW.stay_id IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT s.person_id, s.started_on, s.due_on, u.structure_id = s.structure_id AS is_here
      INTO the_stay
      FROM housing_stay AS s, housing_place AS p JOIN housing_unit AS u ON u.id = p.unit_id
     WHERE s.id = NEW.stay_id AND p.id = NEW.place_id;
    IF NOT FOUND OR the_stay.person_id IS DISTINCT FROM NEW.person_id OR NOT the_stay.is_here
       OR lower(NEW.nights) < the_stay.started_on
       OR (the_stay.due_on IS NOT NULL
           AND coalesce(upper(NEW.nights), 'infinity') > the_stay.due_on) THEN
        RAISE EXCEPTION 'nights outside the stay' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'housing_nights_within_term', TABLE = 'housing_occupancy';
    END IF;
    RETURN NULL;
END $$;
-- After: the policies of the cell answer first, and in their words.
CREATE TRIGGER housing_nights_within_term
    AFTER INSERT OR UPDATE OF place_id, person_id, stay_id, nights
    ON housing_occupancy FOR EACH ROW EXECUTE FUNCTION housing_keep_nights_in_stay();
"""

EXTENSION_TRIGGER = """
CREATE FUNCTION housing_keep_extension() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state = 'approved' AND (TG_OP = 'DELETE' OR (NEW.state, NEW.until_on, NEW.stay_id,
            NEW.asked_by_id, NEW.decided_by_id)
        IS DISTINCT FROM (OLD.state, OLD.until_on, OLD.stay_id, OLD.asked_by_id,
            OLD.decided_by_id)) THEN
        RAISE EXCEPTION 'an approved extension is final' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'housing_extension_is_final', TABLE = 'housing_extension';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER housing_extension_is_final BEFORE UPDATE OR DELETE
    ON housing_extension FOR EACH ROW EXECUTE FUNCTION housing_keep_extension();
"""

# Another term for a house in which people sleep would move everybody's end at once.
STRUCTURE_TRIGGER = """
CREATE FUNCTION housing_keep_kind() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.kind, NEW.funding_line_id) IS DISTINCT FROM (OLD.kind, OLD.funding_line_id)
       AND EXISTS (SELECT FROM housing_stay AS s
                    WHERE s.structure_id = NEW.id AND s.ended_on IS NULL)
       AND (NEW.kind <> OLD.kind OR (
            SELECT e.programme_id FROM network_fundingline AS f
              JOIN network_edition AS e ON e.id = f.edition_id WHERE f.id = NEW.funding_line_id)
            IS DISTINCT FROM (
            SELECT e.programme_id FROM network_fundingline AS f
              JOIN network_edition AS e ON e.id = f.edition_id WHERE f.id = OLD.funding_line_id))
    THEN
        RAISE EXCEPTION 'people sleep here under another term'
            USING ERRCODE = 'check_violation',
            CONSTRAINT = 'housing_kind_fixed_in_use', TABLE = 'housing_housingstructure';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER housing_kind_fixed_in_use BEFORE UPDATE OF kind, funding_line_id
    ON housing_housingstructure FOR EACH ROW EXECUTE FUNCTION housing_keep_kind();
"""

BACK = """
DROP TRIGGER housing_kind_fixed_in_use ON housing_housingstructure;
DROP TRIGGER housing_extension_is_final ON housing_extension;
DROP TRIGGER housing_nights_within_term ON housing_occupancy;
DROP TRIGGER housing_stay_within_term ON housing_stay;
DROP FUNCTION housing_keep_kind, housing_keep_extension, housing_keep_nights_in_stay,
    housing_keep_stay_in_term, housing_term, housing_due_on, housing_policy;
"""


def write_policies(apps, schema_editor):
    """Six calendar months in emergency accommodation and refuges (the field's rule)."""
    policy = apps.get_model("housing", "StayPolicy")
    policy.objects.using(schema_editor.connection.alias).bulk_create(
        policy(id=derived_uuid("stay policy", kind), kind=kind, months=6)
        for kind in ("emergency", "protected_refuge")
    )


def link_cells(apps, schema_editor):
    """Check the links added to tables that were there on the whole cell."""
    added = {
        "Occupancy": ("hold_id", "request_id", "closure_id"),
        "PlacementRequest": ("household_id",),
    }
    for name, columns in added.items():
        model = apps.get_model("housing", name)
        for constraint, statement in composite_constraints(model).items():
            if any(f"_{column}_" in constraint for column in columns):
                schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("housing", "0005_houses"), ("network", "0003_joint")]
    operations = [
        *(TenantTable(name) for name in (*UNTRACKED, *NEW)),
        *(TenantTable(f"{name}event") for name in NEW),
        migrations.RunPython(link_cells, migrations.RunPython.noop),
        migrations.RunSQL(CLOCKS, migrations.RunSQL.noop),
        *(
            migrations.AlterField(
                model,
                "clock_started_on",
                models.DateField(blank=True, verbose_name="the term counts from"),
            )
            for model in ("stay", "stayevent")
        ),
        migrations.RunPython(write_policies, migrations.RunPython.noop),
        migrations.RunSQL(
            MONTHS
            + DUE
            + TERM
            + STAY_TRIGGER
            + NIGHTS_TRIGGER
            + EXTENSION_TRIGGER
            + STRUCTURE_TRIGGER,
            BACK,
        ),
    ]
