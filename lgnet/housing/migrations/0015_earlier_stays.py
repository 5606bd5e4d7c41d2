"""What a stay may always do: end, or end earlier; and which later stays an earlier one binds.

The trigger of 0006 looked at every change of a stay. A person over their time could then not be
recorded as gone where a later stay, counted from another night, stood already. Only what gives
nights is looked at now: a new stay, a later end, an end taken back. A later stay that ended on
its first day counts for nothing, as in ``housing_term``.

``housing_term`` counts as before, in fewer statements: every booking asks it twice.
"""

from django.db import migrations

TERM = """
CREATE OR REPLACE FUNCTION housing_term(
    the_structure uuid, the_person uuid, first_night date, the_stay uuid,
    OUT months integer, OUT carry_days integer, OUT programme uuid,
    OUT clock_started_on date, OUT due_on date
) LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    earlier date;
    longer date;
BEGIN
    clock_started_on := first_night;
    SELECT e.programme_id, p.months, p.carry_days INTO programme, months, carry_days
      FROM housing_housingstructure AS s
      LEFT JOIN network_fundingline AS f ON f.id = s.funding_line_id
      LEFT JOIN network_edition AS e ON e.id = f.edition_id
      LEFT JOIN LATERAL (
          SELECT q.months, q.carry_days FROM housing_staypolicy AS q
           WHERE q.kind = s.kind
             AND (q.programme_id = e.programme_id OR q.programme_id IS NULL)
           ORDER BY q.programme_id NULLS LAST LIMIT 1) AS p ON true
     WHERE s.id = the_structure;
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
    SELECT max(x.until_on) INTO longer
      FROM housing_stay AS s JOIN housing_extension AS x ON x.stay_id = s.id
     WHERE s.person_id = the_person AND s.clock_started_on = housing_term.clock_started_on
       AND x.state = 'approved';
    due_on := greatest((clock_started_on + make_interval(months => months))::date, longer);
END $$;
"""

TRIGGER = """
CREATE OR REPLACE FUNCTION housing_keep_stay_in_term() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    term record;
    latest date;
    gives_nights boolean := true;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        gives_nights := (NEW.person_id, NEW.structure_id, NEW.started_on, NEW.clock_started_on)
            IS DISTINCT FROM
            (OLD.person_id, OLD.structure_id, OLD.started_on, OLD.clock_started_on)
            OR coalesce(NEW.due_on, 'infinity') > coalesce(OLD.due_on, 'infinity')
            OR (NEW.ended_on IS NULL AND OLD.ended_on IS NOT NULL);
    END IF;
    IF gives_nights THEN
        SELECT * INTO term
          FROM housing_term(NEW.structure_id, NEW.person_id, NEW.started_on, NEW.id);
        NEW.clock_started_on := coalesce(NEW.clock_started_on, term.clock_started_on);
        IF term.months IS NOT NULL THEN
            latest := term.due_on;
            IF NEW.clock_started_on <> term.clock_started_on THEN
                latest := housing_due_on(term.months, NEW.clock_started_on, NEW.person_id);
            END IF;
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
                   AND (s.ended_on IS NULL OR s.ended_on > s.started_on)
                   AND (SELECT p.months FROM housing_policy(h.kind, term.programme) AS p)
                       IS NOT NULL
                   AND (NEW.ended_on IS NULL OR NEW.ended_on > NEW.started_on)
                   AND s.started_on - coalesce(NEW.ended_on, NEW.due_on) <= term.carry_days
                   AND s.clock_started_on > NEW.clock_started_on) THEN
                RAISE EXCEPTION 'a later stay counts from another night'
                    USING ERRCODE = 'check_violation',
                    CONSTRAINT = 'housing_stay_before_another', TABLE = 'housing_stay';
            END IF;
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
"""

# A plan for these values would be made anew each time, and takes longer than what it plans.
NIGHTS = """
ALTER FUNCTION housing_keep_nights_in_stay() SET plan_cache_mode = force_generic_plan;
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0013_second_person")]
    operations = [migrations.RunSQL(TERM + TRIGGER + NIGHTS, migrations.RunSQL.noop)]
