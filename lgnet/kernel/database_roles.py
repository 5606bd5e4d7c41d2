"""What the owner gives the application role, renewed after each migrate.

The application role reads and writes rows and nothing else: it owns no table, makes none, and
cannot see the key that signs the tenancy context.
"""

import hashlib
from typing import Any

from django.conf import settings

BLOCK = 64  # bytes, SHA-256's block (RFC 2104)

# Tables the application only reads, or does not see at all.
CLOSED_TABLES = ("kernel_context_key",)
READ_ONLY_TABLES = ("django_migrations", "housing_staypolicy")
# Facts: added, and never changed or deleted by the application.
ADD_ONLY_TABLES = ("referrals_referralfact",)
# Written by one function that only appends.
APPEND_ONLY_TABLES = ("audit_auditevent",)


def hmac_pads(key: str) -> tuple[bytes, bytes]:
    """Return the inner and outer padded keys of HMAC-SHA256 (RFC 2104)."""
    raw = key.encode()
    if len(raw) > BLOCK:
        raw = hashlib.sha256(raw).digest()
    raw = raw.ljust(BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in raw), bytes(byte ^ 0x5C for byte in raw)


def renew(connection: Any) -> None:
    """Install the context key and renew the application role's rights, as the owner."""
    application = settings.DATABASES["default"]["USER"]
    inner, outer = hmac_pads(settings.CONTEXT_KEY)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_context_key (id, inner_pad, outer_pad) VALUES (1, %s, %s)"
            " ON CONFLICT (id) DO UPDATE SET inner_pad = EXCLUDED.inner_pad,"
            " outer_pad = EXCLUDED.outer_pad",
            [inner, outer],
        )
        if application == connection.settings_dict["USER"]:
            return
        role = connection.ops.quote_name(application)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}")
        for table in CLOSED_TABLES:
            cursor.execute(f"REVOKE ALL ON {table} FROM {role}")
        existing = connection.introspection.table_names(cursor)
        for table in (*READ_ONLY_TABLES, *APPEND_ONLY_TABLES):
            if table in existing:
                cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {role}")
        for table in ADD_ONLY_TABLES:
            if table in existing:
                cursor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {role}")
