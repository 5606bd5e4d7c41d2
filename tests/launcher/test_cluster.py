"""A private cluster: its settings as text, then a real one under trouble."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from lgnet.launcher import cluster as clusters
from lgnet.launcher import keys, layout, postmaster, roles
from lgnet.launcher.failure import LauncherError


def test_a_socket_path_fits_up_to_the_systems_limit():
    name = f"/.s.PGSQL.{postmaster.PORT}"
    fits = "/" + "x" * (layout.LONGEST_SOCKET_PATH - len(name) - 1)
    assert layout.socket_path_fits(Path(fits))
    assert not layout.socket_path_fits(Path(fits + "x"))
    # Bytes count, not letters.
    assert not layout.socket_path_fits(Path("/" + "ò" * 45))


def test_an_address_escapes_whatever_a_folder_or_password_holds():
    address = layout.url("lgnet_app", "p@ss/:?word", "/srv/a folder, 50%", "lgnet")
    read = psycopg.conninfo.conninfo_to_dict(address)
    assert read["host"] == "/srv/a folder, 50%"
    assert read["password"] == "p@ss/:?word"
    assert (read["user"], read["dbname"], read["port"]) == ("lgnet_app", "lgnet", "5432")


def test_the_demo_keeps_its_data_safe_and_the_tests_do_not():
    data, socket = Path("/d/data"), Path("/d/it's, here")
    demo = layout.settings_text(clusters.DEMO, data, socket)
    test = layout.settings_text(clusters.TEST, data, socket)
    assert "fsync" not in demo
    assert "fsync = 'off'" in test
    for text in (demo, test):
        assert "listen_addresses = ''" in text
        assert "unix_socket_directories = '\"/d/it''s, here\"'" in text


def test_keys_are_made_once_and_closed_to_others(tmp_path):
    made = keys.load(tmp_path)
    assert keys.load(tmp_path) == made
    assert len({made.superuser, made.owner, made.app, made.secret_key, made.context_key}) == 5
    path = tmp_path / "secrets"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(LauncherError, match="chmod 600"):
        keys.load(tmp_path)
    path.chmod(0o600)
    path.write_text("{")
    with pytest.raises(LauncherError, match="cannot be read"):
        keys.load(tmp_path)


def test_a_record_that_names_another_process_is_not_a_running_server(tmp_path):
    record = tmp_path / "postmaster.pid"
    lines = [str(os.getpid()), str(tmp_path), "1700000000", "5432", "/srv", "", "0 0", "ready   "]
    record.write_text("\n".join(lines) + "\n")
    assert postmaster.read_pid_file(tmp_path).is_ready
    assert postmaster.running(tmp_path) is None
    assert postmaster.clear_stale(tmp_path, tmp_path)
    assert not record.exists()


def test_a_record_of_a_dead_process_is_left_to_postgresql(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    (tmp_path / "postmaster.pid").write_text(f"{process.pid}\n{tmp_path}\n")
    assert postmaster.running(tmp_path) is None
    assert not postmaster.clear_stale(tmp_path, tmp_path)
    assert (tmp_path / "postmaster.pid").exists()


def test_a_record_cut_short_is_removed(tmp_path):
    (tmp_path / "postmaster.pid").write_text("")
    assert postmaster.running(tmp_path) is None
    assert postmaster.clear_stale(tmp_path, tmp_path)


def value(address, query):
    """Return the single value ``query`` gives."""
    with psycopg.connect(address) as connection:
        return connection.execute(query).fetchone()[0]


def test_a_cluster_from_nothing_has_two_roles_that_may_little(make_cluster):
    cluster = make_cluster(clusters.DEMO)
    assert cluster.open()
    try:
        for address in (cluster.app_url(), cluster.owner_url()):
            assert not value(
                address,
                "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole"
                " FROM pg_roles WHERE rolname = current_user",
            )
        assert value(cluster.app_url(), "SHOW timezone") == "UTC"
        assert value(cluster.app_url(), "SHOW server_encoding") == "UTF8"
        with psycopg.connect(cluster.owner_url()) as owner:
            owner.execute("CREATE TABLE thing (id serial PRIMARY KEY, word text)")
        with psycopg.connect(cluster.app_url()) as app:
            app.execute("INSERT INTO thing (word) VALUES ('a')")
            assert app.execute("SELECT similarity('abc', 'abd') > 0").fetchone()[0]
        for forbidden in ("CREATE TABLE mine (id int)", "DROP TABLE thing", "TRUNCATE thing"):
            with (
                psycopg.connect(cluster.app_url()) as app,
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                app.execute(forbidden)
    finally:
        cluster.close()
    assert not cluster.is_running()


def test_the_last_user_stops_the_server_and_data_stay(make_cluster):
    first, second = make_cluster(), make_cluster()
    assert first.open()
    assert not second.open()
    with psycopg.connect(first.owner_url()) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    first.close()
    assert second.is_running()
    second.close()
    assert not second.is_running()
    first.open()
    assert value(first.app_url(), "SELECT 1") == 1
    assert value(first.owner_url(), "SELECT number FROM kept") == 7
    with pytest.raises(LauncherError, match="using the test database"):
        make_cluster().destroy()
    first.close()


@pytest.mark.slow
def test_a_cluster_survives_what_a_killed_machine_leaves(make_cluster):
    cluster = make_cluster(clusters.DEMO)
    cluster.open()
    os.kill(postmaster.running(cluster.data).pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while cluster.is_running() and time.monotonic() < deadline:
        postmaster.stop(cluster.data)
    again = make_cluster(clusters.DEMO)
    again.open()
    assert value(again.app_url(), "SELECT 1") == 1
    again.close()
    cluster.close()
    # A half-made folder and one without its version file are remade.
    (cluster.home / "data.partial").mkdir()
    (cluster.data / "PG_VERSION").unlink()
    again.open()
    assert value(again.app_url(), "SELECT 1") == 1
    again.close()


@pytest.mark.slow
def test_a_broken_throw_away_cluster_is_remade_and_a_kept_one_is_not(make_cluster):
    for kind in (clusters.TEST, clusters.DEMO):
        cluster = make_cluster(kind)
        cluster.open()
        cluster.close()
        control = cluster.data / "global" / "pg_control"
        control.write_text("damaged")
        if kind.is_kept:
            with pytest.raises(LauncherError, match="did not start"):
                cluster.open()
            assert control.read_text() == "damaged"
            cluster.destroy()
        else:
            cluster.open()
        cluster.close()


def test_leftover_databases_go_and_others_stay(make_cluster):
    cluster = make_cluster()
    cluster.open()
    address = cluster.superuser_url()
    for name in ("lgnet_test_gw0_1", "lgnet_template_x"):
        assert roles.create_database(address, name)
    assert not roles.create_database(address, "lgnet_template_x")
    assert roles.drop_leftovers(address, ("lgnet_test_",)) == 1
    assert value(address, "SELECT count(*) FROM pg_database WHERE datname = 'lgnet_template_x'")
    cluster.close()
