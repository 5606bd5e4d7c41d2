"""The second belt as PostgreSQL's own catalogue tells it. ``faults`` returns every deviation."""

import re
from typing import Any

from django.apps import apps

from lgnet.kernel.tenancy import TenantForeignKey
from lgnet.launcher.roles import APP, OWNER
from tests.house import tenant_tables as known
from tests.house.source import app_of

CELL_KEY = ["city_id", "compartment_id", "id"]
CELL_COLUMNS = {"city_id", "compartment_id"}
ALL_RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def rows(connection: Any, statement: str, *values: Any) -> list[tuple]:
    return connection.execute(statement, values).fetchall()


def history_tables() -> set[str]:
    """Return the tables that keep old rows."""
    return {m._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_tracked_model")}


def tenant_tables(connection: Any) -> list[str]:
    """Return every table with both columns of the cell."""
    return [
        name
        for (name,) in rows(
            connection,
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"
            " AND a.attname IN ('city_id', 'compartment_id') AND NOT a.attisdropped"
            " GROUP BY c.relname HAVING count(*) = 2 ORDER BY 1",
        )
    ]


def faults(connection: Any) -> list[str]:
    """Return everything by which the database differs from what the house promises."""
    checks = (tables, belts, columns, policies, keys, links, roles, rights, functions, views)
    return [fault for check in checks for fault in check(connection)]


def tables(connection: Any) -> list[str]:
    """Every table is known for what it is; nothing lies outside the schema; one owner."""
    owners = rows(
        connection,
        "SELECT relname, pg_get_userbyid(relowner) FROM pg_class"
        " WHERE relkind IN ('r', 'p', 'f') AND relnamespace = 'public'::regnamespace",
    )
    found = dict(owners)
    tenants = set(tenant_tables(connection))
    listed = set(known.NOT_TENANT) | set(known.LIBRARIES)
    told = [
        f"{name}: is neither a tenant table nor listed"
        for name in found
        if name not in tenants | listed
    ]
    told += [f"{name}: is listed and has a cell" for name in listed & tenants]
    told += [f"{name}: is listed and not there" for name in listed - set(found)]
    for name in ("POLICIES", "CITY_MAY_BE_NULL", "OTHER_KEY"):
        told += [
            f"{t}: in {name}, and no tenant table" for t in set(getattr(known, name)) - tenants
        ]
    told += [f"{name}: belongs to {owner}" for name, owner in found.items() if owner != OWNER]
    told += [
        f"{schema}.{name}: stands outside the schema"
        for schema, name in rows(
            connection,
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')"
            " AND n.nspname NOT IN ('public', 'pg_catalog', 'information_schema')"
            " AND n.nspname NOT LIKE 'pg_toast%%' AND n.nspname NOT LIKE 'pg_temp%%'",
        )
    ]
    models = {m._meta.db_table: m for m in apps.get_models() if app_of(m.__module__)}
    told += [
        f"{table}: {model._meta.label} is no tenant table and not listed as ours"
        for table, model in models.items()
        if table not in tenants and table not in known.NOT_TENANT
    ]
    return told


def belts(connection: Any) -> list[str]:
    """Row-level security is on, and forced on the owner too."""
    told = []
    for name, is_on, is_forced in rows(
        connection,
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s)",
        tenant_tables(connection),
    ):
        told += [] if is_on else [f"{name}: row-level security is off"]
        told += [] if is_forced else [f"{name}: row-level security is not forced"]
    return told


def columns(connection: Any) -> list[str]:
    """City and compartment are UUIDs and never null."""
    nullable = rows(
        connection,
        "SELECT c.relname, a.attname, a.attnotnull, format_type(a.atttypid, -1) FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace"
        " AND c.relname = ANY(%s) AND a.attname IN ('city_id', 'compartment_id')",
        tenant_tables(connection),
    )
    told = []
    for table, column, is_not_null, kind in nullable:
        may = column == "city_id" and table in known.CITY_MAY_BE_NULL
        if not is_not_null and not may:
            told.append(f"{table}: {column} may be null")
        if is_not_null and may:
            told.append(f"{table}: {column} is in CITY_MAY_BE_NULL and may not be null")
        if kind != "uuid":
            told.append(f"{table}: {column} is {kind}")
    return told


