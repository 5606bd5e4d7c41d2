"""A private PostgreSQL cluster of the project: made, started, shared and stopped.

Several commands may use one cluster at once. Each holds a shared lock; the last one out stops
the server, and a killed command leaves no lock behind.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import binaries, keys, layout, postmaster, privileges, roles
from .failure import LauncherError
from .layout import DEMO, KILL, TEST, Kind
from .locks import FileLock
from .paths import state_folder

DATABASE = "lgnet"
SUPERUSER = "postgres"
# The system's own short folder: what TMPDIR names can be too long for a socket.
_SHORT_FOLDER = Path("/tmp")  # noqa: S108 - mkdtemp makes a closed folder of its own in it


def remove_everything(state: Path | None = None) -> None:
    """Remove all clusters and, for root, the project's folder outside of it.

    Raises LauncherError when a command is using one of them.
    """
    state = state or state_folder()
    for kind in (DEMO, TEST, KILL):
        Cluster(kind, state).destroy()
    elsewhere = layout.folder_elsewhere(state)
    if os.geteuid() == 0 and elsewhere.is_dir():
        shutil.rmtree(elsewhere)


class Cluster:
    """One cluster. ``open`` it, use its addresses, ``close`` it."""

    def __init__(self, kind: Kind, state: Path | None = None) -> None:
        self.kind = kind
        self.state = state or state_folder()
        self.who = privileges.identity()
        self._refuse_another_users_folder()
        self.home = layout.home_of(kind, self.state, self.who)
        self.data = self.home / "data"
        self.keys = keys.load(self.state)
        self._users = FileLock(self.state / f"{kind.name}.users")
        self._changes = FileLock(self.state / f"{kind.name}.changes")
        self._socket_folder = ""

    def open(self) -> bool:
        """Have the server running and the roles and database ready, made first if need be.

        Returns True when no other command uses it. Raises LauncherError, in words for the user,
        when that cannot be.
        """
        self._users.take(shared=True)
        with self._changes.held():
            try:
                self._start_and_prepare()
            except LauncherError:
                if self.kind.is_kept or not self._is_alone():
                    raise
                # Nothing in it is worth keeping: remake it once, then let the error through.
                self._remove_data()
                self._start_and_prepare()
            return self._is_alone()

    def close(self) -> None:
        """Stop the server, unless another command still uses it."""
        if self._users.take(wait=False):
            with self._changes.held():
                postmaster.stop(self.data)
                self._remove_borrowed_socket_folder()
        self._users.release()

    def start_again(self) -> None:
        """Start the server of an open cluster after it was killed.

        Raises LauncherError where it does not start yet: what it left behind must end first.
        """
        with self._changes.held():
            self._start_and_prepare()

    def is_running(self) -> bool:
        """Tell whether the server runs and accepts connections."""
        record = postmaster.running(self.data)
        return bool(record and record.is_ready)

    def destroy(self) -> None:
        """Stop the server and remove its data.

        Raises LauncherError when another command is using it.
        """
        if not self._users.take(wait=False):
            self._users.release()
            raise LauncherError(
                f"Another command is using the {self.kind.name} database. Let it end first."
            )
        with self._changes.held():
            self._remove_data()
        self._users.release()

    def app_url(self, database: str = DATABASE) -> str:
        """Address for the application's role, which owns nothing."""
        return layout.url(roles.APP, self.keys.app, self._socket(), database)

    def owner_url(self, database: str = DATABASE) -> str:
        """Address for the owner's role, which migrates."""
        return layout.url(roles.OWNER, self.keys.owner, self._socket(), database)

    def superuser_url(self, database: str = "postgres") -> str:
        """Address for the cluster's superuser, which only this package and the tests use."""
        return layout.url(SUPERUSER, self.keys.superuser, self._socket(), database)

    def _start_and_prepare(self) -> None:
        if self.data.is_dir() and not (self.data / "PG_VERSION").exists():
            self._remove_data()
        major = self._major_of_data()
        record = postmaster.running(self.data) if major else None
        if record is None:
            server = binaries.choose(self.who, major=major, keep=self._place_for_programs)
            if major is None:
                self._initialise(server)
            record = self._start(server)
        elif not record.is_ready:
            record = postmaster.await_ready(self.data)
        self._socket_folder = record.socket_folder
        self._prepare()

    def _is_alone(self) -> bool:
        """Tell whether no other command uses the cluster. We go on using it either way."""
        is_alone = self._users.take(wait=False)
        self._users.take(shared=True)
        return is_alone

    def _initialise(self, server: binaries.Server) -> None:
        partial = self.home / "data.partial"
        if partial.exists():
            shutil.rmtree(partial)
        privileges.make_folder_of(partial, self.who)
        password_file = partial.with_name("password")
        password_file.unlink(missing_ok=True)
        descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(self.keys.superuser + "\n")
            if self.who.is_stepped_down:
                os.fchown(stream.fileno(), self.who.uid, self.who.gid)
        command = [server.program("initdb"), "-D", str(partial), "-U", SUPERUSER]
        command += ["--auth=scram-sha-256", f"--pwfile={password_file}"]
        command += ["--encoding=UTF8", "--locale=C", "--locale-provider=libc"]
        command += ["--no-instructions", *([] if self.kind.is_kept else ["--no-sync"])]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=False,
                stdin=subprocess.DEVNULL,
                cwd=partial,
                env=postmaster.clean_environment(),
                start_new_session=True,
                **self.who.process_options(),
            )
        except PermissionError as error:
            raise LauncherError(
                "PostgreSQL does not run as root, and the step down to another user was refused "
                f"({error}). Run this command as an ordinary user."
            ) from error
        finally:
            password_file.unlink(missing_ok=True)
        if done.returncode != 0:
            shutil.rmtree(partial, ignore_errors=True)
            raise LauncherError(f"PostgreSQL could not make its data folder:\n{done.stderr}")
        partial.rename(self.data)

    def _start(self, server: binaries.Server) -> postmaster.PidFile:
        folder = self._folder_for_socket()
        settings = self.home / "postgresql.conf"
        settings.write_text(layout.settings_text(self.kind, self.data, folder), encoding="utf-8")
        settings.chmod(0o644)
        postmaster.clear_stale(self.data, folder)
        return postmaster.start(server, self.data, settings, folder, self.who)

    def _folder_for_socket(self) -> Path:
        folder = self.home / "socket"
        if layout.socket_path_fits(folder):
            if not folder.exists():
                privileges.make_folder_of(folder, self.who)
            return folder
        borrowed = self._borrowed_socket_folder()
        if borrowed is not None:
            return borrowed
        short = Path(tempfile.mkdtemp(prefix="lgnet-", dir=_SHORT_FOLDER))
        if self.who.is_stepped_down:
            os.chown(short, self.who.uid, self.who.gid)
        (self.home / "socket-folder").write_text(str(short), encoding="utf-8")
        return short

    def _borrowed_socket_folder(self) -> Path | None:
        """Return the short folder of a server that was killed: its users know that address."""
        note = self.home / "socket-folder"
        if not note.exists():
            return None
        folder = Path(note.read_text(encoding="utf-8"))
        is_ours = (
            folder.is_dir()
            and not folder.is_symlink()
            and (
                folder.stat().st_uid == (self.who.uid if self.who.is_stepped_down else os.geteuid())
            )
        )
        return folder if folder.parent == _SHORT_FOLDER and is_ours else None

    def _remove_borrowed_socket_folder(self) -> None:
        note = self.home / "socket-folder"
        if note.exists():
            folder = Path(note.read_text(encoding="utf-8"))
            # Only an empty folder goes: the note may be older than what lies there now.
            if folder.parent == _SHORT_FOLDER and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
            note.unlink()

    def _prepare(self) -> None:
        import psycopg

        superuser = self.superuser_url()
        try:
            roles.prepare_cluster(
                superuser,
                owner_password=self.keys.owner,
                app_password=self.keys.app,
                may_create=not self.kind.is_kept,
            )
            roles.create_database(superuser, DATABASE)
            roles.prepare_database(superuser, DATABASE)
        except psycopg.Error as error:
            raise LauncherError(
                "PostgreSQL runs, but its roles and database could not be set up: "
                f"{str(error).strip()}\nIf the keys in {self.state / 'secrets'} were lost, "
                "'make demo-reset' starts over."
            ) from error

    def _remove_data(self) -> None:
        postmaster.stop(self.data)
        self._remove_borrowed_socket_folder()
        for name in ("data", "data.partial", "socket"):
            folder = self.home / name
            if folder.is_symlink() or folder.is_file():
                folder.unlink()
            elif folder.exists():
                shutil.rmtree(folder)

    def _major_of_data(self) -> int | None:
        try:
            return int((self.data / "PG_VERSION").read_text().strip())
        except (FileNotFoundError, ValueError):
            return None

    def _place_for_programs(self) -> Path:
        return layout.make_base_elsewhere(self.state) if self.who.is_stepped_down else self.state

    def _refuse_another_users_folder(self) -> None:
        if self.state.exists() and not os.access(self.state, os.W_OK | os.X_OK):
            owner = self.state.stat().st_uid
            raise LauncherError(
                f"{self.state} belongs to another user (number {owner}). "
                "Run this command as that user, or in a copy of the project of your own."
            )

    def _socket(self) -> str:
        if not self._socket_folder:
            record = postmaster.running(self.data)
            self._socket_folder = record.socket_folder if record else str(self.home / "socket")
        return self._socket_folder
