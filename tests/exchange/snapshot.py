"""Every row of every table, as the database knows it: which transaction wrote it last."""

from psycopg import sql


def snapshot(connection) -> dict[str, tuple[int, str]]:
    """Return table -> (rows, digest of the rows and of who wrote them), as a superuser."""
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    ).fetchall()
    found = {}
    for (table,) in tables:
        found[table] = connection.execute(
            sql.SQL(
                "SELECT count(*), coalesce(md5(string_agg(t.xmin::text || t.ctid::text ||"
                " t::text, '|' ORDER BY t.ctid)), '') FROM {} AS t"
            ).format(sql.Identifier(table))
        ).fetchone()
    return found


def changed(before: dict, after: dict) -> set[str]:
    """Return the tables in which anything differs."""
    return {table for table in after if before.get(table) != after[table]}
