"""``make test``, ``make bench`` and ``make check``: commands on a throw-away cluster."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from . import roles
from .cluster import TEST, Cluster
from .failure import LauncherError, run_as_command
from .paths import PROJECT
from .processes import Foreground
from .progress import step

# Databases the commands here drop at their end, if they come that far.
_LEFTOVERS = ("lgnet_test_", "lgnet_benchmarks_", "lgnet_drills_")
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def chromium() -> str | None:
    """Return the full path of a Chromium or Chrome, or None. LGNET_CHROMIUM decides if set."""
    chosen = os.environ.get("LGNET_CHROMIUM")
    if chosen:
        return chosen
    for name in _CHROMIUM_NAMES:
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _CHROMIUM_PLACES if os.access(place, os.X_OK)), None)


def pytest_arguments(given: Sequence[str], *, has_browser: bool) -> list[str]:
    """Return pytest's arguments: the user's, or both cores; no browser tests without a browser.

    A file stays on one core: what its tests share is made once.
    """
    chosen = list(given) or ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    return chosen if has_browser else ["-m", "not e2e", *chosen]


def environment(cluster: Cluster | None, database: str = "lgnet") -> dict[str, str]:
    """Return the environment of tests and benchmarks.

    With a cluster of ours, LGNET_SUPERUSER_URL lets the tests give new databases their
    extensions and rights through ``lgnet.launcher.roles.prepare_database``.
    """
    told = dict(os.environ) | {
        "DJANGO_SETTINGS_MODULE": "lgnet.config.settings",
        "LGNET_MODE": "test",
    }
    if cluster:
        told |= {
            "DATABASE_URL": cluster.app_url(database),
            "DATABASE_OWNER_URL": cluster.owner_url(database),
            "LGNET_SUPERUSER_URL": cluster.superuser_url(),
        }
    return told


def run_tests(given: Sequence[str]) -> int:
    """Run pytest on the test cluster and return its status.

    Raises LauncherError in continuous integration when there is no browser.
    """
    browser = chromium()
    if browser is None:
        if os.environ.get("CI", "").lower() == "true":
            raise LauncherError("No Chromium was found, and here browser tests are not optional.")
        print("  No Chromium was found: the browser tests are left out.", file=sys.stderr)
    command = [sys.executable, "-m", "pytest", *pytest_arguments(given, has_browser=bool(browser))]
    told = {"LGNET_CHROMIUM": browser} if browser else {}
    # Pages speak the translations as they stand now, and read right to left.
    build = [sys.executable, "-m", "lgnet.config.cli", "build"]
    return _on_cluster([build, command], told)


def run_checks() -> int:
    """Run every check that is not a test; all of them, also after one has failed."""
    python = [sys.executable, "-m"]
    lgnet = [*python, "lgnet.config.cli"]
    return _on_cluster(
        [
            [*python, "ruff", "check"],
            [*python, "ruff", "format", "--check"],
            [str(Path(sys.executable).with_name("lint-imports"))],
            [*python, "mypy"],
            [*lgnet, "makemigrations", "--check", "--dry-run"],
            [*lgnet, "messages", "--check"],
        ],
        {},
    )


def run_measured(package: str) -> int:
    """Run ``benchmarks`` or ``drills`` on the throw-away cluster.

    They make databases of their own there, through LGNET_SUPERUSER_URL. Standard output is left
    to what is run: its last line is the result.
    """
    if not (PROJECT / package / "__main__.py").exists():
        raise LauncherError(f"There are no {package} in this version.")
    if os.environ.get("DATABASE_URL"):
        raise LauncherError(f"DATABASE_URL is set, and {package} run on a database of their own.")
    with Foreground() as foreground, _cluster() as cluster:
        return foreground.run([sys.executable, "-m", package], environment(cluster))


def _on_cluster(commands: Sequence[Sequence[str]], told: dict[str, str]) -> int:
    """Run commands one after another on the test cluster; return the first status that is not 0.

    A database named by DATABASE_URL is used as it is, and nothing is started.
    """
    with Foreground() as foreground:
        if os.environ.get("DATABASE_URL"):
            return _run_all(foreground, commands, environment(None) | told)
        with _cluster() as cluster:
            return _run_all(foreground, commands, environment(cluster) | told)


@contextmanager
def _cluster() -> Iterator[Cluster]:
    cluster = Cluster(TEST)
    try:
        with step("PostgreSQL"):
            if cluster.open():
                roles.drop_leftovers(cluster.superuser_url(), _LEFTOVERS)
        yield cluster
    finally:
        cluster.close()


def _run_all(
    foreground: Foreground, commands: Sequence[Sequence[str]], told: dict[str, str]
) -> int:
    statuses = []
    for command in commands:
        if len(commands) > 1 and not foreground.is_stopped:
            words = [Path(command[0]).name, *command[1:]]
            shown = words[2:] if words[1:2] == ["-m"] else words
            print(f"\n==> {' '.join(shown)}", flush=True)
        statuses.append(foreground.run(command, told))
    return next((status for status in statuses if status != 0), 0)


def main() -> int:
    """Carry out ``test``, ``check``, ``bench`` or ``drill`` from the command line."""
    action, *given = sys.argv[1:] or ["test"]
    if action == "check":
        return run_checks()
    if action in {"bench", "drill"}:
        return run_measured({"bench": "benchmarks", "drill": "drills"}[action])
    return run_tests(given)


if __name__ == "__main__":
    run_as_command(main)