def policies(connection: Any) -> list[str]:
    """Each table has exactly the policies expected, for all commands."""
    found: dict[str, set] = {name: set() for name in tenant_tables(connection)}
    for table, name, kind, names, command, using, check in rows(
        connection,
        "SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies",
    ):
        seen = (name, kind, ",".join(names), command, _plain(using), _plain(check))
        found.setdefault(table, set()).add(seen)
    told = []
    for table, seen in found.items():
        expected = known.POLICIES.get(table, {known.CELL_POLICY})
        told += [f"{table}: unexpected policy {policy}" for policy in seen - expected]
        told += [f"{table}: no policy {policy}" for policy in expected - seen]
    return told


def _plain(expression: str | None) -> str | None:
    return expression and re.sub(r"\s+AS (lgnet|cases)_\w+", "", " ".join(expression.split()))


def keys(connection: Any) -> list[str]:
    """Nothing unique, and no exclusion, looks past the cell."""
    told = []
    history, tenants = history_tables(), tenant_tables(connection)
    for table, index, is_primary, names in rows(
        connection,
        "SELECT t.relname, i.relname, x.indisprimary,"
        " array(SELECT a.attname::text FROM unnest(x.indkey) WITH ORDINALITY k(n, o)"
        "  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.n ORDER BY k.o)"
        " FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i"
        " ON i.oid = x.indexrelid WHERE (x.indisunique OR x.indisexclusion)"
        " AND t.relnamespace = 'public'::regnamespace AND t.relname = ANY(%s)",
        tenants,
    ):
        if is_primary and table in history:
            expected = ["pgh_id"]
        elif is_primary and table in known.OTHER_KEY:
            expected = ["id"]
        elif is_primary:
            expected = CELL_KEY
        else:
            expected = names if set(names) >= CELL_COLUMNS else ["the cell"]
        if names != expected:
            told.append(f"{table}: {index} is over {names}, not {expected}")
    for table, name, definition in rows(
        connection,
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'x' AND conrelid::regclass::text = ANY(%s)",
        tenants,
    ):
        told += [
            f"{table}: {name} looks past {column}"
            for column in sorted(CELL_COLUMNS)
            if f"{column} WITH =" not in definition
        ]
    with_key = {
        table
        for (table,) in rows(
            connection,
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'p'",
        )
    }
    return told + [f"{table}: has no primary key" for table in tenants if table not in with_key]


def links(connection: Any) -> list[str]:
    """A foreign key to a tenant table names the whole cell; history has none."""
    told, found, wider = [], set(), set()
    tenants, history = set(tenant_tables(connection)), history_tables()
    for name, table, target, own, theirs, on_delete in rows(
        connection,
        "SELECT c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text,"
        " array(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, o)"
        "  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.o),"
        " array(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, o)"
        "  JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.o),"
        " c.confdeltype FROM pg_constraint c WHERE c.contype = 'f'",
    ):
        if target not in tenants:
            continue
        if name in known.WIDER_LINKS and own[:2] == theirs[:2] == CELL_KEY[:2] and len(own) > 3:
            wider.add(name)
            continue
        if own[:2] != CELL_KEY[:2] or theirs != CELL_KEY or len(own) != 3:
            told.append(f"{table}: {name} links {own} to {target} {theirs}, not the whole cell")
        if table in history:
            told.append(f"{table}: {name} ties history to living rows")
        if on_delete not in ("a", "r", b"a", b"r"):
            told.append(f"{table}: {name} deletes or empties by itself")
        found.add((table, own[-1], target))
    told += [
        f"{name}: is listed and not there" for name in sorted(known.WIDER_LINKS.keys() - wider)
    ]
    for model in apps.get_models():
        table = model._meta.db_table
        for field in model._meta.local_fields if table not in history else ():
            if not field.is_relation or field.related_model._meta.db_table not in tenants:
                continue
            wanted = (table, field.column, field.related_model._meta.db_table)
            if not isinstance(field, TenantForeignKey):
                told.append(f"{table}: {field.name} is no TenantForeignKey")
            if wanted not in found:
                told.append(f"{table}: {field.column} is not checked by the database")
    return told


