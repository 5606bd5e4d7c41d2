"""The two roles of LgNet and what each may do, in a whole cluster and in one database."""

import psycopg
from psycopg import sql

OWNER = "lgnet_owner"
APP = "lgnet_app"
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")


def prepare_cluster(
    superuser_dsn: str, *, owner_password: str, app_password: str, may_create: bool
) -> None:
    """Make both roles, or set them as they should be. Safe to repeat.

    ``may_create``: the owner may create databases, which the tests need and the demo does not.
    """
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        for role, password, may in (
            (OWNER, owner_password, may_create),
            (APP, app_password, False),
        ):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            verb = "ALTER" if known.fetchone() else "CREATE"
            connection.execute(
                sql.SQL(
                    "{} ROLE {} WITH LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION "
                    "{} PASSWORD {}"
                ).format(
                    sql.SQL(verb),
                    sql.Identifier(role),
                    sql.SQL("CREATEDB" if may else "NOCREATEDB"),
                    sql.Literal(password),
                )
            )


def create_database(superuser_dsn: str, name: str) -> bool:
    """Create database ``name`` of the owner's unless it is there; True when it was made now."""
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone():
            return False
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
        return True


def drop_database(superuser_dsn: str, name: str) -> None:
    """Drop database ``name`` with whoever is still connected to it, if it is there."""
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def drop_leftovers(superuser_dsn: str, prefixes: tuple[str, ...]) -> int:
    """Drop the databases whose names begin so, left by killed commands; return how many."""
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        names = [name for (name,) in connection.execute("SELECT datname FROM pg_database")]
    leftovers = [name for name in names if name.startswith(prefixes)]
    for name in leftovers:
        drop_database(superuser_dsn, name)
    return len(leftovers)


def prepare_database(superuser_dsn: str, name: str) -> None:
    """Give one database its extensions and the application role its rights. Safe to repeat.

    ``superuser_dsn`` may lead to any database of the cluster. What the owner creates later is
    open to the application role for reading and writing rows, never for changing tables.
    """
    app, owner = sql.Identifier(APP), sql.Identifier(OWNER)
    with psycopg.connect(superuser_dsn, autocommit=True, dbname=name) as connection:
        for extension in EXTENSIONS:
            connection.execute(
                sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public").format(
                    sql.Identifier(extension)
                )
            )
        for statement in (
            "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
            "GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {app}",
            "GRANT USAGE ON SCHEMA public TO {app}",
            "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
            "{for_later} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
            "{for_later} GRANT USAGE, SELECT ON SEQUENCES TO {app}",
            "{for_later} GRANT EXECUTE ON FUNCTIONS TO {app}",
            # Queries take milliseconds: one the planner overrates would take longer to compile.
            "ALTER DATABASE {name} SET jit = off",
        ):
            for_later = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner}"
            connection.execute(
                sql.SQL(statement.replace("{for_later}", for_later)).format(
                    name=sql.Identifier(name), app=app, owner=owner
                )
            )
