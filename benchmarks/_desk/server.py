"""The web server on a benchmark's database, started as ``make demo`` starts it."""

import http.client
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from lgnet.launcher.demo import environment, listening_socket
from lgnet.launcher.postmaster import tail
from lgnet.launcher.processes import Child, Family, StopRequest

READY_SECONDS = 60
# As in lgnet.launcher.demo: what it starts there is what is measured here.
WORKERS, THREADS = 2, 4
OPTIONS = (
    *("--workers", str(WORKERS), "--threads", str(THREADS), "--worker-class", "gthread"),
    *("--preload", "--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"),
)


@contextmanager
def served(database: str) -> Iterator[str]:
    """Serve ``database`` on loopback for the block; yields host and port.

    Raises RuntimeError with what the server said, where it does not become ready.
    """
    family = Family(StopRequest())
    listening = listening_socket("")
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "lgnet.config.wsgi:application"]
    command += ["--bind", f"fd://{listening.fileno()}", *OPTIONS]
    with tempfile.TemporaryDirectory(prefix="lgnet-desk-") as folder:
        try:
            child = family.start(
                "The web server",
                command,
                _told(database),
                log=Path(folder) / "web.log",
                pass_fds=(listening.fileno(),),
            )
            listening.close()
            _await_ready(child, host)
            yield host
        finally:
            listening.close()
            family.stop()


def at_database(url: str, database: str) -> str:
    """Return the address of another database on the same server, for the same login."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def _told(database: str) -> dict[str, str]:
    """Return the demo's environment, with this database and the keys its rows were made with."""
    told = environment(None)
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        told[name] = at_database(told[name], database)
    told |= {"LGNET_SECRET_KEY": settings.SECRET_KEY, "LGNET_CONTEXT_KEY": settings.CONTEXT_KEY}
    return told


def _await_ready(child: Child, host: str) -> None:
    assert child.log is not None
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and child.process.poll() is None:
        connection = http.client.HTTPConnection(host, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise RuntimeError(f"The web server is not ready. It said:\n{tail(child.log)}")
