"""The demo's and the tests' decisions that need no server, and the care for processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest

from lgnet.launcher import demo, processes, progress, tests
from lgnet.launcher.failure import LauncherError, run_as_command
from lgnet.launcher.locks import FileLock
from lgnet.launcher.processes import Family, StoppedError, StopRequest

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.mark.parametrize(
    ("told", "system", "is_terminal", "expected"),
    [
        ({"DISPLAY": ":0"}, "Linux", True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "Linux", True, True),
        ({}, "Darwin", True, True),
        ({}, "Linux", True, False),
        ({"DISPLAY": ":0"}, "Linux", False, False),
        ({"DISPLAY": ":0", "CI": "true"}, "Linux", True, False),
        ({"LGNET_BROWSER": "no"}, "Darwin", True, False),
    ],
)
def test_a_browser_opens_only_where_someone_looks(told, system, is_terminal, expected):
    assert demo.may_open_browser(told, system, is_terminal) is expected


def test_the_next_free_port_is_taken_and_a_chosen_one_is_not_replaced(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(demo, "_FIRST_PORT", taken)
        with demo.listening_socket("") as found:
            assert found.getsockname()[1] > taken
        with pytest.raises(LauncherError, match="in use"):
            demo.listening_socket(str(taken))
    with pytest.raises(LauncherError, match="LGNET_PORT"):
        demo.listening_socket("eighty")


def test_browser_tests_are_left_out_only_without_a_browser():
    both_cores = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    assert tests.pytest_arguments([], has_browser=True) == both_cores
    assert tests.pytest_arguments([], has_browser=False) == ["-m", "not e2e", *both_cores]
    assert tests.pytest_arguments(["-x"], has_browser=True) == ["-x"]


def test_without_a_browser_continuous_integration_fails(monkeypatch):
    monkeypatch.setattr(tests, "chromium", lambda: None)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(LauncherError, match="Chromium"):
        tests.run_tests([])


def test_a_chosen_browser_decides(monkeypatch):
    monkeypatch.setenv("LGNET_CHROMIUM", "/somewhere/chromium")
    assert tests.chromium() == "/somewhere/chromium"


def test_a_lock_is_shared_by_readers_and_refused_to_a_writer(tmp_path):
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.take(shared=True)
    assert second.take(shared=True)
    assert not second.take(wait=False)
    first.release()
    assert second.take(wait=False)
    assert not first.take(shared=True, wait=False)
    second.release()
    assert first.take(wait=False)
    first.release()


def test_a_family_ends_all_its_processes_the_stubborn_ones_too(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "_GRACE_SECONDS", 0.5)
    family = Family(StopRequest())
    stubborn = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    log = tmp_path / "log"
    family.start("gentle", SLEEP, os.environ, log=tmp_path / "other")
    family.start("stubborn", [sys.executable, "-c", stubborn], os.environ, log=log)
    wait_until(lambda: log.read_text().endswith("\n"))
    grandchild = int(log.read_text())
    family.stop()
    assert family.children == []
    wait_until(lambda: not is_alive(grandchild))


def test_a_step_that_fails_says_so_and_a_stop_request_ends_one_under_way():
    request = StopRequest()
    family = Family(request)
    with pytest.raises(LauncherError, match="Counting failed"):
        family.finish("Counting", [sys.executable, "-c", "raise SystemExit(3)"], os.environ)
    request.is_made = True
    with pytest.raises(StoppedError):
        family.finish("Sleeping", SLEEP, os.environ)
    family.stop()


def test_processes_of_a_killed_launcher_are_ended_and_later_namesakes_spared(tmp_path):
    record = tmp_path / "running.json"
    ours = subprocess.Popen(SLEEP, start_new_session=True)
    namesake = subprocess.Popen(SLEEP, start_new_session=True)
    births = {str(ours.pid): processes.birth_of(ours.pid), str(namesake.pid): "long ago"}
    record.write_text(json.dumps({"processes": births}))
    try:
        assert processes.end_leftovers(record) == 1
        assert ours.wait(10) == -signal.SIGTERM
        assert namesake.poll() is None
        assert not record.exists()
    finally:
        namesake.kill()
        namesake.wait()


def test_nothing_remembered_means_nothing_to_end(tmp_path):
    record = tmp_path / "running.json"
    assert processes.end_leftovers(record) == 0
    record.write_text("{")
    assert processes.end_leftovers(record) == 0


def test_after_a_signal_nothing_more_is_run():
    with processes.Foreground() as foreground:
        assert foreground.run([sys.executable, "-c", "raise SystemExit(4)"], os.environ) == 4
        os.kill(os.getpid(), signal.SIGINT)
        assert foreground.run(SLEEP, os.environ) == 130


def test_a_step_is_one_line_in_a_log():
    out = StringIO()
    with progress.step("Tables", stream=out):
        pass
    with pytest.raises(ZeroDivisionError), progress.step("Data", stream=out):
        raise ZeroDivisionError
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("  Tables  0.0 s")
    assert lines[1].endswith("(failed)")


def test_a_bar_shows_the_share_and_stays_on_its_line():
    assert "[######" in progress.drawn("Tables", 1, 2, 3.0)
    assert "1/2" in progress.drawn("Tables", 1, 2, 3.0)
    assert len(progress.drawn("Tables", 5, 2, 3.0, columns=20)) == 19
    assert [progress.seconds(number) for number in (0.44, 12.3, 65)] == [
        "0.4 s",
        "12 s",
        "1 min 05 s",
    ]


def test_a_command_that_gives_up_prints_a_sentence_and_no_traceback(capsys):
    def main():
        raise LauncherError("The reason.")

    with pytest.raises(SystemExit) as ended:
        run_as_command(main)
    assert ended.value.code == 1
    assert capsys.readouterr().err == "\nlgnet: The reason.\n"


def wait_until(condition):
    """Wait up to ten seconds for ``condition`` to hold."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid):
    """Tell whether process ``pid`` runs; an ended one that nobody collected does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path("/proc", str(pid), "stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
