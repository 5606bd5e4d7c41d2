"""Bring the demo's database to where it can be served: ``python -m lgnet.config.prepare FILE``.

One process for all the steps, since starting Django takes longer than most of them. The demo
sign-ins are written to FILE.
"""

import io
import logging
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.core.management import CommandError, call_command

from lgnet.launcher.failure import LauncherError, run_as_command
from lgnet.launcher.progress import Step, step


class _AppliedMigrations(io.StringIO):
    """Takes what ``migrate`` prints and counts the migrations applied."""

    def __init__(self, now: Step) -> None:
        super().__init__()
        self._now = now

    def write(self, text: str) -> int:
        self._now.done += text.count(" OK")
        return len(text)


def migrate() -> None:
    """Apply the migrations that are missing, as the owner of the tables."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    with step("Tables") as now:
        executor = MigrationExecutor(connections["owner"])
        now.total = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        # Also without any left: its last part brings the context key and rights up to date.
        call_command("migrate", database="owner", verbosity=1, stdout=_AppliedMigrations(now))


def main() -> int:
    """Run all steps; raises LauncherError where the demo must not go on."""
    if os.environ.get("LGNET_MODE") != "demo":
        raise LauncherError("Only a demo is prepared like this: LGNET_MODE is not 'demo'.")
    with step("Application"):
        django.setup()
    # What is queued for the worker is no news for who waits at this terminal.
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    try:
        prepare(Path(sys.argv[1]))
    except CommandError as error:
        raise LauncherError(str(error)) from error
    return 0


def prepare(accounts: Path) -> None:
    """Migrate, build, load what is not there yet, and write the sign-ins to ``accounts``."""
    migrate()
    with step("Translations and style sheets"):
        _quietly("build")
    with step("Reference data"):
        _quietly("load_reference")
    # It draws its own bar, city by city; those that are there already pass at once.
    call_command("load_demo", stdout=io.StringIO())
    # Data kept from a version with other keys: nobody would be found.
    _quietly("renew_search_keys", missing=True)
    told = io.StringIO()
    call_command("demo_accounts", stdout=told)
    accounts.write_text(told.getvalue(), encoding="utf-8")


def _quietly(command: str, **options: Any) -> None:
    call_command(command, verbosity=0, stdout=io.StringIO(), **options)


if __name__ == "__main__":
    run_as_command(main)