def roles(connection: Any) -> list[str]:
    """The application role is nobody special, and a member of nothing."""
    told = []
    powers = ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "rolreplication")
    for name, *has in rows(
        connection,
        f"SELECT rolname, {', '.join(powers)} FROM pg_roles WHERE rolname = ANY(%s)",
        [APP, OWNER],
    ):
        # The owner of a test cluster creates databases; it never sees past a policy.
        judged = powers if name == APP else ("rolsuper", "rolbypassrls", "rolreplication")
        told += [
            f"{name}: has {power}"
            for power, yes in zip(powers, has, strict=True)
            if yes and power in judged
        ]
    told += [
        f"{APP}: is a member of {name}"
        for (name,) in rows(
            connection,
            "SELECT pg_get_userbyid(roleid) FROM pg_auth_members"
            " WHERE member = (SELECT oid FROM pg_roles WHERE rolname = %s)",
            APP,
        )
    ]
    told += [
        f"{APP}: owns {name}"
        for (name,) in rows(
            connection,
            "SELECT relname FROM pg_class WHERE relowner = %s::regrole"
            " AND relnamespace::regnamespace::text NOT LIKE 'pg_t%%'"
            " UNION SELECT proname FROM pg_proc WHERE proowner = %s::regrole"
            " UNION SELECT datname FROM pg_database WHERE datdba = %s::regrole"
            " UNION SELECT nspname FROM pg_namespace WHERE nspowner = %s::regrole"
            " AND nspname NOT LIKE 'pg_%%'",
            *[APP] * 4,
        )
    ]
    return told


def rights(connection: Any) -> list[str]:
    """The application role reads and writes rows, and nothing else."""
    told = []
    for schema, may in rows(
        connection,
        "SELECT nspname, has_schema_privilege(%s, oid, 'CREATE') FROM pg_namespace"
        " WHERE nspname NOT LIKE 'pg_t%%'",
        APP,
    ):
        told += [f"{APP}: may create in {schema}"] if may else []
    may_create = rows(
        connection, "SELECT has_database_privilege(%s, current_database(), 'CREATE')", APP
    )
    told += [f"{APP}: may create schemas"] if may_create[0][0] else []
    names = [
        name
        for (name,) in rows(
            connection,
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
            " AND relnamespace = 'public'::regnamespace",
        )
    ]
    for right in ALL_RIGHTS:
        ask = (
            "has_table_privilege"
            if right in ("TRUNCATE", "DELETE", "TRIGGER")
            else ("has_any_column_privilege")
        )
        for name, has in rows(
            connection,
            f"SELECT t, {ask}(%s, t::regclass, %s) FROM unnest(%s::text[]) t",
            APP,
            right,
            names,
        ):
            may = right in known.RIGHTS.get(name, known.READ_AND_WRITE)
            if has and not may:
                told.append(f"{name}: {APP} has {right}")
            if may and not has and name not in _extension_relations(connection):
                told.append(f"{name}: {APP} lacks {right}")
    return told


def _extension_relations(connection: Any) -> set[str]:
    return {
        name
        for (name,) in rows(
            connection,
            "SELECT c.relname FROM pg_class c JOIN pg_depend d ON d.objid = c.oid"
            " WHERE d.deptype = 'e'",
        )
    }


def functions(connection: Any) -> list[str]:
    """Functions with their owner's rights are few, known, and cannot be led astray.

    ``pg_temp`` must stand last in their search path: unnamed, it comes first, and a caller's
    temporary type runs the caller's code as the owner.
    """
    told = []
    definers = rows(
        connection,
        "SELECT proname, proconfig FROM pg_proc p WHERE prosecdef"
        " AND pronamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')",
    )
    for name, settings in definers:
        if name not in known.DEFINER_FUNCTIONS:
            told.append(f"{name}: is SECURITY DEFINER and not listed")
        paths = [s.partition("=")[2] for s in settings or () if s.startswith("search_path=")]
        if paths != ["pg_catalog, pg_temp"]:
            told.append(f"{name}: its search path is {paths}")
    found = {name for name, _ in definers}
    return told + [f"{n}: is listed and not there" for n in set(known.DEFINER_FUNCTIONS) - found]


def views(connection: Any) -> list[str]:
    """Views ask as their caller; a materialised one, which cannot, does not exist."""
    return [
        f"{name}: is a {'materialised view' if kind in ('m', b'm') else 'view of its owner'}"
        for name, kind, options in rows(
            connection,
            "SELECT relname, relkind, reloptions FROM pg_class"
            " WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace",
        )
        if kind in ("m", b"m") or "security_invoker=true" not in (options or [])
    ]
