"""``make demo``: the whole of LgNet on this machine, until Ctrl-C."""

import contextlib
import http.client
import os
import platform
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from . import processes
from .cluster import DEMO, Cluster, remove_everything
from .failure import LauncherError, run_as_command
from .locks import FileLock
from .paths import make_private_folder, state_folder
from .postmaster import tail
from .processes import Child, Family, StoppedError, StopRequest
from .progress import seconds, step

_FIRST_PORT = 8000
_PORTS_TRIED = 50
_READY_SECONDS = 60
_STOP_SECONDS = 30
_RECORD = "demo-running.json"


def environment(cluster: Cluster | None) -> dict[str, str]:
    """Return the environment of the demo's processes: the user's, and what the demo needs."""
    told = dict(os.environ) | {
        "DJANGO_SETTINGS_MODULE": "lgnet.config.settings",
        "LGNET_MODE": "demo",
    }
    if cluster:
        told |= {
            "DATABASE_URL": cluster.app_url(),
            "DATABASE_OWNER_URL": cluster.owner_url(),
            "LGNET_SECRET_KEY": cluster.keys.secret_key,
            "LGNET_CONTEXT_KEY": cluster.keys.context_key,
        }
    return told


def listening_socket(wanted: str) -> socket.socket:
    """Return a socket that listens on 127.0.0.1: on port ``wanted``, or the first free one.

    We hand the open socket to the server, so nobody can take the port in between. Raises
    LauncherError when the wanted port is taken or none is free.
    """
    if wanted and not (wanted.isdigit() and int(wanted) < 65536):
        raise LauncherError(f"LGNET_PORT is {wanted!r}; give a number below 65536.")
    ports = [int(wanted)] if wanted else range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED)
    for port in ports:
        candidate = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind(("127.0.0.1", port))
            candidate.listen(128)
        except OSError:
            candidate.close()
            continue
        return candidate
    raise LauncherError(
        f"Port {wanted} is in use. Choose another with LGNET_PORT, or leave it out."
        if wanted
        else f"No port from {_FIRST_PORT} to {_FIRST_PORT + _PORTS_TRIED - 1} is free."
    )


def may_open_browser(told: dict[str, str], system: str, is_terminal: bool) -> bool:
    """Tell whether somebody sits in front of a screen here and did not decline."""
    if told.get("LGNET_BROWSER", "").lower() in {"no", "0", "off", "false"}:
        return False
    if told.get("CI") or not is_terminal:
        return False
    return system == "Darwin" or bool(told.get("DISPLAY") or told.get("WAYLAND_DISPLAY"))


def start(stop_request: StopRequest) -> int:
    """Run the demo until asked to stop; return the exit status."""
    began = time.monotonic()
    state = make_private_folder(state_folder())
    lock = FileLock(state / "demo.running")
    if not lock.take(wait=False):
        address = processes.recall(state / _RECORD).get("address")
        print(f"The demo is running already, at {address}" if address else "The demo is starting.")
        return 0
    if processes.end_leftovers(state / _RECORD):
        print("  Processes of a demo that had been killed were still there; they are stopped.")
    # From here on "make demo-stop" knows whom to tell, also while the demo is being prepared.
    processes.remember(state / _RECORD, [], launcher=str(os.getpid()))
    family = Family(stop_request)
    try:
        with _database() as cluster:
            try:
                return _serve(family, environment(cluster), cluster, state, began)
            except StoppedError:
                return 128 + stop_request.signal_number
            finally:
                print("\nStopping …", flush=True)
                family.stop()
    finally:
        (state / _RECORD).unlink(missing_ok=True)
        lock.release()
        print("Stopped." if stop_request.is_made else "The demo has ended.")


