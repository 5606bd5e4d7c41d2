"""What the database must be before anyone works on it: ``lgnet check --database default``."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

OLDEST = 15
APPLICATION = "default"

# One row: may the role pass policies, what does it own, what does it belong to.
ROLE = """
SELECT current_user, r.rolsuper, r.rolbypassrls,
    (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p')
        AND c.relnamespace::regnamespace::text NOT LIKE 'pg\\_%'),
    array(SELECT pg_get_userbyid(m.roleid)::text FROM pg_auth_members m WHERE m.member = r.oid),
    has_schema_privilege('public', 'CREATE')
FROM pg_roles r WHERE r.rolname = current_user
"""
# Tables with a cell that are not under forced row-level security.
OPEN_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND a.attname IN ('city_id', 'compartment_id') AND NOT a.attisdropped
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
GROUP BY c.relname HAVING count(*) = 2 ORDER BY 1
"""


@register(Tags.database)
def second_belt(
    *, databases: Iterable[str] | None = None, **options: Any
) -> Sequence[CheckMessage]:
    """Report where the application's sign-in or its tables would let one city see another's rows.

    Asks the database, not the settings: a server may keep the owner's password elsewhere.
    """
    if APPLICATION not in (databases or ()):
        return []
    connection: Any = connections[APPLICATION]
    found = too_old(connection.pg_version)
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        found += role_errors(*cursor.fetchone())
        cursor.execute(OPEN_TABLES)
        found += table_errors([name for (name,) in cursor.fetchall()])
    return found


def too_old(version: int) -> list[CheckMessage]:
    """Return the error for a server older than we support; ``version`` is 150004 for 15.4."""
    if version // 10_000 >= OLDEST:
        return []
    return [
        Error(
            f"PostgreSQL is version {version // 10_000}; LgNet needs {OLDEST} or later.",
            hint="Upgrade the database server before starting LgNet.",
            id="lgnet.E001",
        )
    ]


def role_errors(
    name: str, is_superuser: bool, bypasses: bool, owned: int, groups: list[str], may_create: bool
) -> list[CheckMessage]:
    """Return an error for each power by which the application's role passes row-level security."""
    reasons = {
        "is a superuser": is_superuser,
        "has BYPASSRLS": bypasses,
        f"owns {owned} tables": owned,
        f"is a member of {', '.join(groups)}": groups,
        "may create tables": may_create,
    }
    return [
        Error(
            f"The application signs in to PostgreSQL as {name!r}, which {reason}.",
            hint="Name in DATABASE_URL a role that only reads and writes rows, and the owner of"
            " the tables in DATABASE_OWNER_URL (docs/operations.md).",
            id="lgnet.E002",
        )
        for reason, holds in reasons.items()
        if holds
    ]


def table_errors(names: list[str]) -> list[CheckMessage]:
    """Return the error for tenant tables outside row-level security."""
    if not names:
        return []
    return [
        Error(
            f"Row-level security is not forced on: {', '.join(names)}.",
            hint="Run `lgnet migrate --database owner`; after a restore, compare the policies.",
            id="lgnet.E003",
        )
    ]
