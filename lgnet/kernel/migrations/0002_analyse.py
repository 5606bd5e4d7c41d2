"""Statistics after a bulk load: the application role may not analyse tables it does not own.

Without them the planner takes a city just filled for an empty one, and checks each of a million
foreign keys by the wrong index.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION lgnet_analyse(target regclass) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('ANALYZE %s', target);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_context")]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION lgnet_analyse(regclass);")]