def stop() -> bool:
    """Stop a demo that runs from this folder; False when none does.

    Raises LauncherError when it does not end.
    """
    state = make_private_folder(state_folder())
    lock = FileLock(state / "demo.running")
    if lock.take(wait=False):
        lock.release()
        return False
    launcher = processes.recall(state / _RECORD).get("launcher")
    if not isinstance(launcher, str):
        raise LauncherError("The demo has just been started. Stop it with Ctrl-C where it runs.")
    os.kill(int(launcher), signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    while not lock.take(wait=False):
        if time.monotonic() > deadline:
            raise LauncherError("The running demo does not stop. Press Ctrl-C where it runs.")
        time.sleep(0.1)
    lock.release()
    return True


def reset() -> None:
    """Stop a running demo and remove its data.

    Raises LauncherError when the data are not ours to remove.
    """
    if os.environ.get("DATABASE_URL"):
        raise LauncherError(
            "DATABASE_URL is set: that database is yours, and 'demo-reset' does not touch it."
        )
    if stop():
        print("  The running demo is stopped.")
    with step("Old data removed"):
        processes.end_leftovers(state_folder() / _RECORD)
        Cluster(DEMO).destroy()


@contextlib.contextmanager
def _database() -> Iterator[Cluster | None]:
    """Have a private cluster for the block, or None when the environment names a database."""
    if os.environ.get("DATABASE_URL"):
        if not os.environ.get("DATABASE_OWNER_URL"):
            raise LauncherError("DATABASE_URL is set and DATABASE_OWNER_URL is not; set both.")
        yield None
        return
    cluster = Cluster(DEMO)
    try:
        with step("PostgreSQL"):
            cluster.open()
        yield cluster
    finally:
        cluster.close()


def _serve(
    family: Family,
    told: dict[str, str],
    cluster: Cluster | None,
    state: Path,
    began: float,
) -> int:
    accounts = state / "demo-accounts.txt"
    python = [sys.executable, "-m"]
    family.finish("Preparing the demo", [*python, "lgnet.config.prepare", str(accounts)], told)
    server = listening_socket(os.environ.get("LGNET_PORT", ""))
    address = f"http://127.0.0.1:{server.getsockname()[1]}"
    web = [
        *python,
        "gunicorn",
        "lgnet.config.wsgi:application",
        "--bind",
        f"fd://{server.fileno()}",
    ]
    web += ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--preload"]
    web += ["--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"]
    descriptors = (server.fileno(),)
    log = state / "web.log"
    family.start("The web server", web, told, log=log, pass_fds=descriptors)
    worker = [*python, "lgnet.config.cli", "procrastinate", "worker"]
    family.start("The job worker", worker, told, log=state / "jobs.log")
    processes.remember(state / _RECORD, family.children, address=address, launcher=str(os.getpid()))
    server.close()
    with step("Web server and job worker"):
        _await_ready(family, address)
    page = address + os.environ.get("LGNET_PAGE", "/")
    print(f"\nLgNet is ready after {seconds(time.monotonic() - began)}:  {page}\n")
    print(accounts.read_text(encoding="utf-8").rstrip())
    print("\nPress Ctrl-C to stop; the data are kept for the next time.", flush=True)
    if may_open_browser(dict(os.environ), platform.system(), sys.stdout.isatty()):
        webbrowser.open(page)
    return _watch(family, cluster)


def _await_ready(family: Family, address: str) -> None:
    """Wait until the web server says that it and its database are ready.

    Raises LauncherError when a process ends or time is up, StoppedError when asked to stop.
    """
    host = address.removeprefix("http://")
    deadline = time.monotonic() + _READY_SECONDS
    answer = "nothing"
    while time.monotonic() < deadline:
        if family.stop_request.is_made:
            raise StoppedError
        for child in family.children:
            if child.process.poll() is not None:
                raise LauncherError(_obituary(child))
        connection = http.client.HTTPConnection(host, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            response = connection.getresponse()
            if response.status == http.HTTPStatus.OK:
                return
            answer = f"{response.status} {response.read(300).decode(errors='replace')}"
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise LauncherError(f"The web server is up but not ready; it answers: {answer}")


def _watch(family: Family, cluster: Cluster | None) -> int:
    """Wait for the end: 0 when asked to stop, 1 when a process or the database ended by itself."""
    while not family.stop_request.is_made:
        for child in family.children:
            if child.process.poll() is not None:
                print(f"\n{_obituary(child)}", file=sys.stderr)
                return 1
        if cluster and not cluster.is_running():
            log = tail(cluster.data / "server.log")
            print(f"\nPostgreSQL ended by itself. Its log ends:\n{log}", file=sys.stderr)
            return 1
        time.sleep(0.2)
    return 0


def _obituary(child: Child) -> str:
    end = tail(child.log) if child.log else ""
    return f"{child.name} ended by itself (status {child.process.returncode}). It said:\n{end}"


def main() -> int:
    """Carry out ``start``, ``stop``, ``clean`` or ``reset`` (which then starts)."""
    action = sys.argv[1] if len(sys.argv) > 1 else "start"
    if action == "stop":
        print("The demo is stopped." if stop() else "No demo is running from this folder.")
        return 0
    if action in {"reset", "clean"}:
        reset()
    if action == "clean":
        remove_everything()
        return 0
    stop_request = StopRequest()
    stop_request.listen()
    return start(stop_request)


if __name__ == "__main__":
    run_as_command(main)
