"""The signed tenancy context: its key, and the functions that policies ask."""

from django.db import migrations

KEY_TABLE = """
CREATE TABLE kernel_context_key (
    id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
REVOKE ALL ON kernel_context_key FROM PUBLIC;
"""

# city|compartment|user|backend pid|HMAC-SHA256 of what stands before, in hexadecimal.
# A forged, truncated, replayed or missing context gives NULL, and NULL equals no row's city.
# pg_temp stands last in the search path: unnamed, it would come first, and a caller's temporary
# type called "uuid" or "text" would run the caller's code as the owner, who can read the key.
CONTEXT_FUNCTION = """
CREATE FUNCTION lgnet_context_part(part integer) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    raw text := current_setting('lgnet.context', true);
    parts text[];
BEGIN
    IF raw IS NULL OR raw = '' THEN
        RETURN NULL;
    END IF;
    parts := string_to_array(raw, '|');
    IF array_length(parts, 1) <> 5 OR parts[4] <> pg_backend_pid()::text THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM public.kernel_context_key AS k
    WHERE encode(
        sha256(k.outer_pad || sha256(
            k.inner_pad || convert_to(left(raw, length(raw) - length(parts[5]) - 1), 'UTF8')
        )), 'hex') = parts[5];
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN nullif(parts[part], '')::uuid;
END $$;
CREATE FUNCTION lgnet_city() RETURNS uuid LANGUAGE sql STABLE AS
    'SELECT public.lgnet_context_part(1)';
CREATE FUNCTION lgnet_compartment() RETURNS uuid LANGUAGE sql STABLE AS
    'SELECT public.lgnet_context_part(2)';
CREATE FUNCTION lgnet_user() RETURNS uuid LANGUAGE sql STABLE AS
    'SELECT public.lgnet_context_part(3)';
"""

BACK = """
DROP FUNCTION lgnet_city();
DROP FUNCTION lgnet_compartment();
DROP FUNCTION lgnet_user();
DROP FUNCTION lgnet_context_part(integer);
DROP TABLE kernel_context_key;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(KEY_TABLE + CONTEXT_FUNCTION, BACK)]
