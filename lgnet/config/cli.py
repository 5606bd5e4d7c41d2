"""The ``lgnet`` command: Django's management commands, on the database this folder has.

A server names its database with DATABASE_URL, and nothing is started or changed here. Without it,
in a folder where ``make demo`` has run, the command works on the demo's own PostgreSQL: it is
started if it is not running, and stopped again by whoever uses it last.
"""

import os
import signal
import sys

from lgnet.launcher import demo
from lgnet.launcher.cluster import DEMO, Cluster
from lgnet.launcher.failure import LauncherError
from lgnet.launcher.paths import state_folder

# They read no data: not worth starting a database for.
_WITHOUT_DATABASE = frozenset(
    {"", "help", "version", "--help", "-h", "--version", "build", "messages", "check"}
)


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lgnet.config.settings")
    cluster = _private_cluster()
    if cluster:
        # Ended like this, it still leaves through "finally" below and stops what it started.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        if cluster:
            if not _WITHOUT_DATABASE.intersection(sys.argv[1:2] or [""]):
                cluster.open()
            os.environ.update(demo.environment(cluster))
        # Only now: settings read the environment when they are first imported.
        from django.core.management import execute_from_command_line

        execute_from_command_line(["lgnet", *sys.argv[1:]])
    except LauncherError as error:
        sys.exit(f"lgnet: {error}")
    finally:
        if cluster:
            cluster.close()


def _private_cluster() -> Cluster | None:
    if os.environ.get("DATABASE_URL") or not (state_folder() / "demo" / "data").exists():
        return None
    return Cluster(DEMO)


if __name__ == "__main__":
    main()
